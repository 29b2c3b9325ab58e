import { mix, unit } from "@/domain/market/hash";
import { tickAtOrAbove, tickAtOrBelow } from "@/domain/market/price-grid";
import type { Inside, MinuteColumns, QuoteMinute } from "@/domain/market/tape";
import type { TradingDay } from "@/domain/market/trading-days";

/**
 * Quotes for minutes of which only the trades are known: at each end of a minute the trade was at the bid or at the
 * ask (seeded), the high was at the ask, the low at the bid. Spreads and sizes follow from how much trades: liquid
 * stocks are a tick wide, quiet ones wider, everything wider just after the open and much wider out of hours.
 */
export type Depth = {
  /** The typical spread in ten-thousandths of a dollar, before rounding to the grid. */
  spread: number;
  /** The typical displayed size of the inside market in shares. */
  size: number;
};

const DOLLAR = 10_000;
const CENT = 100;
const BASIS_POINT = 1e-4;
/** A stock that trades a million dollars a day is about this many basis points wide; four times the trade, half. */
const SPREAD_AT_A_MILLION = 40;
const WIDEST = 500;
const NARROWEST = 0.1;
const CORE_MINUTES = 390;

export function depthOf(price: number, dailyVolume: number): Depth {
  const millions = Math.max(1e-3, ((price / DOLLAR) * dailyVolume) / 1e6);
  const points = Math.min(WIDEST, Math.max(NARROWEST, SPREAD_AT_A_MILLION / Math.sqrt(millions)));
  return { spread: price * points * BASIS_POINT, size: (crowdAt(price) * dailyVolume) / CORE_MINUTES / 50 };
}

const CROWDED_BELOW = 10 * DOLLAR;
const CROWD_AT_A_DOLLAR = 30;
const MOST_CROWDED = 60;

/**
 * How many times as many shares stand at the inside of a stock whose spread the tick keeps wide: nobody can better a
 * price by less than a cent, so who wants to trade queues, and the cheaper the share the more of them a dollar buys.
 */
const crowdAt = (price: number): number =>
  price < CROWDED_BELOW ? Math.min(MOST_CROWDED, (CROWD_AT_A_DOLLAR * DOLLAR) / price) : 1;

const SIDE = 0x31;
const SPREAD = 0x32;
const SIZE = 0x33;
/** Displayed sizes change every two seconds. */
const SIZE_SHIFT = 3;
const OUT_OF_HOURS = 4;
const OUT_OF_HOURS_SIZE = 0.3;

function spreadAt(price: number, depth: Depth, day: TradingDay, seed: number, boundary: number): number {
  const core = boundary >= day.openSlot && boundary <= day.closeSlot;
  const opening = boundary - day.openSlot < 10 ? 1.6 : 1;
  const draw = unit(mix(mix(seed, SPREAD), boundary));
  const wide = depth.spread * (core ? opening : OUT_OF_HOURS) * (0.75 + 0.7 * draw * draw);
  return price >= DOLLAR ? Math.max(CENT, Math.round(wide / CENT) * CENT) : Math.max(1, Math.round(wide));
}

/** Writes bid and ask around the trade at a minute's boundary into `pair`. */
const pair = { bid: 0, ask: 0 };
function quoteAt(price: number, depth: Depth, day: TradingDay, seed: number, boundary: number): void {
  const spread = spreadAt(price, depth, day, seed, boundary);
  if (mix(mix(seed, SIDE), boundary) & 1) {
    pair.ask = tickAtOrAbove(price);
    pair.bid = tickAtOrBelow(pair.ask - spread);
    if (pair.bid >= pair.ask) pair.ask = tickAtOrAbove(pair.bid + spread);
  } else {
    pair.bid = tickAtOrBelow(price);
    pair.ask = tickAtOrAbove(pair.bid + spread);
  }
}

/** Writes the quotes of a minute that has a trade path; false when the path has no price there. */
export function deriveQuotes(
  trades: MinuteColumns,
  slot: number,
  depth: Depth,
  day: TradingDay,
  seed: number,
  into: QuoteMinute,
): boolean {
  const open = trades.open[slot] as number;
  const close = trades.close[slot] as number;
  if (!(open > 0)) return false;
  quoteAt(open, depth, day, seed, slot);
  into.bidOpen = pair.bid;
  into.askOpen = pair.ask;
  quoteAt(close, depth, day, seed, slot + 1);
  into.bidClose = pair.bid;
  into.askClose = pair.ask;
  const spread = Math.min(into.askOpen - into.bidOpen, into.askClose - into.bidClose);
  const ask = tickAtOrAbove(trades.high[slot] as number);
  into.askHigh = Math.max(ask, into.askOpen, into.askClose);
  into.bidHigh = Math.max(tickAtOrBelow(ask - spread), into.bidOpen, into.bidClose);
  const bid = tickAtOrBelow(trades.low[slot] as number);
  into.bidLow = Math.min(bid, into.bidOpen, into.bidClose);
  into.askLow = Math.min(tickAtOrAbove(bid + spread), into.askOpen, into.askClose);
  return true;
}

/** Writes the displayed sizes at a moment of a minute, in whole lots. */
export function deriveSizes(
  depth: Depth,
  lot: number,
  day: TradingDay,
  seed: number,
  slot: number,
  moment: number,
  into: Inside,
): void {
  const hash = mix(mix(seed, SIZE), (slot << 8) | (moment >> SIZE_SHIFT));
  const core = slot >= day.openSlot && slot < day.closeSlot;
  const lots = (depth.size * (core ? 1 : OUT_OF_HOURS_SIZE)) / lot;
  const bidDraw = (hash & 0xffff) / 0x10000;
  const askDraw = (hash >>> 16) / 0x10000;
  into.bidSize = lot * (1 + Math.floor(lots * (0.2 + 2.4 * bidDraw * bidDraw)));
  into.askSize = lot * (1 + Math.floor(lots * (0.2 + 2.4 * askDraw * askDraw)));
}
