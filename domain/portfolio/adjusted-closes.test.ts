import { describe, expect, it } from "vitest";
import type { CorporateAction } from "@/domain/market/types";
import { adjustedCloses } from "@/domain/portfolio/adjusted-closes";
import { localDate } from "@/domain/time/instant";

const day = (n: number) => localDate(`2026-06-0${n}`);
const closes = (...all: number[]) => all.map((close, n) => ({ day: day(n + 1), close }));
const action = (n: number, more: Partial<CorporateAction>): CorporateAction => ({
  symbol: "SPY",
  type: "CASH_DIVIDEND",
  exDate: day(n),
  value: "1",
  ...more,
});
const growth = (adjusted: ReturnType<typeof adjustedCloses>): number[] => {
  const prices = [...adjusted.values()];
  return prices.map((price) => Number((price / (prices[0] ?? 1)).toFixed(6)));
};

describe("closes as they are compared", () => {
  it("are as they were without actions", () => {
    expect(growth(adjustedCloses(closes(100, 110, 99), []))).toEqual([1, 1.1, 0.99]);
  });

  it("show neither a split nor a dividend as a loss", () => {
    const split = action(2, { type: "SPLIT", value: "4" });
    expect(growth(adjustedCloses(closes(100, 25, 50), [split]))).toEqual([1, 1, 2]);
    expect(growth(adjustedCloses(closes(100, 99, 99), [action(2, {})]))).toEqual([1, 1, 1]);
    expect(growth(adjustedCloses(closes(100, 24.75), [split, action(2, { value: "1" })]))).toEqual([1, 1]);
  });

  it("count an action on a day without a close, and none before the first or after the last", () => {
    const sparse = [closes(100, 0, 50)[0], closes(100, 0, 50)[2]] as ReturnType<typeof closes>;
    expect(growth(adjustedCloses(sparse, [action(2, { type: "SPLIT", value: "2" })]))).toEqual([1, 1]);
    const beside = [action(1, {}), action(4, {})];
    expect(growth(adjustedCloses(closes(100, 110, 99), beside))).toEqual([1, 1.1, 0.99]);
  });
});
