import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestTick, tickAbove, tickAtOrAbove, tickAtOrBelow, tickBelow } from "@/domain/market/price-grid";
import { isOnTick } from "@/domain/market/ticks";
import { tickPrice, toPrice } from "@/domain/market/types";
import { localDate } from "@/domain/time/instant";

const on = localDate("2026-11-20");
const onGrid = (value: number) => isOnTick(toPrice(tickPrice(value)), on);
const anyPrice = fc.integer({ min: 2, max: 40_000_000 });

describe("the price grid", () => {
  it("steps over the dollar as Rule 612 has it", () => {
    expect([tickBelow(10_000), tickAbove(9_999), tickAbove(10_000), tickBelow(10_100)]).toEqual([
      9_999, 10_000, 10_100, 10_000,
    ]);
    expect([tickBelow(10_050), tickAbove(10_050), tickBelow(1)]).toEqual([10_000, 10_100, 0]);
    expect([nearestTick(9_999.6), nearestTick(0.2), nearestTick(10_149)]).toEqual([10_000, 1, 10_100]);
  });

  it("agrees with the rule that orders are held to", () => {
    fc.assert(
      fc.property(anyPrice, (value) => {
        for (const price of [
          nearestTick(value),
          tickAtOrBelow(value),
          tickAtOrAbove(value),
          tickAbove(value),
          tickBelow(value),
        ]) {
          expect(onGrid(price)).toBe(true);
        }
        expect(tickAtOrBelow(value)).toBeLessThanOrEqual(value);
        expect(tickAtOrAbove(value)).toBeGreaterThanOrEqual(value);
        expect(tickBelow(value)).toBeLessThan(value);
        expect(tickAbove(value)).toBeGreaterThan(value);
        expect(tickBelow(tickAbove(value))).toBeLessThanOrEqual(value);
      }),
    );
  });
});
