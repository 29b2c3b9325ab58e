"use client";

import { PersonFields, personAnswers, personValues } from "@/components/onboarding/person-fields";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";

/** Name, birth date, citizenship and an identification number of whoever fills in the form. */
export function IdentityForm({ application }: { application: Application }) {
  const onFile = application.numberOnFile;
  const form = useStepForm(application, "identity", {
    initial: personValues(application.answers.identity),
    toAnswers: (values) => personAnswers(values, onFile?.kind ?? null),
  });
  return (
    <StepFrame form={form} label="Identity">
      <p className="text-small text-muted">
        Federal law requires every broker to verify who opens an account. Write your name as it stands in your
        papers.
      </p>
      <PersonFields
        values={form.values}
        change={form.change}
        errorOf={(path) => form.errors[path]}
        onFile={onFile}
        isOwn
      />
    </StepFrame>
  );
}
