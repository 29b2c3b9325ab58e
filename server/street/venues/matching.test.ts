import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticMarket } from "@/domain/market/synthetic";
import { type MarketData, momentOf } from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instantAt, localDate, plus } from "@/domain/time/instant";
import { Matching } from "@/server/street/venues/matching";
import { type Happening, isWorse, type VenueOrderState } from "@/server/street/venues/order-book-state";
import { TakenShares } from "@/server/street/venues/taken-shares";

const market = syntheticMarket("matching");
const DAY = localDate("2026-06-01");
const OPEN = instantAt(DAY, "09:30");
const END = instantAt(localDate("2026-06-02"), "16:00");
const SYMBOLS = ["AAPL", "F", "MSFT", "SNAP"];

/** A limit order some ticks from the inside, or a market order, at a venue that trades the symbol. */
const anyOrder = fc.record({
  symbol: fc.constantFrom(...SYMBOLS),
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  type: fc.constantFrom("MARKET" as const, "LIMIT" as const),
  timeInForce: fc.constantFrom("DAY" as const, "GTC" as const, "IOC" as const),
  shares: fc.integer({ min: 1, max: 4_000 }),
  offset: fc.integer({ min: -15, max: 5 }),
  venue: fc.nat(),
  after: fc.integer({ min: 0, max: 6 * 3_600_000 }),
});
type AnyOrder = typeof anyOrder extends fc.Arbitrary<infer T> ? T : never;

function make(given: AnyOrder, id: number): VenueOrderState {
  const at = plus(OPEN, given.after);
  const listing = market.instrument(given.symbol);
  const nbbo = market.nbbo(given.symbol, at);
  const inside = (given.side === "BUY" ? nbbo?.ask : nbbo?.bid)?.price ?? 0;
  const limit = (inside + (given.side === "BUY" ? 1 : -1) * given.offset * 100) as VenueOrderState["limit"];
  return {
    id: String(id),
    venue: listing?.venues[given.venue % listing.venues.length] ?? "XNYS",
    accountNumber: "RT-1",
    orderReference: "r",
    symbol: given.symbol,
    side: given.side,
    type: given.type,
    timeInForce: given.timeInForce,
    session: "REGULAR",
    trail: null,
    onProtected: null,
    linkId: null,
    doNotReduce: false,
    isGrouped: false,
    stop: null,
    peak: null,
    triggered: true,
    quantity: given.shares,
    limit: given.type === "LIMIT" ? limit : null,
    receivedAt: at,
    expiresAt: given.timeInForce === "GTC" ? END : instantAt(DAY, "16:00"),
    filled: 0,
    takenBack: 0,
    status: "OPEN",
    queueAhead: 0,
    checkedUntil: plus(at, -1),
    resting: false,
  };
}

/** Lives through two days, looking at the orders at these instants (in id order each time). */
function live(orders: readonly VenueOrderState[], looks: readonly Instant[]): Happening[] {
  const told: Happening[] = [];
  const matching = new Matching(market, new TakenShares(), (happening) => told.push(happening));
  for (const look of looks) {
    for (const order of orders) if (order.receivedAt <= look) matching.advance(order, look);
  }
  return told;
}

const line = (happening: Happening) =>
  happening.kind === "FILL"
    ? `${happening.order.id} ${happening.at} ${happening.shares} ${happening.price} ${happening.liquidity}`
    : `${happening.order.id} ${happening.at} ${happening.kind}`;

