"use client";

import { Plus, X } from "lucide-react";
import { AddressFields, addressAnswers, addressValues } from "@/components/onboarding/address-fields";
import {
  type NumberOnFile,
  PersonFields,
  personAnswers,
  personValues,
} from "@/components/onboarding/person-fields";
import { StepFrame } from "@/components/onboarding/step-frame";
import { type Application, useStepForm } from "@/components/onboarding/use-step-form";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { legalName } from "@/domain/onboarding/names";
import type { StepAnswers } from "@/domain/onboarding/steps";
import { OWNERS_CERTIFICATION } from "@/domain/onboarding/tax-form-words";

type OwnersAnswers = StepAnswers["owners"];
type AnyPerson = OwnersAnswers["beneficialOwners"][number] | OwnersAnswers["controlPerson"];
type Person = ReturnType<typeof personValues> & {
  who: "SIGNER" | "OTHER";
  key: string;
  share: string;
  title: string;
  home: ReturnType<typeof addressValues>;
};
type Values = {
  beneficialOwners: readonly Person[];
  nobodyOwnsQuarter: boolean;
  controlPerson: Person;
  certified: boolean;
  signedName: string;
};

const MOST_OWNERS = 4;

/** Numbers are kept under this; it only has to differ from the others' of this application. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

function valuesOf(person: AnyPerson | undefined, who: Person["who"]): Person {
  const other = person?.who === "OTHER" ? person : undefined;
  return {
    ...personValues(other),
    who: person?.who ?? who,
    key: other?.key ?? newKey(),
    share: person && "share" in person ? person.share : "",
    title: other && "title" in other ? other.title : "",
    home: addressValues(other?.address),
  };
}

function initialOf({ answers: { owners } }: Application): Values {
  return {
    beneficialOwners: owners?.beneficialOwners.map((owner) => valuesOf(owner, "OTHER")) ?? [],
    nobodyOwnsQuarter: owners?.nobodyOwnsQuarter ?? false,
    controlPerson: valuesOf(owners?.controlPerson, "SIGNER"),
    certified: owners?.certified ?? false,
    signedName: owners?.signedName ?? "",
  };
}

function answersOf(values: Values, onFile: (key: string) => NumberOnFile) {
  const details = (person: Person) => ({
    who: "OTHER" as const,
    key: person.key,
    ...personAnswers(person, onFile(person.key)?.kind ?? null),
    address: addressAnswers(person.home),
  });
  const { controlPerson } = values;
  return {
    beneficialOwners: values.beneficialOwners.map((owner) =>
      owner.who === "SIGNER"
        ? { who: "SIGNER", share: owner.share }
        : { ...details(owner), share: owner.share },
    ),
    nobodyOwnsQuarter: values.nobodyOwnsQuarter,
    controlPerson:
      controlPerson.who === "SIGNER"
        ? { who: "SIGNER" }
        : { ...details(controlPerson), title: controlPerson.title },
    certified: values.certified,
    signedName: values.signedName,
  };
}

/** Owners of 25% or more, one person in control, and the signer's certification of them (31 CFR 1010.230). */
export function OwnersForm({ application }: { application: Application }) {
  const noun = ACCOUNT_TYPES[application.accountType].entity?.noun ?? "company";
  const ownerWord = ACCOUNT_TYPES[application.accountType].entity?.ownerLabel ?? "owner";
  const onFile = (key: string): NumberOnFile => application.numbersOnFile[`person:${key}`] ?? null;
  const form = useStepForm(application, "owners", {
    initial: initialOf(application),
    toAnswers: (values) => answersOf(values, onFile),
  });
  const { values, errors } = form;
  const owners = values.beneficialOwners;
  const setOwners = (beneficialOwners: readonly Person[]) =>
    form.change({ beneficialOwners, ...(beneficialOwners.length > 0 ? { nobodyOwnsQuarter: false } : {}) });
  const { identity } = application.answers;
  return (
    <StepFrame form={form} label="Owners" submitLabel="Certify and continue">
      <p className="text-small text-muted">
        Name every {ownerWord} with 25% or more, directly or through others. There can be four at most.
      </p>
      {errors.beneficialOwners ? (
        <Callout tone="danger" isLive>
          {errors.beneficialOwners}
        </Callout>
      ) : null}
      {owners.map((owner, index) => (
        <PersonBox
          key={owner.key}
          legend={`Owner ${index + 1}`}
          person={owner}
          change={(part) => setOwners(owners.map((one, at) => (at === index ? { ...one, ...part } : one)))}
          errorOf={(path) => errors[`beneficialOwners.${index}.${path}`]}
          onFile={onFile(owner.key)}
          onRemove={() => setOwners(owners.filter((_, at) => at !== index))}
        />
      ))}
      <div className="grid gap-2">
        {owners.length < MOST_OWNERS ? (
          <div>
            <Button
              icon={<Plus size={16} />}
              onClick={() =>
                setOwners([...owners, valuesOf(undefined, owners.length === 0 ? "SIGNER" : "OTHER")])
              }
            >
              Add an owner
            </Button>
          </div>
        ) : null}
        {owners.length === 0 ? (
          <Checkbox
            isSelected={values.nobodyOwnsQuarter}
            onChange={(nobodyOwnsQuarter) => form.change({ nobodyOwnsQuarter, beneficialOwners: owners })}
            error={errors.nobodyOwnsQuarter}
          >
            Nobody owns 25% or more of the {noun}.
          </Checkbox>
        ) : null}
      </div>
      <PersonBox
        legend="Person in control"
        intro={`One person who runs the ${noun}: a chief executive, a manager, a general partner, a trustee.`}
        person={values.controlPerson}
        change={(part) => form.change({ controlPerson: { ...values.controlPerson, ...part } })}
        errorOf={(path) => errors[`controlPerson.${path}`]}
        onFile={onFile(values.controlPerson.key)}
        isControl
      />
      <div className="grid gap-3 border-t border-line pt-4">
        <Checkbox
          isSelected={values.certified}
          onChange={(certified) => form.change({ certified })}
          error={errors.certified}
        >
          {OWNERS_CERTIFICATION}
        </Checkbox>
        <TextField
          label="Sign with your full name"
          description={identity ? `Type "${legalName(identity)}".` : "Fill in who you are first."}
          autoComplete="name"
          value={values.signedName}
          onChange={form.set("signedName")}
          error={errors.signedName}
        />
      </div>
    </StepFrame>
  );
}

