import type { ReactNode } from "react";
import { ChangeAccountTypeForm } from "@/components/onboarding/account-type-form";
import { AddressForm } from "@/components/onboarding/address-form";
import { AgreementsForm } from "@/components/onboarding/agreements-form";
import { CoOwnerForm } from "@/components/onboarding/co-owner-form";
import { DisclosuresForm } from "@/components/onboarding/disclosures-form";
import { DocumentsForm } from "@/components/onboarding/documents-form";
import { EmploymentForm } from "@/components/onboarding/employment-form";
import { EntityForm } from "@/components/onboarding/entity-form";
import { IdentityForm } from "@/components/onboarding/identity-form";
import { OwnersForm } from "@/components/onboarding/owners-form";
import { ProfileForm } from "@/components/onboarding/profile-form";
import { ReviewAnswers } from "@/components/onboarding/review-answers";
import { TaxFormForm } from "@/components/onboarding/tax-form-form";
import type { Application } from "@/components/onboarding/use-step-form";
import type { StepId } from "@/domain/onboarding/account-types";
import { STEPS } from "@/domain/onboarding/step-words";

export type FormStep = StepId | "review";

const FORMS: Record<FormStep, (application: Application) => ReactNode> = {
  "account-type": (application) => <ChangeAccountTypeForm application={application} />,
  entity: (application) => <EntityForm application={application} />,
  identity: (application) => <IdentityForm application={application} />,
  address: (application) => <AddressForm application={application} />,
  employment: (application) => <EmploymentForm application={application} />,
  owners: (application) => <OwnersForm application={application} />,
  profile: (application) => <ProfileForm application={application} />,
  "co-owner": (application) => <CoOwnerForm application={application} />,
  documents: (application) => <DocumentsForm application={application} />,
  "tax-form": (application) => <TaxFormForm application={application} />,
  disclosures: (application) => <DisclosuresForm application={application} />,
  agreements: (application) => <AgreementsForm application={application} />,
  review: (application) => <ReviewAnswers application={application} />,
};

const REVIEW = { title: "Review and submit", description: "Read it once more before it goes to a person." };
const REVIEW_PART = { title: "Review", description: "Your part of the application, as you gave it." };

export const isFormStep = (step: string): step is FormStep => Object.hasOwn(FORMS, step);

/** The title of a step's page before anything is known of the application. */
export const pageTitleOf = (step: string): string =>
  isFormStep(step) && step !== "review" ? STEPS[step].title : REVIEW.title;

/** A step's heading in the words of this application; null for a step that it does not have. */
export function headingOf(
  application: Application,
  step: FormStep,
): { title: string; description: string } | null {
  if (step === "review") return application.part === "CO_OWNER" ? REVIEW_PART : REVIEW;
  const found = application.steps.find(({ id }) => id === step);
  return found ? { title: found.title, description: found.description } : null;
}

export const formOfStep = (application: Application, step: FormStep): ReactNode => FORMS[step](application);
