import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOnTick } from "@/domain/market/ticks";
import type { CorporateAction } from "@/domain/market/types";
import { price, quantity } from "@/domain/money/money";
import {
  type Adjustment,
  adjustForAction,
  adjustForActions,
  type StandingOrder,
} from "@/domain/orders/corporate-adjustment";
import { ORDER_TYPES, TIMES_IN_FORCE } from "@/domain/orders/order-terms";
import { localDate } from "@/domain/time/instant";

const EX = localDate("2026-06-02");
const dividend = (value: string): CorporateAction => ({
  exDate: EX,
  symbol: "F",
  type: "CASH_DIVIDEND",
  value,
});
const splitOf = (value: string): CorporateAction => ({ exDate: EX, symbol: "F", type: "SPLIT", value });

const order = (given: Partial<StandingOrder> = {}): StandingOrder => ({
  side: "BUY",
  type: "LIMIT",
  timeInForce: "GTC",
  filled: quantity("0"),
  quantity: quantity("100"),
  limitPrice: price("10.00"),
  stopPrice: null,
  trail: null,
  peak: null,
  isTriggered: false,
  doNotReduce: false,
  isGrouped: false,
  ...given,
});

const said = (adjustment: Adjustment) =>
  adjustment.kind === "RESTATE"
    ? [
        adjustment.terms.quantity.toFixed(),
        adjustment.terms.limitPrice?.toFixed() ?? null,
        adjustment.terms.stopPrice?.toFixed() ?? null,
      ]
    : adjustment.kind;

/** An order of each type with the prices that it has. */
const ofType = (type: StandingOrder["type"], side: StandingOrder["side"], isTriggered: boolean) =>
  order({
    type,
    side,
    isTriggered,
    limitPrice: type === "STOP" || type === "TRAILING_STOP" ? null : price("10.00"),
    stopPrice: type === "LIMIT" || type === "MARKET" ? null : price("9.50"),
    trail: type === "TRAILING_STOP" ? { by: "AMOUNT", value: price("0.50") } : null,
    peak: type === "TRAILING_STOP" ? price("10.00") : null,
  });

describe("an ordinary cash dividend", () => {
  const REDUCED = new Set([
    "BUY LIMIT waiting",
    "BUY LIMIT touched",
    "SELL STOP waiting",
    "SELL STOP_LIMIT waiting",
    "SELL TRAILING_STOP waiting",
    "BUY STOP_LIMIT touched",
  ]);
  for (const type of ORDER_TYPES)
    for (const side of ["BUY", "SELL"] as const)
      for (const isTriggered of [false, true]) {
        const name = `${side} ${type} ${isTriggered ? "touched" : "waiting"}`;
        it(`${REDUCED.has(name) ? "lowers" : "leaves"} ${name}`, () => {
          const given = ofType(type, side, isTriggered);
          const expected = REDUCED.has(name)
            ? ["100", given.limitPrice ? "9.65" : null, given.stopPrice ? "9.15" : null]
            : "NONE";
          expect(said(adjustForAction(given, dividend("0.35")))).toEqual(expected);
        });
      }

  for (const timeInForce of TIMES_IN_FORCE)
    it(`${timeInForce === "GTC" || timeInForce === "GTD" ? "concerns" : "does not concern"} ${timeInForce}`, () => {
      const isConcerned = timeInForce === "GTC" || timeInForce === "GTD";
      const kind = adjustForAction(order({ timeInForce }), dividend("0.10")).kind;
      expect(kind).toBe(isConcerned ? "RESTATE" : "NONE");
    });

  it("rounds down to the next tick, whose size is the new price's", () => {
    expect(said(adjustForAction(order(), dividend("0.335")))).toEqual(["100", "9.66", null]);
    const low = order({ limitPrice: price("1.05") });
    expect(said(adjustForAction(low, dividend("0.12345")))).toEqual(["100", "0.9265", null]);
  });

  it("moves the best price of a trailing stop with its stop", () => {
    const adjustment = adjustForAction(ofType("TRAILING_STOP", "SELL", false), dividend("0.35"));
    expect(adjustment.kind === "RESTATE" && adjustment.terms.peak?.toFixed()).toBe("9.65");
  });

  it("leaves an order marked do-not-reduce, and one under a dividend of less than a cent", () => {
    expect(adjustForAction(order({ doNotReduce: true }), dividend("0.35")).kind).toBe("NONE");
    expect(adjustForAction(order(), dividend("0.0099")).kind).toBe("NONE");
  });

  it("cancels an order of whose price nothing would be left", () => {
    expect(adjustForAction(order({ limitPrice: price("0.30") }), dividend("0.30")).kind).toBe("CANCEL");
    expect(adjustForAction(order({ limitPrice: price("0.30") }), dividend("2.00")).kind).toBe("CANCEL");
  });
});

