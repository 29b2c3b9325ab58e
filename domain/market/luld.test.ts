import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "@/domain/market/catalogue";
import { bandFor, type LuldTier, nextReference } from "@/domain/market/luld";
import { luldTier } from "@/domain/market/luld-tiers";
import { type TickPrice, tickPrice } from "@/domain/market/types";
import type { LocalTime } from "@/domain/time/instant";
import published from "@/domain/vectors/margin_cash_fee_vectors.json";

type Vector = { id: string; kind: string; input: Record<string, unknown>; expected: Record<string, unknown> };
const vectors = (published.vectors as unknown as Vector[]).filter(({ kind }) => kind === "luld_band");

const dollars = (amount: number): TickPrice => tickPrice(Math.round(amount * 10_000));
/** A close of which only the price group is told. */
const CLOSES: Record<string, number> = { ">3": 50, "0.75-3": 2, "<0.75": 0.5 };
const band = (tier: LuldTier, previousClose: number, reference: number, time: LocalTime, close?: LocalTime) =>
  bandFor({ tier, previousClose: dollars(previousClose), reference: dollars(reference), time, close });

describe("limit up-limit down bands", () => {
  it.each(vectors)("$id", ({ input, expected }) => {
    const priorClose = CLOSES[String(input.prior_close)] ?? Number(input.prior_close);
    const found = band(
      input.tier as LuldTier,
      priorClose,
      Number(input.reference),
      String(input.time) as LocalTime,
    );
    expect(found?.lower).toBe(dollars(Number(expected.lower)));
    expect(found?.upper).toBe(dollars(Number(expected.upper)));
    if (typeof expected.pct === "number") expect(found?.ratio).toBeCloseTo(expected.pct, 10);
  });

  it("has a published vector", () => expect(vectors.length).toBeGreaterThan(0));

  it.each([
    // tier, previous close, reference, time, lower, upper
    [1, 100, 100, "09:30", 95, 105],
    [1, 100, 100, "15:34:59", 95, 105],
    [1, 100, 100, "15:35", 90, 110],
    [2, 100, 100, "11:00", 90, 110],
    [2, 100, 100, "15:45", 90, 110],
    [2, 3, 3, "11:00", 2.4, 3.6],
    [2, 3, 3, "15:45", 1.8, 4.2],
    [2, 3.01, 3, "15:45", 2.7, 3.3],
    [1, 0.75, 0.8, "11:00", 0.64, 0.96],
    [1, 0.74, 0.5, "11:00", 0.35, 0.65],
    [2, 0.74, 0.1, "11:00", 0.025, 0.175],
    [2, 0.74, 0.5, "15:45", 0.2, 0.8],
    [2, 0.74, 0.1, "15:45", 0, 0.25],
    [1, 100, 2, "11:00", 1.9, 2.1],
  ] as const)(
    "tier %s, closed at %s, reference %s, %s: %s to %s",
    (tier, closed, reference, time, lower, upper) => {
      expect(band(tier, closed, reference, time)).toMatchObject({
        lower: dollars(lower),
        upper: dollars(upper),
      });
    },
  );

  it("double 25 minutes before an early close, and grow with a fund's leverage", () => {
    expect(band(1, 100, 100, "12:34", "13:00")?.ratio).toBe(0.05);
    expect(band(1, 100, 100, "12:35", "13:00")?.ratio).toBe(0.1);
    const fund = { tier: 1, previousClose: dollars(36), reference: dollars(100), time: "11:00" } as const;
    expect(bandFor({ ...fund, leverage: 1.5 })?.ratio).toBeCloseTo(0.075, 12);
  });

  it("are there in the regular session only", () => {
    for (const time of ["04:00", "09:29:59", "16:00", "19:00"] as const) {
      expect(band(1, 100, 100, time)).toBeNull();
    }
    expect(band(1, 100, 100, "13:00", "13:00")).toBeNull();
  });

  it("hold the reference price between them, and are never narrower before the close than at noon", () => {
    const amount = fc.integer({ min: 1, max: 20_000_000 }).map(tickPrice);
    fc.assert(
      fc.property(
        fc.constantFrom<LuldTier>(1, 2),
        amount,
        fc.integer({ min: 100, max: 20_000_000 }),
        (tier, previousClose, ticks) => {
          const terms = { tier, previousClose, reference: tickPrice(ticks) };
          const noon = bandFor({ ...terms, time: "12:00" });
          const late = bandFor({ ...terms, time: "15:50" });
          // The nearest cent may lie on the other side of a reference off the grid.
          expect(noon?.lower).toBeLessThanOrEqual(ticks + 50);
          expect(noon?.upper).toBeGreaterThanOrEqual(ticks - 50);
          expect(late?.lower).toBeLessThanOrEqual(noon?.lower ?? 0);
          expect(late?.upper).toBeGreaterThanOrEqual(noon?.upper ?? 0);
          expect(noon?.lower).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe("the reference price", () => {
  it("moves only when the mean is one percent away", () => {
    expect(nextReference(1_000_000, 1_009_900)).toBe(1_000_000);
    expect(nextReference(1_000_000, 1_010_000)).toBe(1_010_000);
    expect(nextReference(1_000_000, 989_949)).toBe(989_900);
  });
});

describe("tiers", () => {
  it("put every fund and the large companies in the first, nothing over the counter in any", () => {
    const tiers = new Map(CATALOGUE.map(({ instrument }) => [instrument.symbol, luldTier(instrument)]));
    expect([tiers.get("SPY"), tiers.get("UVXY"), tiers.get("AAPL"), tiers.get("BRK.B")]).toEqual([
      1, 1, 1, 1,
    ]);
    expect([tiers.get("AMC"), tiers.get("PLUG"), tiers.get("NOK")]).toEqual([2, 2, 2]);
    expect(tiers.get("RSHF")).toBeNull();
    const unknown = {
      ...(CATALOGUE[0]?.instrument as (typeof CATALOGUE)[number]["instrument"]),
      symbol: "QQQQ",
    };
    expect(luldTier({ ...unknown, kind: "STOCK" })).toBe(2);
  });
});
