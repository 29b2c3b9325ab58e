import { expect, test } from "vitest";
import { grow, splitBars } from "@/components/market/candle-series";

const bar = (time: number, close: number) => ({ time, open: 10, high: 12, low: 9, close, volume: 100 });

test("the last bar still grows; the ones before it are over", () => {
  const { history, growing } = splitBars([bar(60_000, 10), bar(120_000, 11)]);
  expect(history).toEqual([{ ...bar(60, 10) }]);
  expect(growing?.time).toBe(120);
  expect(splitBars([])).toEqual({ history: [], growing: undefined });
});

test("a new price is the close, and moves the edges only outwards", () => {
  const { growing } = splitBars([bar(60_000, 10)]);
  expect(grow(growing, 13)).toMatchObject({ close: 13, high: 13, low: 9, volume: 100 });
  expect(grow(growing, 8)).toMatchObject({ close: 8, high: 12, low: 8 });
  expect(grow(growing, null)).toBe(growing);
  expect(grow(undefined, 13)).toBeUndefined();
});
