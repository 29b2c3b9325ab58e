import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  EXCHANGES,
  type Instrument,
  type Level,
  type Mic,
  tickPrice,
  toPrice,
  type VenueQuote,
} from "@/domain/market/types";
import { price, quantity } from "@/domain/money/money";
import { planRoute, type RouteOrder } from "@/domain/routing/plan-route";
import { venueFee, venueFeePerShare } from "@/domain/routing/venue-fees";
import { localDate } from "@/domain/time/instant";

const DAY = localDate("2026-06-01");
const STOCK: Instrument = {
  symbol: "TINY",
  name: "Tiny Corporation",
  kind: "STOCK",
  sector: "Test",
  primaryListing: "XNYS",
  venues: EXCHANGES,
  easyToBorrow: true,
  fractionable: false,
  listedFrom: null,
  listedTo: null,
};
const OTC: Instrument = { ...STOCK, kind: "OTC", primaryListing: "RSHM", venues: ["RSHM"] };

const level = (cents: number, size: number): Level => ({ price: tickPrice(cents * 100), size });
const quote = (venue: Mic, bids: Level[], asks: Level[]): VenueQuote => ({ venue, bids, asks });
const order = (given: Partial<RouteOrder>): RouteOrder => ({
  side: "BUY",
  type: "LIMIT",
  limitPrice: tickPrice(100_200),
  quantity: 100,
  timeInForce: "DAY",
  ...given,
});
const legs = (given: Partial<RouteOrder>, quotes: VenueQuote[], instrument = STOCK) =>
  planRoute(order(given), quotes, instrument, DAY).map(({ venue, quantity: shares }) => `${venue} ${shares}`);

describe("the smart route", () => {
  const quotes = [
    quote("XNYS", [level(999, 100)], [level(1001, 100), level(1002, 500)]),
    quote("IEXG", [level(999, 100)], [level(1001, 100)]),
    quote("MEMX", [level(999, 100)], [level(1002, 300)]),
    quote("BATS", [level(998, 100)], [level(1003, 900)]),
  ];

  it("takes the best price first, at one price where taking costs least", () => {
    expect(legs({ quantity: 100 }, quotes)).toEqual(["IEXG 100"]);
    expect(legs({ quantity: 250 }, quotes)).toEqual(["IEXG 100", "XNYS 100", "MEMX 50"]);
    expect(legs({ side: "SELL", limitPrice: tickPrice(99_800), quantity: 250 }, quotes)).toEqual([
      "IEXG 100",
      "MEMX 100",
      "XNYS 50",
    ]);
  });

  it("waits where the best bid stands and the rebate is best, else at the primary listing", () => {
    expect(legs({ limitPrice: tickPrice(99_900) }, quotes)).toEqual(["MEMX 100"]);
    expect(legs({ limitPrice: tickPrice(100_100), quantity: 300 }, quotes)).toEqual([
      "IEXG 100",
      "XNYS 100",
      "MEMX 100",
    ]);
    expect(legs({}, [])).toEqual(["XNYS 100"]);
  });

  it("sends what a market order cannot have at once to the largest size", () => {
    const market = { type: "MARKET" as const, limitPrice: null };
    expect(legs({ ...market, quantity: 2_500 }, quotes)).toEqual([
      "IEXG 100",
      "XNYS 600",
      "MEMX 300",
      "BATS 1500",
    ]);
    expect(legs({ ...market, quantity: 2_500, limitPrice: tickPrice(100_200) }, quotes)).toEqual([
      "IEXG 100",
      "XNYS 2100",
      "MEMX 300",
    ]);
  });

  it("knows only the market maker for an OTC stock", () => {
    expect(legs({}, [quote("RSHM", [level(999, 10)], [level(1001, 10)])], OTC)).toEqual(["RSHM 100"]);
    expect(legs({}, [], OTC)).toEqual(["RSHM 100"]);
  });
});

