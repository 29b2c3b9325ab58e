import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { adultAgeIn, ageOn } from "@/domain/onboarding/age";
import { legalName } from "@/domain/onboarding/names";
import { type ApplicationParts, personsOf } from "@/domain/onboarding/persons";
import type { StepAnswers } from "@/domain/onboarding/steps";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What speaks against this kind of account for these people. BLOCK: it cannot be opened so. FLAG: a person looks at it.
 * We recommend nothing (orders are self-directed); these are the firm's own conditions for the kinds of account that it
 * offers (FINRA 2090, 4210; SEC 15g-9 for penny stocks).
 */
export type Concern = {
  rule: "AGE" | "MARGIN" | "PENNY_STOCKS";
  outcome: "BLOCK" | "FLAG";
  sentence: string;
};

type Facts = ApplicationParts & { today: LocalDate };
type Rule = (facts: Facts) => Concern[];

/** Each owner and each signer is of age where he lives: a contract with somebody younger could be undone. */
const age: Rule = (facts) =>
  personsOf(facts).flatMap((person) => {
    if (!person.roles.some((role) => role === "OWNER" || role === "CO_OWNER" || role === "SIGNER")) return [];
    const years = ageOn(person.birthDate, facts.today);
    const needed = adultAgeIn("state" in person.address ? person.address.state : null);
    if (years >= needed) return [];
    const sentence =
      years < 18
        ? `${legalName(person.name)} is ${years} years old: nobody under 18 can open an account.`
        : `${legalName(person.name)} is ${years} years old, and of age at ${needed} in that state.`;
    return [{ rule: "AGE", outcome: years < 18 ? "BLOCK" : "FLAG", sentence }];
  });

type Profile = StepAnswers["profile"];
const isNew = ({ experience }: Profile) => experience === "NONE";
const hasLittle = ({ liquidNetWorth }: Profile) => liquidNetWorth === "UNDER_10K";

/** Borrowing takes means to meet a call, and some experience (FINRA 4210 asks for $2,000 of equity at least). */
const margin: Rule = ({ accountType, form: { profile } }) => {
  if (ACCOUNT_TYPES[accountType].lending !== "MARGIN" || !profile) return [];
  if (hasLittle(profile) && isNew(profile))
    return [
      {
        rule: "MARGIN",
        outcome: "BLOCK",
        sentence:
          "We do not open margin accounts for somebody who has under $10,000 in liquid means and has not traded before. Choose a cash account.",
      },
    ];
  if (hasLittle(profile) || isNew(profile))
    return [
      {
        rule: "MARGIN",
        outcome: "FLAG",
        sentence: isNew(profile)
          ? "Margin without experience: a person looks at whether borrowing is understood."
          : "Margin with under $10,000 in liquid means: a person looks at whether a call could be met.",
      },
    ];
  return [];
};

/** Stocks under five dollars that trade off the exchanges want a statement of their own before the first purchase. */
const pennyStocks: Rule = ({ form: { profile } }) =>
  profile && isNew(profile) && hasLittle(profile)
    ? [
        {
          rule: "PENNY_STOCKS",
          outcome: "FLAG",
          sentence: "No experience and few means: penny stocks need a written statement first (SEC 15g-9).",
        },
      ]
    : [];

const RULES: readonly Rule[] = [age, margin, pennyStocks];

/** All concerns about this kind of account for these people, in the rules' order. Pure: today is given. */
export const suitabilityOf = (facts: Facts): Concern[] => RULES.flatMap((rule) => rule(facts));

/** Only what keeps an application from being sent. */
export const blockingConcerns = (facts: Facts): Concern[] =>
  suitabilityOf(facts).filter((concern) => concern.outcome === "BLOCK");
