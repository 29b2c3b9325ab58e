import { describe, expect, it } from "vitest";
import { money, quantity } from "@/domain/money/money";
import { growth, PUBLISHED_REPORT, tradeVolumeInput } from "@/domain/reports/trade-volume";

describe("growth", () => {
  it("is what the published report says of its own figures", () => {
    const { current, previous } = PUBLISHED_REPORT;
    expect(growth(money(current.assets), money(previous.assets))).toBe("0.6122");
    expect(growth(quantity(current.shares), quantity(previous.shares))).toBe("4.7067");
    expect(Number(growth(money(current.assets), money(previous.assets))).toFixed(2)).toBe(
      PUBLISHED_REPORT.growth.assets,
    );
    expect(Number(growth(money(current.shares), money(previous.shares))).toFixed(2)).toBe(
      PUBLISHED_REPORT.growth.shares,
    );
  });

  it("is below zero when less, and nothing where there was nothing", () => {
    expect(growth(money("50"), money("200"))).toBe("-0.75");
    expect(growth(money("50"), money("0"))).toBeNull();
    expect(growth(money("50"), null)).toBeNull();
    expect(growth(null, money("50"))).toBeNull();
  });
});

describe("the input", () => {
  it("is a year that the calendars know, or nothing", () => {
    expect(tradeVolumeInput.parse({})).toEqual({});
    expect(tradeVolumeInput.parse({ year: 2004 })).toEqual({ year: 2004 });
    for (const year of [1989, 2041, 2004.5, "2004", Number.NaN, 1e309]) {
      expect(tradeVolumeInput.safeParse({ year }).success).toBe(false);
    }
    expect(tradeVolumeInput.safeParse({ year: 2004, month: 10 }).success).toBe(false);
  });
});
