import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, type Price, price, type Quantity, quantity } from "@/domain/money/money";
import {
  cashBuyingPower,
  checkCash,
  checkOpenAccount,
  checkOversell,
  warnOfEarlySale,
  warnOfUnsettledPurchase,
} from "@/domain/risk/checks/account-checks";
import { checkIntradayRestriction, checkMarginBuyingPower } from "@/domain/risk/checks/margin-checks";
import { checkCollar, checkTick } from "@/domain/risk/checks/price-checks";
import type { RiskOrder } from "@/domain/risk/checks/risk-order";
import {
  checkDuplicate,
  checkOpenOrders,
  checkRate,
  checkShares,
  checkValue,
} from "@/domain/risk/checks/size-checks";
import {
  checkHalt,
  checkKnownSymbol,
  checkMarket,
  checkRestrictedSymbol,
} from "@/domain/risk/checks/symbol-checks";
import { isWarning, sortVerdicts, type Verdict } from "@/domain/risk/checks/verdict";
import { markSale } from "@/domain/risk/short-marking";
import { HALF_CENT_TICK, tickAssignmentsOf } from "@/domain/risk/tick-assignments";
import { instantFromIso, localDate, plus } from "@/domain/time/instant";

const TODAY = localDate("2026-11-20");
const NOW = instantFromIso("2026-11-20T15:00:00Z");
const order = (more: Partial<RiskOrder> = {}): RiskOrder => ({
  symbol: "AAPL",
  side: "BUY",
  quantity: quantity(100),
  limitPrice: price("50"),
  ...more,
});
const said = (verdict: Verdict | null): string | null => verdict && `${verdict.code}: ${verdict.message}`;

describe("the symbol", () => {
  it("has to be known, and quoted for an order without a limit", () => {
    expect(said(checkKnownSymbol(order(), false))).toBe("UNKNOWN_SYMBOL: We do not trade AAPL.");
    expect(checkKnownSymbol(order(), true)).toBeNull();
    expect(checkMarket(order({ limitPrice: null }), { isQuoted: false })?.code).toBe("NO_MARKET");
    expect(checkMarket(order({ limitPrice: null }), { isQuoted: true })).toBeNull();
    expect(checkMarket(order(), { isQuoted: false })).toBeNull();
  });

  it("may be closed to purchases, or to everything", () => {
    const by = (side: "BUY" | "SELL", scope: "BUYS" | "ALL") =>
      checkRestrictedSymbol(order({ side }), { scope })?.code ?? null;
    expect([by("BUY", "BUYS"), by("SELL", "BUYS"), by("BUY", "ALL"), by("SELL", "ALL")]).toEqual([
      "RESTRICTED_SYMBOL",
      null,
      "RESTRICTED_SYMBOL",
      "RESTRICTED_SYMBOL",
    ]);
    expect(checkRestrictedSymbol(order(), null)).toBeNull();
  });

  it("in a halt is refused or waits, as the account's setting says", () => {
    const halt = { code: "LUDP" };
    const refused = checkHalt(order(), { halt, policy: "REJECT" });
    const waits = checkHalt(order(), { halt, policy: "QUEUE" });
    expect(said(refused)).toContain("HALTED: Trading in AAPL is halted (LUDP).");
    expect(refused && isWarning(refused)).toBe(false);
    expect(waits && isWarning(waits)).toBe(true);
    expect(checkHalt(order(), { halt: null, policy: "REJECT" })).toBeNull();
  });
});

describe("the price", () => {
  it("is a whole number of ticks: the symbol's own on its days, and the stop's too", () => {
    const half = [{ ...HALF_CENT_TICK, to: null }];
    const check = (limitPrice: string, assignments = tickAssignmentsOf("AAPL")) =>
      checkTick(order({ limitPrice: price(limitPrice) }), { today: TODAY, assignments })?.code ?? null;
    expect([check("10.01"), check("10.005"), check("10.005", half), check("0.0001")]).toEqual([
      null,
      "TICK_SIZE",
      null,
      null,
    ]);
    const stop = order({ limitPrice: null, stopPrice: price("9.999") });
    expect(said(checkTick(stop, { today: TODAY, assignments: [] }))).toBe(
      "TICK_SIZE: A price of 9.9990 must be a multiple of 0.01.",
    );
  });

  it("may be a tenth through the market and no further, on either side", () => {
    const facts = { reference: price("50"), collar: "0.10" };
    const check = (side: "BUY" | "SELL", at: string) =>
      checkCollar(order({ side, limitPrice: price(at) }), facts)?.code ?? null;
    expect([check("BUY", "55"), check("BUY", "55.01"), check("BUY", "1")]).toEqual([
      null,
      "PRICE_COLLAR",
      null,
    ]);
    expect([check("SELL", "45"), check("SELL", "44.99"), check("SELL", "900")]).toEqual([
      null,
      "PRICE_COLLAR",
      null,
    ]);
    expect(checkCollar(order({ limitPrice: null }), facts)).toBeNull();
    expect(checkCollar(order(), { ...facts, reference: null })).toBeNull();
  });
});