describe("a split", () => {
  it("scales every kind of order that stands, on either side", () => {
    for (const type of ORDER_TYPES)
      for (const side of ["BUY", "SELL"] as const)
        for (const isTriggered of [false, true]) {
          const given = ofType(type, side, isTriggered);
          expect(said(adjustForAction(given, splitOf("2")))).toEqual([
            "200",
            given.limitPrice ? "5" : null,
            given.stopPrice ? "4.75" : null,
          ]);
        }
  });

  it("scales what is open and leaves what was filled as it was filled", () => {
    const given = order({ filled: quantity("40") });
    expect(said(adjustForAction(given, splitOf("3")))).toEqual(["220", "3.33", null]);
  });

  it("drops fractions of a share, except of an order for a fraction", () => {
    expect(said(adjustForAction(order({ quantity: quantity("15") }), splitOf("1.5")))).toEqual([
      "22",
      "6.66",
      null,
    ]);
    expect(said(adjustForAction(order({ quantity: quantity("0.25") }), splitOf("2")))).toEqual([
      "0.5",
      "5",
      null,
    ]);
  });

  it("scales a trailing stop's distance in dollars, not one in percent", () => {
    const amount = adjustForAction(ofType("TRAILING_STOP", "SELL", false), splitOf("2"));
    expect(amount.kind === "RESTATE" && amount.terms.trail?.value.toFixed()).toBe("0.25");
    const percent = order({ type: "TRAILING_STOP", trail: { by: "PERCENT", value: price("5") } });
    const same = adjustForAction(percent, splitOf("2"));
    expect(same.kind === "RESTATE" && same.terms.trail?.value.toFixed()).toBe("5");
  });

  it("does not heed do-not-reduce, which is about dividends", () => {
    expect(adjustForAction(order({ doNotReduce: true }), splitOf("2")).kind).toBe("RESTATE");
  });

  it("cancels orders that belong together, and prices of less than a tick", () => {
    expect(adjustForAction(order({ isGrouped: true }), splitOf("2")).kind).toBe("CANCEL");
    expect(adjustForAction(order({ limitPrice: price("0.0001") }), splitOf("2")).kind).toBe("CANCEL");
  });

  it("cancels every open order when it is a reverse split, and none when it is none", () => {
    for (const timeInForce of TIMES_IN_FORCE)
      for (const type of ORDER_TYPES) {
        const given = { ...ofType(type, "SELL", false), timeInForce };
        expect(adjustForAction(given, splitOf("0.1")).kind).toBe("CANCEL");
        expect(adjustForAction(given, splitOf("1")).kind).toBe("NONE");
      }
  });
});

describe("laws", () => {
  const cents = fc.integer({ min: 1, max: 50_000 });
  const standing = fc
    .record({ limit: fc.integer({ min: 1, max: 500_000 }), shares: fc.integer({ min: 1, max: 100_000 }) })
    .map(({ limit, shares }) =>
      order({ limitPrice: price(limit).div(100) as StandingOrder["limitPrice"], quantity: quantity(shares) }),
    );

  it("a dividend never raises a price, leaves it on a tick, and takes at most a tick more than itself", () => {
    fc.assert(
      fc.property(standing, cents, (given, paid) => {
        const amount = price(paid).div(100);
        const result = adjustForAction(given, dividend(amount.toFixed()));
        if (result.kind !== "RESTATE" || !given.limitPrice || !result.terms.limitPrice)
          return result.kind === "CANCEL" && given.limitPrice !== null && given.limitPrice.lte(amount);
        const gone = given.limitPrice.minus(result.terms.limitPrice);
        return isOnTick(result.terms.limitPrice, EX) && gone.gte(amount) && gone.minus(amount).lt("0.01");
      }),
    );
  });

  it("a split never makes an order worth more", () => {
    fc.assert(
      fc.property(standing, fc.integer({ min: 11, max: 200 }), (given, tenths) => {
        const result = adjustForAction(given, splitOf((tenths / 10).toFixed(1)));
        if (result.kind !== "RESTATE" || !given.limitPrice || !result.terms.limitPrice)
          return result.kind === "CANCEL";
        const before = given.quantity.times(given.limitPrice);
        return (
          isOnTick(result.terms.limitPrice, EX) &&
          result.terms.quantity.times(result.terms.limitPrice).lte(before)
        );
      }),
    );
  });

  it("actions of one day are applied one after the other, and what is cancelled stays so", () => {
    expect(said(adjustForActions(order(), [splitOf("2"), dividend("0.10")]))).toEqual(["200", "4.9", null]);
    expect(adjustForActions(order(), [splitOf("0.5"), dividend("0.10")]).kind).toBe("CANCEL");
    expect(adjustForActions(order(), []).kind).toBe("NONE");
  });
});
