import { adultAgeIn, ageOn } from "@/domain/onboarding/age";
import { legalName } from "@/domain/onboarding/names";
import { nameScore, nearestOnList } from "@/domain/onboarding/name-screening";
import { country, PLACES_AS_OF, type Place, usState } from "@/domain/onboarding/places";
import { ID_KIND } from "@/domain/onboarding/profile-choices";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { WATCH_LIST } from "@/domain/onboarding/watch-list";
import type { LocalDate } from "@/domain/time/instant";

/** CLEAR: nothing to see. REVIEW: a person decides. FAIL: the application cannot be approved. */
export type CheckOutcome = "CLEAR" | "REVIEW" | "FAIL";

export const CHECK_KINDS = [
  "IDENTITY",
  "AGE",
  "NAME_LISTS",
  "JURISDICTION",
  "SAME_PERSON",
  "BROKER_TIES",
  "COMPANY_TIES",
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export const CHECK_TITLES: Record<CheckKind, string> = {
  IDENTITY: "Identity",
  AGE: "Age",
  NAME_LISTS: "OFAC and PEP names",
  JURISDICTION: "State and country",
  SAME_PERSON: "Same person twice",
  BROKER_TIES: "Employer is a broker",
  COMPANY_TIES: "Control of a company",
};

type EvidenceValue = string | number | boolean | null;
export type Check = {
  kind: CheckKind;
  outcome: CheckOutcome;
  /** One line for the reviewer. */
  summary: string;
  /** What was compared with what, enough to repeat the check. */
  evidence: Record<string, EvidenceValue | EvidenceValue[]>;
};

/** Another application that might be the same person's. */
export type OtherPerson = { number: string; name: string; sharesNumber: boolean; sharesBirthDate: boolean };

/** A complete form and what the house knows beside it. */
export type CheckFacts = {
  form: Required<Pick<ApplicationForm, "identity" | "address" | "employment">>;
  numberLast4: string;
  others: readonly OtherPerson[];
  today: LocalDate;
};

const stateOf = (address: CheckFacts["form"]["address"]): string | null =>
  "state" in address ? address.state : null;

function identityCheck({ form, numberLast4 }: CheckFacts): Check {
  const { identity } = form;
  const kind = identity.identification.kind;
  const livesHere = form.address.country === "US";
  const evidence = {
    document: kind,
    last4: numberLast4,
    citizenship: identity.citizenship,
    livesIn: form.address.country,
  };
  const title = ID_KIND.label(kind);
  if (kind === "FOREIGN_PASSPORT" && livesHere)
    return {
      kind: "IDENTITY",
      outcome: "REVIEW",
      summary: `${title}, but lives in the US: ask for the visa status`,
      evidence,
    };
  return {
    kind: "IDENTITY",
    outcome: "CLEAR",
    summary: `Name, birth date, address and ${title} ending ${numberLast4} are there and well-formed`,
    evidence,
  };
}

function ageCheck({ form, today }: CheckFacts): Check {
  const age = ageOn(form.identity.birthDate, today);
  const needed = adultAgeIn(stateOf(form.address));
  const evidence = { birthDate: form.identity.birthDate, on: today, age, needed };
  if (age < 18) return { kind: "AGE", outcome: "FAIL", summary: `${age} years old: not an adult`, evidence };
  if (age < needed)
    return {
      kind: "AGE",
      outcome: "REVIEW",
      summary: `${age} years old; of age at ${needed} in that state`,
      evidence,
    };
  return { kind: "AGE", outcome: "CLEAR", summary: `${age} years old`, evidence };
}

function nameListCheck({ form }: CheckFacts): Check {
  const name = legalName(form.identity);
  const nearest = nearestOnList(name);
  const evidence = {
    list: WATCH_LIST.source,
    asOf: WATCH_LIST.asOf,
    reviewFrom: WATCH_LIST.reviewFrom,
    name,
    nearest: nearest?.matchedName ?? null,
    score: nearest?.score ?? 0,
    entry: nearest?.entry.id ?? null,
    entryBornIn: nearest?.entry.bornIn ?? null,
    entryCountry: nearest?.entry.country ?? null,
  };
  if (!nearest || nearest.score < WATCH_LIST.reviewFrom) {
    const summary = nearest ? `Nearest name scores ${nearest.score} of 100` : "The list is empty";
    return { kind: "NAME_LISTS", outcome: "CLEAR", summary, evidence };
  }
  const bornIn = Number(form.identity.birthDate.slice(0, 4));
  const born =
    nearest.entry.bornIn === bornIn ? "same year of birth" : `born ${nearest.entry.bornIn ?? "unknown"}`;
  const summary = `Nearest: "${nearest.matchedName}" ${nearest.score} of 100; ${born}`;
  return { kind: "NAME_LISTS", outcome: "REVIEW", summary, evidence };
}

const WORST = { ALLOWED: 0, REVIEW: 1, REFUSED: 2 } as const;
const OUTCOME_OF = { ALLOWED: "CLEAR", REVIEW: "REVIEW", REFUSED: "FAIL" } as const;
const RULING_TEXT = { ALLOWED: "allowed", REVIEW: "a person decides", REFUSED: "refused" } as const;

function jurisdictionCheck({ form }: CheckFacts): Check {
  const state = stateOf(form.address);
  const residence = state === null ? country(form.address.country) : usState(state);
  const places: Place[] = [residence, country(form.identity.citizenship)].filter(
    (place) => place !== undefined,
  );
  const [worst = { code: "", name: "Unknown", ruling: "REVIEW" as const }] = [...places].sort(
    (a, b) => WORST[b.ruling] - WORST[a.ruling],
  );
  return {
    kind: "JURISDICTION",
    outcome: OUTCOME_OF[worst.ruling],
    summary: `${worst.name}: ${RULING_TEXT[worst.ruling]}, list of ${PLACES_AS_OF}`,
    evidence: {
      residence: residence?.code ?? null,
      citizenship: form.identity.citizenship,
      ruling: worst.ruling,
      asOf: PLACES_AS_OF,
    },
  };
}

/** Names this alike, with the same birth date, are probably one person. */
const SAME_NAME_FROM = 92;

function samePersonCheck({ form, others }: CheckFacts): Check {
  const name = legalName(form.identity);
  const number = others.filter((other) => other.sharesNumber);
  const alike = others.filter(
    (other) => other.sharesBirthDate && nameScore(name, other.name) >= SAME_NAME_FROM,
  );
  const found = [...new Set([...number, ...alike].map((other) => other.number))].sort();
  const evidence = {
    sameNumber: number.map((other) => other.number),
    sameNameAndBirth: alike.map((other) => other.number),
  };
  if (found.length === 0)
    return {
      kind: "SAME_PERSON",
      outcome: "CLEAR",
      summary: "Nobody shares the number, or name and birth date",
      evidence,
    };
  const what = number.length > 0 ? "Identification number" : "Name and birth date";
  return { kind: "SAME_PERSON", outcome: "REVIEW", summary: `${what} also in ${found.join(", ")}`, evidence };
}

function brokerTiesCheck({ form }: CheckFacts): Check {
  const firm = form.employment.memberFirm;
  const evidence = { memberFirm: firm, rule: "FINRA 3210" };
  return firm === null
    ? { kind: "BROKER_TIES", outcome: "CLEAR", summary: "No", evidence }
    : {
        kind: "BROKER_TIES",
        outcome: "REVIEW",
        summary: `${firm}: the employer's consent is needed`,
        evidence,
      };
}

function companyTiesCheck({ form }: CheckFacts): Check {
  const company = form.employment.controlledCompany;
  const evidence = { company, rule: "SEC Rule 144" };
  return company === null
    ? { kind: "COMPANY_TIES", outcome: "CLEAR", summary: "No director, officer or 10% owner", evidence }
    : {
        kind: "COMPANY_TIES",
        outcome: "REVIEW",
        summary: `${company}: mark its shares as restricted`,
        evidence,
      };
}

const CHECKS: Record<CheckKind, (facts: CheckFacts) => Check> = {
  IDENTITY: identityCheck,
  AGE: ageCheck,
  NAME_LISTS: nameListCheck,
  JURISDICTION: jurisdictionCheck,
  SAME_PERSON: samePersonCheck,
  BROKER_TIES: brokerTiesCheck,
  COMPANY_TIES: companyTiesCheck,
};

/** All checks of a complete application. The same facts give the same outcomes. */
export const runChecks = (facts: CheckFacts): Check[] => CHECK_KINDS.map((kind) => CHECKS[kind](facts));

/** The worst outcome: what the queue shows. */
export function worstOutcome(outcomes: readonly CheckOutcome[]): CheckOutcome {
  if (outcomes.includes("FAIL")) return "FAIL";
  return outcomes.includes("REVIEW") ? "REVIEW" : "CLEAR";
}
