import { afterAll, describe, expect, it } from "vitest";
import { drawPlan } from "@/scripts/faults/draw-plan";
import { ensureWorldOfRun, type Failure, failureOf, peacefulGround } from "@/scripts/faults/run-seeds";

/** Those of the first twenty in which nothing is killed; kills.db.test.ts has the others. */
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed).filter(
  (seed) => drawPlan(seed).kills.length === 0,
);
/** A failing plan is made smaller, but not for ever. */
const TRIES = 30;
/** Plans that are lived side by side: one waits for the database while another computes. */
const LANES = 2;
const LIMIT_MS = 240_000;

const ground = peacefulGround(
  await ensureWorldOfRun(process.env.TEST_DATABASE_TEMPLATE_URL ?? "", process.ppid),
);
const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
const outcomes = new Map<number, Promise<Failure | null>>();
for (const [place, seed] of SEEDS.entries()) {
  const lane = place % LANES;
  const outcome = (lanes[lane] ?? Promise.resolve()).then(() => failureOf(ground, drawPlan(seed), TRIES));
  outcomes.set(seed, outcome);
  lanes[lane] = outcome;
}

afterAll(() => ground.dispose());

describe("days on which the line to the street does what it likes", () => {
  it.each(SEEDS)(
    "seed %i leaves nothing lost, nothing doubled, and the books right",
    async (seed) => {
      expect(await outcomes.get(seed)).toBeNull();
    },
    LIMIT_MS,
  );
});
