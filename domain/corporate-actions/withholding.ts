import { type Money, money, toCents, ZERO } from "@/domain/money/money";
import { rowOn } from "@/domain/risk/dated-rows";
import { type LocalDate, localDate } from "@/domain/time/instant";

/**
 * Tax that the carrying firm withholds from dividends (IRC 1441, 3406). The rates are dated tables: change them here.
 *
 * W9: a US person who has given a taxpayer number; nothing is withheld. W8BEN: a foreign person; 30% unless a treaty
 * with the country of residence has less. NONE: nothing on file; backup withholding.
 */
export const TAX_FORMS = ["W9", "W8BEN", "NONE"] as const;
export type TaxForm = (typeof TAX_FORMS)[number];
export const taxForm = (text: string): TaxForm => TAX_FORMS.find((known) => known === text) ?? "NONE";

/**
 * A holder's standing; `country` is an ISO code, of the residence that a treaty would go by. The rest is what a signed
 * form says: whether the treaty is claimed (it is where nothing is said: accounts from before there were forms), whether
 * the IRS asked for backup withholding (W-9, item 2 crossed out), and the last day on which a W-8BEN is valid.
 */
export type TaxStatus = {
  form: TaxForm;
  country: string;
  claimsTreaty?: boolean;
  isSubjectToBackup?: boolean;
  validThrough?: LocalDate | null;
};
export const US_PERSON: TaxStatus = { form: "W9", country: "US" };

type RateRow = { from: LocalDate; rate: string };
const since = (from: string, rate: string): RateRow => ({ from: localDate(from), rate });

/** IRC 871(a): dividends from the United States to foreign persons. */
const STATUTORY: readonly RateRow[] = [since("1990-01-01", "0.30")];
/** IRC 3406: the fourth lowest rate of income tax. */
const BACKUP: readonly RateRow[] = [since("1990-01-01", "0.28"), since("2018-01-01", "0.24")];

const FIFTEEN = [since("1990-01-01", "0.15")];

/**
 * Treaty rates on portfolio dividends of individuals (IRS Table 1). Only those that we are sure of: a country that is
 * not here has the statutory rate, and what was withheld too much can be claimed back.
 */
const TREATIES: Readonly<Record<string, readonly RateRow[]>> = {
  AT: FIFTEEN,
  BE: FIFTEEN,
  CH: FIFTEEN,
  CZ: FIFTEEN,
  DK: FIFTEEN,
  ES: FIFTEEN,
  FI: FIFTEEN,
  IE: FIFTEEN,
  IT: FIFTEEN,
  KR: FIFTEEN,
  LU: FIFTEEN,
  NL: FIFTEEN,
  NO: FIFTEEN,
  NZ: FIFTEEN,
  PL: FIFTEEN,
  PT: FIFTEEN,
  SE: FIFTEEN,
  AU: [since("1990-01-01", "0.15")],
  CA: [since("1990-01-01", "0.15")],
  CN: [since("1990-01-01", "0.10")],
  DE: [since("1990-01-01", "0.15")],
  FR: [since("1990-01-01", "0.15")],
  GB: [since("1990-01-01", "0.15")],
  IN: [since("1990-01-01", "0.25")],
  JP: [since("1990-01-01", "0.15"), since("2004-07-01", "0.10")],
  MX: [since("1990-01-01", "0.10")],
};

/** What a treaty with a country takes of dividends on a day, as a plain decimal; null where we know of no treaty. */
export const treatyRate = (country: string, on: LocalDate): string | null =>
  Object.hasOwn(TREATIES, country) ? rowOn(TREATIES[country] ?? STATUTORY, on).rate : null;

/** The share of a dividend that is withheld from such a holder when it is paid on a day, as a plain decimal. */
export function dividendRate(status: TaxStatus, paidOn: LocalDate): string {
  const { form, country, claimsTreaty = true, isSubjectToBackup = false, validThrough = null } = status;
  switch (form) {
    case "W9":
      return isSubjectToBackup ? rowOn(BACKUP, paidOn).rate : "0";
    case "W8BEN": {
      // A form that has run out proves no treaty; without it a foreign person is presumed (Reg. 1.1441-1(b)(3)).
      const isValid = validThrough === null || paidOn <= validThrough;
      return (claimsTreaty && isValid ? treatyRate(country, paidOn) : null) ?? rowOn(STATUTORY, paidOn).rate;
    }
    case "NONE":
      return rowOn(BACKUP, paidOn).rate;
  }
}

/** Dollars and cents withheld from a gross dividend; nothing from what a short seller owes. */
export const withheldFrom = (gross: Money, status: TaxStatus, paidOn: LocalDate): Money =>
  gross.gt(0) ? toCents(gross.times(money(dividendRate(status, paidOn)))) : ZERO;

/** What an application says of its person, as far as taxes go. */
export type TaxFacts = {
  citizenship: string;
  residence: string;
  /** The kind of number that was given. */
  identification: "SSN" | "ITIN" | "FOREIGN_PASSPORT";
};

/**
 * The form that an applicant's answers stand for. Citizens are US persons wherever they live, others when they live
 * here and have a taxpayer number; everybody else is foreign, by the country where he lives. Who lives here without a
 * number has no treaty to claim.
 */
export function taxStatusOf({ citizenship, residence, identification }: TaxFacts): TaxStatus {
  if (citizenship === "US") return US_PERSON;
  if (residence === "US" && identification !== "FOREIGN_PASSPORT") return US_PERSON;
  return { form: "W8BEN", country: residence };
}
