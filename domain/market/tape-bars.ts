import { fillMinute, minutePrints } from "@/domain/market/minute-prints";
import {
  blankShape,
  type Listing,
  NO_BAR,
  type Shape,
  type Tape,
  type TapeSource,
} from "@/domain/market/tape";
import { dayNumberAt, SLOT_MS, SLOTS, type TradingDay, tradingDay } from "@/domain/market/trading-days";
import { type Bar, type BarInterval, tickPrice } from "@/domain/market/types";
import { type Instant, instant } from "@/domain/time/instant";

/**
 * Bars of a source of tapes. The rule: a one-minute bar is the fold of its prints; five-minute and hour bars are the
 * folds of their minutes, counted from 4:00 before the open, from 9:30 in the core session and from its close after
 * it, so that no bar mixes two of them; a daily bar is the core session alone. Minutes without trades have no bar.
 */
export const BAR_MINUTES: Record<Exclude<BarInterval, "1d">, number> = { "1m": 1, "5m": 5, "1h": 60 };

export const toBar = (start: number, shape: Readonly<Shape>): Bar => ({
  start: instant(start),
  open: tickPrice(shape.open),
  high: tickPrice(shape.high),
  low: tickPrice(shape.low),
  close: tickPrice(shape.close),
  volume: shape.volume,
});

function begin(fold: Shape): void {
  fold.volume = NO_BAR;
}

function take(fold: Shape, open: number, high: number, low: number, close: number, volume: number): void {
  if (fold.volume === NO_BAR) {
    fold.open = open;
    fold.high = high;
    fold.low = low;
    fold.volume = volume;
  } else {
    if (high > fold.high) fold.high = high;
    if (low < fold.low) fold.low = low;
    fold.volume += volume;
  }
  fold.close = close;
}

/** Folds the trades of the slots [from, to) before an instant; false when there are none. */
export function foldSlots(
  tape: Tape,
  listing: Listing,
  from: number,
  to: number,
  before: number,
  into: Shape,
): boolean {
  const { open, high, low, close, volume } = tape.trades;
  begin(into);
  for (let slot = from; slot < to; slot++) {
    const start = tape.day.midnight + slot * SLOT_MS;
    if (start >= before) break;
    const shares = volume[slot] as number;
    if (shares === NO_BAR) continue;
    if (start + SLOT_MS <= before) {
      take(
        into,
        open[slot] as number,
        high[slot] as number,
        low[slot] as number,
        close[slot] as number,
        shares,
      );
      continue;
    }
    const count = fillMinute(tape, listing, slot);
    for (let index = 0; index < count && start + (minutePrints.offset[index] as number) < before; index++) {
      const price = minutePrints.price[index] as number;
      take(into, price, price, price, price, minutePrints.size[index] as number);
    }
  }
  return into.volume !== NO_BAR;
}

/** The first slot of the bar that a slot belongs to, and the first slot after that bar. */
export function barSlots(day: TradingDay, slot: number, minutes: number): { from: number; to: number } {
  const base = slot < day.openSlot ? day.preOpenSlot : slot < day.closeSlot ? day.openSlot : day.closeSlot;
  const end = slot < day.openSlot ? day.openSlot : slot < day.closeSlot ? day.closeSlot : SLOTS;
  const from = base + Math.floor((slot - base) / minutes) * minutes;
  return { from: Math.max(0, from), to: Math.min(end, from + minutes) };
}

const fold = blankShape();

function addIntraday(
  bars: Bar[],
  tape: Tape,
  listing: Listing,
  minutes: number,
  from: number,
  to: number,
): void {
  const { day } = tape;
  let slot = Math.max(0, Math.floor((from - day.midnight) / SLOT_MS));
  while (slot < SLOTS && day.midnight + slot * SLOT_MS < to) {
    const span = minutes === 1 ? { from: slot, to: slot + 1 } : barSlots(day, slot, minutes);
    const start = day.midnight + span.from * SLOT_MS;
    if (start >= from && foldSlots(tape, listing, span.from, span.to, to, fold))
      bars.push(toBar(start, fold));
    slot = span.to;
  }
}

function addDaily(
  bars: Bar[],
  source: TapeSource,
  listing: Listing,
  day: TradingDay,
  from: number,
  to: number,
): void {
  if (day.open < from || day.open >= to) return;
  if (day.close <= to) {
    if (source.daily(listing, day, fold)) bars.push(toBar(day.open, fold));
    return;
  }
  const tape = source.tape(listing, day);
  if (tape && foldSlots(tape, listing, day.openSlot, day.closeSlot, to, fold))
    bars.push(toBar(day.open, fold));
}

export function barsBetween(
  source: TapeSource,
  symbol: string,
  interval: BarInterval,
  from: Instant,
  to: Instant,
): readonly Bar[] {
  const bars: Bar[] = [];
  const listing = source.listing(symbol);
  if (!listing || !(from < to)) return bars;
  const first = Math.max(dayNumberAt(from), source.first);
  const last = Math.min(dayNumberAt(to), source.last);
  for (let number = first; number <= last; number++) {
    const day = tradingDay(number);
    if (!day) continue;
    if (interval === "1d") {
      addDaily(bars, source, listing, day, from, to);
      continue;
    }
    const tape = source.tape(listing, day);
    if (tape) addIntraday(bars, tape, listing, BAR_MINUTES[interval], from, to);
  }
  return bars;
}
