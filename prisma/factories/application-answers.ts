import { treatyRate } from "@/domain/corporate-actions/withholding";
import { type AccountTypeKey, ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { agreementsFor, noticesFor, textId } from "@/domain/onboarding/agreements";
import { READING_SAMPLE } from "@/domain/onboarding/reading-sample";
import type { StepAnswers } from "@/domain/onboarding/steps";
import { fittingTaxForm, treatyCountryOf } from "@/domain/onboarding/tax-forms";
import { localDate } from "@/domain/time/instant";

/** Answers of an invented customer who passes every check; `with...` parts change one step. */
export type AnswersSeed = {
  accountType?: AccountTypeKey;
  firstName?: string;
  lastName?: string;
  birthDate?: string;
  ssn?: string;
  identity?: Partial<StepAnswers["identity"]>;
  address?: StepAnswers["address"];
  employment?: StepAnswers["employment"];
  entity?: Partial<StepAnswers["entity"]>;
  owners?: Partial<StepAnswers["owners"]>;
  coOwner?: Partial<StepAnswers["co-owner"]>;
  taxForm?: StepAnswers["tax-form"];
};

const HOME: StepAnswers["address"] = {
  country: "US",
  line1: "18 Harbour Street",
  line2: "Apt 4",
  city: "Portland",
  state: "OR",
  postalCode: "97205",
  phone: "+15035550142",
};

/** The form that fits these facts, with a treaty claimed where there is one. */
function taxFormOf(
  accountType: AccountTypeKey,
  facts: Pick<StepAnswers, "identity" | "address" | "entity">,
  signedName: string,
): StepAnswers["tax-form"] {
  const signed = { certified: true as const, signedName };
  const form = fittingTaxForm(accountType, facts);
  if (form === null || form === "W9")
    return {
      form: "W9",
      classification: ACCOUNT_TYPES[accountType].entity?.classifications[0] ?? "INDIVIDUAL",
      isSubjectToBackup: false,
      ...signed,
    };
  const country = treatyCountryOf(accountType, facts);
  const foreign = {
    foreignTin: { kind: "NUMBER" as const, number: "12345678911" },
    treatyCountry: country && treatyRate(country, localDate("2026-01-02")) ? country : null,
  };
  return form === "W8BEN"
    ? { form, ...foreign, ...signed }
    : { form, chapter4: "ACTIVE_NFFE", ...foreign, ...signed };
}

/** Answers of every step that there is; a kind of account takes those of its own steps. */
export function applicationAnswers(seed: AnswersSeed = {}): StepAnswers {
  const accountType = seed.accountType ?? "INDIVIDUAL_CASH";
  const kind = ACCOUNT_TYPES[accountType].entity;
  const firstName = seed.firstName ?? "Margaret";
  const lastName = seed.lastName ?? "Holm";
  const entity: StepAnswers["entity"] = {
    legalName: kind?.noun === "trust" ? `${lastName} Family Trust` : `${lastName} Holdings LLC`,
    formedIn: { country: "US", state: "DE" },
    formedOn: "2019-03-09",
    taxNumber: { kind: "EIN", number: "843216789" },
    address: HOME,
    business: "Holds investments of the family",
    capacity: kind?.capacities[0] ?? "MANAGER",
    ...seed.entity,
  };
  const identity: StepAnswers["identity"] = {
    firstName,
    middleName: null,
    lastName,
    birthDate: seed.birthDate ?? "1981-03-09",
    citizenship: "US",
    identification: { kind: "SSN", number: seed.ssn ?? "219096789" },
    ...seed.identity,
  };
  const address = seed.address ?? HOME;
  return {
    "account-type": { accountType },
    entity,
    identity,
    address,
    employment: seed.employment ?? {
      status: "EMPLOYED",
      occupation: "Marine engineer",
      employer: "Columbia River Pilots",
      memberFirm: null,
      controlledCompany: null,
    },
    owners: {
      beneficialOwners: [{ who: "SIGNER", share: "60" }],
      nobodyOwnsQuarter: false,
      controlPerson: { who: "SIGNER" },
      certified: true,
      signedName: `${firstName} ${lastName}`,
      ...seed.owners,
    },
    "co-owner": {
      firstName: "Ida",
      lastName: "Holm",
      email: "ida.holm@example.com",
      shares: ACCOUNT_TYPES[accountType].hasShares ? { own: "60", coOwner: "40" } : null,
      ...seed.coOwner,
    },
    documents: { sent: true },
    "tax-form":
      seed.taxForm ?? taxFormOf(accountType, { identity, address, entity }, `${firstName} ${lastName}`),
    profile: {
      annualIncome: "100K_200K",
      liquidNetWorth: "250K_1M",
      fundsSource: "SAVINGS",
      experience: "3_TO_5_YEARS",
      trustedContact: null,
    },
    disclosures: { acknowledged: noticesFor(accountType).map(textId) },
    agreements: {
      accepted: agreementsFor(accountType).map(textId),
      signedName: `${firstName} ${lastName}`,
      readingWord: READING_SAMPLE.word,
    },
  };
}
