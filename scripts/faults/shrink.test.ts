import { describe, expect, it } from "vitest";
import { drawPlan } from "@/scripts/faults/draw-plan";
import { partsOf, type Plan } from "@/scripts/faults/plan";
import { commandFor, only, shrink } from "@/scripts/faults/shrink";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

describe("a drawn plan", () => {
  it("is the same for the same seed, and another for another", () => {
    const texts = SEEDS.map((seed) => JSON.stringify(drawPlan(seed)));
    expect(SEEDS.map((seed) => JSON.stringify(drawPlan(seed)))).toEqual(texts);
    expect(new Set(texts).size).toBe(SEEDS.length);
  });

  it("goes forward in time and kills something in one of four", () => {
    for (const seed of SEEDS) {
      const { moments, kills, faults } = drawPlan(seed);
      const times = moments.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(new Set(times).size).toBe(times.length);
      expect(kills.length > 0).toBe(seed % 4 === 3);
      expect(faults.length).toBeGreaterThan(0);
    }
  });

  it("has all kinds of wishes, faults and victims somewhere", () => {
    const plans = SEEDS.map(drawPlan);
    const kinds = (list: string[]) => [...new Set(list)].sort();
    expect(
      kinds(plans.flatMap(({ moments }) => moments.flatMap(({ asks }) => asks.map((a) => a.wish.kind)))),
    ).toEqual(["BUST", "CANCEL", "CORRECT", "DEPOSIT", "GROUP", "PLACE", "PLAN", "REPLACE", "WITHDRAW"]);
    expect(kinds(plans.flatMap(({ faults }) => faults.map(({ fault }) => fault)))).toHaveLength(14);
    expect(kinds(plans.flatMap(({ kills }) => kills.map(({ victim }) => victim)))).toEqual([
      "APP",
      "DATABASE",
      "DATABASE_WORKER",
    ]);
  });
});

describe("a plan that fails", () => {
  const whole = drawPlan(7);
  const asks = whole.moments.flatMap((moment) =>
    moment.asks.map(({ name }) => ({ name, moment: moment.name })),
  );
  const culprit = asks[3];
  const accomplice = whole.faults[1];
  if (!culprit || !accomplice) throw new Error("the plan is large enough");
  const isGuilty = async (plan: Plan) => {
    const parts = new Set(partsOf(plan));
    return parts.has(culprit.name) && parts.has(accomplice.name);
  };

  it("shrinks to what it takes, and can be told in one command", async () => {
    const smallest = await shrink(whole, isGuilty, 500);
    expect(partsOf(smallest)).toEqual([accomplice.name, culprit.moment, culprit.name]);
    const command = commandFor(smallest, whole);
    expect(command).toBe(
      `npm run faults -- --seed 7 --only ${accomplice.name},${culprit.moment},${culprit.name}`,
    );
    expect(only(whole, command.split(" ").at(-1)?.split(",") ?? [])).toEqual(smallest);
  });

  it("stays as it is without a try, and is told by its seed alone", async () => {
    const same = await shrink(whole, isGuilty, 0);
    expect(same).toEqual(whole);
    expect(commandFor(same, whole)).toBe("npm run faults -- --seed 7");
  });
});
