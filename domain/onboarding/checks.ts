import { adultAgeIn, ageOn } from "@/domain/onboarding/age";
import { legalName } from "@/domain/onboarding/names";
import type { ApplicationParts, ApplicationPerson } from "@/domain/onboarding/persons";
import { country, usState } from "@/domain/onboarding/places";
import { ID_KIND } from "@/domain/onboarding/profile-choices";
import { suitabilityOf } from "@/domain/onboarding/suitability";
import type { IdentityAnswer } from "@/domain/screening/identity-port";
import { ALGORITHM, nameScore, REVIEW_FROM } from "@/domain/screening/name-screening";
import type { LocalDate } from "@/domain/time/instant";

/** CLEAR: nothing to see. REVIEW: a person decides. FAIL: the application cannot be approved. */
export type CheckOutcome = "CLEAR" | "REVIEW" | "FAIL";

export const CHECK_KINDS = [
  "IDENTITY",
  "ADDRESS",
  "AGE",
  "NAME_LISTS",
  "JURISDICTION",
  "SAME_PERSON",
  "BROKER_TIES",
  "COMPANY_TIES",
  "SUITABILITY",
] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

export const CHECK_TITLES: Record<CheckKind, string> = {
  IDENTITY: "Identity (CIP)",
  ADDRESS: "Address",
  AGE: "Age",
  NAME_LISTS: "OFAC and PEP names",
  JURISDICTION: "State and country",
  SAME_PERSON: "Same person twice",
  BROKER_TIES: "Employer is a broker (FINRA 3210)",
  COMPANY_TIES: "Control of a company (Rule 144)",
  SUITABILITY: "Margin and penny stocks",
};

export type EvidenceValue = string | number | boolean | null;
export type Evidence = Record<string, EvidenceValue | EvidenceValue[]>;
export type Check = {
  /** Whom it is about: the person's key, "entity", or "application". */
  person: string;
  kind: CheckKind;
  outcome: CheckOutcome;
  /** One line for the reviewer. */
  summary: string;
  /** What was compared with what, enough to repeat the check. */
  evidence: Evidence;
};
type Finding = Omit<Check, "person" | "kind">;

/** A row of the state and country tables that holds on a day. */
export type PlaceRuling = {
  kind: "STATE" | "COUNTRY";
  code: string;
  ruling: "ALLOWED" | "NEEDS_REVIEW" | "REFUSED";
  /** The row's number and first day: evidence names them. */
  row: string;
  effectiveOn: string;
};

/** What the lists say of a name: the nearest entry of each, with the list's version and hash. */
export type ListAnswer = {
  source: string;
  version: string;
  sha256: string;
  names: number;
  nearest: {
    name: string;
    entry: string;
    score: number;
    program: string;
    bornIn: number | null;
    country: string | null;
  } | null;
};

/** Another application in which the same person might stand. */
export type OtherPerson = { number: string; name: string; sharesNumber: boolean; sharesBirthDate: boolean };

/** A person, and what the house and its providers know of him. */
export type PersonFacts = {
  person: ApplicationPerson;
  numberLast4: string;
  identity: IdentityAnswer;
  lists: readonly ListAnswer[];
  others: readonly OtherPerson[];
};

/** Everything that the checks of an application look at. */
export type CheckFacts = {
  parts: ApplicationParts;
  people: readonly PersonFacts[];
  /** A company or trust is screened by its name and place, too. */
  entity: { name: string; country: string; state: string | null; lists: readonly ListAnswer[] } | null;
  places: readonly PlaceRuling[];
  today: LocalDate;
};

const clear = (summary: string, evidence: Evidence): Finding => ({ outcome: "CLEAR", summary, evidence });
const review = (summary: string, evidence: Evidence): Finding => ({ outcome: "REVIEW", summary, evidence });
const fail = (summary: string, evidence: Evidence): Finding => ({ outcome: "FAIL", summary, evidence });

const stateOf = (address: ApplicationPerson["address"]): string | null =>
  "state" in address ? address.state : null;

function identityCheck({ person, numberLast4, identity }: PersonFacts): Finding {
  const { kind } = person.identification;
  const title = ID_KIND.label(kind);
  const evidence = {
    provider: identity.provider,
    reference: identity.reference,
    answer: identity.identity,
    document: kind,
    last4: numberLast4,
    birthDate: person.birthDate,
    citizenship: person.citizenship,
    rule: "31 CFR 1023.220",
  };
  if (identity.identity === "DECEASED")
    return fail(`The ${title} ending ${numberLast4} belongs to somebody who has died`, evidence);
  if (identity.identity === "NO_MATCH")
    return review("Name, birth date and number do not belong together: ask for documents", evidence);
  if (identity.identity === "PARTIAL")
    return review("The birth date does not match: ask for a document", evidence);
  if (identity.identity === "NO_ANSWER")
    return review("The provider did not answer: verify by documents", evidence);
  if (kind === "FOREIGN_PASSPORT" && person.address.country === "US")
    return review(`${title}, but lives in the US: ask for the visa status`, evidence);
  return clear(`Name, birth date and ${title} ending ${numberLast4} belong together`, evidence);
}

