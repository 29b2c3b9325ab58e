import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feeIncrement, type Traded } from "@/domain/fees/trade-fees";
import { tickPrice, type Nbbo } from "@/domain/market/types";
import { add, type Money, NO_SHARES, notional, price, quantity, subtract, ZERO } from "@/domain/money/money";
import { instant, localDate } from "@/domain/time/instant";
import { buyHold, worstPrice } from "./order-cost";

const day = localDate("2026-07-14");
const nbbo = (bid: number, ask: number): Nbbo => ({
  symbol: "AAPL",
  at: instant(0),
  bid: { price: tickPrice(bid), size: 100, venues: ["XNAS"] },
  ask: { price: tickPrice(ask), size: 100, venues: ["XNAS"] },
});

describe("the worst price", () => {
  it("is the limit, or five per cent beyond the best quote, outwards to a tick", () => {
    const terms = { symbol: "AAPL", quantity: quantity(1), timeInForce: "DAY" as const };
    expect(
      worstPrice({ ...terms, side: "BUY", type: "LIMIT", limitPrice: price("10") }, null, day)?.toFixed(),
    ).toBe("10");
    expect(
      worstPrice({ ...terms, side: "BUY", type: "MARKET" }, nbbo(100_000, 100_100), day)?.toFixed(),
    ).toBe("10.52");
    expect(
      worstPrice({ ...terms, side: "SELL", type: "MARKET" }, nbbo(100_100, 100_200), day)?.toFixed(),
    ).toBe("9.5");
    expect(worstPrice({ ...terms, side: "BUY", type: "MARKET" }, null, day)).toBeNull();
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
