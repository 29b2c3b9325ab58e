import { VENUE_FACTS } from "@/domain/routing/venues";
import {
  type Level,
  type MarketData,
  MOMENT_MS,
  momentOf,
  type Print,
  type TickPrice,
  type VenueQuote,
} from "@/domain/market/types";
import { type Instant, instant, plus } from "@/domain/time/instant";
import {
  type Happening,
  hasLimit,
  isWorse,
  leaves,
  type VenueOrderState,
} from "@/server/street/venues/order-book-state";
import { auctionOf } from "@/server/street/venues/auctions";
import { type Hours, hoursAt, nextLook, nextMark } from "@/server/street/venues/look-times";
import type { ExchangeHours } from "@/server/street/day-bounds";
import { watchStop } from "@/server/street/venues/stop-watch";
import type { TakenShares } from "@/server/street/venues/taken-shares";

/** Prints asked for at once; an order that outlives them asks again. */
const PRINTS_AT_ONCE = 64;
/** While nobody quotes within its bound, a market order looks again at each such mark of the clock. */
const UNMET_MS = 5_000;

/**
 * How a venue trades its customers' orders against the market. An order's fills depend on when it arrived, on the
 * market and on what earlier orders took; never on how often it is asked: `advance` to 10:00 and then to 11:00 does
 * what `advance` to 11:00 does.
 *
 * An order first takes: at its arrival (or the open) and then at the start of each moment, the displayed shares of
 * its venue within its limit, at displayed prices, as long as no protected quote elsewhere is better (Rule 611). A
 * limit order that no quote meets any more comes to rest at its limit behind what is displayed there; then prints
 * through its limit fill it, prints at its limit after the queue ahead, and so do quotes that come to meet it, always
 * with as many shares as were printed or displayed, and never at a price worse than a protected quote's.
 *
 * A stop does nothing until the tape touches it; orders for an auction trade in it and nowhere else; fractions of a
 * share are filled by the market maker at the national best price.
 */
export class Matching {
  /** Market questions answered so far, weighted by their cost: the caller's measure of a bounded step. */
  work = 0;

  constructor(
    private readonly market: MarketData,
    private readonly taken: TakenShares,
    private readonly tell: (happening: Happening) => void,
    private readonly world: ExchangeHours = "regular",
  ) {}

  /** Lives an order's life up to and including an instant. */
  advance(order: VenueOrderState, until: Instant): void {
    while (order.status === "OPEN") {
      const hours = hoursAt(plus(order.checkedUntil, 1), order.session, this.world);
      const start = Math.max(hours.open, order.receivedAt);
      if (until < start) return;
      if (order.checkedUntil < start) {
        order.resting = false;
        this.#begin(order, instant(start), hours);
      }
      const end = instant(Math.min(until, hours.close - 1));
      while (order.status === "OPEN" && order.checkedUntil < end) this.#goOn(order, end);
      if (until < hours.close) return;
      if (order.timeInForce === "CLS") this.#auction(order, hours, "CLOSE");
      if (order.status === "OPEN" && order.expiresAt <= hours.close) this.#expire(order, hours.close);
      order.checkedUntil = hours.close;
    }
  }

