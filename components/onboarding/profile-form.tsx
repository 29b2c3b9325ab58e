"use client";

import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, type StepForm, useStepForm } from "@/components/onboarding/use-step-form";
import { type Answer, YesNo } from "@/components/onboarding/yes-no";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import {
  EXPERIENCE,
  FUNDS_SOURCE,
  INCOME,
  LIQUID_WORTH,
  RELATIONSHIP,
} from "@/domain/onboarding/profile-choices";

type Values = {
  annualIncome: string;
  liquidNetWorth: string;
  fundsSource: string;
  experience: string;
  hasContact: Answer;
  name: string;
  relationship: string;
  phone: string;
  email: string;
};

function initialOf({ answers: { profile } }: Application): Values {
  const contact = profile?.trustedContact;
  return {
    annualIncome: profile?.annualIncome ?? "",
    liquidNetWorth: profile?.liquidNetWorth ?? "",
    fundsSource: profile?.fundsSource ?? "",
    experience: profile?.experience ?? "",
    hasContact: contact ? "yes" : "no",
    name: contact?.name ?? "",
    relationship: contact?.relationship ?? "",
    phone: contact?.phone ?? "",
    email: contact?.email ?? "",
  };
}

function answersOf(values: Values) {
  const { annualIncome, liquidNetWorth, fundsSource, experience } = values;
  const trustedContact =
    values.hasContact === "yes"
      ? {
          name: values.name,
          relationship: values.relationship,
          phone: values.phone || null,
          email: values.email || null,
        }
      : null;
  return { annualIncome, liquidNetWorth, fundsSource, experience, trustedContact };
}

const OF_PERSON = {
  income: "Yearly income",
  worth: "What you could turn into cash",
  experience: "Experience with stocks",
};
const OF_ENTITY = {
  income: "Its yearly income",
  worth: "What it could turn into cash",
  experience: "Your experience with stocks",
};

/** Means and experience (FINRA 2090, 4512), and a trusted contact, who is asked for and may be left out. */
export function ProfileForm({ application }: { application: Application }) {
  const form = useStepForm(application, "profile", { initial: initialOf(application), toAnswers: answersOf });
  const { values, errors, set } = form;
  // FINRA 4512(a)(1)(F) asks for a trusted contact of people only.
  const isEntity = ACCOUNT_TYPES[application.accountType].entity !== null;
  const words = isEntity ? OF_ENTITY : OF_PERSON;
  return (
    <StepFrame form={form} label="Finances">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={words.income}
          value={values.annualIncome || null}
          onChange={set("annualIncome")}
          options={INCOME.options}
          error={errors.annualIncome}
        />
        <SelectField
          label={words.worth}
          value={values.liquidNetWorth || null}
          onChange={set("liquidNetWorth")}
          options={LIQUID_WORTH.options}
          error={errors.liquidNetWorth}
        />
        <SelectField
          label="Where the money comes from"
          value={values.fundsSource || null}
          onChange={set("fundsSource")}
          options={FUNDS_SOURCE.options}
          error={errors.fundsSource}
        />
        <SelectField
          label={words.experience}
          value={values.experience || null}
          onChange={set("experience")}
          options={EXPERIENCE.options}
          error={errors.experience}
        />
      </div>
      {isEntity ? null : (
        <YesNo
          label="Would you like to name a trusted contact?"
          description="Somebody over 18 whom we may call if we cannot reach you or worry that you are being exploited. They get no access to your account. You may leave this out."
          value={values.hasContact}
          onChange={set("hasContact")}
        />
      )}
      {values.hasContact === "yes" ? <TrustedContact form={form} /> : null}
    </StepFrame>
  );
}

function TrustedContact({ form: { values, errors, set } }: { form: StepForm<Values> }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label="Their name"
        autoComplete="off"
        value={values.name}
        onChange={set("name")}
        error={errors["trustedContact.name"]}
      />
      <SelectField
        label="They are your"
        value={values.relationship || null}
        onChange={set("relationship")}
        options={RELATIONSHIP.options}
        error={errors["trustedContact.relationship"]}
      />
      <TextField
        label="Their telephone"
        type="tel"
        autoComplete="off"
        isOptional
        value={values.phone}
        onChange={set("phone")}
        error={errors["trustedContact.phone"]}
      />
      <TextField
        label="Their e-mail address"
        type="email"
        autoComplete="off"
        isOptional
        value={values.email}
        onChange={set("email")}
        error={errors["trustedContact.email"]}
      />
    </div>
  );
}
