import { factorWithin, type SplitDays } from "@/domain/market/todays-shares";
import { dayNumberAt } from "@/domain/market/trading-days";
import {
  type Bar,
  type Level,
  type MarketData,
  type Nbbo,
  type Print,
  type TickPrice,
  tickPrice,
  type VenueQuote,
} from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type LocalDate, localDateOf } from "@/domain/time/instant";
import { dateOfNumber } from "@/domain/time/open-days";

const BEFORE_ALL = "0001-01-01" as LocalDate;
const DOLLAR = 10_000;
const CENT = 100;

const shares = (size: number, factor: number): number => Math.max(1, Math.round(size * factor));
/** Quotes keep to whole cents above a dollar; prints may be finer. */
const grainOf = (price: number): number => (price >= DOLLAR ? CENT : 1);
const down = (price: number, factor: number): TickPrice => {
  const raw = price / factor;
  return tickPrice(Math.max(1, Math.floor(raw / grainOf(raw)) * grainOf(raw)));
};
const up = (price: number, factor: number): TickPrice => {
  const raw = price / factor;
  return tickPrice(Math.ceil(raw / grainOf(raw)) * grainOf(raw));
};
const even = (price: number, factor: number): TickPrice => tickPrice(Math.max(1, Math.floor(price / factor)));

const levels = (given: readonly Level[], side: typeof down, factor: number): Level[] =>
  given.map(({ price, size }) => ({ price: side(price, factor), size: shares(size, factor) }));

const quoted = (quote: VenueQuote, factor: number): VenueQuote => ({
  venue: quote.venue,
  bids: levels(quote.bids, down, factor),
  asks: levels(quote.asks, up, factor),
});

/**
 * A market whose prices follow splits of which it knows nothing, as a made one's must when a desk announces one: from
 * the ex-date on a share is so much of one before, in prices and in sizes. `splits` are asked at every question.
 */
export function followingSplits(
  base: MarketData,
  splits: (symbol: string) => SplitDays | undefined,
): MarketData {
  const onDay = (symbol: string, day: LocalDate): number => {
    const own = splits(symbol);
    return own && own.length > 0 ? factorWithin(own, BEFORE_ALL, day) : 1;
  };
  const at = (symbol: string, when: number): number =>
    splits(symbol)?.length ? onDay(symbol, dateOfNumber(dayNumberAt(when))) : 1;
  const printed = (symbol: string, print: Print): Print => {
    const factor = at(symbol, print.at);
    return factor === 1
      ? print
      : { ...print, price: even(print.price, factor), size: shares(print.size, factor) };
  };
  const bar = (symbol: string, one: Bar): Bar => {
    const factor = at(symbol, one.start);
    if (factor === 1) return one;
    const [open, high, low, close] = [one.open, one.high, one.low, one.close].map((price) =>
      even(price, factor),
    ) as [TickPrice, TickPrice, TickPrice, TickPrice];
    return { start: one.start, open, high, low, close, volume: Math.round(one.volume * factor) };
  };
  const nbbo = (given: Nbbo, factor: number): Nbbo => ({
    ...given,
    bid: given.bid && {
      ...given.bid,
      price: down(given.bid.price, factor),
      size: shares(given.bid.size, factor),
    },
    ask: given.ask && {
      ...given.ask,
      price: up(given.ask.price, factor),
      size: shares(given.ask.size, factor),
    },
  });
  return {
    ...base,
    book: (symbol, when) => {
      const factor = at(symbol, when);
      const found = base.book(symbol, when);
      return factor === 1 ? found : found.map((quote) => quoted(quote, factor));
    },
    quote: (symbol, venue, when) => {
      const factor = at(symbol, when);
      const found = base.quote(symbol, venue, when);
      return factor === 1 || !found ? found : quoted(found, factor);
    },
    nbbo: (symbol, when) => {
      const factor = at(symbol, when);
      const found = base.nbbo(symbol, when);
      return factor === 1 || !found ? found : nbbo(found, factor);
    },
    last: (symbol, when) => {
      const found = base.last(symbol, when);
      return found && printed(symbol, found);
    },
    prints: (symbol, from, to, limit) =>
      base.prints(symbol, from, to, limit).map((print) => printed(symbol, print)),
    printsThrough: (symbol, side, through, from, to, limit) => {
      const factor = at(symbol, to);
      if (factor === 1) return base.printsThrough(symbol, side, through, from, to, limit);
      // A print of p is told as floor(p / factor): at or below a limit while p < (limit + 1) * factor.
      const below = side === "BUY" ? Math.ceil((through + 1) * factor) - 1 : Math.ceil(through * factor);
      return base
        .printsThrough(symbol, side, tickPrice(below), from, to, limit)
        .map((print) => printed(symbol, print));
    },
    bars: (symbol, interval, from, to) =>
      splits(symbol)?.length
        ? base.bars(symbol, interval, from, to).map((one) => bar(symbol, one))
        : base.bars(symbol, interval, from, to),
    close: (symbol, day) => {
      const found = base.close(symbol, day);
      const factor = onDay(symbol, day);
      return found === null || factor === 1 ? found : even(found, factor);
    },
    previousClose: (symbol, when) => {
      const found = base.previousClose(symbol, when);
      if (found === null || !splits(symbol)?.length) return found;
      return even(found, onDay(symbol, exchangeCalendar.previousTradingDay(localDateOf(when))));
    },
    bands: (symbol, when) => {
      const found = base.bands(symbol, when);
      const factor = at(symbol, when);
      if (!found || factor === 1) return found;
      return {
        lower: down(found.lower, factor),
        upper: up(found.upper, factor),
        reference: even(found.reference, factor),
      };
    },
    auction: (symbol, day, kind) => {
      const found = base.auction(symbol, day, kind);
      const factor = onDay(symbol, day);
      if (!found || factor === 1) return found;
      return { ...found, price: down(found.price, factor), volume: shares(found.volume, factor) };
    },
  };
}
