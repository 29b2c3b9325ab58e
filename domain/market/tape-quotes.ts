import { insideOf, type Knots, knotsOf } from "@/domain/market/minute-path";
import {
  blankInside,
  blankQuote,
  type Listing,
  type Tape,
  type TapeSource,
  type VenueSet,
} from "@/domain/market/tape";
import { dayNumberAt, SLOT_MS, tradingDay } from "@/domain/market/trading-days";
import {
  type Level,
  type Mic,
  MOMENT_MS,
  type Nbbo,
  tickPrice,
  type VenueQuote,
} from "@/domain/market/types";
import { ASK, BID, insideMask, type Side, venueSide, venuesAt } from "@/domain/market/venue-depth";
import type { Instant } from "@/domain/time/instant";

/** Quotes of a source of tapes. In a halt the tape itself has none; what lies outside binding price bands is cut. */

const knots: Knots = { seed: 0, highFirst: false, first: 0, second: 0 };
const quote = blankQuote();
const inside = blankInside();

/** What was found for the instant asked for last; scratch, read at once by the callers below. */
type Found = { listing: Listing; tape: Tape; set: VenueSet };

function lookUp(source: TapeSource, symbol: string, at: Instant): Found | null {
  const listing = source.listing(symbol);
  const day = listing ? tradingDay(dayNumberAt(at)) : null;
  if (!listing || !day || at < day.preOpen || at >= day.afterClose) return null;
  const sinceMidnight = at - day.midnight;
  const slot = Math.floor(sinceMidnight / SLOT_MS);
  const set = venuesAt(listing, day, slot);
  const tape = set.venues.length > 0 ? source.tape(listing, day) : null;
  if (!tape?.quoteMinute(slot, quote)) return null;
  const moment = Math.floor((sinceMidnight - slot * SLOT_MS) / MOMENT_MS);
  knotsOf(tape.seed, slot, knots);
  insideOf(quote, knots, moment, inside);
  tape.sizes(slot, moment, inside);
  return { listing, tape, set };
}

const quoted = (price: number, size: number): boolean => price > 0 && size > 0;

/** The national best bid and offer; for an over-the-counter stock, the market maker's own. */
export function nbboAt(source: TapeSource, symbol: string, at: Instant): Nbbo | null {
  const found = lookUp(source, symbol, at);
  if (!found) return null;
  const { listing, tape, set } = found;
  const best = (side: Side, price: number, size: number) =>
    quoted(price, size)
      ? {
          price: tickPrice(price),
          size,
          venues: set.subsets[insideMask(listing, set, at, side, size, tape.lot)] ?? [],
        }
      : null;
  const bid = best(BID, inside.bid, inside.bidSize);
  const ask = best(ASK, inside.ask, inside.askSize);
  return bid || ask ? { symbol, at, bid, ask } : null;
}

/** The levels of a side that may trade: those beyond a binding band could not, so they are not displayed. */
function withinBands(tape: Tape, levels: Level[], side: Side, at: Instant): Level[] {
  const { bands, isBinding } = tape.guards;
  const minute = bands ? Math.floor((at - tape.day.open) / SLOT_MS) : -1;
  const deepest = levels.at(-1);
  if (!bands || !isBinding || !deepest || !((bands.reference[minute] ?? 0) > 0)) return levels;
  if (side === BID) {
    const lower = bands.lower[minute] as number;
    return deepest.price >= lower ? levels : levels.filter(({ price }) => price >= lower);
  }
  const upper = bands.upper[minute] as number;
  return deepest.price <= upper ? levels : levels.filter(({ price }) => price <= upper);
}

function venueQuote({ listing, tape, set }: Found, position: number, at: Instant): VenueQuote {
  const side = (of: Side) =>
    withinBands(tape, venueSide(listing, set, position, at, of, inside, tape.lot), of, at);
  return { venue: set.venues[position] as Mic, bids: side(BID), asks: side(ASK) };
}

export function bookAt(source: TapeSource, symbol: string, at: Instant): readonly VenueQuote[] {
  const found = lookUp(source, symbol, at);
  if (!found || !(quoted(inside.bid, inside.bidSize) || quoted(inside.ask, inside.askSize))) return [];
  return found.set.venues.map((_, position) => venueQuote(found, position, at));
}

export function quoteAt(source: TapeSource, symbol: string, venue: Mic, at: Instant): VenueQuote | null {
  const found = lookUp(source, symbol, at);
  const position = found ? found.set.venues.indexOf(venue) : -1;
  if (!found || position < 0) return null;
  const made = venueQuote(found, position, at);
  return made.bids.length > 0 || made.asks.length > 0 ? made : null;
}
