import type { Bar, Interval } from "@/components/market/market-types";
import type { CandleBar } from "@/components/charts/candle-data";

/** A bar as charts take it: its start in seconds. */
const toCandle = ({ time, ...bar }: Bar): CandleBar => ({ ...bar, time: Math.floor(time / 1000) });

export type CandleSeries = { history: CandleBar[]; growing: CandleBar | undefined };

/** Splits what the server knows into bars that are over and the one that still grows. */
export function splitBars(bars: readonly Bar[]): CandleSeries {
  const candles = bars.map(toCandle);
  return { history: candles.slice(0, -1), growing: candles.at(-1) };
}

/** The growing bar with a newer price in it. */
export function grow(bar: CandleBar | undefined, price: number | null): CandleBar | undefined {
  if (!bar || price === null) return bar;
  return { ...bar, close: price, high: Math.max(bar.high, price), low: Math.min(bar.low, price) };
}

/** How often each kind of bar is read again: the price in between comes with the quotes. */
export const REFRESH_MS: Record<Interval, number> = {
  "1m": 10_000,
  "5m": 15_000,
  "1h": 60_000,
  "1d": 60_000,
};

/** What a bar of each size is called. */
export const INTERVAL_WORDS: Record<Interval, string> = {
  "1m": "one minute",
  "5m": "five minutes",
  "1h": "one hour",
  "1d": "one day",
};
