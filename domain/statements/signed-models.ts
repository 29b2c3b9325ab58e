import {
  type AccountTypeKey,
  ACCOUNT_TYPES,
  CAPACITIES,
  TAX_CLASSIFICATIONS,
} from "@/domain/onboarding/account-types";
import { agreementsFor, noticesFor } from "@/domain/onboarding/agreements";
import { accountTitle } from "@/domain/onboarding/account-title";
import { legalName } from "@/domain/onboarding/names";
import {
  type ApplicationParts,
  type ApplicationPerson,
  entityOf,
  personsOf,
} from "@/domain/onboarding/persons";
import { countryName, usState } from "@/domain/onboarding/places";
import { ID_KIND } from "@/domain/onboarding/profile-choices";
import type { ApplicationForm, Residence, Signature } from "@/domain/onboarding/steps";
import { CHAPTER_4, NO_FOREIGN_TIN, type TaxFormAnswers } from "@/domain/onboarding/tax-form-input";
import {
  BACKUP_STATEMENT,
  OWNERS_CERTIFICATION,
  TAX_CERTIFICATIONS,
} from "@/domain/onboarding/tax-form-words";
import { TAX_FORM_TITLES, validThrough } from "@/domain/onboarding/tax-forms";
import { formatDate } from "@/domain/time/format";
import { instantFromIso, localDateOf } from "@/domain/time/instant";

export type SignedKind = "AGREEMENTS" | "TAX_FORM" | "OWNERS";
type Fact = { label: string; value: string };

/** What one person signed, as data: the paper follows from it. Texts of ours are named by version and hash. */
export type SignedModel = {
  kind: SignedKind;
  title: string;
  /** "Application 2026-00017 · Individual, cash" */
  subject: string;
  signer: string;
  facts: readonly Fact[];
  texts: readonly { key: string; version: string; sha256: string }[];
  statements: readonly string[];
  signature: Signature & { name: string };
};

export type SignedFacts = {
  number: string;
  accountType: AccountTypeKey;
  parts: ApplicationParts;
  part: "APPLICANT" | "CO_OWNER";
  form: ApplicationForm;
  /** The shares of owners in common, applicant first: "60/40". */
  terms: string | null;
  /** Last four of the signer's own number, the entity's, and the foreign tax number. */
  numberLast4: string;
  entityLast4: string | null;
  foreignTinLast4: string | null;
  personLast4: (key: string) => string | null;
};

const hidden = (last4: string | null): string => (last4 ? `ending ${last4}` : "none");

function place(address: Residence): string {
  const lines = [address.line1, address.line2, address.city];
  const rest =
    "state" in address
      ? [usState(address.state)?.name ?? address.state, address.postalCode]
      : [address.region, address.postalCode, countryName(address.country)];
  return [...lines, ...rest].filter(Boolean).join(", ");
}

const signatureOf = (signed: Signature & { signedName: string }): SignedModel["signature"] => ({
  name: signed.signedName,
  signedAt: signed.signedAt,
  ip: signed.ip,
  userAgent: signed.userAgent,
});

type Common = Pick<SignedModel, "subject" | "signer"> & { name: string };

function agreementsModel(facts: SignedFacts, common: Common): SignedModel[] {
  const signed = facts.form.agreements;
  if (!signed) return [];
  const { accountType, parts, terms } = facts;
  const [own, other] = terms ? terms.split("/") : [];
  const share = facts.part === "CO_OWNER" ? other : own;
  return [
    {
      ...common,
      kind: "AGREEMENTS",
      title: `Agreements signed by ${common.name}`,
      facts: [
        { label: "Account", value: ACCOUNT_TYPES[accountType].title },
        { label: "Title", value: accountTitle(parts) ?? "" },
        ...(share ? [{ label: "Share of the signer", value: `${share}%` }] : []),
        { label: "Electronic delivery", value: "Shown to work: the word of the sample document was given" },
      ],
      texts: [...noticesFor(accountType), ...agreementsFor(accountType)].map(({ key, version, sha256 }) => ({
        key,
        version,
        sha256,
      })),
      statements: [],
      signature: signatureOf(signed),
    },
  ];
}

function foreignFacts(answers: Exclude<TaxFormAnswers, { form: "W9" }>, facts: SignedFacts): Fact[] {
  const tin =
    answers.foreignTin.kind === "NUMBER"
      ? hidden(facts.foreignTinLast4)
      : `None: ${NO_FOREIGN_TIN[answers.foreignTin.reason].toLowerCase()}`;
  return [
    ...(answers.form === "W8BENE" ? [{ label: "Chapter 4 status", value: CHAPTER_4[answers.chapter4] }] : []),
    { label: "Foreign tax number", value: tin },
    {
      label: "Treaty claimed",
      value: answers.treatyCountry ? countryName(answers.treatyCountry) : "None",
    },
  ];
}

