"use client";

import {
  AddressFields,
  addressAnswers,
  addressValues,
  countryOptions,
  stateOptions,
} from "@/components/onboarding/address-fields";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, type StepForm, useStepForm } from "@/components/onboarding/use-step-form";
import { DateField } from "@/components/ui/date-field";
import { MaskedField } from "@/components/ui/masked-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ACCOUNT_TYPES, CAPACITIES, type EntityKind } from "@/domain/onboarding/account-types";

type Values = {
  legalName: string;
  formedCountry: string;
  formedState: string;
  formedOn: string;
  kind: string;
  number: string;
  office: ReturnType<typeof addressValues>;
  phone: string;
  business: string;
  capacity: string;
};

function initialOf({ answers: { entity } }: Application, kind: EntityKind): Values {
  return {
    legalName: entity?.legalName ?? "",
    formedCountry: entity?.formedIn.country ?? "US",
    formedState: entity && "state" in entity.formedIn ? entity.formedIn.state : "",
    formedOn: entity?.formedOn ?? "",
    kind: entity?.taxNumber.kind ?? "EIN",
    number: "",
    office: addressValues(entity?.address),
    phone: entity?.address.phone ?? "",
    business: entity?.business ?? "",
    capacity: entity?.capacity ?? (kind.capacities.length === 1 ? (kind.capacities[0] ?? "") : ""),
  };
}

function answersOf(values: Values, kindOnFile: string | null) {
  const isUs = values.formedCountry === "US";
  const kind = isUs ? values.kind : "FOREIGN";
  return {
    legalName: values.legalName,
    formedIn: isUs ? { country: "US", state: values.formedState } : { country: values.formedCountry },
    formedOn: values.formedOn,
    taxNumber: { kind, number: values.number === "" && kind === kindOnFile ? null : values.number },
    address: { ...addressAnswers(values.office), phone: values.phone },
    business: values.business,
    capacity: values.capacity,
  };
}

/** The company or trust: what 31 CFR 1023.220 asks of a customer that is no person, and who signs for it. */
export function EntityForm({ application }: { application: Application }) {
  const kind = ACCOUNT_TYPES[application.accountType].entity;
  return kind ? <EntityFields application={application} kind={kind} /> : null;
}

function EntityFields({ application, kind }: { application: Application; kind: EntityKind }) {
  const onFile = application.numbersOnFile.entity ?? null;
  const form = useStepForm(application, "entity", {
    initial: initialOf(application, kind),
    toAnswers: (values) => answersOf(values, onFile?.kind ?? null),
  });
  const { values, errors, set } = form;
  return (
    <StepFrame form={form} label="Company or trust">
      <TextField
        label={kind.nameLabel}
        description="As its founding papers say it."
        autoComplete="off"
        value={values.legalName}
        onChange={set("legalName")}
        error={errors.legalName}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label={kind.formedLabel}
          value={values.formedCountry}
          onChange={(formedCountry) =>
            form.change({
              formedCountry,
              number: "",
              office: { ...values.office, country: formedCountry },
            })
          }
          options={countryOptions}
          error={errors["formedIn.country"]}
        />
        {values.formedCountry === "US" ? (
          <SelectField
            label="State of formation"
            value={values.formedState || null}
            onChange={set("formedState")}
            options={stateOptions}
            error={errors["formedIn.state"]}
          />
        ) : null}
      </div>
      <DateField
        label={kind.formedOnLabel}
        value={values.formedOn}
        onChange={set("formedOn")}
        error={errors.formedOn}
      />
      <TaxNumber form={form} kind={kind} last4={onFile?.last4 ?? null} kindOnFile={onFile?.kind ?? null} />
      <TextField
        label={kind.noun === "trust" ? "What the trust is for" : "Nature of the business"}
        autoComplete="off"
        value={values.business}
        onChange={set("business")}
        error={errors.business}
      />
      <h3 className="mt-2 text-heading font-semibold">Registered address</h3>
      <AddressFields
        values={values.office}
        change={(part) => form.change({ office: { ...values.office, ...part } })}
        errorOf={(field) => errors[`address.${field}`]}
        streetHint={`Where the ${kind.noun} has its office. A post office box is not enough.`}
      />
      <TextField
        label="Telephone"
        type="tel"
        autoComplete="off"
        value={values.phone}
        onChange={set("phone")}
        error={errors["address.phone"]}
      />
      <SelectField
        label="You sign as"
        value={values.capacity || null}
        onChange={set("capacity")}
        options={kind.capacities.map((key) => ({ value: key, label: CAPACITIES[key] }))}
        error={errors.capacity}
      />
    </StepFrame>
  );
}

type TaxNumberProps = {
  form: StepForm<Values>;
  kind: EntityKind;
  last4: string | null;
  kindOnFile: string | null;
};

function TaxNumber({ form: { values, errors, set, change }, kind, last4, kindOnFile }: TaxNumberProps) {
  const isUs = values.formedCountry === "US";
  const isOnFile = kindOnFile === (isUs ? values.kind : "FOREIGN");
  if (!isUs)
    return (
      <TextField
        label="Registration number"
        description="In the register or with the tax office of its country. Kept encrypted."
        autoComplete="off"
        spellCheck={false}
        value={values.number}
        onChange={set("number")}
        placeholder={isOnFile ? `•••• ${last4} on file` : undefined}
        error={errors["taxNumber.number"]}
      />
    );
  return (
    <>
      {kind.noun === "trust" ? (
        <RadioGroup
          label="Tax number of the trust"
          orientation="horizontal"
          value={values.kind}
          onChange={(chosen) => change({ kind: chosen, number: "" })}
          options={[
            { value: "EIN", label: "Its own (EIN)" },
            { value: "SSN", label: "The grantor's (SSN)" },
          ]}
          error={errors["taxNumber.kind"]}
        />
      ) : null}
      <MaskedField
        key={values.kind}
        label={values.kind === "SSN" ? "Social Security number" : "EIN"}
        pattern={values.kind === "SSN" ? "###-##-####" : "##-#######"}
        value={values.number}
        onChange={set("number")}
        storedHint={isOnFile ? `••••• ${last4} on file` : undefined}
        description="Kept encrypted. After this page nobody is shown more than its last four digits."
        error={errors["taxNumber.number"] ?? (kind.noun === "trust" ? undefined : errors["taxNumber.kind"])}
      />
    </>
  );
}
