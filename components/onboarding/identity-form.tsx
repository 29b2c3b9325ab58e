"use client";

import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, type StepForm, useStepForm } from "@/components/onboarding/use-step-form";
import { DateField } from "@/components/ui/date-field";
import { MaskedField } from "@/components/ui/masked-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { COUNTRIES } from "@/domain/onboarding/places";
import { ID_KIND, type IdKind } from "@/domain/onboarding/profile-choices";

type Values = {
  firstName: string;
  middleName: string;
  lastName: string;
  birthDate: string;
  citizenship: string;
  kind: IdKind;
  number: string;
  country: string;
  expiresOn: string;
};

const countryOptions = COUNTRIES.map((place) => ({ value: place.code, label: place.name }));

function initialOf({ answers: { identity } }: Application): Values {
  const id = identity?.identification;
  return {
    firstName: identity?.firstName ?? "",
    middleName: identity?.middleName ?? "",
    lastName: identity?.lastName ?? "",
    birthDate: identity?.birthDate ?? "",
    citizenship: identity?.citizenship ?? "US",
    kind: id?.kind ?? "SSN",
    number: "",
    country: id?.kind === "FOREIGN_PASSPORT" ? id.country : "",
    expiresOn: id?.kind === "FOREIGN_PASSPORT" ? id.expiresOn : "",
  };
}

/** An empty number keeps the one on file, if it is of the kind that is chosen. */
function answersOf(values: Values, kindOnFile: IdKind | null) {
  const { number, kind, country, expiresOn, middleName, ...rest } = values;
  const kept = number === "" && kind === kindOnFile ? null : number;
  const identification =
    kind === "FOREIGN_PASSPORT" ? { kind, number: kept, country, expiresOn } : { kind, number: kept };
  return { ...rest, middleName: middleName || null, identification };
}

/** Name, birth date, citizenship and an identification number: what 31 CFR 1023.220(a)(2)(i) asks for. */
export function IdentityForm({ application }: { application: Application }) {
  const kindOnFile = application.numberOnFile?.kind ?? null;
  const form = useStepForm(application, "identity", {
    initial: initialOf(application),
    toAnswers: (values) => answersOf(values, kindOnFile),
  });
  const { values, errors, set } = form;
  return (
    <StepFrame form={form} label="Identity">
      <p className="text-small text-muted">
        Federal law requires every broker to verify who opens an account. Write your name as it stands in your
        papers.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="First name"
          autoComplete="given-name"
          value={values.firstName}
          onChange={set("firstName")}
          error={errors.firstName}
        />
        <TextField
          label="Middle name"
          autoComplete="additional-name"
          isOptional
          value={values.middleName}
          onChange={set("middleName")}
          error={errors.middleName}
        />
      </div>
      <TextField
        label="Last name"
        autoComplete="family-name"
        value={values.lastName}
        onChange={set("lastName")}
        error={errors.lastName}
      />
      <DateField
        label="Date of birth"
        isBirthday
        value={values.birthDate}
        onChange={set("birthDate")}
        error={errors.birthDate}
      />
      <SelectField
        label="Citizenship"
        value={values.citizenship}
        onChange={set("citizenship")}
        options={countryOptions}
        error={errors.citizenship}
      />
      <RadioGroup
        label="How you identify yourself"
        value={values.kind}
        onChange={(kind) => form.change({ kind: kind as IdKind, number: "" })}
        options={ID_KIND.options}
        error={errors["identification.kind"]}
      />
      <IdentificationNumber form={form} application={application} />
    </StepFrame>
  );
}

function IdentificationNumber({ form, application }: { form: StepForm<Values>; application: Application }) {
  const { values, errors, set } = form;
  const onFile = application.numberOnFile;
  const isOnFile = onFile?.kind === values.kind;
  if (values.kind !== "FOREIGN_PASSPORT")
    return (
      <MaskedField
        key={values.kind}
        label={ID_KIND.label(values.kind)}
        pattern="###-##-####"
        value={values.number}
        onChange={set("number")}
        storedHint={isOnFile ? `•••-••-${onFile.last4} on file` : undefined}
        description="Kept encrypted. After this page nobody is shown more than its last four digits."
        error={errors["identification.number"]}
      />
    );
  return (
    <>
      <TextField
        label="Passport number"
        autoComplete="off"
        spellCheck={false}
        value={values.number}
        onChange={set("number")}
        placeholder={isOnFile ? `•••• ${onFile.last4} on file` : undefined}
        description="Kept encrypted. After this page nobody is shown more than its last four characters."
        error={errors["identification.number"]}
      />
      <SelectField
        label="Issued by"
        value={values.country || null}
        onChange={set("country")}
        options={countryOptions}
        error={errors["identification.country"]}
      />
      <DateField
        label="Expires on"
        value={values.expiresOn}
        onChange={set("expiresOn")}
        error={errors["identification.expiresOn"]}
      />
    </>
  );
}
