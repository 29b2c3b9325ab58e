import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ApplicationFrame } from "@/components/onboarding/application-frame";
import { formOfStep, headingOf, isFormStep, pageTitleOf } from "@/components/onboarding/step-forms";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

type StepPageProps = { params: Promise<{ step: string }> };

export async function generateMetadata({ params }: StepPageProps): Promise<Metadata> {
  return { title: `${pageTitleOf((await params).step)} · Joint account` };
}

/** One step of the second owner's part of a joint application. */
export default async function JointStepPage({ params }: StepPageProps) {
  const { step } = await params;
  await requireSignedIn(`/open-account/joint/${step}`);
  const api = await serverCaller();
  const application = await api.applications.joint();
  if (application?.status !== "DRAFT") redirect("/open-account");
  if (!isFormStep(step)) notFound();
  const heading = headingOf(application, step);
  if (!heading) redirect(`/open-account/joint/${application.nextStep}`);
  return (
    <ApplicationFrame application={application} current={step} {...heading}>
      {formOfStep(application, step)}
    </ApplicationFrame>
  );
}
