import { InvariantError, invariant } from "@/domain/errors";
import {
  type Instrument,
  type Level,
  type Mic,
  type TickPrice,
  toPrice,
  type VenueQuote,
} from "@/domain/market/types";
import { venueFeePerShare } from "@/domain/routing/venue-fees";
import type { TimeInForce } from "@/domain/orders/order-terms";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** An order as the router sees it: whole shares; `limitPrice` is its limit, or the bound of a market order. */
export type RouteOrder = {
  side: "BUY" | "SELL";
  type: "MARKET" | "LIMIT";
  limitPrice: TickPrice | null;
  quantity: number;
  timeInForce: TimeInForce;
};

/**
 * What one venue is to get. Each leg may go as far as the order itself; the venue protects better quotes elsewhere.
 * TAKE is there for what is displayed at this moment: what it does not get comes back at once and is routed anew. WAIT
 * stays until it is done.
 */
export type RouteLeg = { venue: Mic; quantity: number; limitPrice: TickPrice | null; role: "TAKE" | "WAIT" };

type Displayed = { venue: Mic; price: TickPrice; size: number; fee: number; place: number };

/** Without a day the newest price lists count. */
const NEWEST = localDate("9999-12-31");

const isWorse = (side: RouteOrder["side"], price: number, than: number): boolean =>
  side === "BUY" ? price > than : price < than;

/**
 * What others display on the other side within the order's limit, in the order in which we want it: best price first,
 * at one price the venue that charges least for taking, then the larger size, then the venue's place in the list.
 */
function wanted(
  order: RouteOrder,
  quotes: readonly VenueQuote[],
  instrument: Instrument,
  on: LocalDate,
): Displayed[] {
  const levels: Displayed[] = [];
  for (const quote of quotes) {
    const place = instrument.venues.indexOf(quote.venue);
    if (place < 0) continue;
    for (const { price, size } of order.side === "BUY" ? quote.asks : quote.bids) {
      if (order.limitPrice !== null && isWorse(order.side, price, order.limitPrice)) break;
      const fee = venueFeePerShare(quote.venue, "TAKE", toPrice(price), on).toNumber();
      levels.push({ venue: quote.venue, price, size, fee, place });
    }
  }
  const better = (a: Displayed, b: Displayed) =>
    order.side === "BUY" ? a.price - b.price : b.price - a.price;
  return levels.sort((a, b) => better(a, b) || a.fee - b.fee || b.size - a.size || a.place - b.place);
}

/** Where to wait: of the venues that show our side's best price the one that pays us most; else the primary listing. */
function postingVenue(
  order: RouteOrder,
  quotes: readonly VenueQuote[],
  instrument: Instrument,
  on: LocalDate,
): Mic {
  const same = (quote: VenueQuote): Level | undefined =>
    order.side === "BUY" ? quote.bids[0] : quote.asks[0];
  let best: { venue: Mic; price: TickPrice; fee: number } | null = null;
  for (const venue of [instrument.primaryListing, ...instrument.venues]) {
    const quote = quotes.find((candidate) => candidate.venue === venue);
    const level = quote && instrument.venues.includes(venue) ? same(quote) : undefined;
    if (!level) continue;
    const fee = venueFeePerShare(venue, "ADD", toPrice(level.price), on).toNumber();
    // For our own side the best price is the highest bid or the lowest ask: the worse one for an order that takes.
    const isBetter = best === null || isWorse(order.side, level.price, best.price);
    if (best === null || isBetter || (level.price === best.price && fee < best.fee))
      best = { venue, price: level.price, fee };
  }
  return best?.venue ?? homeOf(instrument);
}

/** The primary listing, or the first venue for a stock that its primary listing does not quote. */
export function homeOf(instrument: Instrument): Mic {
  const venue = instrument.venues.includes(instrument.primaryListing)
    ? instrument.primaryListing
    : instrument.venues[0];
  if (!venue) throw new InvariantError(`${instrument.symbol} is traded nowhere`);
  return venue;
}

/** Where what cannot be had at once is most likely to be had next: the venue that displays most of it. */
function deepestVenue(levels: readonly Displayed[], instrument: Instrument): Mic {
  const sizes = new Map<Mic, number>();
  for (const level of levels) sizes.set(level.venue, (sizes.get(level.venue) ?? 0) + level.size);
  let deepest: Mic = homeOf(instrument);
  for (const venue of instrument.venues) {
    if ((sizes.get(venue) ?? 0) > (sizes.get(deepest) ?? 0)) deepest = venue;
  }
  return deepest;
}

/**
 * The smart route of an order: takes what is displayed within its limit, by price and then by net cost (fees counted),
 * and sends the rest where it is best off: a limit order waits where the rebate is best, anything else follows the
 * largest size. One leg a venue, the first to be taken first; the legs' quantities add up to the order's. An OTC stock
 * goes to its market maker. `on` is the trade date, for the venues' price lists.
 */
export function planRoute(
  order: RouteOrder,
  quotes: readonly VenueQuote[],
  instrument: Instrument,
  on: LocalDate = NEWEST,
): RouteLeg[] {
  invariant(Number.isInteger(order.quantity) && order.quantity > 0, "orders are routed in whole shares");
  const shares = new Map<Mic, number>();
  const give = (venue: Mic, quantity: number) => shares.set(venue, (shares.get(venue) ?? 0) + quantity);
  const levels = wanted(order, quotes, instrument, on);
  let left = order.quantity;
  for (const level of levels) {
    if (left === 0) break;
    const taken = Math.min(left, level.size);
    give(level.venue, taken);
    left -= taken;
  }
  let resting: Mic | null = null;
  if (left > 0) {
    const waits = order.type === "LIMIT" && order.timeInForce !== "IOC";
    resting = waits ? postingVenue(order, quotes, instrument, on) : deepestVenue(levels, instrument);
    give(resting, left);
  }
  return [...shares].map(([venue, quantity]) => ({
    venue,
    quantity,
    limitPrice: order.limitPrice,
    role: venue === resting ? "WAIT" : "TAKE",
  }));
}

/** The one venue for an order that must be filled at once and whole: the cheapest that displays all of it, if any does. */
export function wholeVenue(
  order: RouteOrder,
  quotes: readonly VenueQuote[],
  instrument: Instrument,
  on: LocalDate = NEWEST,
): Mic {
  const levels = wanted(order, quotes, instrument, on);
  const sizes = new Map<Mic, number>();
  for (const { venue, size } of levels) {
    const total = (sizes.get(venue) ?? 0) + size;
    if (total >= order.quantity) return venue;
    sizes.set(venue, total);
  }
  return deepestVenue(levels, instrument);
}