describe("the size", () => {
  it("is bounded in shares and in dollars, the bound itself allowed", () => {
    expect(checkShares(order(), { maxShares: quantity(100) })).toBeNull();
    expect(checkShares(order(), { maxShares: quantity(99) })?.code).toBe("SHARES_LIMIT");
    const worth = (worst: Price | null) => checkValue(order(), { worst, maxValue: money("5000") });
    expect(worth(price("50"))).toBeNull();
    expect(worth(price("50.01"))?.code).toBe("VALUE_LIMIT");
    expect(worth(null)).toBeNull();
  });

  it("of a day's work is bounded: open orders, and orders a second", () => {
    expect(checkOpenOrders({ openOrders: 499, maxOpenOrders: 500 })).toBeNull();
    expect(checkOpenOrders({ openOrders: 500, maxOpenOrders: 500 })?.code).toBe("OPEN_ORDERS_LIMIT");
    expect(checkRate({ ordersInLastSecond: 19, ordersPerSecond: 20 })).toBeNull();
    expect(checkRate({ ordersInLastSecond: 20, ordersPerSecond: 20 })?.code).toBe("RATE");
  });
});

describe("a suspected duplicate", () => {
  const earlier = { ...order(), at: plus(NOW, -3000) };
  const facts = { now: NOW, recent: [earlier], duplicateSeconds: 5, isConfirmed: false };

  it("is a warning that says what was placed when, until it is confirmed", () => {
    expect(said(checkDuplicate(order(), facts))).toBe(
      "SUSPECTED_DUPLICATE: You placed the same order 3 seconds ago: buy 100 AAPL. Confirm if you mean a second one.",
    );
    expect(checkDuplicate(order(), { ...facts, isConfirmed: true })).toBeNull();
  });

  it("is one within the seconds only, and none at 0", () => {
    const after = (ms: number) => checkDuplicate(order(), { ...facts, now: plus(earlier.at, ms) });
    expect([after(0) !== null, after(4999) !== null, after(5000), after(-1)]).toEqual([
      true,
      true,
      null,
      null,
    ]);
    expect(checkDuplicate(order(), { ...facts, duplicateSeconds: 0 })).toBeNull();
  });

  it.each([
    { symbol: "MSFT" },
    { side: "SELL" as const },
    { quantity: quantity(101) },
    { limitPrice: price("50.01") },
    { limitPrice: null },
    { stopPrice: price("50") },
  ])("is not one that differs in %o", (more) => {
    expect(checkDuplicate(order(more), facts)).toBeNull();
  });
});