type PersonBoxProps = {
  legend: string;
  intro?: string;
  person: Person;
  change: (part: Partial<Person>) => void;
  errorOf: (path: string) => string | undefined;
  onFile: NumberOnFile;
  onRemove?: () => void;
  isControl?: boolean;
};

function PersonBox({ legend, intro, person, change, errorOf, onFile, onRemove, isControl }: PersonBoxProps) {
  return (
    <section aria-label={legend} className="grid gap-4 rounded-card border border-line p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="grid gap-0.5">
          <h3 className="text-heading font-semibold">{legend}</h3>
          {intro ? <p className="text-small text-muted">{intro}</p> : null}
        </div>
        {onRemove ? (
          <Button size="sm" variant="quiet" icon={<X size={14} />} onClick={onRemove}>
            Remove
          </Button>
        ) : null}
      </div>
      <RadioGroup
        label="Who it is"
        orientation="horizontal"
        value={person.who}
        onChange={(who) => change({ who: who as Person["who"] })}
        options={[
          { value: "SIGNER", label: "Myself" },
          { value: "OTHER", label: "Somebody else" },
        ]}
        error={errorOf("who")}
      />
      {isControl ? null : (
        <TextField
          label="Owns, in per cent"
          inputMode="decimal"
          autoComplete="off"
          maxLength={6}
          value={person.share}
          onChange={(share) => change({ share })}
          error={errorOf("share")}
        />
      )}
      {person.who === "OTHER" ? (
        <>
          {isControl ? (
            <TextField
              label="Title"
              description="Such as chief executive officer."
              autoComplete="off"
              value={person.title}
              onChange={(title) => change({ title })}
              error={errorOf("title")}
            />
          ) : null}
          <PersonFields values={person} change={change} errorOf={errorOf} onFile={onFile} />
          <AddressFields
            values={person.home}
            change={(part) => change({ home: { ...person.home, ...part } })}
            errorOf={(field) => errorOf(`address.${field}`)}
            streetHint="Where this person lives."
          />
        </>
      ) : null}
    </section>
  );
}
