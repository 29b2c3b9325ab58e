"use client";

import {
  employmentAnswers,
  EmploymentFields,
  employmentValues,
} from "@/components/onboarding/employment-fields";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";

/** Work (FINRA 4512), ties to another broker (FINRA 3210) and to listed companies (SEC Rule 144). */
export function EmploymentForm({ application }: { application: Application }) {
  const form = useStepForm(application, "employment", {
    initial: employmentValues(application.answers.employment),
    toAnswers: employmentAnswers,
  });
  return (
    <StepFrame form={form} label="Work">
      <EmploymentFields form={form} />
    </StepFrame>
  );
}
