import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import type { ReactNode } from "react";
import { AddressForm } from "@/components/onboarding/address-form";
import { AgreementsForm } from "@/components/onboarding/agreements-form";
import { ApplicationFrame } from "@/components/onboarding/application-frame";
import { DisclosuresForm } from "@/components/onboarding/disclosures-form";
import { EmploymentForm } from "@/components/onboarding/employment-form";
import { IdentityForm } from "@/components/onboarding/identity-form";
import { ProfileForm } from "@/components/onboarding/profile-form";
import { ReviewAnswers } from "@/components/onboarding/review-answers";
import type { Application } from "@/components/onboarding/use-step-form";
import { STEPS, type StepId } from "@/domain/onboarding/account-types";
import { requireSignedIn } from "@/server/auth/require";
import { serverCaller } from "@/server/trpc/server-caller";

type FormStep = Exclude<StepId, "account-type"> | "review";

const FORMS: Record<FormStep, (application: Application) => ReactNode> = {
  identity: (application) => <IdentityForm application={application} />,
  address: (application) => <AddressForm application={application} />,
  employment: (application) => <EmploymentForm application={application} />,
  profile: (application) => <ProfileForm application={application} />,
  disclosures: (application) => <DisclosuresForm application={application} />,
  agreements: (application) => <AgreementsForm application={application} />,
  review: (application) => <ReviewAnswers application={application} />,
};

const HEADINGS: Record<FormStep, { title: string; description: string }> = {
  ...STEPS,
  review: { title: "Review and submit", description: "Read it once more before it goes to a person." },
};

const isFormStep = (step: string): step is FormStep => Object.hasOwn(FORMS, step);

type StepPageProps = { params: Promise<{ step: string }> };

export async function generateMetadata({ params }: StepPageProps): Promise<Metadata> {
  const { step } = await params;
  return { title: isFormStep(step) ? `${HEADINGS[step].title} · Open an account` : "Open an account" };
}

/** One step of the application. Without a draft there is nothing to fill in, and the way leads to its beginning. */
export default async function StepPage({ params }: StepPageProps) {
  const { step } = await params;
  await requireSignedIn(`/open-account/${step}`);
  const api = await serverCaller();
  const application = await api.applications.mine();
  if (application?.status !== "DRAFT") redirect("/open-account");
  if (!isFormStep(step)) notFound();
  return (
    <ApplicationFrame application={application} current={step} {...HEADINGS[step]}>
      {FORMS[step](application)}
    </ApplicationFrame>
  );
}
