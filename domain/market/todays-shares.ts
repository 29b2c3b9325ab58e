import { shareRatio, termsOf } from "@/domain/corporate-actions/action";
import {
  type Bar,
  type CorporateAction,
  type MarketData,
  type TickPrice,
  tickPrice,
} from "@/domain/market/types";
import { dayNumberAt } from "@/domain/market/trading-days";
import { type LocalDate, localDateOf } from "@/domain/time/instant";
import { exchangeCalendar } from "@/domain/time/calendar";
import { dateOfNumber } from "@/domain/time/open-days";

/** The splits of one stock. */
export type SplitDays = readonly { exDate: LocalDate; factor: number }[];

/** Splits of all kinds out of the announced actions of one stock. */
export const splitsOf = (actions: readonly CorporateAction[]): SplitDays =>
  actions.flatMap((action) => {
    const { to, from } = shareRatio(termsOf(action));
    return to.eq(from) ? [] : [{ exDate: action.exDate, factor: to.div(from).toNumber() }];
  });

/** The same by symbol, out of those of all stocks. */
export function splitsBySymbol(actions: readonly CorporateAction[]): ReadonlyMap<string, SplitDays> {
  const symbols = new Set(actions.map(({ symbol }) => symbol));
  return new Map(
    [...symbols].map((symbol) => [symbol, splitsOf(actions.filter((one) => one.symbol === symbol))]),
  );
}

/** The product of the splits in (after, to]. */
export function factorWithin(splits: SplitDays | undefined, after: LocalDate, to: LocalDate): number {
  let factor = 1;
  for (const split of splits ?? []) if (split.exDate > after && split.exDate <= to) factor *= split.factor;
  return factor;
}

const DOLLAR = 10_000;
const CENT = 100;

/** A price in new shares: in whole cents, below a dollar as fine as prices get. */
export function rescaled(price: TickPrice, factor: number): TickPrice {
  if (factor === 1) return price;
  const grain = price / factor >= DOLLAR ? CENT : 1;
  return tickPrice(Math.max(1, Math.round(price / factor / grain) * grain));
}

/**
 * A market whose memories of other days (the last print, the close before) are told in the shares of the day that is
 * asked about: else a split would look like a loss until the stock has traded anew. What happened on a day is told as
 * it happened.
 */
export function inTodaysShares(market: MarketData): MarketData {
  return {
    ...market,
    last(symbol, at) {
      const print = market.last(symbol, at);
      if (!print) return null;
      const [then, now] = [dayNumberAt(print.at), dayNumberAt(at)];
      if (then === now) return print;
      const factor = market.splitFactor(symbol, dateOfNumber(then), dateOfNumber(now));
      return factor === 1 ? print : { ...print, price: rescaled(print.price, factor) };
    },
    previousClose(symbol, at) {
      const close = market.previousClose(symbol, at);
      if (close === null) return null;
      const today = localDateOf(at);
      const before = exchangeCalendar.previousTradingDay(today);
      return rescaled(close, market.splitFactor(symbol, before, today));
    },
  };
}

/**
 * Bars in the shares of a day: those of before its splits have their prices divided and their volume multiplied, as
 * charts show them. Bars come oldest first; from the day's own on they stay as they are.
 */
export function barsInSharesOf(
  market: Pick<MarketData, "splitFactor">,
  symbol: string,
  bars: readonly Bar[],
  day: LocalDate,
): readonly Bar[] {
  const factors = new Map<number, number>();
  const factorOf = (number: number): number => {
    const known = factors.get(number) ?? market.splitFactor(symbol, dateOfNumber(number), day);
    factors.set(number, known);
    return known;
  };
  const first = bars[0];
  if (!first || factorOf(dayNumberAt(first.start)) === 1) return bars;
  return bars.map((bar) => {
    const factor = factorOf(dayNumberAt(bar.start));
    if (factor === 1) return bar;
    return {
      start: bar.start,
      open: rescaled(bar.open, factor),
      high: rescaled(bar.high, factor),
      low: rescaled(bar.low, factor),
      close: rescaled(bar.close, factor),
      volume: Math.round(bar.volume * factor),
    };
  });
}
