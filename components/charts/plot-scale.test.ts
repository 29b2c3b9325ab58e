import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plotScale, shareOf } from "@/components/charts/plot-scale";

describe("plotScale", () => {
  it("ends at round numbers around the values", () => {
    expect(plotScale([98_200, 111_900], { about: 4 }).ticks).toEqual([
      95_000, 100_000, 105_000, 110_000, 115_000,
    ]);
    expect(plotScale([-0.31, 0.12], { about: 5 }).ticks).toEqual([-0.4, -0.2, 0, 0.2]);
  });
  it("has zero where bars stand on it", () => {
    expect(plotScale([40, 90], { about: 4, hasZero: true }).ticks).toEqual([0, 50, 100]);
    expect(plotScale([-40, -10], { about: 3, hasZero: true }).ticks).toEqual([-40, -20, 0]);
  });
  it("counts in whole numbers", () => {
    expect(plotScale([0, 1], { about: 4, hasZero: true, isWhole: true }).ticks).toEqual([0, 1]);
  });
  it("has room for values that are all one, and for none", () => {
    const { low, high } = plotScale([25_000, 25_000], { about: 4 });
    expect(low).toBeLessThan(25_000);
    expect(high).toBeGreaterThan(25_000);
    expect(plotScale([0, 0], { about: 4, hasZero: true })).toMatchObject({ low: 0, high: 1 });
    expect(plotScale([], { about: 4 }).ticks.length).toBeGreaterThan(1);
  });
  it("holds every value, with a handful of ticks that rise", () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((drawn) => Number(drawn.toFixed(2)));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.boolean(), (values, hasZero) => {
        const scale = plotScale(values, { about: 4, hasZero });
        const shares = values.map((one) => shareOf(scale, one));
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(-1e-6);
        expect(Math.max(...shares)).toBeLessThanOrEqual(1 + 1e-6);
        expect(scale.ticks.length).toBeLessThanOrEqual(9);
        expect([...scale.ticks].sort((a, b) => a - b)).toEqual([...new Set(scale.ticks)]);
      }),
    );
  });
});
