import { expect, test } from "vitest";
import { keyFigures } from "@/components/market/key-figures-of";
import type { Bar } from "@/components/market/market-types";

const day = (index: number, low: number, high: number, volume: number): Bar => ({
  time: index * 86_400_000,
  open: low,
  high,
  low,
  close: high,
  volume,
});

test("figures come from the bars: today's range, the year's, and the average of the days before", () => {
  const days = [day(1, 9, 11, 1_000), day(2, 8.5, 10, 3_000), day(3, 9.25, 9.75, 500)];
  const figures = new Map(keyFigures(days, null).map(({ term, detail }) => [term, detail]));
  expect(figures.get("Day’s range")).toBe("9.25 – 9.75");
  expect(figures.get("Range of 3 trading days")).toBe("8.50 – 11.00");
  expect(figures.get("Volume")).toBe("500");
  expect(figures.get("Average volume, 2 days")).toBe("2,000");
  expect(figures.get("Previous close")).toBe("—");
});

test("a year of bars is called by its name, and no bars at all are no figures", () => {
  const year = Array.from({ length: 251 }, (_, index) => day(index, 10, 20, 100));
  expect(keyFigures(year, null).map(({ term }) => term)).toContain("52-week range");
  for (const { detail } of keyFigures([], null)) expect(detail).toBe("—");
});
