import type { SymbolScript } from "@/domain/market/script-index";
import { BAR_MINUTES, barSlots } from "@/domain/market/tape-bars";
import { dayNumberAt, SLOT_MS, tradingDay } from "@/domain/market/trading-days";
import type { Bar, BarInterval, MarketData, Print } from "@/domain/market/types";
import { type Instant, instant } from "@/domain/time/instant";

/** Bars of a market that rows are laid over: those that no row touches as below, the others folded anew. */

type Span = { start: number; end: number };
type PrintsOf = (from: Instant, to: Instant) => readonly Print[];

/** The bar that an instant belongs to; null where there is none: on closed days, and out of hours for daily bars. */
function spanAt(interval: BarInterval, at: number): Span | null {
  const day = tradingDay(dayNumberAt(at));
  if (!day) return null;
  if (interval === "1d") return at >= day.open && at < day.close ? { start: day.open, end: day.close } : null;
  const { from, to } = barSlots(day, Math.floor((at - day.midnight) / SLOT_MS), BAR_MINUTES[interval]);
  return { start: day.midnight + from * SLOT_MS, end: day.midnight + to * SLOT_MS };
}

const isTouched = (script: SymbolScript, { start, end }: Span): boolean =>
  script.hidden.some((window) => window.from < end && window.to > start) ||
  script.prints.some((print) => print.at >= start && print.at < end);

const isEmptied = (script: SymbolScript, { start, end }: Span): boolean =>
  script.hidden.some((window) => window.from <= start && window.to >= end) &&
  !script.prints.some((print) => print.at >= start && print.at < end);

function foldPrints(start: number, prints: readonly Print[]): Bar | null {
  const [first] = prints;
  if (!first) return null;
  const bar: Bar = {
    start: instant(start),
    open: first.price,
    high: first.price,
    low: first.price,
    close: first.price,
    volume: 0,
  };
  for (const print of prints) {
    if (print.price > bar.high) bar.high = print.price;
    if (print.price < bar.low) bar.low = print.price;
    bar.close = print.price;
    bar.volume += print.size;
  }
  return bar;
}

/** The spans of an interval that begin in [from, to) and hold bars of the market below or scripted prints. */
function spansOf(
  script: SymbolScript,
  below: readonly Bar[],
  interval: BarInterval,
  from: number,
  to: number,
): Span[] {
  const starts = [
    ...below.map((bar) => bar.start as number),
    ...script.prints.filter((print) => print.at >= from && print.at < to).map((print) => print.at as number),
  ];
  const spans = new Map<number, Span>();
  for (const at of starts) {
    const span = spanAt(interval, at);
    if (span && span.start >= from && span.start < to) spans.set(span.start, span);
  }
  return [...spans.values()].sort((a, b) => a.start - b.start);
}

export function scriptedBars(
  base: MarketData,
  script: SymbolScript,
  printsOf: PrintsOf,
  symbol: string,
  interval: BarInterval,
  from: Instant,
  to: Instant,
): readonly Bar[] {
  const below = base.bars(symbol, interval, from, to);
  if (!isTouched(script, { start: from, end: to })) return below;
  const byStart = new Map(below.map((bar) => [bar.start as number, bar]));
  const bars: Bar[] = [];
  for (const span of spansOf(script, below, interval, from, to)) {
    const shown = { start: span.start, end: Math.min(span.end, to) };
    if (isEmptied(script, shown)) continue;
    const bar = isTouched(script, shown)
      ? foldPrints(span.start, printsOf(instant(shown.start - 1), instant(shown.end - 1)))
      : byStart.get(span.start);
    if (bar) bars.push(bar);
  }
  return bars;
}
