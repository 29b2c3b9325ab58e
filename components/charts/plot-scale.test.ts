import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plotScale, shareOf } from "@/components/charts/plot-scale";

describe("plotScale", () => {
  it("ends at round numbers around the values", () => {
    expect(plotScale([98_200, 111_900], 4).ticks).toEqual([95_000, 100_000, 105_000, 110_000, 115_000]);
    expect(plotScale([-0.31, 0.12], 5).ticks).toEqual([-0.4, -0.2, 0, 0.2]);
  });
  it("has room for values that are all one, and for none", () => {
    const { low, high } = plotScale([25_000, 25_000], 4);
    expect(low).toBeLessThan(25_000);
    expect(high).toBeGreaterThan(25_000);
    expect(plotScale([], 4).ticks.length).toBeGreaterThan(1);
  });
  it("holds every value, with a handful of ticks that rise", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((drawn) => Number(drawn.toFixed(2)));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const scale = plotScale(values, 4);
        const shares = values.map((one) => shareOf(scale, one));
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(-1e-6);
        expect(Math.max(...shares)).toBeLessThanOrEqual(1 + 1e-6);
        expect(scale.ticks.length).toBeLessThanOrEqual(9);
        expect([...scale.ticks].sort((a, b) => a - b)).toEqual([...new Set(scale.ticks)]);
      }),
    );
  });
});
