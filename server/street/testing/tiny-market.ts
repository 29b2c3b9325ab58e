import {
  type Instrument,
  type MarketData,
  type Mic,
  type Nbbo,
  type Print,
  type TickPrice,
  tickPrice,
  type VenueQuote,
} from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";

/** A price in dollars as the market counts it. */
export const ticks = (dollars: number): TickPrice => tickPrice(Math.round(dollars * 10_000));

/** What one venue shows from an instant until its next row: [price, size] pairs in dollars and shares, best first. */
export type TinyQuote = { venue: Mic; from: Instant; bids: [number, number][]; asks: [number, number][] };
export type TinyPrint = { at: Instant; price: number; size: number; venue?: Mic };

const SYMBOLS = ["TINY", "MINI"] as const;

const instrument = (symbol: string): Instrument => ({
  symbol,
  name: `${symbol} Corporation`,
  kind: "STOCK",
  sector: "Test",
  primaryListing: "XNYS",
  venues: ["XNYS", "XNAS", "ARCX"],
  easyToBorrow: true,
  fractionable: false,
  listedFrom: null,
  listedTo: null,
});

/** A market that a test writes down itself: the same quotes and prints for its two symbols, and a fixed close. */
export function tinyMarket(
  quotes: readonly TinyQuote[],
  prints: readonly TinyPrint[] = [],
  close = 10,
  lastDay: LocalDate | null = null,
): MarketData {
  const known = new Map(SYMBOLS.map((symbol) => [symbol as string, instrument(symbol)]));
  const levels = (pairs: readonly [number, number][]) =>
    pairs.map(([price, size]) => ({ price: ticks(price), size }));

  function book(symbol: string, at: Instant): VenueQuote[] {
    const listing = known.get(symbol);
    return (listing?.venues ?? []).flatMap((venue) => {
      const row = quotes.findLast((quote) => quote.venue === venue && quote.from <= at);
      return row ? [{ venue, bids: levels(row.bids), asks: levels(row.asks) }] : [];
    });
  }

  function best(symbol: string, at: Instant, side: "bids" | "asks") {
    const tops = book(symbol, at).flatMap((quote) => {
      const top = quote[side][0];
      return top ? [{ ...top, venue: quote.venue }] : [];
    });
    const sign = side === "bids" ? -1 : 1;
    const top = tops.sort((a, b) => sign * (a.price - b.price))[0];
    if (!top) return null;
    const same = tops.filter((other) => other.price === top.price);
    return {
      price: top.price,
      size: same.reduce((sum, { size }) => sum + size, 0),
      venues: same.map(({ venue }) => venue),
    };
  }

  const tape = (symbol: string): Print[] =>
    known.has(symbol)
      ? prints.map(({ at, price, size, venue }) => ({
          at,
          price: ticks(price),
          size,
          venue: venue ?? "XNYS",
        }))
      : [];

  return {
    source: "synthetic",
    firstDay: null,
    startsOn: null,
    lastDay,
    instruments: () => [...known.values()],
    instrument: (symbol) => known.get(symbol) ?? null,
    book,
    quote: (symbol, venue, at) => book(symbol, at).find((quote) => quote.venue === venue) ?? null,
    nbbo(symbol, at): Nbbo | null {
      const bid = best(symbol, at, "bids");
      const ask = best(symbol, at, "asks");
      return bid || ask ? { symbol, at, bid, ask } : null;
    },
    last: (symbol, at) => tape(symbol).findLast((print) => print.at <= at) ?? null,
    prints: (symbol, from, to, limit) =>
      tape(symbol)
        .filter(({ at }) => at > from && at <= to)
        .slice(-limit),
    printsThrough: (symbol, side, through, from, to, limit) =>
      tape(symbol)
        .filter(
          ({ at, price }) => at > from && at <= to && (side === "BUY" ? price <= through : price >= through),
        )
        .slice(0, limit),
    bars: () => [],
    close: (symbol) => (known.has(symbol) ? ticks(close) : null),
    previousClose: (symbol) => (known.has(symbol) ? ticks(close) : null),
    bands: () => null,
    status: (symbol, at) => (known.has(symbol) ? { phase: exchangeCalendar.phaseAt(at), halt: null } : null),
    auction: () => null,
    splitFactor: () => 1,
    actions: () => [],
  };
}
