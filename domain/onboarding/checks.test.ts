import { describe, expect, it } from "vitest";
import {
  type Check,
  type CheckFacts,
  type CheckKind,
  type ListAnswer,
  type PersonFacts,
  runChecks,
  worstOutcome,
} from "@/domain/onboarding/checks";
import { entityOf, personsOf } from "@/domain/onboarding/persons";
import { legalName } from "@/domain/onboarding/names";
import type { ApplicationForm } from "@/domain/onboarding/steps";
import { simulatedAnswer } from "@/domain/screening/identity-port";
import { nameScore } from "@/domain/screening/name-screening";
import { localDate } from "@/domain/time/instant";
import { applicationAnswers, type AnswersSeed } from "@/prisma/factories/application-answers";

const DRAX = "Viktor Halvorsen Drax";
const listFor = (name: string): ListAnswer => ({
  source: "SDN",
  version: "2026-11-01",
  sha256: "ab".repeat(32),
  names: 1,
  nearest: {
    name: DRAX,
    entry: "1001",
    score: nameScore(name, DRAX),
    program: "SDGT",
    bornIn: 1954,
    country: "NO",
  },
});
const row = (kind: "STATE" | "COUNTRY", code: string, ruling: "ALLOWED" | "NEEDS_REVIEW" | "REFUSED") => ({
  kind,
  code,
  ruling,
  row: `${kind}-${code}`,
  effectiveOn: "2000-01-01",
});
const PLACES = [
  row("STATE", "OR", "ALLOWED"),
  row("STATE", "MS", "ALLOWED"),
  row("STATE", "AE", "NEEDS_REVIEW"),
  row("STATE", "PR", "REFUSED"),
  row("COUNTRY", "US", "ALLOWED"),
  row("COUNTRY", "NO", "ALLOWED"),
  row("COUNTRY", "IR", "REFUSED"),
];

function facts(seed: AnswersSeed = {}, more: Partial<Omit<PersonFacts, "person">> = {}): CheckFacts {
  const answers = applicationAnswers(seed);
  const parts = {
    accountType: seed.accountType ?? "INDIVIDUAL_CASH",
    form: answers as unknown as ApplicationForm,
  } as const;
  const entity = entityOf(parts);
  return {
    parts,
    people: personsOf(parts).map((person) => {
      const name = legalName(person.name);
      const { birthDate, identification } = person;
      const question = { name, birthDate, country: "US", document: identification.kind, numberLast4: "6789" };
      return {
        person,
        numberLast4: "6789",
        identity: { provider: "test", reference: "r-1", ...simulatedAnswer(question) },
        lists: [listFor(name)],
        others: [],
        ...more,
      };
    }),
    entity: entity && {
      name: entity.legalName,
      country: "US",
      state: "OR",
      lists: [listFor(entity.legalName)],
    },
    places: PLACES,
    today: localDate("2026-11-20"),
  };
}
const check = (kind: CheckKind, given: CheckFacts, person = "applicant"): Check | undefined =>
  runChecks(given).find((each) => each.kind === kind && each.person === person);
const outcomeOf = (kind: CheckKind, given: CheckFacts) => check(kind, given)?.outcome;

