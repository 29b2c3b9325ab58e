import { afterAll, describe, expect, it } from "vitest";
import { drawPlan } from "@/scripts/faults/draw-plan";
import { failureOf, killingGround } from "@/scripts/faults/run-seeds";

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed).filter((seed) => drawPlan(seed).kills.length > 0);
const TRIES = 20;
const LIMIT_MS = 240_000;

const ground = await killingGround();
afterAll(() => ground.dispose());

describe("days on which the portal and its database are killed besides", () => {
  it.each(SEEDS)(
    "seed %i leaves nothing lost, nothing doubled, and the books right",
    async (seed) => {
      expect(await failureOf(ground, drawPlan(seed), TRIES)).toBeNull();
    },
    LIMIT_MS,
  );
});
