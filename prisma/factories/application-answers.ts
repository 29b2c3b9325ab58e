import type { AccountTypeKey } from "@/domain/onboarding/account-types";
import { agreementsFor, noticesFor, textId } from "@/domain/onboarding/agreements";
import type { StepAnswers } from "@/domain/onboarding/steps";

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
};

/** All steps' answers, ready to be saved one by one. */
export function applicationAnswers(seed: AnswersSeed = {}): StepAnswers {
  const accountType = seed.accountType ?? "INDIVIDUAL_CASH";
  const firstName = seed.firstName ?? "Margaret";
  const lastName = seed.lastName ?? "Holm";
  return {
    "account-type": { accountType },
    identity: {
      firstName,
      middleName: null,
      lastName,
      birthDate: seed.birthDate ?? "1981-03-09",
      citizenship: "US",
      identification: { kind: "SSN", number: seed.ssn ?? "219096789" },
      ...seed.identity,
    },
    address: seed.address ?? {
      country: "US",
      line1: "18 Harbour Street",
      line2: "Apt 4",
      city: "Portland",
      state: "OR",
      postalCode: "97205",
      phone: "+15035550142",
    },
    employment: seed.employment ?? {
      status: "EMPLOYED",
      occupation: "Marine engineer",
      employer: "Columbia River Pilots",
      memberFirm: null,
      controlledCompany: null,
    },
    profile: {
      annualIncome: "100K_200K",
      liquidNetWorth: "250K_1M",
      fundsSource: "SAVINGS",
      experience: "3_TO_5_YEARS",
      trustedContact: null,
    },
    disclosures: { acknowledged: noticesFor(accountType).map(textId) },
    agreements: { accepted: agreementsFor(accountType).map(textId), signedName: `${firstName} ${lastName}` },
  };
}