describe("any smart route", () => {
  const side = fc.array(
    fc.record({ step: fc.integer({ min: 0, max: 4 }), size: fc.integer({ min: 1, max: 20 }) }),
    { maxLength: 5 },
  );
  const laddered = (
    steps: readonly { step: number; size: number }[],
    from: number,
    sign: number,
  ): Level[] => {
    let cents = from;
    return steps.map(({ step, size }, index) => {
      cents += sign * (index === 0 ? step : step + 1);
      return level(cents, size * 100);
    });
  };
  const book = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...EXCHANGES), side, side), { selector: ([venue]) => venue })
    .map((rows) =>
      rows.map(([venue, bids, asks]) => quote(venue, laddered(bids, 999, -1), laddered(asks, 1001, 1))),
    );
  const anyOrder = fc.record({
    side: fc.constantFrom("BUY" as const, "SELL" as const),
    type: fc.constantFrom("MARKET" as const, "LIMIT" as const),
    limitPrice: fc.option(fc.integer({ min: 980, max: 1020 }).map((cents) => tickPrice(cents * 100))),
    quantity: fc.integer({ min: 1, max: 20_000 }),
    timeInForce: fc.constantFrom("DAY" as const, "GTC" as const, "IOC" as const),
  });

  it("gives each venue one leg, adds up, and takes nothing worse while something better is left", () => {
    fc.assert(
      fc.property(anyOrder, book, (given, quotes) => {
        const asked =
          given.type === "LIMIT" ? { ...given, limitPrice: given.limitPrice ?? tickPrice(100_000) } : given;
        const route = planRoute(asked, quotes, STOCK, DAY);
        expect(route.reduce((sum, leg) => sum + leg.quantity, 0)).toBe(asked.quantity);
        expect(new Set(route.map(({ venue }) => venue)).size).toBe(route.length);
        expect(route.every((leg) => leg.quantity > 0 && leg.limitPrice === asked.limitPrice)).toBe(true);
        const worse = (a: number, b: number) => (asked.side === "BUY" ? a > b : a < b);
        const within = quotes
          .flatMap((one) =>
            (asked.side === "BUY" ? one.asks : one.bids).map((shown) => ({ venue: one.venue, ...shown })),
          )
          .filter((shown) => asked.limitPrice === null || !worse(shown.price, asked.limitPrice));
        // The dearest level that any leg reaches; whatever is better must be wholly taken by its venue's leg.
        const displayed = within.reduce((sum, shown) => sum + shown.size, 0);
        if (displayed < asked.quantity) return;
        const reached = route.map((leg) => {
          let left = leg.quantity;
          let last = 0;
          for (const shown of within.filter(({ venue }) => venue === leg.venue)) {
            if (left <= 0) break;
            last = shown.price;
            left -= shown.size;
          }
          expect(left).toBeLessThanOrEqual(0);
          return last;
        });
        const dearest = reached.reduce((a, b) => (worse(b, a) ? b : a));
        for (const shown of within.filter(({ price: at }) => worse(dearest, at))) {
          const leg = route.find(({ venue }) => venue === shown.venue);
          const upTo = within.filter(
            ({ venue, price: at }) => venue === shown.venue && !worse(at, shown.price),
          );
          expect(leg?.quantity ?? 0).toBeGreaterThanOrEqual(upTo.reduce((sum, { size }) => sum + size, 0));
        }
      }),
    );
  });
});

describe("venue fees", () => {
  it("charge for taking, mostly pay for adding, and stay under the access fee cap", () => {
    for (const venue of EXCHANGES) {
      expect(venueFeePerShare(venue, "TAKE", price("10"), DAY).lte("0.0030")).toBe(true);
      expect(venueFeePerShare(venue, "TAKE", price("0.50"), DAY).lte("0.0015")).toBe(true);
    }
    expect(venueFee("XNAS", "TAKE", quantity(300), price("10"), DAY).toFixed()).toBe("0.9");
    expect(venueFee("XNAS", "ADD", quantity(300), price("10"), DAY).toFixed()).toBe("-0.6");
    expect(venueFee("IEXG", "ADD", quantity(100), price("10"), DAY).toFixed()).toBe("0.09");
    expect(venueFee("XNYS", "TAKE", quantity(1000), price("0.4321"), DAY).toFixed()).toBe("1.2963");
  });

  it("use the price as it is displayed", () => {
    expect(toPrice(tickPrice(4_321)).toFixed()).toBe("0.4321");
  });
});
