import { type TaxStatus, taxStatusOf, treatyRate, US_PERSON } from "@/domain/corporate-actions/withholding";
import {
  type AccountTypeKey,
  ACCOUNT_TYPES,
  type TaxClassification,
} from "@/domain/onboarding/account-types";
import { isSignatureOf, legalName } from "@/domain/onboarding/names";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import type { TaxFormAnswers } from "@/domain/onboarding/tax-form-input";
import { daysBetween, type LocalDate, localDate } from "@/domain/time/instant";

export type TaxFormKind = TaxFormAnswers["form"];

export const TAX_FORM_TITLES: Record<TaxFormKind, string> = {
  W9: "Form W-9",
  W8BEN: "Form W-8BEN",
  W8BENE: "Form W-8BEN-E",
};

type Facts = Pick<ApplicationForm, "identity" | "address" | "entity">;

/** Whether this part of an application speaks for an entity: a co-owner's never does. */
const isEntity = (accountType: AccountTypeKey): boolean => ACCOUNT_TYPES[accountType].entity !== null;

/** Which form fits what was told; null as long as too little is known. */
export function fittingTaxForm(accountType: AccountTypeKey, facts: Facts): TaxFormKind | null {
  if (isEntity(accountType))
    return facts.entity ? (facts.entity.formedIn.country === "US" ? "W9" : "W8BENE") : null;
  const { identity, address } = facts;
  if (!identity || !address) return null;
  const status = taxStatusOf({
    citizenship: identity.citizenship,
    residence: address.country,
    identification: identity.identification.kind,
  });
  return status.form === "W9" ? "W9" : "W8BEN";
}

/** The country by whose treaty a foreign taxpayer may go: where he lives, or where the entity is formed. */
export const treatyCountryOf = (accountType: AccountTypeKey, facts: Facts): string | null =>
  (isEntity(accountType) ? facts.entity?.formedIn.country : facts.address?.country) ?? null;

/** The boxes of W-9 line 3a that may be ticked. */
export const classificationsFor = (accountType: AccountTypeKey): readonly TaxClassification[] =>
  ACCOUNT_TYPES[accountType].entity?.classifications ?? ["INDIVIDUAL"];

/** A W-8 is valid through 31 December of the third year after that of the signature (Reg. 1.1441-1(e)(4)(ii)). */
export const validThrough = (signedOn: LocalDate): LocalDate =>
  localDate(`${Number(signedOn.slice(0, 4)) + 3}-12-31`);

/** Days before the last one of a form from which its signer is reminded. */
export const REMIND_DAYS = 90;

/** How a form stands on a day: good, to be renewed soon, or run out. One without an end stays good. */
export type TaxFormStage = "VALID" | "EXPIRING" | "EXPIRED";
export function taxFormStage(until: LocalDate | null, today: LocalDate): TaxFormStage {
  if (until === null) return "VALID";
  if (today > until) return "EXPIRED";
  return daysBetween(today, until) <= REMIND_DAYS ? "EXPIRING" : "VALID";
}

/** What is wrong with a form beside these facts: where and why; null if nothing is. Pure: today is given. */
export function taxFormProblem(
  accountType: AccountTypeKey,
  facts: Facts,
  answers: TaxFormAnswers,
  today: LocalDate,
): { path: string; message: string } | null {
  const fitting = fittingTaxForm(accountType, facts);
  if (fitting === null || !facts.identity)
    return { path: "form", message: "Please fill in who you are and where you live first." };
  if (answers.form !== fitting)
    return { path: "form", message: `By what you told us, ${TAX_FORM_TITLES[fitting]} is the form for you.` };
  if (!isSignatureOf(answers.signedName, facts.identity))
    return { path: "signedName", message: `Please sign with your name: ${legalName(facts.identity)}.` };
  if (answers.form === "W9")
    return classificationsFor(accountType).includes(answers.classification)
      ? null
      : { path: "classification", message: "Choose the tax classification." };
  const { treatyCountry } = answers;
  if (treatyCountry === null) return null;
  if (treatyCountry !== treatyCountryOf(accountType, facts))
    return { path: "treatyCountry", message: "A treaty can be claimed with the country of residence only." };
  return treatyRate(treatyCountry, today) === null
    ? { path: "treatyCountry", message: "We know of no treaty rate with this country." }
    : null;
}

/** A signed form as it is kept. `country` is that of residence. */
export type SignedTaxForm = {
  form: TaxFormKind;
  country: string;
  treatyCountry: string | null;
  isSubjectToBackup: boolean;
  validThrough: LocalDate | null;
};

/** What a form's answers say, signed on a day. */
export function signedTaxForm(
  accountType: AccountTypeKey,
  facts: Facts,
  answers: TaxFormAnswers,
  signedOn: LocalDate,
): SignedTaxForm {
  if (answers.form === "W9")
    return {
      form: "W9",
      country: "US",
      treatyCountry: null,
      isSubjectToBackup: answers.isSubjectToBackup,
      validThrough: null,
    };
  return {
    form: answers.form,
    country: treatyCountryOf(accountType, facts) ?? "US",
    treatyCountry: answers.treatyCountry,
    isSubjectToBackup: false,
    validThrough: validThrough(signedOn),
  };
}

/**
 * The standing of an account by the forms of its owners. One W-9 among them makes it a US person's (instructions to
 * Form W-8BEN, "joint owners"); where all are foreign, a treaty counts only if all claim the same one, and the first
 * form that runs out ends it. No forms: backup withholding.
 */
export function taxStatusOfForms(forms: readonly SignedTaxForm[]): TaxStatus {
  const [first, ...rest] = forms;
  if (!first) return { form: "NONE", country: "US" };
  const american = forms.filter((form) => form.form === "W9");
  if (american.length > 0)
    return { ...US_PERSON, isSubjectToBackup: american.some((form) => form.isSubjectToBackup) };
  const ends = forms.flatMap((form) => (form.validThrough === null ? [] : [form.validThrough])).sort();
  return {
    form: "W8BEN",
    country: first.country,
    claimsTreaty:
      first.treatyCountry !== null && rest.every((form) => form.treatyCountry === first.treatyCountry),
    validThrough: ends[0] ?? null,
  };
}
