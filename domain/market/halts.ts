import { mix, unit } from "@/domain/market/hash";
import { type HaltSpan, type MinuteColumns, NO_BAR } from "@/domain/market/tape";
import { SLOT_MS, type TradingDay } from "@/domain/market/trading-days";
import type { Halt } from "@/domain/market/types";
import { instant } from "@/domain/time/instant";

/**
 * Halts of a day by minute slot, and how the minutes of a day are told when trading stood still for some of them: what
 * would have traded in a halt trades at the reopening, so that the day's own open, high, low, close and volume stay.
 */

const NEWS = 0x81;
const NEWS_START = 0x82;
const NEWS_LENGTH = 0x83;
/** About one of 150 stocks each second day. */
const NEWS_CHANCE = 1 / 300;
/** News halts begin at least so many minutes after the open, last so long, and end so long before the close. */
const CALM_OPENING = 30;
const SHORTEST = 30;
const LONGEST = 60;
const CALM_CLOSING = 45;
/** The resumption is announced (T3) so many minutes ahead. */
const ANNOUNCED = 10;

/** The news halt of a stock on a day, if it has one; `seed` is distinct for each stock and day. */
export function newsHaltOf(seed: number, day: TradingDay): HaltSpan | null {
  if (unit(mix(seed, NEWS)) >= NEWS_CHANCE) return null;
  const length = SHORTEST + Math.floor(unit(mix(seed, NEWS_LENGTH)) * (LONGEST - SHORTEST + 1));
  const room = day.closeSlot - CALM_CLOSING - length - (day.openSlot + CALM_OPENING);
  const from = day.openSlot + CALM_OPENING + Math.floor(unit(mix(seed, NEWS_START)) * room);
  return { kind: "NEWS", from, to: from + length };
}

/** Rule 7.12 of the NYSE and its sisters: falls of the S&P 500 from its previous close, in percent. */
const BREAKERS = [
  { kind: "MWC1", percent: 7 },
  { kind: "MWC2", percent: 13 },
  { kind: "MWC3", percent: 20 },
] as const;
const BREAKER_MINUTES = 15;
/** In the last 35 minutes (from 15:25) only the third one halts. */
const BREAKERS_END = 35;

/**
 * The market-wide circuit breakers that an index sets off in a day: 15 minutes at 7% and at 13%, each once and only
 * before 15:25; the rest of the day at 20%. `low` holds the index's lowest price by slot.
 */
export function circuitBreakers(low: Float64Array, previousClose: number, day: TradingDay): HaltSpan[] {
  const spans: HaltSpan[] = [];
  let level = 0;
  for (let slot = day.openSlot; slot < day.closeSlot - 1; slot++) {
    const price = low[slot] as number;
    if (!(price > 0)) continue;
    const fallen = BREAKERS.findLastIndex(({ percent }) => price <= (previousClose * (100 - percent)) / 100);
    const breaker = BREAKERS[fallen];
    if (!breaker || fallen < level) continue;
    if (breaker.kind !== "MWC3" && slot >= day.closeSlot - BREAKERS_END) continue;
    const to = breaker.kind === "MWC3" ? day.closeSlot : slot + 1 + BREAKER_MINUTES;
    spans.push({ kind: breaker.kind, from: slot + 1, to });
    level = fallen + 1;
    // What falls further in the halt shows at the reopening.
    for (let gap = slot + 1; gap < to && to < day.closeSlot; gap++)
      low[to] = Math.min(low[to] as number, low[gap] as number);
    slot = to - 1;
  }
  return spans;
}

/** Joins spans that touch or overlap, in order. */
function joined(spans: readonly HaltSpan[]): { from: number; to: number }[] {
  const made: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = made.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else made.push({ from, to });
  }
  return made;
}

function clear(columns: MinuteColumns, slot: number): void {
  columns.open[slot] = columns.high[slot] = columns.low[slot] = columns.close[slot] = 0;
  columns.volume[slot] = NO_BAR;
}

/** Adds a minute's range and volume to another's; a minute without trades adds nothing. */
function addMinute(columns: MinuteColumns, slot: number, into: number): void {
  const volume = columns.volume[slot] as number;
  if (volume === NO_BAR) return;
  columns.high[into] = Math.max(columns.high[into] as number, columns.high[slot] as number);
  columns.low[into] = Math.min(columns.low[into] as number, columns.low[slot] as number);
  const held = columns.volume[into] as number;
  columns.volume[into] = (held === NO_BAR ? 0 : held) + volume;
}

/**
 * Empties the slots of these spans: nobody quotes or trades in them. Their trades are made in the first minute after
 * each, which opens at its own price: the reopening. A halt to the session's end leaves them to the minute before it,
 * which then closes at the day's close.
 */
export function suspend(columns: MinuteColumns, day: TradingDay, spans: readonly HaltSpan[]): void {
  for (const { from, to } of joined(spans)) {
    const isOver = to >= day.closeSlot;
    const into = isOver ? from - 1 : to;
    if (isOver) columns.close[into] = columns.close[day.closeSlot - 1] as number;
    for (let slot = from; slot < Math.min(to, day.closeSlot); slot++) {
      addMinute(columns, slot, into);
      clear(columns, slot);
    }
  }
}

const timeOf = (day: TradingDay, slot: number) => instant(day.midnight + slot * SLOT_MS);

/** A news halt as it is told: pending (T1), released (T2), and from its announcement on with its end (T3). */
function newsHalt(day: TradingDay, { from, to }: HaltSpan, at: number): Halt {
  const since = timeOf(day, from);
  if (at >= timeOf(day, to - ANNOUNCED)) return { code: "T3", since, until: timeOf(day, to) };
  return { code: at >= timeOf(day, Math.floor((from + to) / 2)) ? "T2" : "T1", since, until: null };
}

/** The halt that stands at an instant of a day. `until` is null as long as nobody has announced an end. */
export function haltAt(spans: readonly HaltSpan[], day: TradingDay, at: number): Halt | null {
  const span = spans.find(({ from, to }) => at >= timeOf(day, from) && at < timeOf(day, to));
  if (!span) return null;
  if (span.kind === "NEWS") return newsHalt(day, span, at);
  const until = span.kind === "MWC3" ? null : timeOf(day, span.to);
  return { code: span.kind, since: timeOf(day, span.from), until };
}
