import { auctionOf } from "@/domain/market/auction";
import { haltAt } from "@/domain/market/halts";
import { barsBetween } from "@/domain/market/tape-bars";
import { lastPrint, printsBetween, printsThroughLimit } from "@/domain/market/tape-prints";
import { bookAt, nbboAt, quoteAt } from "@/domain/market/tape-quotes";
import type { Tape, TapeSource } from "@/domain/market/tape";
import { dayNumberAt, SLOT_MS, tradingDay, tradingDayOn } from "@/domain/market/trading-days";
import {
  type MarketData,
  type MarketStatus,
  type PriceBands,
  type TickPrice,
  tickPrice,
} from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
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

/** The tape of the session that an instant falls in; null out of it. */
function sessionTape(source: TapeSource, symbol: string, at: Instant): Tape | null {
  const listing = source.listing(symbol);
  const day = listing ? tradingDay(dayNumberAt(at)) : null;
  if (!listing || !day || at < day.open || at >= day.close) return null;
  return source.tape(listing, day);
}

function statusAt(source: TapeSource, symbol: string, at: Instant): MarketStatus | null {
  if (!source.listing(symbol)) return null;
  const tape = sessionTape(source, symbol, at);
  const halt = tape && haltAt(tape.guards.halts, tape.day, at);
  return { phase: exchangeCalendar.phaseAt(at), halt };
}

function bandsAt(source: TapeSource, symbol: string, at: Instant): PriceBands | null {
  const tape = sessionTape(source, symbol, at);
  const bands = tape?.guards.bands;
  if (!tape || !bands) return null;
  const minute = Math.floor((at - tape.day.open) / SLOT_MS);
  const reference = bands.reference[minute] as number;
  if (!(reference > 0)) return null;
  return {
    lower: tickPrice(bands.lower[minute] as number),
    upper: tickPrice(bands.upper[minute] as number),
    reference: tickPrice(reference),
  };
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
    bands: (symbol, at) => bandsAt(source, symbol, at),
    status: (symbol, at) => statusAt(source, symbol, at),
    auction: (symbol, day, kind) => auctionOf(source, symbol, day, kind),
    splitFactor: (symbol, after, to) => source.splitFactor(symbol, after, to),
    actions: (from, to) => source.actions(from, to),
  };
}
