import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ApplicationFrame } from "@/components/onboarding/application-frame";
import { formOfStep, headingOf, isFormStep, pageTitleOf } from "@/components/onboarding/step-forms";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

type StepPageProps = { params: Promise<{ step: string }> };

export async function generateMetadata({ params }: StepPageProps): Promise<Metadata> {
  return { title: `${pageTitleOf((await params).step)} · Open an account` };
}

/** One step of the application. Without a draft there is nothing to fill in, and the way leads to its beginning. */
export default async function StepPage({ params }: StepPageProps) {
  const { step } = await params;
  await requireSignedIn(`/open-account/${step}`);
  const api = await serverCaller();
  const application = await api.applications.mine();
  if (application?.status !== "DRAFT") redirect("/open-account");
  if (!isFormStep(step)) notFound();
  const heading = headingOf(application, step);
  // Another kind of account has other steps.
  if (!heading) redirect(`/open-account/${application.nextStep}`);
  return (
    <ApplicationFrame application={application} current={step} {...heading}>
      {formOfStep(application, step)}
    </ApplicationFrame>
  );
}
