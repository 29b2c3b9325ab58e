import { describe, expect, it } from "vitest";
import { CATALOGUE, catalogueEntry } from "@/domain/market/catalogue";

const DOLLAR = 10_000;

describe("the catalogue", () => {
  it("holds at least 150 listings, each symbol once, in order", () => {
    const symbols = CATALOGUE.map((entry) => entry.instrument.symbol);
    expect(symbols.length).toBeGreaterThanOrEqual(150);
    expect(new Set(symbols).size).toBe(symbols.length);
    expect(symbols).toEqual([...symbols].sort());
  });

  it("has figures that a market can be made from", () => {
    for (const { instrument, anchor, volatility, dailyVolume, beta, dividend } of CATALOGUE) {
      expect(instrument.name.length).toBeGreaterThan(2);
      expect(instrument.symbol).toMatch(/^[A-Z][A-Z0-9.]{0,5}$/);
      expect(anchor).toBeGreaterThan(0);
      expect(volatility).toBeGreaterThan(0.03);
      expect(volatility).toBeLessThanOrEqual(1.2);
      expect(Math.abs(beta)).toBeLessThan(4);
      expect(dailyVolume).toBeGreaterThan(1_000);
      expect(dividend / anchor).toBeLessThan(0.25);
    }
  });

  it("covers what the broker's customers trade", () => {
    const count = (test: (entry: (typeof CATALOGUE)[number]) => boolean) => CATALOGUE.filter(test).length;
    expect(count((entry) => entry.instrument.kind === "ETF")).toBeGreaterThan(10);
    expect(count((entry) => entry.anchor < 5 * DOLLAR)).toBeGreaterThanOrEqual(15);
    expect(count((entry) => entry.anchor < DOLLAR)).toBeGreaterThanOrEqual(4);
    expect(count((entry) => entry.anchor > 1_000 * DOLLAR)).toBeGreaterThanOrEqual(5);
    for (const symbol of ["SPY", "QQQ", "IWM", "DIA"])
      expect(catalogueEntry(symbol)?.instrument.kind).toBe("ETF");
  });

  it("has one over-the-counter stock, quoted by the market maker alone", () => {
    const over = CATALOGUE.filter((entry) => entry.instrument.kind === "OTC");
    expect(over.map((entry) => entry.instrument.symbol)).toEqual(["RSHF"]);
    expect(over[0]?.instrument.venues).toEqual(["RSHM"]);
    expect(over[0]?.anchor).toBeLessThan(DOLLAR);
    expect(catalogueEntry("NOSUCH")).toBeNull();
  });
});