  /** An order's first moment of a day. */
  #begin(order: VenueOrderState, at: Instant, hours: Hours): void {
    if (order.timeInForce === "OPG") this.#auction(order, hours, "OPEN");
    else if (order.timeInForce === "CLS" || !order.triggered) order.checkedUntil = at;
    else this.#take(order, at);
  }

  /** What an order does next, up to an instant at most. */
  #goOn(order: VenueOrderState, end: Instant): void {
    if (order.timeInForce === "CLS") order.checkedUntil = end;
    else if (!order.triggered) this.#watch(order, end);
    else if (order.resting) this.#rest(order, end);
    else this.#takeLater(order, end);
  }

  #watch(order: VenueOrderState, end: Instant): void {
    const touched = watchStop(this.market, order, end);
    this.work += 3;
    if (touched === null) return;
    order.triggered = true;
    this.tell({ kind: "TRIGGERED", order, at: touched });
    this.#take(order, touched);
  }

  /** Opening and closing orders trade at the auction's one price, as far as its volume goes; the rest is cancelled. */
  #auction(order: VenueOrderState, hours: Hours, which: "OPEN" | "CLOSE"): void {
    const auction = auctionOf(this.market, order.symbol, hours.date, which);
    this.work += 3;
    const at = which === "OPEN" ? hours.open : hours.close;
    order.checkedUntil = at;
    const isWithin = auction && (order.limit === null || !isWorse(order.side, auction.price, order.limit));
    if (isWithin) {
      const level = { price: auction.price, size: auction.volume };
      this.#takeLevel(order, level, "TAPE", at, auction.price, "REMOVED");
    }
    if (order.status === "OPEN")
      this.#cancelRest(order, at, "What the auction could not fill was cancelled.");
  }

  /** An order whose terms have just changed trades by the new ones at once, as if it had come in now. */
  startAnew(order: VenueOrderState, at: Instant): void {
    order.resting = false;
    const hours = hoursAt(at, order.session, this.world);
    const isAuctioned = order.timeInForce === "OPG" || order.timeInForce === "CLS";
    if (order.triggered && !isAuctioned && at >= hours.open) this.#take(order, at);
  }

  #expire(order: VenueOrderState, at: Instant): void {
    order.status = "EXPIRED";
    this.tell({ kind: "EXPIRED", order, at });
  }

  #fill(
    order: VenueOrderState,
    at: Instant,
    shares: number,
    price: TickPrice,
    liquidity: "ADDED" | "REMOVED",
  ): void {
    order.filled += shares;
    this.tell({
      kind: "FILL",
      order,
      at,
      shares,
      price,
      liquidity,
      cumulative: order.filled + order.takenBack,
    });
    if (leaves(order) === 0) order.status = "FILLED";
  }

  /** The next look of an order that is still taking: the start of the next moment, if it lies before the end. */
  #takeLater(order: VenueOrderState, end: Instant): void {
    const next = instant((momentOf(order.checkedUntil) + 1) * MOMENT_MS);
    if (next > end) order.checkedUntil = end;
    else this.#take(order, next);
  }

  /** Fractions trade with the market maker as principal, whole and at once, at the best price that anybody quotes. */
  #takePrincipal(order: VenueOrderState, at: Instant): void {
    const nbbo = this.market.nbbo(order.symbol, at);
    this.work += 1;
    order.checkedUntil = at;
    const best = order.side === "BUY" ? nbbo?.ask : nbbo?.bid;
    if (best && (order.limit === null || !isWorse(order.side, best.price, order.limit)))
      this.#fill(order, at, leaves(order), best.price, "REMOVED");
    else order.checkedUntil = this.#nextUnmet(order, at);
  }

  #nextUnmet(order: VenueOrderState, at: Instant): Instant {
    return instant(Math.min(nextMark(at, UNMET_MS), hoursAt(at, order.session, this.world).close) - 1);
  }

  /** Shares that its venue displays within its limit, at prices that no protected quote elsewhere betters. */
  #reach(order: VenueOrderState, own: VenueQuote | undefined, bound: TickPrice | null): Level[] {
    const levels = (order.side === "BUY" ? own?.asks : own?.bids) ?? [];
    return levels.filter(
      ({ price }) =>
        (order.limit === null || !isWorse(order.side, price, order.limit)) &&
        (bound === null || !isWorse(order.side, price, bound)),
    );
  }

  #take(order: VenueOrderState, at: Instant): void {
    if (order.venue === "RSHM" && this.market.instrument(order.symbol)?.kind !== "OTC")
      return this.#takePrincipal(order, at);
    const quotes = this.market.book(order.symbol, at);
    this.work += 2;
    order.checkedUntil = at;
    const own = quotes.find((quote) => quote.venue === order.venue);
    const others = quotes.filter((quote) => quote !== own);
    const bound = this.#protectedPrice(order.side, order.symbol, others, at);
    const reach = this.#reach(order, own, bound);
    if (order.timeInForce === "FOK" && this.#left(order, reach, at) < leaves(order))
      return this.#cancelRest(order, at, "It could not be filled at once and whole.");
    for (const level of reach) {
      if (leaves(order) === 0) break;
      this.#takeLevel(order, level, order.venue, at, level.price, "REMOVED");
    }
    if (order.status !== "OPEN") return;
    if (order.timeInForce === "IOC")
      return this.#cancelRest(order, at, "What could not be filled at once was cancelled.");
    if (order.onProtected === "CANCEL" && this.#reach(order, own, null).length > reach.length)
      return this.#cancelRest(order, at, "It would have traded through a better quote on another venue.");
    if (this.#isMet(order, quotes)) return;
    if (hasLimit(order)) this.#comeToRest(order, own);
    else order.checkedUntil = this.#nextUnmet(order, at);
  }

  /** What customers have left of some displayed levels. */
  #left(order: VenueOrderState, levels: readonly Level[], at: Instant): number {
    const { symbol, side, venue } = order;
    const moment = momentOf(at);
    return levels.reduce(
      (sum, { price, size }) =>
        sum + Math.max(0, size - this.taken.of({ symbol, place: venue, side, price, moment })),
      0,
    );
  }

  #cancelRest(order: VenueOrderState, at: Instant, reason: string): void {
    order.status = "CANCELED";
    this.tell({ kind: "CANCELED", order, at, reason });
  }

  /** Takes what is left of one displayed level; returns the shares. */
  #takeLevel(
    order: VenueOrderState,
    level: Level,
    venue: VenueQuote["venue"] | "TAPE",
    at: Instant,
    price: TickPrice,
    liquidity: "ADDED" | "REMOVED",
  ): void {
    const place = {
      symbol: order.symbol,
      place: venue,
      side: order.side,
      price: level.price,
      moment: venue === "TAPE" ? at : momentOf(at),
    };
    const shares = Math.min(leaves(order), level.size - this.taken.of(place));
    if (shares <= 0) return;
    this.taken.take(place, shares);
    this.#fill(order, at, shares, price, liquidity);
  }

  /**
   * The best price that protected venues among these still display at this moment, which an execution may not be worse
   * than; null when there is none. What customers have taken no longer counts: that is how a sweep gets through.
   */
  #protectedPrice(
    side: VenueOrderState["side"],
    symbol: string,
    quotes: readonly VenueQuote[],
    at: Instant,
  ): TickPrice | null {
    let best: TickPrice | null = null;
    const moment = momentOf(at);
    for (const quote of quotes) {
      if (!VENUE_FACTS[quote.venue].isProtected) continue;
      const levels = side === "BUY" ? quote.asks : quote.bids;
      const standing = levels.find(
        ({ price, size }) => size > this.taken.of({ symbol, place: quote.venue, side, price, moment }),
      );
      if (standing && (best === null || isWorse(side, best, standing.price))) best = standing.price;
    }
    return best;
  }

  /** Whether any venue displays shares within the order's limit. */
  #isMet(order: VenueOrderState, quotes: readonly VenueQuote[]): boolean {
    return quotes.some((quote) => {
      const best = (order.side === "BUY" ? quote.asks : quote.bids)[0];
      return best !== undefined && (order.limit === null || !isWorse(order.side, best.price, order.limit));
    });
  }

  /**
   * Joins the queue at its limit. Below the displayed levels nothing is known of the queue; the size of the last one
   * that is displayed stands in for it.
   */
  #comeToRest(order: VenueOrderState, own: VenueQuote | undefined): void {
    order.resting = true;
    const levels = (order.side === "BUY" ? own?.bids : own?.asks) ?? [];
    const same = levels.find((level) => level.price === order.limit);
    const last = levels.at(-1);
    const isDeeper =
      last !== undefined && order.limit !== null && isWorse(order.side, last.price, order.limit);
    order.queueAhead = same?.size ?? (isDeeper ? last.size : 0);
  }

  /** Reads the tape and the quotes for a resting order, in the order of time, to the end or until it is filled. */
  #rest(order: VenueOrderState, end: Instant): void {
    const limit = order.limit as TickPrice;
    const from = order.checkedUntil;
    const prints = this.market.printsThrough(order.symbol, order.side, limit, from, end, PRINTS_AT_ONCE);
    this.work += 3;
    const horizon = horizonOf(prints, end);
    let quoteAt = nextLook(order.receivedAt, from);
    for (const print of prints) {
      if (print.at > horizon) break;
      for (; quoteAt <= print.at && order.status === "OPEN"; quoteAt = nextLook(order.receivedAt, quoteAt)) {
        this.#meetQuotes(order, limit, quoteAt);
      }
      if (order.status !== "OPEN") break;
      this.#meetPrint(order, limit, print);
    }
    for (; quoteAt <= horizon && order.status === "OPEN"; quoteAt = nextLook(order.receivedAt, quoteAt)) {
      this.#meetQuotes(order, limit, quoteAt);
    }
    order.checkedUntil = horizon;
  }

  /**
   * A trade at the limit serves the queue first; one through it means that the queue was done. Of either the order gets
   * at most the shares that were printed and that no other customer got.
   */
  #meetPrint(order: VenueOrderState, limit: TickPrice, print: Print): void {
    const place = {
      symbol: order.symbol,
      place: "TAPE" as const,
      side: order.side,
      price: print.price,
      moment: print.at,
    };
    const available = Math.max(0, print.size - this.taken.of(place));
    if (isWorse(order.side, limit, print.price)) order.queueAhead = 0;
    const queued = Math.min(order.queueAhead, available);
    order.queueAhead -= queued;
    const shares = Math.min(leaves(order), available - queued);
    if (shares <= 0) return;
    this.taken.take(place, shares);
    this.#fill(order, print.at, shares, this.#restingPrice(order, limit, print.at), "ADDED");
  }

  /**
   * What a print pays a resting order: its limit, or the better price that a protected venue displays by then. A buyer
   * at 10.00 does not pay that while 9.98 is offered elsewhere (Rule 611).
   */
  #restingPrice(order: VenueOrderState, limit: TickPrice, at: Instant): TickPrice {
    const standing = this.#protectedPrice(order.side, order.symbol, this.market.book(order.symbol, at), at);
    this.work += 2;
    return standing !== null && isWorse(order.side, limit, standing) ? standing : limit;
  }

  /** When others come to meet the limit, they trade with it at the prices that they display, the best ones first. */
  #meetQuotes(order: VenueOrderState, limit: TickPrice, at: Instant): void {
    const { side } = order;
    const nbbo = this.market.nbbo(order.symbol, at);
    this.work += 1;
    const best = side === "BUY" ? nbbo?.ask : nbbo?.bid;
    if (!best || isWorse(side, best.price, limit)) return;
    this.work += 2;
    const met = this.market
      .book(order.symbol, at)
      .flatMap(({ venue, bids, asks }) => (side === "BUY" ? asks : bids).map((level) => ({ venue, level })))
      .filter(({ level }) => !isWorse(side, level.price, limit))
      .toSorted((a, b) => (side === "BUY" ? 1 : -1) * (a.level.price - b.level.price));
    for (const { venue, level } of met) {
      if (order.status !== "OPEN") return;
      this.#takeLevel(order, level, venue, at, level.price, "ADDED");
    }
  }
}

/** Up to where a list of prints is complete: a full list may have been cut within its last instant. */
function horizonOf(prints: readonly Print[], end: Instant): Instant {
  const first = prints[0];
  const last = prints.at(-1);
  if (prints.length < PRINTS_AT_ONCE || !first || !last) return end;
  return last.at > first.at ? plus(last.at, -1) : last.at;
}
