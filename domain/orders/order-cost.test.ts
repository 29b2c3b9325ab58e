import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feeIncrement, type Traded } from "@/domain/fees/trade-fees";
import { tickPrice, type Nbbo } from "@/domain/market/types";
import {
  add,
  type Money,
  money,
  NO_SHARES,
  notional,
  price,
  quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { instant, localDate } from "@/domain/time/instant";
import { buyHold, sharesFor, trailingStop, worstPrice } from "./order-cost";

const day = localDate("2026-07-14");
const nbbo = (bid: number, ask: number): Nbbo => ({
  symbol: "AAPL",
  at: instant(0),
  bid: { price: tickPrice(bid), size: 100, venues: ["XNAS"] },
  ask: { price: tickPrice(ask), size: 100, venues: ["XNAS"] },
});

const plain = {
  timeInForce: "DAY" as const,
  limitPrice: null,
  stopPrice: null,
  trail: null,
};
const market = { nbbo: null, lastPrice: null };

describe("the worst price", () => {
  const worst = (...given: Parameters<typeof worstPrice>) => worstPrice(...given)?.toFixed() ?? null;

  it("is the limit, or five per cent beyond the best quote, outwards to a tick", () => {
    const limit = { ...plain, side: "BUY" as const, type: "LIMIT" as const, limitPrice: price("10") };
    expect(worst(limit, market, day)).toBe("10");
    const buy = { ...plain, side: "BUY" as const, type: "MARKET" as const };
    expect(worst(buy, { ...market, nbbo: nbbo(100_000, 100_100) }, day)).toBe("10.52");
    expect(worst({ ...buy, side: "SELL" }, { ...market, nbbo: nbbo(100_100, 100_200) }, day)).toBe("9.5");
    expect(worst(buy, market, day)).toBeNull();
  });

  it("is ten per cent from the last price for an auction", () => {
    const closing = { ...plain, side: "BUY" as const, type: "MARKET" as const, timeInForce: "CLS" as const };
    expect(worst(closing, { ...market, lastPrice: price("20") }, day)).toBe("22");
  });

  it("lies beyond a stop that buys, and is open for a stop that sells", () => {
    const stop = { ...plain, side: "BUY" as const, type: "STOP" as const, stopPrice: price("20") };
    expect(worst(stop, market, day)).toBe("21");
    expect(worst({ ...stop, side: "SELL" }, market, day)).toBeNull();
    const trailing = {
      ...plain,
      side: "BUY" as const,
      type: "TRAILING_STOP" as const,
      trail: { by: "PERCENT" as const, value: price("10") },
    };
    expect(worst(trailing, { ...market, lastPrice: price("20") }, day)).toBe("23.1");
  });
});

describe("a trailing stop", () => {
  it("stays its distance behind, rounded away from the market", () => {
    const amount = { by: "AMOUNT" as const, value: price("0.25") };
    expect(trailingStop("SELL", price("10"), amount, day).toFixed()).toBe("9.75");
    expect(trailingStop("BUY", price("10"), amount, day).toFixed()).toBe("10.25");
    const percent = { by: "PERCENT" as const, value: price("3") };
    expect(trailingStop("SELL", price("10.11"), percent, day).toFixed()).toBe("9.8");
    expect(trailingStop("BUY", price("10.11"), percent, day).toFixed()).toBe("10.42");
  });

  it("never falls below a tick", () => {
    const all = { by: "AMOUNT" as const, value: price("5") };
    expect(trailingStop("SELL", price("2"), all, day).toFixed()).toBe("0.0001");
  });
});

describe("an order in dollars", () => {
  it("buys what the dollars come to, rounded down to a millionth of a share", () => {
    expect(sharesFor(money("500"), price("187.2")).toFixed()).toBe("2.67094");
    expect(sharesFor(money("1"), price("1000000")).toFixed()).toBe("0.000001");
  });
});

describe("what a buy order holds back", () => {
  const legs = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 500 }), fc.boolean()),
    { minLength: 1, maxLength: 8 },
  );

  it("is always enough, whatever parts it is filled in, at whatever prices up to the limit, over whatever days", () => {
    fc.assert(
      fc.property(
        legs,
        fc.integer({ min: 10_000, max: 5_000_000 }),
        fc.constantFrom("DAY" as const, "GTC" as const),
        (parts, limitTicks, timeInForce) => {
          const limit = price((Math.ceil(limitTicks / 100) / 100).toFixed(2));
          const whole = quantity(parts.reduce((sum, [shares]) => sum + shares, 0));
          let leaves = whole;
          let charged: Money = ZERO;
          const isGoodTillCancelled = timeInForce === "GTC";
          let held = buyHold(
            { isGoodTillCancelled, tradeDate: day, accountClass: "STANDARD" },
            { quantity: whole, leaves, charged },
            limit,
          );
          let today: Traded = { quantity: NO_SHARES, notional: ZERO };
          for (const [shares, cheaper, nextDay] of parts) {
            if (nextDay && timeInForce === "GTC") {
              today = { quantity: NO_SHARES, notional: ZERO };
            }
            const paid = price(
              limit.minus(Math.min(cheaper, limit.times(100).toNumber() - 1) / 100).toFixed(2),
            );
            const gross = notional(quantity(shares), paid);
            const after = {
              quantity: add(today.quantity, quantity(shares)),
              notional: add(today.notional, gross),
            };
            const fees = feeIncrement(
              { side: "BUY", tradeDate: day, accountClass: "STANDARD" },
              today,
              after,
            );
            today = after;
            charged = add(charged, fees.commission);
            leaves = subtract(leaves, quantity(shares));
            const stillHeld = buyHold(
              { isGoodTillCancelled, tradeDate: day, accountClass: "STANDARD" },
              { quantity: whole, leaves, charged },
              limit,
            );
            const freed = subtract(held, stillHeld);
            expect(
              freed.gte(add(gross, fees.total)),
              `${freed.toFixed()} freed for ${add(gross, fees.total).toFixed()}`,
            ).toBe(true);
            held = stillHeld;
          }
          expect(held.isZero()).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