function addressCheck({ person, identity }: PersonFacts): Finding {
  const { line1, city } = person.address;
  const evidence = {
    provider: identity.provider,
    reference: identity.reference,
    answer: identity.address,
    line1,
    city,
  };
  if (identity.address === "CONFIRMED") return clear(`Lives at ${line1}, ${city}`, evidence);
  if (identity.address === "OTHER_PERSON")
    return review("Other people live at this address: ask for a bill", evidence);
  if (identity.address === "NOT_FOUND") return review("Not known at this address: ask for a bill", evidence);
  return review("The provider did not answer: ask for a bill", evidence);
}

function ageCheck({ person }: PersonFacts, { today }: CheckFacts): Finding {
  const age = ageOn(person.birthDate, today);
  const needed = adultAgeIn(stateOf(person.address));
  const evidence = { birthDate: person.birthDate, on: today, age, needed };
  if (age < 18) return fail(`${age} years old: not an adult`, evidence);
  if (age < needed) return review(`${age} years old; of age at ${needed} in that state`, evidence);
  return clear(`${age} years old`, evidence);
}

/** The worst of what the lists say, with what was compared. `bornIn` tells namesakes apart. */
function listFinding(name: string, bornIn: number | null, lists: readonly ListAnswer[]): Finding {
  const worst = [...lists].sort((a, b) => (b.nearest?.score ?? 0) - (a.nearest?.score ?? 0))[0];
  const nearest = worst?.nearest ?? null;
  const evidence: Evidence = {
    name,
    algorithm: ALGORITHM,
    threshold: REVIEW_FROM,
    score: nearest?.score ?? 0,
    nearest: nearest?.name ?? null,
    entry: nearest?.entry ?? null,
    program: nearest?.program ?? null,
    entryBornIn: nearest?.bornIn ?? null,
    entryCountry: nearest?.country ?? null,
    lists: lists.map(({ source, version, names }) => `${source} ${version}, ${names} names`),
    sha256: lists.map(({ sha256 }) => sha256),
  };
  if (lists.length === 0) return review("There is no list to compare with", evidence);
  if (!worst || !nearest || nearest.score < REVIEW_FROM)
    return clear(`Nearest name scores ${nearest?.score ?? 0} of 100, under ${REVIEW_FROM}`, evidence);
  const born =
    bornIn === null || nearest.bornIn === null
      ? "year of birth unknown"
      : bornIn === nearest.bornIn
        ? "same year of birth"
        : `born ${nearest.bornIn}`;
  return review(
    `${worst.source}: "${nearest.name}" scores ${nearest.score} of 100, from ${REVIEW_FROM} on you decide; ${born}`,
    evidence,
  );
}

const nameListCheck = ({ person, lists }: PersonFacts): Finding =>
  listFinding(legalName(person.name), Number(person.birthDate.slice(0, 4)), lists);

const WORST = { ALLOWED: 0, NEEDS_REVIEW: 1, REFUSED: 2 } as const;
const RULING_TEXT = { ALLOWED: "allowed", NEEDS_REVIEW: "a person decides", REFUSED: "refused" } as const;
const FINDING = { ALLOWED: clear, NEEDS_REVIEW: review, REFUSED: fail } as const;

/** What the tables say of places; one that is in no table a person decides on. */
function placeFinding(
  asked: readonly { kind: "STATE" | "COUNTRY"; code: string }[],
  { places, today }: Pick<CheckFacts, "places" | "today">,
): Finding {
  const found = asked.map(({ kind, code }) => {
    const row = places.find((place) => place.kind === kind && place.code === code);
    const name = (kind === "STATE" ? usState(code)?.name : country(code)?.name) ?? code;
    return { kind, code, name, ruling: row?.ruling ?? ("NEEDS_REVIEW" as const), row };
  });
  const [worst] = [...found].sort((a, b) => WORST[b.ruling] - WORST[a.ruling]);
  const evidence = {
    on: today,
    places: found.map(({ kind, code, ruling }) => `${kind.toLowerCase()} ${code}: ${ruling}`),
    rows: found.map(({ row }) => (row ? `row ${row.row}, from ${row.effectiveOn}` : "no row")),
  };
  if (!worst) return review("No place is known", evidence);
  return FINDING[worst.ruling](`${worst.name}: ${RULING_TEXT[worst.ruling]}`, evidence);
}

/** Where somebody lives, or an entity is at home, and of which country a person is a citizen. */
export type Jurisdiction = { state: string | null; country: string; citizenship: string | null };

/** The check of places alone, as it is done again when a table has changed. */
export function screenPlaces(
  { state, country, citizenship }: Jurisdiction,
  facts: Pick<CheckFacts, "places" | "today">,
): Finding {
  const home = state
    ? ({ kind: "STATE", code: state } as const)
    : ({ kind: "COUNTRY", code: country } as const);
  const asked = citizenship ? [home, { kind: "COUNTRY", code: citizenship } as const] : [home];
  return placeFinding(asked, facts);
}

