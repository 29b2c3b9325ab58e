import { barsBetween } from "@/domain/market/tape-bars";
import { lastPrint, printsBetween, printsThroughLimit } from "@/domain/market/tape-prints";
import { bookAt, nbboAt, quoteAt } from "@/domain/market/tape-quotes";
import type { TapeSource } from "@/domain/market/tape";
import { tradingDay, tradingDayOn } from "@/domain/market/trading-days";
import { type MarketData, type TickPrice, tickPrice } from "@/domain/market/types";
import { type Instant, type LocalDate, localDateOf } from "@/domain/time/instant";
import { dateOfNumber, dayNumber } from "@/domain/time/open-days";

const branded = (value: number | null): TickPrice | null => (value === null ? null : tickPrice(value));

/** The close of the last day with trades before the day that an instant falls in. */
function previousCloseOf(source: TapeSource, symbol: string, at: Instant): TickPrice | null {
  const listing = source.listing(symbol);
  if (!listing) return null;
  const before = dayNumber(localDateOf(at)) - 1;
  for (let number = Math.min(before, source.last); number >= source.first; number--) {
    const day = tradingDay(number);
    const close = day ? source.close(listing, day) : null;
    if (close !== null) return tickPrice(close);
  }
  return null;
}

function closeOf(source: TapeSource, symbol: string, date: LocalDate): TickPrice | null {
  const listing = source.listing(symbol);
  const day = listing ? tradingDayOn(date) : null;
  return listing && day ? branded(source.close(listing, day)) : null;
}

/** The port MarketData over a source of tapes. */
export function marketOf(source: TapeSource): MarketData {
  const hasDays = source.first <= source.last;
  return {
    source: source.source,
    firstDay: hasDays ? dateOfNumber(source.first) : null,
    lastDay: hasDays ? dateOfNumber(source.last) : null,
    startsOn: source.startsOn,
    instruments: () => source.instruments,
    instrument: (symbol) => source.listing(symbol)?.instrument ?? null,
    book: (symbol, at) => bookAt(source, symbol, at),
    quote: (symbol, venue, at) => quoteAt(source, symbol, venue, at),
    nbbo: (symbol, at) => nbboAt(source, symbol, at),
    last: (symbol, at) => lastPrint(source, symbol, at),
    prints: (symbol, from, to, limit) => printsBetween(source, symbol, from, to, limit),
    printsThrough: (symbol, side, through, from, to, limit) =>
      printsThroughLimit(source, symbol, side, through, from, to, limit),
    bars: (symbol, interval, from, to) => barsBetween(source, symbol, interval, from, to),
    close: (symbol, day) => closeOf(source, symbol, day),
    previousClose: (symbol, at) => previousCloseOf(source, symbol, at),
    actions: (from, to) => source.actions(from, to),
  };
}
