import { mix, unit } from "@/domain/market/hash";
import { insideOf, type Knots, knotsOf, MOMENTS, tradeLine } from "@/domain/market/minute-path";
import { nearestTick } from "@/domain/market/price-grid";
import { blankInside, blankQuote, type Listing, type Tape } from "@/domain/market/tape";
import { SLOT_MS } from "@/domain/market/trading-days";
import { MOMENT_MS, type Print, tickPrice } from "@/domain/market/types";
import { anchorAt, ASK, BID, venuesAt } from "@/domain/market/venue-depth";
import { instant } from "@/domain/time/instant";

/**
 * The trades of one minute: its open, high, low and close at seeded times, and between them trades at the bid, the
 * ask or (rarely) the middle of that moment, kept within the minute's low and high. They fold back into the
 * minute's bar exactly, volume included, as long as the volume has a share for each of them (a minute of fewer
 * than four shares keeps, in this order, its close, open, high and low).
 */

/** However much trades, this many prints a minute tell it; their sizes grow instead. */
const MOST = 60;
const ROUND_LOT = 100;

const EXTRA_TIME = 0x41;
const EXTRA_SIDE = 0x42;
const WEIGHT = 0x43;
const OFFSET = 0x44;

type Minute = {
  /** The minute slot that is in it; -1 for none yet. */
  slot: number;
  count: number;
  /** Milliseconds from the minute's start. */
  offset: Float64Array;
  price: Float64Array;
  size: Float64Array;
  /** BID or ASK: which side of the book the trade took. */
  side: Uint8Array;
};

const blankMinute = (): Minute => ({
  slot: -1,
  count: 0,
  offset: new Float64Array(MOST + 4),
  price: new Float64Array(MOST + 4),
  size: new Float64Array(MOST + 4),
  side: new Uint8Array(MOST + 4),
});

/** Each tape keeps the minute that was asked for last: the last sale is asked for many times within one. */
const kept = new WeakMap<Tape, Minute>();

/** What `fillMinute` made last; read at once by its callers: the market is synchronous. */
export let minutePrints: Readonly<Minute> = blankMinute();

const knots: Knots = { seed: 0, highFirst: false, first: 0, second: 0 };
const inside = blankInside();
const quote = blankQuote();
const mustOffset = new Float64Array(4);
const mustPrice = new Float64Array(4);
const weights = new Float64Array(MOST + 4);

/** Notes the prints that the bar demands, in order of time, and returns how many. */
function fillMusts(open: number, high: number, low: number, close: number, volume: number): number {
  const hash = mix(knots.seed, OFFSET);
  let count = 0;
  const must = (offset: number, price: number) => {
    mustOffset[count] = offset;
    mustPrice[count] = price;
    count++;
  };
  const highNeeded = high !== open && high !== close && volume >= 3;
  const lowNeeded = low !== open && low !== close && volume >= (highNeeded ? 4 : 3);
  if (volume >= 2) must(1 + ((hash >>> 0) % (MOMENT_MS - 1)), open);
  const within = (hash >>> 8) % MOMENT_MS;
  if (knots.highFirst ? highNeeded : lowNeeded)
    must(knots.first * MOMENT_MS + within, knots.highFirst ? high : low);
  if (knots.highFirst ? lowNeeded : highNeeded)
    must(knots.second * MOMENT_MS + within, knots.highFirst ? low : high);
  must(SLOT_MS - 1 - ((hash >>> 16) % (MOMENT_MS - 1)), close);
  return count;
}

/** Shares out the volume: at least one unit each, the rest by seeded weights; what is left over goes to the last. */
function fillSizes(count: number, volume: number, into: Minute): void {
  const unitSize = volume >= count * ROUND_LOT ? ROUND_LOT : 1;
  const units = Math.floor(volume / unitSize) - count;
  const seed = mix(knots.seed, WEIGHT);
  let whole = 0;
  for (let i = 0; i < count; i++) {
    const draw = unit(mix(seed, i));
    weights[i] = 0.1 + draw * draw * draw;
    whole += weights[i] as number;
  }
  let weight = 0;
  let given = 0;
  let shares = 0;
  for (let i = 0; i < count; i++) {
    weight += weights[i] as number;
    const upTo = i === count - 1 ? units : Math.floor((units * weight) / whole);
    into.size[i] = unitSize * (1 + upTo - given);
    given = upTo;
    shares += into.size[i] as number;
  }
  into.size[count - 1] = (into.size[count - 1] as number) + volume - shares;
}

