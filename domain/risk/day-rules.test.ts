import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, ZERO } from "@/domain/money/money";
import {
  dayTradesOn,
  dayTradingBuyingPower,
  dayTradingCall,
  isPatternDayTrader,
  type MarginTrade,
} from "@/domain/risk/day-trading";
import {
  deficitDueOn,
  intradayDeficit,
  type IntradayDeficit,
  intradayRestrictionOn,
  isDeMinimis,
} from "@/domain/risk/intraday-margin";
import { marginRegimeOn } from "@/domain/risk/margin-regime";
import { addDays, localDate } from "@/domain/time/instant";

const MONDAY = localDate("2026-07-13");
const day = (n: number) => addDays(MONDAY, n);
/** "O" opens and "C" closes, in the order of the letters. */
const trades = (letters: string, on = MONDAY, symbol = "ABC"): MarginTrade[] =>
  [...letters].map((letter) => ({ day: on, symbol, opens: letter === "O" }));

describe("the regime", () => {
  it.each([
    ["2026-06-03", null, "LEGACY_PDT"],
    ["2026-06-03", "INTRADAY_MARGIN", "LEGACY_PDT"],
    ["2026-06-04", null, "INTRADAY_MARGIN"],
    ["2026-06-04", "LEGACY_PDT", "LEGACY_PDT"],
    ["2027-10-19", "LEGACY_PDT", "LEGACY_PDT"],
    ["2027-10-20", "LEGACY_PDT", "INTRADAY_MARGIN"],
    ["2004-10-14", null, "LEGACY_PDT"],
  ] as const)("on %s with %s chosen is %s", (on, chosen, regime) => {
    expect(marginRegimeOn(localDate(on), chosen)).toBe(regime);
  });
});

describe("day trades", () => {
  it.each([
    ["OC", 1],
    ["OOC", 1],
    ["OCCC", 1],
    ["OCOC", 2],
    ["C", 0],
    ["CO", 0],
    ["COC", 1],
    ["O", 0],
  ])("%s makes %i", (letters, count) => {
    expect(dayTradesOn(trades(letters), MONDAY)).toBe(count);
  });

  it("are counted by symbol and by day", () => {
    const mixed = [...trades("O"), ...trades("C", MONDAY, "XYZ"), ...trades("C", day(1))];
    expect(dayTradesOn(mixed, MONDAY) + dayTradesOn(mixed, day(1))).toBe(0);
  });

  it("make a pattern from the fourth within five trading days, beyond 6% of all", () => {
    const four = [0, 1, 2, 4].flatMap((n) => trades("OC", day(n)));
    expect(isPatternDayTrader(four, day(4))).toBe(true);
    expect(isPatternDayTrader(four, day(3))).toBe(false);
    // A week later Monday's has gone out of sight.
    expect(isPatternDayTrader(four, day(7))).toBe(false);
    const many = [...four, ...trades("O".repeat(59))];
    expect(isPatternDayTrader([...four, ...trades("O".repeat(58))], day(4))).toBe(true);
    expect(isPatternDayTrader(many, day(4))).toBe(false);
  });

  it("have four times the excess of the day before, from $25,000 on", () => {
    const facts = { priorEquity: money("30000"), priorMaintenanceExcess: money("20000"), openedToday: ZERO };
    expect(dayTradingBuyingPower(facts).toFixed()).toBe("80000");
    expect(dayTradingBuyingPower({ ...facts, openedToday: money("90000") }).toFixed()).toBe("0");
    expect(dayTradingCall({ ...facts, openedToday: money("90000") }).toFixed()).toBe("10000");
    expect(dayTradingCall({ ...facts, openedToday: money("80000") }).isZero()).toBe(true);
    expect(dayTradingBuyingPower({ ...facts, priorEquity: money("24999.99") }).isZero()).toBe(true);
    expect(dayTradingBuyingPower({ ...facts, priorMaintenanceExcess: money("-1") }).isZero()).toBe(true);
  });
});

describe("intraday margin", () => {
  const deficit: IntradayDeficit = {
    day: MONDAY,
    amount: money("5000"),
    equity: money("50000"),
    metOn: null,
  };

  it("takes the worst moment of the day", () => {
    const points = [
      ["100", "90"],
      ["80", "95"],
      ["70", "75"],
    ].map(([equity = "", need = ""]) => ({ equity: money(equity), maintenanceRequirement: money(need) }));
    expect(intradayDeficit(points).toFixed()).toBe("15");
    expect(intradayDeficit(points.slice(0, 1)).isZero()).toBe(true);
    expect(intradayDeficit([]).isZero()).toBe(true);
  });

  it("lets pass the lesser of 5% of the equity and $1,000", () => {
    const small = (amount: string, equity: string) =>
      isDeMinimis({ amount: money(amount), equity: money(equity) });
    expect([small("1000", "50000"), small("1000.01", "50000")]).toEqual([true, false]);
    expect([small("500", "10000"), small("500.01", "10000")]).toEqual([true, false]);
    expect(small("1", "-5")).toBe(false);
  });

  it("restricts for ninety days after five trading days without being met", () => {
    const due = deficitDueOn(MONDAY);
    expect(due).toBe("2026-07-20");
    expect(intradayRestrictionOn(due, [deficit])).toBeNull();
    const found = intradayRestrictionOn(addDays(due, 1), [deficit]);
    expect(found).toEqual({ from: "2026-07-21", until: "2026-10-18", because: MONDAY });
    expect(intradayRestrictionOn(localDate("2026-10-18"), [deficit])).toEqual(found);
    expect(intradayRestrictionOn(localDate("2026-10-19"), [deficit])).toBeNull();
  });

  it("does not restrict what was met in time, and does what was met late", () => {
    const on = localDate("2026-08-03");
    expect(intradayRestrictionOn(on, [{ ...deficit, metOn: deficitDueOn(MONDAY) }])).toBeNull();
    expect(intradayRestrictionOn(on, [{ ...deficit, metOn: localDate("2026-07-21") }])).not.toBeNull();
    expect(intradayRestrictionOn(on, [{ ...deficit, amount: money("900") }])).toBeNull();
  });

  it("takes of several the longest, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }), (days) => {
        const deficits = days.map((n) => ({ ...deficit, day: day(n) }));
        const found = intradayRestrictionOn(localDate("2026-08-03"), deficits);
        expect(found?.because).toBe(day(Math.max(...days)));
      }),
    );
  });
});
