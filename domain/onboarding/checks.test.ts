import { describe, expect, it } from "vitest";
import { type CheckFacts, type CheckKind, runChecks, worstOutcome } from "@/domain/onboarding/checks";
import { jaroWinkler, nameScore, nearestOnList } from "@/domain/onboarding/name-screening";
import { WATCH_LIST } from "@/domain/onboarding/watch-list";
import { localDate } from "@/domain/time/instant";
import { applicationAnswers, type AnswersSeed } from "@/prisma/factories/application-answers";

const facts = (seed: AnswersSeed = {}, more: Partial<CheckFacts> = {}): CheckFacts => ({
  form: applicationAnswers(seed),
  numberLast4: "6789",
  others: [],
  today: localDate("2026-11-20"),
  ...more,
});
const outcomeOf = (kind: CheckKind, given: CheckFacts) =>
  runChecks(given).find((check) => check.kind === kind);

describe("name scores", () => {
  it.each([
    ["martha", "marhta", 0.961],
    ["dwayne", "duane", 0.84],
    ["dixon", "dicksonx", 0.813],
    ["abc", "xyz", 0],
    ["", "", 1],
  ])("jaroWinkler(%s, %s) is Winkler's published %s", (a, b, score) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(score, 3);
  });

  it("ignore order, marks and case", () => {
    expect(nameScore("Drax, Viktor Halvorsen", "Viktor Halvorsen Drax")).toBe(100);
    expect(nameScore("ERNESTO QUINONES VALDIVIESO", "Ernesto Quiñones Valdivieso")).toBe(100);
    expect(nameScore("Zelenchuk Oksana", "Oksana Petrovna Zelenchuk")).toBeGreaterThanOrEqual(
      WATCH_LIST.reviewFrom,
    );
  });

  it.each([
    "Viktor Draks",
    "Oxana Zelenchuk",
    "Beatrix Montclair",
    "Karim Rashwan",
    "Karim Alrashwan",
    "Min Park",
  ])("find %s", (name) => {
    expect(nearestOnList(name)?.score).toBeGreaterThanOrEqual(WATCH_LIST.reviewFrom);
  });

  it.each([
    "Margaret Holm",
    "Viktor Hansen",
    "John Smith",
    "Karim Benali",
    "Maria Garcia Lopez",
    "Ernesto Gomez",
    "Park Min-seo",
    "Beatrice Moore",
    "Oksana Bondar",
    "Wei Chen",
  ])("let %s pass", (name) => {
    expect(nearestOnList(name)?.score).toBeLessThan(WATCH_LIST.reviewFrom);
  });
});

describe("checks", () => {
  it("are all clear for an ordinary customer, and the same each time", () => {
    expect(runChecks(facts()).map((check) => check.outcome)).toEqual(Array(7).fill("CLEAR"));
    expect(runChecks(facts())).toEqual(runChecks(facts()));
  });

  it("never hold the number itself", () => {
    expect(JSON.stringify(runChecks(facts()))).not.toContain("219096789");
  });

  it.each([
    ["a listed name", "NAME_LISTS", { firstName: "Viktor", lastName: "Drax" }, "REVIEW"],
    ["a minor", "AGE", { birthDate: "2010-01-01" }, "FAIL"],
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
    expect(outcomeOf(kind, facts(seed))?.outcome).toBe(outcome);
  });

  it("know where we may do business", () => {
    const at = (state: string) => {
      const address = applicationAnswers().address;
      return outcomeOf(
        "JURISDICTION",
        facts({ address: { ...address, country: "US", state } as typeof address }),
      )?.outcome;
    };
    expect([at("OR"), at("AE"), at("PR")]).toEqual(["CLEAR", "REVIEW", "FAIL"]);
    const citizen = (citizenship: string) =>
      outcomeOf("JURISDICTION", facts({ identity: { citizenship } }))?.outcome;
    expect([citizen("NO"), citizen("RU"), citizen("IR")]).toEqual(["CLEAR", "REVIEW", "FAIL"]);
  });

  it("send somebody of 18 in Mississippi to a person", () => {
    const address = {
      ...applicationAnswers().address,
      country: "US",
      state: "MS",
    } as CheckFacts["form"]["address"];
    expect(outcomeOf("AGE", facts({ birthDate: "2008-01-01", address }))?.outcome).toBe("REVIEW");
  });

  it("find the same person by number, or by name and birth date, and not by name alone", () => {
    const other = {
      number: "2026-01001",
      name: "Holm, Margaret",
      sharesNumber: false,
      sharesBirthDate: false,
    };
    const same = (change: Partial<typeof other>) =>
      outcomeOf("SAME_PERSON", facts({}, { others: [{ ...other, ...change }] }))?.outcome;
    expect(same({})).toBe("CLEAR");
    expect(same({ sharesBirthDate: true })).toBe("REVIEW");
    expect(same({ sharesNumber: true, name: "Somebody Else" })).toBe("REVIEW");
    expect(same({ sharesBirthDate: true, name: "Somebody Else" })).toBe("CLEAR");
  });

  it("show the worst in the queue", () => {
    expect(worstOutcome(["CLEAR", "REVIEW"])).toBe("REVIEW");
    expect(worstOutcome(["REVIEW", "FAIL"])).toBe("FAIL");
    expect(worstOutcome([])).toBe("CLEAR");
  });
});
