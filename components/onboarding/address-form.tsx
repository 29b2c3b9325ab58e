"use client";

import { AddressFields, addressAnswers, addressValues } from "@/components/onboarding/address-fields";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { TextField } from "@/components/ui/text-field";

const initialOf = ({ answers: { address } }: Application) => ({
  ...addressValues(address),
  phone: address?.phone ?? "",
});

/** Where the customer lives (a street, no box) and a telephone number. */
export function AddressForm({ application }: { application: Application }) {
  const form = useStepForm(application, "address", {
    initial: initialOf(application),
    toAnswers: ({ phone, ...address }) => ({ ...addressAnswers(address), phone }),
  });
  const { values, errors, set } = form;
  return (
    <StepFrame form={form} label="Address">
      <AddressFields
        values={values}
        change={form.change}
        errorOf={(field) => errors[field]}
        streetHint="Where you live. A post office box is not enough."
        isOwn
      />
      <TextField
        label="Telephone"
        type="tel"
        autoComplete="tel"
        value={values.phone}
        onChange={set("phone")}
        error={errors.phone}
      />
    </StepFrame>
  );
}
