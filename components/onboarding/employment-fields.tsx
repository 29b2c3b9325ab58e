"use client";

import type { FormState } from "@/components/forms/use-form";
import { type Answer, YesNo } from "@/components/onboarding/yes-no";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { EMPLOYMENT } from "@/domain/onboarding/profile-choices";
import type { StepAnswers } from "@/domain/onboarding/steps";

export type EmploymentValues = {
  status: string;
  occupation: string;
  employer: string;
  atBroker: Answer;
  memberFirm: string;
  inControl: Answer;
  controlledCompany: string;
};

const yesNo = (name: string | null): Answer => (name === null ? "no" : "yes");
const isAtWork = (status: string): boolean => status === "EMPLOYED" || status === "SELF_EMPLOYED";

export function employmentValues(employment: StepAnswers["employment"] | null | undefined): EmploymentValues {
  return {
    status: employment?.status ?? "",
    occupation: employment && "occupation" in employment ? employment.occupation : "",
    employer: employment && "employer" in employment ? employment.employer : "",
    atBroker: employment ? yesNo(employment.memberFirm) : null,
    memberFirm: employment?.memberFirm ?? "",
    inControl: employment ? yesNo(employment.controlledCompany) : null,
    controlledCompany: employment?.controlledCompany ?? "",
  };
}

/** A question that is not answered leaves its name out, which the schema refuses. */
const named = (answer: Answer, name: string): string | null | undefined =>
  answer === null ? undefined : answer === "yes" ? name : null;

export function employmentAnswers(values: EmploymentValues) {
  const ties = {
    memberFirm: named(values.atBroker, values.memberFirm),
    controlledCompany: named(values.inControl, values.controlledCompany),
  };
  return isAtWork(values.status)
    ? { status: values.status, occupation: values.occupation, employer: values.employer, ...ties }
    : { status: values.status, ...ties };
}

const ANSWER_IT = "Please answer yes or no.";

type EmploymentFieldsProps = {
  form: Pick<FormState<EmploymentValues>, "values" | "errors" | "set" | "change">;
};

/** Work (FINRA 4512), ties to another broker (FINRA 3210) and to listed companies (SEC Rule 144). */
export function EmploymentFields({ form }: EmploymentFieldsProps) {
  const { values, errors, set } = form;
  return (
    <>
      <SelectField
        label="What describes you now"
        value={values.status || null}
        onChange={set("status")}
        options={EMPLOYMENT.options}
        error={errors.status}
      />
      {isAtWork(values.status) ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Occupation"
            autoComplete="organization-title"
            value={values.occupation}
            onChange={set("occupation")}
            error={errors.occupation}
          />
          <TextField
            label={values.status === "EMPLOYED" ? "Employer" : "Name of your business"}
            autoComplete="organization"
            value={values.employer}
            onChange={set("employer")}
            error={errors.employer}
          />
        </div>
      ) : null}
      <YesNo
        label="Do you work for a broker-dealer or an exchange?"
        description="Or does somebody in your household? Then your employer must agree to the account."
        value={values.atBroker}
        onChange={(atBroker) => form.change({ atBroker, memberFirm: values.memberFirm })}
        error={values.atBroker === null && errors.memberFirm ? ANSWER_IT : undefined}
      />
      {values.atBroker === "yes" ? (
        <TextField
          label="Name of the firm"
          value={values.memberFirm}
          onChange={set("memberFirm")}
          error={errors.memberFirm}
        />
      ) : null}
      <YesNo
        label="Are you a director, an officer or a 10% owner of a listed company?"
        value={values.inControl}
        onChange={(inControl) => form.change({ inControl, controlledCompany: values.controlledCompany })}
        error={values.inControl === null && errors.controlledCompany ? ANSWER_IT : undefined}
      />
      {values.inControl === "yes" ? (
        <TextField
          label="Name of the company"
          value={values.controlledCompany}
          onChange={set("controlledCompany")}
          error={errors.controlledCompany}
        />
      ) : null}
    </>
  );
}
