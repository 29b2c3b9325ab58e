import { expect, test } from "vitest";
import {
  isPeriod,
  performanceQuery,
  periodWords,
  readPerformancePlace,
} from "@/components/portfolio/performance-address";

test("what is not said, or makes no sense, is this year against the S&P 500 fund", () => {
  const standard = { period: { kind: "YTD" }, benchmark: "SPY" };
  expect(readPerformancePlace({})).toEqual(standard);
  expect(readPerformancePlace({ period: "5Y", benchmark: "<b>", from: "2026-01-01" })).toEqual(standard);
  expect(readPerformancePlace({ period: ["MTD", "1Y"], from: "2026-02-01", to: "2026-01-01" })).toEqual(
    standard,
  );
});

test("an address says again what was read from it", () => {
  for (const place of [
    { period: { kind: "3Y" }, benchmark: "SPY" },
    { period: { from: "2026-01-31", to: "2026-02-28" }, benchmark: "BRK.B" },
    { period: { kind: "MTD" }, benchmark: null },
  ] as const) {
    const query = Object.fromEntries(new URLSearchParams(performanceQuery(place, "a")));
    expect(query.account).toBe("a");
    expect(readPerformancePlace(query)).toEqual(place);
  }
});

test("own dates need two days in their order", () => {
  expect(isPeriod("2026-01-31", "2026-02-28")).toBe(true);
  expect(isPeriod("2026-02-28", "2026-02-28")).toBe(false);
  expect(isPeriod("2026-02-28", "")).toBe(false);
  expect(isPeriod("2026-13-41", "2027-01-01")).toBe(false);
  expect(periodWords({ from: "2026-01-31", to: "2026-02-28" })).toBe("own dates");
  expect(periodWords({ kind: "QTD" })).toBe("this quarter");
});
