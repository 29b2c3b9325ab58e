import { mix, unit } from "@/domain/market/hash";
import { tickAbove, tickBelow } from "@/domain/market/price-grid";
import type { Inside, Listing, VenueSet } from "@/domain/market/tape";
import type { TradingDay } from "@/domain/market/trading-days";
import { type Level, MOMENT_MS, tickPrice } from "@/domain/market/types";

/**
 * How the inside market lies over the venues. At every moment one venue (most often the primary listing) is at the
 * inside price, others join it or stand some ticks behind, never ahead: so no venue's quote crosses another's, and
 * the best of them is the inside market itself. The displayed size of the inside is split over those that are at it.
 */

export const BID = 0;
export const ASK = 1;
export type Side = typeof BID | typeof ASK;

const ANCHOR = 0x51;
const RANK = 0x52;
const SHARE = 0x53;
const LEVEL = 0x54;

/** A venue holds its place for two seconds; which venue leads changes every eight. */
const PLACE_MS = 8 * MOMENT_MS;
const LEAD_MS = 32 * MOMENT_MS;
const PRIMARY_LEADS = 0.45;

export const LEVELS = 5;

/** Who quotes in a minute slot: fewer venues outside the regular session. */
export const venuesAt = (listing: Listing, day: TradingDay, slot: number): VenueSet =>
  slot >= day.openSlot && slot < day.closeSlot ? listing.core : listing.extended;

/** The position of the venue that is surely at the inside price of a side. */
export function anchorAt(listing: Listing, set: VenueSet, at: number, side: number): number {
  const hash = mix(mix(listing.seed, ANCHOR + side), Math.floor(at / LEAD_MS));
  if (unit(hash) < PRIMARY_LEADS) return set.primary;
  return (hash & 0xffff) % set.venues.length;
}

/** One hash for a side and place in time: four bits of it place each venue. */
const ranksAt = (listing: Listing, at: number, side: number): number =>
  mix(mix(listing.seed, RANK + side), Math.floor(at / PLACE_MS));

const rankOf = (ranks: number, venue: number): number => (ranks >>> (venue * 4)) & 15;
/** Of sixteen ranks nine stand at the inside, four a tick behind, two two ticks, one three. */
const INSIDE_RANKS = 9;
const ticksBehind = (rank: number): number => (rank < 13 ? 1 : rank < 15 ? 2 : 3);

/**
 * The venues at the inside of a side, as a bit mask over the set. A venue shows at least a lot there, so a small
 * size stands at few venues.
 */
export function insideMask(
  listing: Listing,
  set: VenueSet,
  at: number,
  side: number,
  size: number,
  lot: number,
): number {
  const anchor = anchorAt(listing, set, at, side);
  const ranks = ranksAt(listing, at, side);
  const count = set.venues.length;
  let mask = 1 << anchor;
  let room = Math.floor(size / lot) - 1;
  for (let step = 1; step < count && room > 0; step++) {
    const venue = (anchor + step) % count;
    if (rankOf(ranks, venue) >= INSIDE_RANKS) continue;
    mask |= 1 << venue;
    room--;
  }
  return mask;
}

/** A venue's part of the inside size: a lot each, further lots by seeded weights, odd shares to the first of them. */
function shareOf(mask: number, venue: number, size: number, lot: number, seed: number): number {
  let members = 0;
  let whole = 0;
  let first = -1;
  for (let v = 0; v < 8; v++) {
    if (!(mask & (1 << v))) continue;
    if (first < 0) first = v;
    members++;
    whole += 1 + ((seed >>> (v * 3)) & 7);
  }
  const lots = Math.floor(size / lot);
  if (lots < members) return size;
  const spare = lots - members;
  let before = 0;
  for (let v = 0; v < venue; v++) if (mask & (1 << v)) before += 1 + ((seed >>> (v * 3)) & 7);
  const after = before + 1 + ((seed >>> (venue * 3)) & 7);
  const own = 1 + Math.floor((spare * after) / whole) - Math.floor((spare * before) / whole);
  return own * lot + (venue === first ? size - lots * lot : 0);
}

/**
 * One side of one venue's book, best level first: up to five levels, fewer where the price would fall to nothing;
 * empty when the side is not quoted.
 */
export function venueSide(
  listing: Listing,
  set: VenueSet,
  venue: number,
  at: number,
  side: Side,
  inside: Inside,
  lot: number,
): Level[] {
  const best = side === BID ? inside.bid : inside.ask;
  const size = side === BID ? inside.bidSize : inside.askSize;
  const levels: Level[] = [];
  if (!(best > 0) || !(size > 0)) return levels;
  const next = side === BID ? tickBelow : tickAbove;
  const mask = insideMask(listing, set, at, side, size, lot);
  const seed = mix(mix(mix(listing.seed, LEVEL + side), Math.floor(at / PLACE_MS)), venue);
  const atInside = (mask & (1 << venue)) !== 0;
  let price = best;
  if (!atInside) {
    const rank = Math.max(INSIDE_RANKS, rankOf(ranksAt(listing, at, side), venue));
    for (let tick = ticksBehind(rank); tick > 0; tick--) price = next(price);
  }
  const typical = Math.max(1, Math.min(50, size / lot / 2));
  for (let level = 0; level < LEVELS && price > 0; level++) {
    const hash = mix(seed, level);
    const own =
      atInside && level === 0
        ? shareOf(mask, venue, size, lot, mix(mix(listing.seed, SHARE + side), Math.floor(at / PLACE_MS)))
        : lot * (1 + Math.floor(typical * (0.4 + level * 0.3) * 2 * unit(hash)));
    levels.push({ price: tickPrice(price), size: own });
    price = next(price);
    if ((hash & 3) === 0) price = price > 0 ? next(price) : price;
  }
  return levels;
}
