"use client";

import { StepFrame } from "@/components/onboarding/step-frame";
import { initialTaxForm, taxFormAnswers, TaxFormFields } from "@/components/onboarding/tax-form-fields";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { Callout } from "@/components/ui/callout";
import type { TaxFormKind } from "@/domain/onboarding/tax-forms";

/** The tax form that fits: W-9, W-8BEN or W-8BEN-E, filled in with what is known, certified and signed. */
export function TaxFormForm({ application }: { application: Application }) {
  const { fitting } = application.taxForm;
  if (fitting === null)
    return (
      <Callout title="Who you are comes first">
        Which form fits depends on your citizenship and on where you live. Please fill in those steps before
        this one.
      </Callout>
    );
  return <FittingForm key={fitting} application={application} fitting={fitting} />;
}

function FittingForm({ application, fitting }: { application: Application; fitting: TaxFormKind }) {
  const form = useStepForm(application, "tax-form", {
    initial: initialTaxForm(application),
    toAnswers: (values) => taxFormAnswers(values, fitting, application),
  });
  return (
    <StepFrame form={form} label="Tax form" submitLabel="Sign and continue">
      <TaxFormFields form={form} application={application} fitting={fitting} />
    </StepFrame>
  );
}
