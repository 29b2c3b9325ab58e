import { mix, signed } from "@/domain/market/hash";
import { nearestTick, tickAbove, tickBelow } from "@/domain/market/price-grid";
import type { Inside, QuoteMinute } from "@/domain/market/tape";
import { MOMENT_MS } from "@/domain/market/types";

/**
 * The way a price goes within one minute: from its open to one extreme, to the other, to its close, with a bounded
 * Brownian bridge between these four knots. When the knots fall and which extreme comes first is seeded; bids, asks
 * and trades of a minute share both, so they move together.
 */

export const MOMENTS = 60_000 / MOMENT_MS;
const LAST_MOMENT = MOMENTS - 1;

const ORDER = 0x21;
const BRIDGE = 0x22;
/** Half a bridge's midpoint deviation for uniform noise, as in refine-session. */
const MIDPOINT = Math.sqrt(3) / 2;
/** The deviation of a whole minute, as a part of its range. */
const DEVIATION_OF_RANGE = 0.5;

export type Knots = { seed: number; highFirst: boolean; first: number; second: number };

/** Writes when the extremes of a minute are reached: moments in [4, 116) and [122, 236). */
export function knotsOf(tapeSeed: number, slot: number, into: Knots): void {
  const seed = mix(tapeSeed, slot);
  const hash = mix(seed, ORDER);
  into.seed = seed;
  into.highFirst = (hash & 1) === 1;
  into.first = 4 + ((hash >>> 1) % 112);
  into.second = 122 + ((hash >>> 12) % 114);
}

/** A bridge from 0 to 0 over [from, to], at one moment. */
function bridge(seed: number, start: number, end: number, moment: number): number {
  let from = start;
  let to = end;
  let atFrom = 0;
  let atTo = 0;
  let deviation = MIDPOINT * Math.sqrt((to - from) / MOMENTS);
  while (moment > from && moment < to) {
    const middle = (from + to) >> 1;
    const value = (atFrom + atTo) / 2 + deviation * signed(mix(seed, middle));
    if (middle === moment) return value;
    if (moment < middle) {
      to = middle;
      atTo = value;
    } else {
      from = middle;
      atFrom = value;
    }
    deviation *= Math.SQRT1_2;
  }
  return 0;
}

/** Folds a step back into the room below and above; both are at least 0. */
function fold(step: number, down: number, up: number): number {
  let value = step;
  if (value > up) value = 2 * up - value;
  if (value < -down) value = -2 * down - value;
  return Math.min(up, Math.max(-down, value));
}

/**
 * Parts a locked or crossed pair within what the minute allows: first the ask moves up, then the bid down. Where
 * the minute's own ranges leave no room the market stays locked, and a market crossed through and through is not
 * shown at all (NaN).
 */
export function uncross(quote: QuoteMinute, inside: Inside): void {
  if (!(inside.ask <= inside.bid)) return;
  inside.ask = Math.max(inside.ask, Math.min(quote.askHigh, tickAbove(inside.bid)));
  if (inside.ask > inside.bid) return;
  inside.bid = Math.min(inside.bid, Math.max(quote.bidLow, tickBelow(inside.ask)));
  if (inside.ask >= inside.bid) return;
  inside.bid = Number.NaN;
  inside.ask = Number.NaN;
}

const onGrid = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, nearestTick(value)));

/** Where on the way from knot to knot a moment lies; one scratch, written by `locate`. */
const place = { leg: 0, part: 0, noise: 0 };

function locate(knots: Knots, moment: number): void {
  const from = moment < knots.first ? 0 : moment < knots.second ? knots.first : knots.second;
  const to = moment < knots.first ? knots.first : moment < knots.second ? knots.second : LAST_MOMENT;
  place.leg = from === 0 ? 0 : from === knots.first ? 1 : 2;
  place.part = (moment - from) / (to - from);
  place.noise = bridge(mix(knots.seed, BRIDGE), from, to, moment);
}

/** The straight line of one price from knot to knot, at the place located last. */
function line(knots: Knots, open: number, high: number, low: number, close: number): number {
  const before = knots.highFirst ? high : low;
  const after = knots.highFirst ? low : high;
  const from = place.leg === 0 ? open : place.leg === 1 ? before : after;
  const to = place.leg === 0 ? before : place.leg === 1 ? after : close;
  return from + (to - from) * place.part;
}

/**
 * Writes bid and ask at a moment (0-239) of a minute; sizes are left alone. At the first moment they are the
 * minute's opens, at the last its closes, at the knots its extremes; always within its ranges, on the price grid
 * unless the range itself is off it, and not crossed.
 */
export function insideOf(quote: QuoteMinute, knots: Knots, moment: number, into: Inside): void {
  locate(knots, moment);
  const bid = line(knots, quote.bidOpen, quote.bidHigh, quote.bidLow, quote.bidClose);
  const ask = line(knots, quote.askOpen, quote.askHigh, quote.askLow, quote.askClose);
  // NaN falls through Math.min and Math.max only where its side is used, so each side is asked for on its own.
  const hasBid = bid === bid;
  const hasAsk = ask === ask;
  const bidRange = hasBid ? quote.bidHigh - quote.bidLow : Number.POSITIVE_INFINITY;
  const askRange = hasAsk ? quote.askHigh - quote.askLow : Number.POSITIVE_INFINITY;
  const up = Math.min(hasBid ? quote.bidHigh - bid : askRange, hasAsk ? quote.askHigh - ask : bidRange);
  const down = Math.min(hasBid ? bid - quote.bidLow : askRange, hasAsk ? ask - quote.askLow : bidRange);
  const step =
    hasBid || hasAsk ? fold(place.noise * DEVIATION_OF_RANGE * Math.min(bidRange, askRange), down, up) : 0;
  into.bid = hasBid ? onGrid(bid + step, quote.bidLow, quote.bidHigh) : Number.NaN;
  into.ask = hasAsk ? onGrid(ask + step, quote.askLow, quote.askHigh) : Number.NaN;
  uncross(quote, into);
}

/** A trade's price at a moment of a minute that nobody quotes, on the line through its own extremes. */
export function tradeLine(
  knots: Knots,
  moment: number,
  open: number,
  high: number,
  low: number,
  close: number,
): number {
  locate(knots, moment);
  return onGrid(line(knots, open, high, low, close), low, high);
}
