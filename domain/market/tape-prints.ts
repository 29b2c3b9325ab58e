import { fillMinute, minutePrints, printAt } from "@/domain/market/minute-prints";
import { blankShape, type Listing, type Tape, type TapeSource } from "@/domain/market/tape";
import { dayNumberAt, SLOT_MS, SLOTS, type TradingDay, tradingDay } from "@/domain/market/trading-days";
import type { Print, TickPrice } from "@/domain/market/types";
import type { Instant } from "@/domain/time/instant";

/** Prints of a source of tapes: looked for day by day and minute by minute, skipping what cannot hold any. */

const reach = blankShape();

const clampSlot = (slot: number): number => Math.min(SLOTS - 1, Math.max(0, slot));

/** The minute slot of an instant on a day, cut to the day. */
const slotAt = (day: TradingDay, at: number): number => clampSlot(Math.floor((at - day.midnight) / SLOT_MS));

/** The last print of a tape at or before an instant. */
function lastOf(tape: Tape, listing: Listing, at: number): Print | null {
  for (let slot = slotAt(tape.day, at); slot >= 0; slot--) {
    const within = at - tape.day.midnight - slot * SLOT_MS;
    for (let index = fillMinute(tape, listing, slot) - 1; index >= 0; index--) {
      if ((minutePrints.offset[index] as number) <= within) return printAt(tape, listing, slot, index);
    }
  }
  return null;
}

export function lastPrint(source: TapeSource, symbol: string, at: Instant): Print | null {
  const listing = source.listing(symbol);
  if (!listing) return null;
  for (let number = Math.min(dayNumberAt(at), source.last); number >= source.first; number--) {
    const day = tradingDay(number);
    if (!day || day.midnight > at) continue;
    const tape = source.tape(listing, day);
    const print = tape ? lastOf(tape, listing, at) : null;
    if (print) return print;
  }
  return null;
}

export function printsBetween(
  source: TapeSource,
  symbol: string,
  from: Instant,
  to: Instant,
  limit: number,
): readonly Print[] {
  const found: Print[] = [];
  const listing = source.listing(symbol);
  if (!listing || !(from < to) || !(limit > 0)) return found;
  const first = Math.max(dayNumberAt(from), source.first);
  const last = Math.min(dayNumberAt(to), source.last);
  for (let number = last; number >= first && found.length < limit; number--) {
    const day = tradingDay(number);
    const tape = day ? source.tape(listing, day) : null;
    if (!day || !tape) continue;
    for (let slot = slotAt(day, to); slot >= slotAt(day, from) && found.length < limit; slot--) {
      const start = day.midnight + slot * SLOT_MS;
      for (let index = fillMinute(tape, listing, slot) - 1; index >= 0 && found.length < limit; index--) {
        const at = start + (minutePrints.offset[index] as number);
        if (at > from && at <= to) found.push(printAt(tape, listing, slot, index));
      }
    }
  }
  return found.reverse();
}

/** Adds the prints of a day through a limit; `sign` is 1 for a buyer (at or below), -1 for a seller. */
function addThrough(
  found: Print[],
  tape: Tape,
  listing: Listing,
  sign: number,
  through: number,
  from: number,
  to: number,
  limit: number,
): void {
  const { day, trades } = tape;
  const nearest = sign > 0 ? trades.low : trades.high;
  const last = slotAt(day, to);
  for (let slot = slotAt(day, from); slot <= last && found.length < limit; slot++) {
    if (!((trades.volume[slot] as number) > 0) || (nearest[slot] as number) * sign > through * sign) continue;
    const start = day.midnight + slot * SLOT_MS;
    const count = fillMinute(tape, listing, slot);
    for (let index = 0; index < count && found.length < limit; index++) {
      const at = start + (minutePrints.offset[index] as number);
      if ((minutePrints.price[index] as number) * sign > through * sign || at <= from || at > to) continue;
      found.push(printAt(tape, listing, slot, index));
    }
  }
}

export function printsThroughLimit(
  source: TapeSource,
  symbol: string,
  side: "BUY" | "SELL",
  through: TickPrice,
  from: Instant,
  to: Instant,
  limit: number,
): readonly Print[] {
  const found: Print[] = [];
  const listing = source.listing(symbol);
  if (!listing || !(from < to) || !(limit > 0)) return found;
  const sign = side === "BUY" ? 1 : -1;
  const first = Math.max(dayNumberAt(from), source.first);
  const last = Math.min(dayNumberAt(to), source.last);
  for (let number = first; number <= last && found.length < limit; number++) {
    const day = tradingDay(number);
    if (!day || !source.reach(listing, day, reach)) continue;
    if ((side === "BUY" ? reach.low : reach.high) * sign > through * sign) continue;
    const tape = source.tape(listing, day);
    if (tape) addThrough(found, tape, listing, sign, through, from, to, limit);
  }
  return found;
}