function sideOf(price: number): number {
  return inside.ask === inside.ask && Math.abs(price - inside.ask) <= Math.abs(price - inside.bid)
    ? ASK
    : BID;
}

/** Puts the prints of a minute into `minutePrints`, oldest first, and returns their number; 0 when nothing traded. */
export function fillMinute(tape: Tape, listing: Listing, slot: number): number {
  const volume = tape.trades.volume[slot] as number;
  if (!(volume > 0)) return 0;
  let minute = kept.get(tape);
  if (!minute) {
    minute = blankMinute();
    kept.set(tape, minute);
  }
  if (minute.slot !== slot) makePrints(tape, listing, slot, volume, minute);
  minutePrints = minute;
  return minute.count;
}

function makePrints(tape: Tape, listing: Listing, slot: number, volume: number, into: Minute): void {
  const open = tape.trades.open[slot] as number;
  const high = tape.trades.high[slot] as number;
  const low = tape.trades.low[slot] as number;
  const close = tape.trades.close[slot] as number;
  knotsOf(tape.seed, slot, knots);
  const musts = fillMusts(open, high, low, close, volume);
  const extras = Math.min(MOST, Math.max(musts, Math.round(volume / listing.tradeSize))) - musts;
  const quoted = tape.quoteMinute(slot, quote);
  const timeSeed = mix(knots.seed, EXTRA_TIME);
  const sideSeed = mix(knots.seed, EXTRA_SIDE);
  let count = 0;
  let must = 0;
  for (let extra = 0; extra <= extras; extra++) {
    const offset =
      extra === extras
        ? SLOT_MS
        : 500 + Math.floor(((extra + unit(mix(timeSeed, extra))) * (SLOT_MS - 1000)) / extras);
    for (; must < musts && (mustOffset[must] as number) <= offset; must++) {
      into.offset[count] = mustOffset[must] as number;
      into.price[count] = mustPrice[must] as number;
      into.side[count] = mix(sideSeed, must - 8) & 1 ? ASK : BID;
      count++;
    }
    if (extra === extras) break;
    const moment = Math.min(MOMENTS - 1, Math.floor(offset / MOMENT_MS));
    let price: number;
    if (quoted) {
      insideOf(quote, knots, moment, inside);
      const draw = unit(mix(sideSeed, extra));
      price =
        draw < 0.47 ? inside.ask : draw < 0.94 ? inside.bid : nearestTick((inside.bid + inside.ask) / 2);
      if (price !== price) price = inside.bid === inside.bid ? inside.bid : inside.ask;
    } else price = Number.NaN;
    if (price !== price) price = tradeLine(knots, moment, open, high, low, close);
    price = Math.min(high, Math.max(low, price));
    into.offset[count] = offset;
    into.price[count] = price;
    into.side[count] = quoted ? sideOf(price) : BID;
    count++;
  }
  fillSizes(count, volume, into);
  into.count = count;
  into.slot = slot;
}

/** Makes a Print of one entry of the scratch. It trades where the side of the book that it took is best. */
export function printAt(tape: Tape, listing: Listing, slot: number, index: number): Print {
  const at = tape.day.midnight + slot * SLOT_MS + (minutePrints.offset[index] as number);
  const set = venuesAt(listing, tape.day, slot);
  const venue = anchorAt(listing, set, at, minutePrints.side[index] as number);
  return {
    at: instant(at),
    price: tickPrice(minutePrints.price[index] as number),
    size: minutePrints.size[index] as number,
    venue: set.venues[venue] ?? listing.instrument.primaryListing,
  };
}
