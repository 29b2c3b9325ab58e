import { expect, test } from "vitest";
import { keyFigures } from "@/components/market/key-figures-of";
import type { Figures } from "@/components/market/market-types";

const NOTHING: Figures = {
  symbol: "KO",
  at: 0,
  day: null,
  open: null,
  high: null,
  low: null,
  volume: null,
  previousClose: null,
  yearLow: null,
  yearHigh: null,
  averageVolume: null,
  averageDays: 0,
  marketCap: null,
  dividend: null,
  dividendYield: null,
  nextExDate: null,
  nextDividend: null,
};
const told = (figures: Figures) => new Map(keyFigures(figures).map(({ term, detail }) => [term, detail]));

test("figures are written as a reader expects them", () => {
  const figures = told({
    ...NOTHING,
    open: "9.3",
    low: "9.25",
    high: "9.75",
    yearLow: "8.5",
    yearHigh: "11",
    volume: 1_500,
    averageVolume: 2_000,
    averageDays: 30,
    dividend: "0.4",
    dividendYield: "0.0421",
    nextExDate: "2026-12-01",
    nextDividend: "0.1",
  });
  expect(figures.get("Day’s range")).toBe("9.25 – 9.75");
  expect(figures.get("52-week range")).toBe("8.50 – 11.00");
  expect(figures.get("Volume")).toBe("1,500");
  expect(figures.get("Average volume, 30 days")).toBe("2,000");
  expect(figures.get("Dividend, last 12 months")).toBe("0.40 (4.21%)");
  expect(figures.get("Next ex-date")).toBe("1 Dec 2026, 0.10");
});

test("what nobody knows says so, and is not made up", () => {
  for (const detail of told(NOTHING).values()) expect(detail).toBe("n/a");
});
