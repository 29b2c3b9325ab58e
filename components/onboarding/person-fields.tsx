"use client";

import { countryOptions } from "@/components/onboarding/address-fields";
import { DateField } from "@/components/ui/date-field";
import { MaskedField } from "@/components/ui/masked-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ID_KIND, type IdKind } from "@/domain/onboarding/profile-choices";
import type { StepAnswers } from "@/domain/onboarding/steps";

/** A person as typed. `number` is empty for the one on file; passports have two fields more. */
export type PersonValues = {
  firstName: string;
  middleName: string;
  lastName: string;
  birthDate: string;
  citizenship: string;
  kind: IdKind;
  number: string;
  issuedBy: string;
  expiresOn: string;
};

type Named = Pick<
  StepAnswers["identity"],
  "firstName" | "middleName" | "lastName" | "birthDate" | "citizenship" | "identification"
>;

export function personValues(person: Named | undefined): PersonValues {
  const id = person?.identification;
  return {
    firstName: person?.firstName ?? "",
    middleName: person?.middleName ?? "",
    lastName: person?.lastName ?? "",
    birthDate: person?.birthDate ?? "",
    citizenship: person?.citizenship ?? "US",
    kind: id?.kind ?? "SSN",
    number: "",
    issuedBy: id?.kind === "FOREIGN_PASSPORT" ? id.country : "",
    expiresOn: id?.kind === "FOREIGN_PASSPORT" ? id.expiresOn : "",
  };
}

/** An empty number keeps the one on file, if it is of the kind that is chosen. */
export function personAnswers(values: PersonValues, kindOnFile: string | null) {
  const { firstName, middleName, lastName, birthDate, citizenship, kind, number, issuedBy, expiresOn } =
    values;
  const kept = number === "" && kind === kindOnFile ? null : number;
  const identification =
    kind === "FOREIGN_PASSPORT"
      ? { kind, number: kept, country: issuedBy, expiresOn }
      : { kind, number: kept };
  return { firstName, middleName: middleName || null, lastName, birthDate, citizenship, identification };
}

export type NumberOnFile = { kind: string; last4: string } | null;

type PersonFieldsProps = {
  values: PersonValues;
  change: (part: Partial<PersonValues>) => void;
  /** The error of a field, by its path in the answers: "identification.number". */
  errorOf: (path: string) => string | undefined;
  onFile: NumberOnFile;
  /** Of the person who types: the browser may fill in. */
  isOwn?: boolean;
};

/** Name, birth date, citizenship and an identification number: what 31 CFR 1023.220(a)(2)(i) asks for. */
export function PersonFields({ values, change, errorOf, onFile, isOwn = false }: PersonFieldsProps) {
  const auto = (name: string) => (isOwn ? name : "off");
  const field = (name: keyof PersonValues) => ({
    value: values[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errorOf(name),
  });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="First name" autoComplete={auto("given-name")} {...field("firstName")} />
        <TextField
          label="Middle name"
          autoComplete={auto("additional-name")}
          isOptional
          {...field("middleName")}
        />
      </div>
      <TextField label="Last name" autoComplete={auto("family-name")} {...field("lastName")} />
      <DateField label="Date of birth" isBirthday={isOwn} {...field("birthDate")} />
      <SelectField label="Citizenship" options={countryOptions} {...field("citizenship")} />
      <RadioGroup
        label={isOwn ? "How you identify yourself" : "Identification"}
        value={values.kind}
        onChange={(kind) => change({ kind: kind as IdKind, number: "" })}
        options={ID_KIND.options}
        error={errorOf("identification.kind")}
      />
      <IdentificationNumber values={values} change={change} errorOf={errorOf} onFile={onFile} />
    </>
  );
}

function IdentificationNumber({ values, change, errorOf, onFile }: PersonFieldsProps) {
  const isOnFile = onFile?.kind === values.kind;
  const setNumber = (number: string) => change({ number });
  if (values.kind !== "FOREIGN_PASSPORT")
    return (
      <MaskedField
        key={values.kind}
        label={ID_KIND.label(values.kind)}
        pattern="###-##-####"
        value={values.number}
        onChange={setNumber}
        storedHint={isOnFile ? `•••-••-${onFile.last4} on file` : undefined}
        description="Kept encrypted. After this page nobody is shown more than its last four digits."
        error={errorOf("identification.number")}
      />
    );
  return (
    <>
      <TextField
        label="Passport number"
        autoComplete="off"
        spellCheck={false}
        value={values.number}
        onChange={setNumber}
        placeholder={isOnFile ? `•••• ${onFile.last4} on file` : undefined}
        description="Kept encrypted. After this page nobody is shown more than its last four characters."
        error={errorOf("identification.number")}
      />
      <SelectField
        label="Issued by"
        value={values.issuedBy || null}
        onChange={(issuedBy) => change({ issuedBy })}
        options={countryOptions}
        error={errorOf("identification.country")}
      />
      <DateField
        label="Expires on"
        value={values.expiresOn}
        onChange={(expiresOn) => change({ expiresOn })}
        error={errorOf("identification.expiresOn")}
      />
    </>
  );
}