describe("an order's life", () => {
  it("does not depend on how often the market is looked at", () => {
    const looks = fc.array(fc.integer({ min: 0, max: END - OPEN }), { maxLength: 25 });
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 6 }), looks, (given, offsets) => {
        // Whoever comes first is asked first, as in the venue's own list.
        const inTurn = given.toSorted((a, b) => a.after - b.after);
        const some = [...offsets.map((offset) => plus(OPEN, offset)), END].toSorted((a, b) => a - b);
        const often = live(inTurn.map(make), some).map(line).toSorted();
        expect(often).toEqual(live(inTurn.map(make), [END]).map(line).toSorted());
        expect(often.length).toBeGreaterThanOrEqual(given.length);
      }),
      { numRuns: 60 },
    );
  });

  it("ends filled, cancelled or expired, never overfilled, never worse than its limit, only in the session", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 6 }), (given) => {
        const orders = given.map(make);
        const told = live(orders, [END]);
        for (const order of orders) {
          expect(["FILLED", "CANCELED", "EXPIRED"]).toContain(order.status);
          const fills = told.filter((one) => one.kind === "FILL" && one.order === order);
          expect(fills.reduce((sum, one) => sum + (one.kind === "FILL" ? one.shares : 0), 0)).toBe(
            order.filled,
          );
          expect(order.filled).toBeLessThanOrEqual(order.quantity);
          for (const fill of fills) {
            if (fill.kind !== "FILL") continue;
            seen.add(fill.liquidity);
            expect(order.limit !== null && isWorse(order.side, fill.price, order.limit)).toBe(false);
            expect(exchangeCalendar.phaseAt(fill.at)).toBe("OPEN");
            // Alone of its side, nobody has taken the better quote before it.
            const nbbo = market.nbbo(order.symbol, fill.at);
            const best = (order.side === "BUY" ? nbbo?.ask : nbbo?.bid)?.price;
            const isAlone = orders.every((other) => other === order || other.symbol !== order.symbol);
            if (isAlone && fill.liquidity === "ADDED" && best !== undefined && order.limit !== null)
              expect(fill.price).toBe(isWorse(order.side, order.limit, best) ? fill.price : order.limit);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(seen.size).toBe(2);
  });

  it("takes only what its venue displays, and no share twice", () => {
    let fills = 0;
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 2, maxLength: 8 }), (given) => {
        const sameTime = given.map((one) => ({
          ...one,
          symbol: "F",
          after: given[0]?.after ?? 0,
          type: "MARKET" as const,
        }));
        const taken = new Map<string, number>();
        for (const one of live(sameTime.map(make), [plus(OPEN, (given[0]?.after ?? 0) + 5_000)])) {
          if (one.kind !== "FILL") continue;
          fills++;
          const key = `${one.order.side} ${one.order.venue} ${momentOf(one.at)} ${one.price}`;
          taken.set(key, (taken.get(key) ?? 0) + one.shares);
          const quote = market.quote("F", one.order.venue, one.at);
          const shown = (one.order.side === "BUY" ? quote?.asks : quote?.bids)?.find(
            ({ price }) => price === one.price,
          );
          expect(taken.get(key)).toBeLessThanOrEqual(shown?.size ?? 0);
        }
      }),
      { numRuns: 40 },
    );
    // Not in every run: an order that must be filled at once may find a better quote elsewhere.
    expect(fills).toBeGreaterThan(40);
  });
});

describe("a market without trades", () => {
  const resting = () =>
    make(
      {
        symbol: "AAPL",
        side: "BUY",
        type: "LIMIT",
        timeInForce: "DAY",
        shares: 50,
        offset: -3,
        venue: 0,
        after: 60_000,
      },
      1,
    );

  it("lets a resting order meet the quotes that come to it", () => {
    const told: Happening[] = [];
    const quiet: MarketData = { ...market, printsThrough: () => [], prints: () => [] };
    const order = resting();
    new Matching(quiet, new TakenShares(), (one) => told.push(one)).advance(order, order.expiresAt);
    expect(order.status).toBe("FILLED");
    const asks = told.map((one) => quiet.nbbo("AAPL", one.at)?.ask?.price ?? Number.POSITIVE_INFINITY);
    expect(asks.every((ask) => ask <= (order.limit ?? 0))).toBe(true);
    expect(
      told.every(
        (one) => one.kind === "FILL" && one.liquidity === "ADDED" && one.price <= (order.limit ?? 0),
      ),
    ).toBe(true);
  });

  it("lets orders wait and expire when nobody quotes", () => {
    const told: Happening[] = [];
    const empty: MarketData = { ...market, book: () => [], nbbo: () => null, printsThrough: () => [] };
    const matching = new Matching(empty, new TakenShares(), (one) => told.push(one));
    const unbounded = { ...resting(), type: "MARKET" as const, limit: null };
    for (const order of [resting(), unbounded]) matching.advance(order, END);
    expect(told.map((one) => `${one.kind} ${one.at - OPEN}`)).toEqual(
      Array(2).fill(`EXPIRED ${6.5 * 3_600_000}`),
    );
  });
});