function taxFormModel(facts: SignedFacts, common: Common): SignedModel[] {
  const { form, parts, part } = facts;
  const answers = form["tax-form"];
  const { identity, address } = form;
  if (!answers || !identity || !address) return [];
  const entity = part === "APPLICANT" ? entityOf(parts) : null;
  const signedOn = localDateOf(instantFromIso(answers.signedAt));
  const { opening, points } = TAX_CERTIFICATIONS[answers.form];
  const isBackup = answers.form === "W9" && answers.isSubjectToBackup;
  const taxpayer: Fact[] = entity
    ? [
        { label: "Name", value: entity.legalName },
        { label: "Registered office", value: place(entity.address) },
        { label: "Tax number", value: hidden(facts.entityLast4) },
        { label: "Signed as", value: CAPACITIES[entity.capacity] },
      ]
    : [
        { label: "Name", value: legalName(identity) },
        { label: "Residence", value: place(address) },
        { label: "Citizenship", value: countryName(identity.citizenship) },
        ...(answers.form === "W8BEN"
          ? [{ label: "Date of birth", value: formatDate(identity.birthDate) }]
          : []),
        { label: ID_KIND.label(identity.identification.kind), value: hidden(facts.numberLast4) },
      ];
  const rest: Fact[] =
    answers.form === "W9"
      ? [{ label: "Tax classification", value: TAX_CLASSIFICATIONS[answers.classification] }]
      : [
          ...foreignFacts(answers, facts),
          { label: "Valid through", value: formatDate(validThrough(signedOn)) },
        ];
  return [
    {
      ...common,
      kind: "TAX_FORM",
      title: `${TAX_FORM_TITLES[answers.form]} of ${entity?.legalName ?? common.name}`,
      facts: [...taxpayer, ...rest],
      texts: [],
      statements: [opening, ...points, ...(isBackup ? [BACKUP_STATEMENT] : [])],
      signature: signatureOf(answers),
    },
  ];
}

function ownerFact(person: ApplicationPerson, facts: SignedFacts): Fact {
  const last4 = person.key === "applicant" ? facts.numberLast4 : facts.personLast4(person.key);
  const roles = [
    person.share ? `owns ${person.share}%` : null,
    person.roles.includes("CONTROL_PERSON") ? `in control${person.title ? ` (${person.title})` : ""}` : null,
  ].filter(Boolean);
  return {
    label: legalName(person.name),
    value: `${roles.join(", ")}; born ${formatDate(person.birthDate)}; ${place(person.address)}; ${ID_KIND.label(person.identification.kind)} ${hidden(last4)}`,
  };
}

function ownersModel(facts: SignedFacts, common: Common): SignedModel[] {
  const owners = facts.form.owners;
  const entity = entityOf(facts.parts);
  if (!owners || !entity || facts.part === "CO_OWNER") return [];
  const people = personsOf(facts.parts).filter((person) =>
    person.roles.some((role) => role === "BENEFICIAL_OWNER" || role === "CONTROL_PERSON"),
  );
  return [
    {
      ...common,
      kind: "OWNERS",
      title: `Owners of ${entity.legalName}`,
      facts: [
        { label: "Legal entity", value: entity.legalName },
        { label: "Owners of 25% or more", value: owners.nobodyOwnsQuarter ? "None" : "As follows" },
        ...people.map((person) => ownerFact(person, facts)),
      ],
      texts: [],
      statements: [OWNERS_CERTIFICATION],
      signature: signatureOf(owners),
    },
  ];
}

type ModelsOf = (facts: SignedFacts, common: Common) => SignedModel[];

function papersOf(facts: SignedFacts, subject: string, models: readonly ModelsOf[]): SignedModel[] {
  const { identity } = facts.form;
  if (!identity) return [];
  const name = legalName(identity);
  const common: Common = {
    name,
    signer: name,
    subject: `${subject} · ${ACCOUNT_TYPES[facts.accountType].title}`,
  };
  return models.flatMap((model) =>
    model(facts, common).map(({ name: _name, ...rest }: SignedModel & { name?: string }) => rest),
  );
}

/** Everything that one person signed in an application, each a paper of its own. */
export const signedModels = (facts: SignedFacts): SignedModel[] =>
  papersOf(facts, `Application ${facts.number}`, [agreementsModel, taxFormModel, ownersModel]);

/** A tax form that was signed for an account after it was opened. */
export const renewedTaxFormModel = (facts: SignedFacts, accountNumber: string): SignedModel[] =>
  papersOf(facts, `Account ${accountNumber}`, [taxFormModel]);