describe("checks", () => {
  it("are all clear for an ordinary customer, and the same each time", () => {
    const checks = runChecks(facts());
    expect(checks.map(({ outcome }) => outcome)).toEqual(Array(9).fill("CLEAR"));
    expect(runChecks(facts())).toEqual(checks);
  });

  it("never hold the number itself", () => {
    expect(JSON.stringify(runChecks(facts()))).not.toContain("219096789");
  });

  it.each([
    ["a listed name", "NAME_LISTS", { firstName: "Viktor", lastName: "Drax" }, "REVIEW"],
    ["a minor", "AGE", { birthDate: "2010-01-01" }, "FAIL"],
    ["somebody whom the provider does not know", "IDENTITY", { lastName: "Unmatched" }, "REVIEW"],
    ["a half match", "IDENTITY", { lastName: "Halfway" }, "REVIEW"],
    ["a number of the dead", "IDENTITY", { lastName: "Departed" }, "FAIL"],
    ["a provider that is silent", "IDENTITY", { lastName: "Silent" }, "REVIEW"],
    ["somebody who has moved", "ADDRESS", { lastName: "Moved" }, "REVIEW"],
    ["a lodger", "ADDRESS", { lastName: "Lodger" }, "REVIEW"],
    [
      "a broker's employee",
      "BROKER_TIES",
      { employment: { status: "RETIRED", memberFirm: "Acme Securities", controlledCompany: null } },
      "REVIEW",
    ],
    [
      "a director",
      "COMPANY_TIES",
      { employment: { status: "RETIRED", memberFirm: null, controlledCompany: "Acme Inc" } },
      "REVIEW",
    ],
  ] as const)("mark %s", (_, kind, seed, outcome) => {
    expect(outcomeOf(kind, facts(seed))).toBe(outcome);
  });

  it("keep algorithm, threshold, score, version and hash beside a name", () => {
    const found = check("NAME_LISTS", facts({ firstName: "Viktor", lastName: "Drax" }));
    expect(found?.evidence).toMatchObject({
      algorithm: "paired-jaro-winkler/1",
      threshold: 88,
      score: 89,
      nearest: DRAX,
      entry: "1001",
      lists: ["SDN 2026-11-01, 1 names"],
      sha256: ["ab".repeat(32)],
    });
    expect(outcomeOf("NAME_LISTS", facts({}, { lists: [] }))).toBe("REVIEW");
  });

  it("know where we may do business", () => {
    const at = (state: string) => {
      const address = { ...applicationAnswers().address, country: "US", state } as AnswersSeed["address"];
      return outcomeOf("JURISDICTION", facts({ address }));
    };
    expect([at("OR"), at("AE"), at("PR"), at("WA")]).toEqual(["CLEAR", "REVIEW", "FAIL", "REVIEW"]);
    const citizen = (citizenship: string) => outcomeOf("JURISDICTION", facts({ identity: { citizenship } }));
    expect([citizen("NO"), citizen("RU"), citizen("IR")]).toEqual(["CLEAR", "REVIEW", "FAIL"]);
  });

  it("send somebody of 18 in Mississippi to a person", () => {
    const address = { ...applicationAnswers().address, country: "US", state: "MS" } as AnswersSeed["address"];
    expect(outcomeOf("AGE", facts({ birthDate: "2008-01-01", address }))).toBe("REVIEW");
  });

  it("find the same person by number, or by name and birth date, and not by name alone", () => {
    const other = {
      number: "2026-01001",
      name: "Holm, Margaret",
      sharesNumber: false,
      sharesBirthDate: false,
    };
    const same = (change: Partial<typeof other>) =>
      outcomeOf("SAME_PERSON", facts({}, { others: [{ ...other, ...change }] }));
    expect(same({})).toBe("CLEAR");
    expect(same({ sharesBirthDate: true })).toBe("REVIEW");
    expect(same({ sharesNumber: true, name: "Somebody Else" })).toBe("REVIEW");
    expect(same({ sharesBirthDate: true, name: "Somebody Else" })).toBe("CLEAR");
  });

  it("look at everybody of a company, and at the company itself", () => {
    const checks = runChecks(
      facts({ accountType: "LLC_CASH", entity: { legalName: "Drax Viktor Halvorsen LLC" } }),
    );
    const people = [...new Set(checks.map(({ person }) => person))];
    expect(people).toEqual(expect.arrayContaining(["applicant", "entity", "application"]));
    expect(people.length).toBeGreaterThanOrEqual(3);
    expect(
      check("NAME_LISTS", facts({ accountType: "LLC_CASH", entity: { legalName: DRAX } }), "entity")?.outcome,
    ).toBe("REVIEW");
  });

  it("show the worst in the queue", () => {
    expect(worstOutcome(["CLEAR", "REVIEW"])).toBe("REVIEW");
    expect(worstOutcome(["REVIEW", "FAIL"])).toBe("FAIL");
    expect(worstOutcome([])).toBe("CLEAR");
  });
});