describe("the books", () => {
  it("have to be open, and hold the shares", () => {
    expect(checkOpenAccount(true)).toBeNull();
    expect(checkOpenAccount(false)?.code).toBe("ACCOUNT_NOT_OPEN");
    const sale = order({ side: "SELL" });
    expect(checkOversell(sale, { sellable: quantity(100) })).toBeNull();
    expect(checkOversell(sale, { sellable: quantity(99) })?.code).toBe("OVERSELL");
    expect(checkOversell(order(), { sellable: quantity(0) })).toBeNull();
  });

  it("of a restricted account lend no unsettled proceeds, and say why", () => {
    const facts = { settled: money("1000"), unsettled: money("500"), isSettledOnly: false };
    expect(cashBuyingPower(facts).toFixed()).toBe("1500");
    expect(checkCash(order(), money("1500"), facts)).toBeNull();
    expect(said(checkCash(order(), money("1500.01"), facts))).toBe(
      "BUYING_POWER: 0.01 short of buying power: the order needs 1,500.01, and 1,500.00 is available.",
    );
    const restricted = { ...facts, isSettledOnly: true };
    expect(checkCash(order(), money("1000"), restricted)).toBeNull();
    expect(said(checkCash(order(), money("1200"), restricted))).toContain("with settled cash only");
    expect(said(checkCash(order(), money("1501"), restricted))).not.toContain("with settled cash only");
    expect(checkCash(order({ side: "SELL" }), money("9999"), restricted)).toBeNull();
  });

  it("warn of a purchase with unsettled money, and of a sale before it settles", () => {
    const tuesday = localDate("2026-11-24");
    const facts = {
      settled: money("1000"),
      unsettled: money("500"),
      unsettledUntil: tuesday,
      isSettledOnly: false,
    };
    expect(said(warnOfUnsettledPurchase(order(), money("1200"), facts))).toContain(
      "200.00 of this purchase comes from sales that settle on 24 Nov 2026",
    );
    expect(warnOfUnsettledPurchase(order(), money("1000"), facts)).toBeNull();
    expect(warnOfUnsettledPurchase(order(), money("1501"), facts)).toBeNull();
    expect(warnOfUnsettledPurchase(order(), money("1200"), { ...facts, isSettledOnly: true })).toBeNull();
    const sale = order({ side: "SELL" });
    expect(warnOfEarlySale(sale, { paidShares: quantity(40), paidOn: tuesday })?.code).toBe("GOOD_FAITH");
    expect(warnOfEarlySale(sale, { paidShares: quantity(100), paidOn: tuesday })).toBeNull();
    expect(warnOfEarlySale(sale, { paidShares: quantity(0), paidOn: null })).toBeNull();
    expect(warnOfEarlySale(order(), { paidShares: quantity(0), paidOn: tuesday })).toBeNull();
  });

  it("of a margin account bound what opens, not what closes", () => {
    const facts = { buyingPower: money("100"), cost: money("100.01"), opens: true };
    expect(checkMarginBuyingPower(order(), facts)?.code).toBe("MARGIN_BUYING_POWER");
    expect(checkMarginBuyingPower(order(), { ...facts, cost: money("100") })).toBeNull();
    expect(checkMarginBuyingPower(order(), { ...facts, opens: false })).toBeNull();
    const restriction = { from: TODAY, until: localDate("2027-02-18"), because: TODAY };
    expect(said(checkIntradayRestriction({ restriction, increases: true }))).toContain("Until 18 Feb 2027");
    expect(checkIntradayRestriction({ restriction, increases: false })).toBeNull();
    expect(checkIntradayRestriction({ restriction: null, increases: true })).toBeNull();
  });
});

it("refusals and warnings are told apart", () => {
  const halted = checkHalt(order(), { halt: { code: "T1" }, policy: "QUEUE" });
  const tooMany = checkRate({ ordersInLastSecond: 1, ordersPerSecond: 1 });
  const { denials, warnings } = sortVerdicts([null, halted, tooMany, null]);
  expect(denials).toEqual([tooMany]);
  expect(warnings).toEqual([halted]);
});

describe("the marking of a sale", () => {
  const counts = fc.integer({ min: 0, max: 1000 }).map((value) => quantity(value));

  it("never marks more long than is owned, free and deliverable, and the rest short", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        counts,
        counts,
        fc.boolean(),
        (held, openSells, sold, deliverable) => {
          const position = quantity(held);
          const { marking, long, short } = markSale({ position, openSells, quantity: sold, deliverable });
          expect(long.plus(short).eq(sold)).toBe(true);
          expect(long.gte(0) && short.gte(0)).toBe(true);
          const owned = position.minus(openSells) as Quantity;
          expect(long.isZero() || long.lte(owned)).toBe(true);
          expect(short.isZero() || !deliverable || long.eq(owned) || owned.lte(0)).toBe(true);
          expect(marking === "LONG").toBe(short.isZero());
        },
      ),
    );
  });

  it("of shares that will not be here in time is short", () => {
    const facts = { position: quantity(100), openSells: quantity(0), quantity: quantity(100) };
    expect(markSale({ ...facts, deliverable: false }).marking).toBe("SHORT");
    expect(markSale({ ...facts, deliverable: true }).marking).toBe("LONG");
  });
});