const jurisdictionCheck = ({ person }: PersonFacts, facts: CheckFacts): Finding =>
  screenPlaces(
    {
      state: stateOf(person.address),
      country: person.address.country,
      citizenship: person.citizenship,
    },
    facts,
  );

/** Names this alike, with the same birth date, are probably one person. */
const SAME_NAME_FROM = 92;

function samePersonCheck({ person, others }: PersonFacts): Finding {
  const name = legalName(person.name);
  const number = others.filter((other) => other.sharesNumber);
  const alike = others.filter(
    (other) => other.sharesBirthDate && nameScore(name, other.name) >= SAME_NAME_FROM,
  );
  const found = [...new Set([...number, ...alike].map((other) => other.number))].sort();
  const evidence = {
    sameNumber: number.map((other) => other.number),
    sameNameAndBirth: alike.map((other) => other.number),
    threshold: SAME_NAME_FROM,
  };
  if (found.length === 0) return clear("Nobody shares the number, or name and birth date", evidence);
  const what = number.length > 0 ? "Identification number" : "Name and birth date";
  return review(`${what} also in ${found.join(", ")}`, evidence);
}

function brokerTiesCheck({ person }: PersonFacts): Finding {
  const firm = person.employment?.memberFirm ?? null;
  const evidence = { memberFirm: firm, asked: person.employment !== null, rule: "FINRA 3210" };
  if (person.employment === null) return clear("Not asked: takes no part in trading", evidence);
  return firm === null
    ? clear("No", evidence)
    : review(`${firm}: the employer's consent is needed`, evidence);
}

function companyTiesCheck({ person }: PersonFacts): Finding {
  const company = person.employment?.controlledCompany ?? null;
  const evidence = { company, asked: person.employment !== null, rule: "SEC Rule 144" };
  return company === null
    ? clear(person.employment === null ? "Not asked" : "No director, officer or 10% owner", evidence)
    : review(`${company}: mark its shares as restricted`, evidence);
}

/** What speaks against this kind of account for these people; ages are looked at person by person. */
function suitabilityFinding({ parts, today }: CheckFacts): Finding {
  const concerns = suitabilityOf({ ...parts, today }).filter(({ rule }) => rule !== "AGE");
  const { profile } = parts.form;
  const evidence = {
    accountType: parts.accountType,
    experience: profile?.experience ?? null,
    annualIncome: profile?.annualIncome ?? null,
    liquidNetWorth: profile?.liquidNetWorth ?? null,
    concerns: concerns.map(({ rule, sentence }) => `${rule}: ${sentence}`),
    rules: ["FINRA 2090", "FINRA 4210", "SEC 15g-9"],
  };
  const [first] = concerns;
  if (!first) return clear("Nothing speaks against this kind of account", evidence);
  return concerns.some(({ outcome }) => outcome === "BLOCK")
    ? fail(first.sentence, evidence)
    : review(first.sentence, evidence);
}

const OF_PERSON: Partial<Record<CheckKind, (person: PersonFacts, facts: CheckFacts) => Finding>> = {
  IDENTITY: identityCheck,
  ADDRESS: addressCheck,
  AGE: ageCheck,
  NAME_LISTS: nameListCheck,
  JURISDICTION: jurisdictionCheck,
  SAME_PERSON: samePersonCheck,
  BROKER_TIES: brokerTiesCheck,
  COMPANY_TIES: companyTiesCheck,
};

export const ENTITY = "entity";
export const APPLICATION = "application";

function entityChecks(facts: CheckFacts): Check[] {
  const { entity } = facts;
  if (!entity) return [];
  return [
    { person: ENTITY, kind: "NAME_LISTS", ...listFinding(entity.name, null, entity.lists) },
    { person: ENTITY, kind: "JURISDICTION", ...screenPlaces({ ...entity, citizenship: null }, facts) },
  ];
}

/** All checks of a complete application, person by person. The same facts give the same outcomes. */
export function runChecks(facts: CheckFacts): Check[] {
  const ofPeople = facts.people.flatMap((each) =>
    CHECK_KINDS.flatMap((kind): Check[] => {
      const finding = OF_PERSON[kind]?.(each, facts);
      return finding ? [{ person: each.person.key, kind, ...finding }] : [];
    }),
  );
  return [
    ...ofPeople,
    ...entityChecks(facts),
    { person: APPLICATION, kind: "SUITABILITY", ...suitabilityFinding(facts) },
  ];
}

/** The check of a name alone, as it is done again when a list has changed. */
export const screenName = (name: string, bornIn: number | null, lists: readonly ListAnswer[]) =>
  listFinding(name, bornIn, lists);

/** The worst outcome: what the queue shows. */
export function worstOutcome(outcomes: readonly CheckOutcome[]): CheckOutcome {
  if (outcomes.includes("FAIL")) return "FAIL";
  return outcomes.includes("REVIEW") ? "REVIEW" : "CLEAR";
}
