import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refineSession, volumeProfile } from "@/domain/market/refine-session";
import { minuteColumns, NO_BAR, type Shape } from "@/domain/market/tape";
import { SLOTS } from "@/domain/market/trading-days";

/** Any bar: on the cent grid, flat ones and ones that open or close at an extreme among them. */
const shape: fc.Arbitrary<Shape> = fc
  .tuple(fc.integer({ min: 1, max: 50_000 }), fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(3_000_000))
  .map(([low, a, b, c, volume]) => {
    const range = Math.max(a, b, c);
    return {
      open: (low + a) * 100,
      high: (low + range) * 100,
      low: low * 100,
      close: (low + b) * 100,
      volume,
    };
  });
const count = fc.constantFrom(180, 210, 240, 330, 390);

describe("refining a session into minutes", () => {
  it("gives minutes that fold into the session exactly, one after the other without a gap", () => {
    fc.assert(
      fc.property(shape, count, fc.integer(), (whole, minutes, seed) => {
        const columns = minuteColumns(SLOTS);
        refineSession(columns, 570, volumeProfile("CORE", minutes), whole, seed);
        const wrong: number[] = [];
        let volume = 0;
        for (let slot = 570; slot < 570 + minutes; slot++) {
          const [open, high] = [columns.open[slot] as number, columns.high[slot] as number];
          const [low, close] = [columns.low[slot] as number, columns.close[slot] as number];
          const shares = columns.volume[slot] as number;
          const inOrder = low <= Math.min(open, close) && high >= Math.max(open, close);
          const inRange = low >= whole.low && high <= whole.high;
          const joined = slot === 570 || open === columns.close[slot - 1];
          if (!inOrder || !inRange || !joined || !Number.isInteger(shares)) wrong.push(slot);
          if (shares !== NO_BAR) volume += shares;
        }
        expect(wrong).toEqual([]);
        expect(volume).toBe(whole.volume);
        const traded = [...Array(minutes).keys()]
          .map((m) => m + 570)
          .filter((slot) => (columns.volume[slot] as number) > 0);
        if (whole.volume < 16) return;
        expect(traded[0]).toBe(570);
        expect(traded.at(-1)).toBe(570 + minutes - 1);
        expect(columns.open[570]).toBe(whole.open);
        expect(columns.close[570 + minutes - 1]).toBe(whole.close);
        expect(Math.max(...traded.map((slot) => columns.high[slot] as number))).toBe(whole.high);
        expect(Math.min(...traded.map((slot) => columns.low[slot] as number))).toBe(whole.low);
        expect(Math.min(...traded.map((slot) => columns.volume[slot] as number))).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 150 },
    );
  });

  it("touches nothing outside the session", () => {
    const columns = minuteColumns(SLOTS);
    refineSession(
      columns,
      570,
      volumeProfile("CORE", 390),
      { open: 1e5, high: 1.1e5, low: 9e4, close: 1e5, volume: 1e6 },
      7,
    );
    for (const slot of [0, 569, 960, 1439]) {
      expect(columns.volume[slot]).toBe(NO_BAR);
      expect(columns.open[slot]).toBe(0);
    }
  });

  it("has a busy open and close and a quiet noon", () => {
    const columns = minuteColumns(SLOTS);
    refineSession(
      columns,
      570,
      volumeProfile("CORE", 390),
      { open: 1e5, high: 1.1e5, low: 9e4, close: 1e5, volume: 4e6 },
      7,
    );
    const half = (from: number) =>
      columns.volume.slice(from, from + 30).reduce((sum, shares) => sum + shares, 0);
    expect(half(570)).toBeGreaterThan(1.5 * half(750));
    expect(half(930)).toBeGreaterThan(1.5 * half(750));
  });
});
