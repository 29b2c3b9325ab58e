import { suspend } from "@/domain/market/halts";
import {
  bandDistance,
  type BandTerms,
  DOUBLED_MINUTES,
  lowerBand,
  nextReference,
  PAUSE_MINUTES,
  REFERENCE_MINUTES,
  upperBand,
} from "@/domain/market/luld";
import {
  type BandColumns,
  type HaltSpan,
  type MinuteColumns,
  NO_BAR,
  type QuoteMinute,
} from "@/domain/market/tape";
import type { TradingDay } from "@/domain/market/trading-days";

/**
 * The price bands of one stock through one session, minute by minute. The minutes of the tape stand for its trades:
 * each counts in the reference price with the mean of its open, high, low and close, and the reference price is looked
 * at once a minute (the Plan keeps each one for at least 30 seconds).
 */

const typicalOf = ({ open, high, low, close }: MinuteColumns, slot: number): number =>
  ((open[slot] as number) + (high[slot] as number) + (low[slot] as number) + (close[slot] as number)) / 4;

/** The mean of the minutes with trades in [from, to); null when there are none. */
function meanOf(trades: MinuteColumns, from: number, to: number): number | null {
  let sum = 0;
  let count = 0;
  for (let slot = from; slot < to; slot++) {
    if ((trades.volume[slot] as number) === NO_BAR) continue;
    sum += typicalOf(trades, slot);
    count++;
  }
  return count === 0 ? null : sum / count;
}

const isHalted = (spans: readonly HaltSpan[], slot: number): boolean =>
  spans.some(({ from, to }) => slot >= from && slot < to);

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Holds a minute's trades within its bands, and makes up for what was cut in another. */
function holdMinute(trades: MinuteColumns, slot: number, low: number, high: number, into: number): void {
  const { open, close } = trades;
  const lowest = trades.low[slot] as number;
  const highest = trades.high[slot] as number;
  for (const column of [open, trades.high, trades.low, close])
    column[slot] = clamp(column[slot] as number, low, high);
  trades.low[into] = Math.min(trades.low[into] as number, lowest);
  trades.high[into] = Math.max(trades.high[into] as number, highest);
}

/**
 * Pauses a stock that broke through its bands, from the next minute on, and answers whether it could: a pause that
 * would not end before the close is left to the closing auction, which no band binds.
 */
function pauseAt(trades: MinuteColumns, day: TradingDay, slot: number, halts: HaltSpan[]): number | null {
  let to = slot + 1 + PAUSE_MINUTES;
  for (const halt of [...halts].sort((a, b) => a.from - b.from)) {
    if (halt.from <= to && halt.to > slot) to = Math.max(to, halt.to);
  }
  // Where nothing trades any more until the reopening, nothing could make up for what is cut.
  const isTraded = trades.volume.subarray(slot + 1, to + 1).some((volume) => volume !== NO_BAR);
  if (to >= day.closeSlot || !isTraded) return null;
  const pause: HaltSpan = { kind: "LUDP", from: slot + 1, to: slot + 1 + PAUSE_MINUTES };
  suspend(trades, day, [{ ...pause, to }]);
  halts.push(pause);
  return to;
}

/**
 * Reckons the bands of a session. The first reference price is the opening price, or the previous close when five
 * minutes go by without one; after a halt it is the reopening price. Openings, reopenings and the close itself are
 * excepted from the bands.
 *
 * `halts` are the day's known halts. With `isBinding` the minutes themselves obey: trades are held within the bands, a
 * minute that would break through is followed by a trading pause, which is added to `halts`. The minute's end stands for
 * the limit state of 15 seconds before it.
 */
export function layBands(
  trades: MinuteColumns,
  day: TradingDay,
  terms: BandTerms,
  halts: HaltSpan[],
  isBinding: boolean,
): BandColumns {
  const count = day.closeSlot - day.openSlot;
  const columns: BandColumns = {
    openSlot: day.openSlot,
    reference: new Float64Array(count),
    lower: new Float64Array(count),
    upper: new Float64Array(count),
  };
  let reference = 0;
  let since = day.openSlot;
  for (let slot = day.openSlot; slot < day.closeSlot; slot++) {
    if (isHalted(halts, slot)) {
      reference = 0;
      since = slot + 1;
      continue;
    }
    const isOpening = reference === 0;
    reference = referenceAt(trades, slot, since, reference, terms);
    if (reference === 0) continue;
    const distance = bandDistance(terms, reference, day.closeSlot - slot <= DOUBLED_MINUTES);
    const lower = lowerBand(reference, distance);
    const upper = upperBand(reference, distance);
    const minute = slot - day.openSlot;
    columns.reference[minute] = reference;
    columns.lower[minute] = lower;
    columns.upper[minute] = upper;
    const isWithin = (trades.low[slot] as number) >= lower && (trades.high[slot] as number) <= upper;
    if (!isBinding || isOpening || isWithin || (trades.volume[slot] as number) === NO_BAR) continue;
    const reopening = pauseAt(trades, day, slot, halts);
    if (reopening !== null) holdMinute(trades, slot, lower, upper, reopening);
  }
  return columns;
}

/** The reference price of a minute; 0 while there is none. */
function referenceAt(
  trades: MinuteColumns,
  slot: number,
  since: number,
  reference: number,
  terms: BandTerms,
): number {
  if (reference === 0) {
    if ((trades.volume[slot] as number) !== NO_BAR) return trades.open[slot] as number;
    return slot - since >= REFERENCE_MINUTES ? terms.previousClose : 0;
  }
  const mean = meanOf(trades, Math.max(since, slot - REFERENCE_MINUTES), slot);
  return mean === null ? reference : nextReference(reference, mean);
}

/** Holds the quotes of a minute within the bands: what lies outside them could not trade and is not shown. */
export function holdQuotes(bands: BandColumns, slot: number, quote: QuoteMinute): void {
  const minute = slot - bands.openSlot;
  if (!((bands.reference[minute] ?? 0) > 0)) return;
  const low = bands.lower[minute] as number;
  const high = bands.upper[minute] as number;
  if (quote.bidLow >= low && quote.askHigh <= high) return;
  quote.bidOpen = clamp(quote.bidOpen, low, high);
  quote.bidHigh = clamp(quote.bidHigh, low, high);
  quote.bidLow = clamp(quote.bidLow, low, high);
  quote.bidClose = clamp(quote.bidClose, low, high);
  quote.askOpen = clamp(quote.askOpen, low, high);
  quote.askHigh = clamp(quote.askHigh, low, high);
  quote.askLow = clamp(quote.askLow, low, high);
  quote.askClose = clamp(quote.askClose, low, high);
}
