import { followingSplits } from "@/domain/market/following";
import { tickAbove, tickBelow } from "@/domain/market/price-grid";
import { type SymbolScript, openParts, scriptBySymbol, windowAt } from "@/domain/market/script-index";
import type { ScriptPrint, ScriptQuote, ScriptRow } from "@/domain/market/script-row";
import { scriptedBars } from "@/domain/market/scripted-bars";
import { middleOf, scriptedAuction, scriptedBands, scriptedStatus } from "@/domain/market/scripted-status";
import { factorWithin } from "@/domain/market/todays-shares";
import { dayNumberAt, tradingDay, tradingDayOn } from "@/domain/market/trading-days";
import {
  type Instrument,
  type Level,
  type MarketData,
  type Mic,
  type Nbbo,
  type Print,
  type TickPrice,
  tickPrice,
  type VenueQuote,
} from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant, type LocalDate, localDateOf } from "@/domain/time/instant";

const isOpen = (at: Instant): boolean => {
  const day = tradingDay(dayNumberAt(at));
  return day !== null && at >= day.preOpen && at < day.afterClose;
};

const level = (price: number | null, size: number): Level[] =>
  price !== null && price > 0 ? [{ price: tickPrice(price), size }] : [];

function scriptedBook(instrument: Instrument, row: ScriptQuote): VenueQuote[] {
  const quotes: VenueQuote[] = [];
  for (const venue of instrument.venues) {
    if (venue === instrument.primaryListing) {
      quotes.push({ venue, bids: level(row.bid, row.bidSize), asks: level(row.ask, row.askSize) });
    } else if (row.others === "ONE_TICK_WORSE") {
      const bids = level(row.bid === null ? null : tickBelow(row.bid), row.bidSize);
      quotes.push({ venue, bids, asks: level(row.ask === null ? null : tickAbove(row.ask), row.askSize) });
    }
  }
  return quotes;
}

function scriptedNbbo(instrument: Instrument, row: ScriptQuote, at: Instant): Nbbo | null {
  const venues: readonly Mic[] = [instrument.primaryListing];
  const bid = row.bid === null ? null : { price: row.bid, size: row.bidSize, venues };
  const ask = row.ask === null ? null : { price: row.ask, size: row.askSize, venues };
  return bid || ask ? { symbol: instrument.symbol, at, bid, ask } : null;
}

const printOf = (instrument: Instrument, row: ScriptPrint): Print => ({
  at: row.at,
  price: row.price,
  size: row.size,
  venue: instrument.primaryListing,
});

/** A market with rows laid over it, for the symbols that the rows name. */
class ScriptedMarket {
  constructor(
    readonly base: MarketData,
    readonly rows: () => readonly ScriptRow[],
  ) {}

  script(symbol: string): SymbolScript | null {
    const rows = this.rows();
    return rows.length === 0 ? null : (scriptBySymbol(rows).get(symbol) ?? null);
  }

  /** The row that decides what is quoted: a quote, "HIDDEN" for nothing at all, or null where no row reaches. */
  standing(symbol: string, at: Instant): (ScriptQuote & { instrument: Instrument }) | "HIDDEN" | null {
    const script = this.script(symbol);
    if (!script || !windowAt(script.hidden, at)) return null;
    const row = windowAt(script.quotes, at);
    const instrument = this.base.instrument(symbol);
    return row && instrument && isOpen(at) && !windowAt(script.halts, at) ? { ...row, instrument } : "HIDDEN";
  }

  book(symbol: string, at: Instant): readonly VenueQuote[] {
    const row = this.standing(symbol, at);
    if (row === null) return this.base.book(symbol, at);
    return row === "HIDDEN" ? [] : scriptedBook(row.instrument, row);
  }

  nbbo(symbol: string, at: Instant): Nbbo | null {
    const row = this.standing(symbol, at);
    if (row === null) return this.base.nbbo(symbol, at);
    return row === "HIDDEN" ? null : scriptedNbbo(row.instrument, row, at);
  }

  quote(symbol: string, venue: Mic, at: Instant): VenueQuote | null {
    if (this.standing(symbol, at) === null) return this.base.quote(symbol, venue, at);
    return this.book(symbol, at).find((quote) => quote.venue === venue) ?? null;
  }

  last(symbol: string, at: Instant): Print | null {
    const script = this.script(symbol);
    const instrument = this.base.instrument(symbol);
    if (!script || !instrument) return this.base.last(symbol, at);
    const row = script.prints.findLast((print) => print.at <= at);
    let below = this.base.last(symbol, at);
    for (let window = below && windowAt(script.hidden, below.at); below && window; ) {
      below = this.base.last(symbol, instant(window.from - 1));
      window = below && windowAt(script.hidden, below.at);
    }
    return row && (!below || row.at >= below.at) ? printOf(instrument, row) : below;
  }

  /** All prints in (from, to] that `pick` takes from the market below and `wanted` from the script, in order. */
  merged(
    symbol: string,
    from: Instant,
    to: Instant,
    pick: (from: Instant, to: Instant) => readonly Print[],
    wanted: (row: ScriptPrint) => boolean,
  ): readonly Print[] {
    const script = this.script(symbol);
    const instrument = this.base.instrument(symbol);
    if (!script || !instrument) return pick(from, to);
    const found = openParts(script.hidden, from, to).flatMap((part) => [
      ...pick(instant(part.from), instant(part.to)),
    ]);
    const rows = script.prints.filter((row) => row.at > from && row.at <= to && wanted(row));
    if (rows.length === 0) return found;
    return [...found, ...rows.map((row) => printOf(instrument, row))].sort((a, b) => a.at - b.at);
  }

  prints(symbol: string, from: Instant, to: Instant, limit: number): readonly Print[] {
    if (!(limit > 0)) return [];
    const all = this.merged(
      symbol,
      from,
      to,
      (start, end) => this.base.prints(symbol, start, end, limit),
      () => true,
    );
    return all.length > limit ? all.slice(-limit) : all;
  }

  printsThrough(
    symbol: string,
    side: "BUY" | "SELL",
    through: TickPrice,
    from: Instant,
    to: Instant,
    limit: number,
  ): readonly Print[] {
    if (!(limit > 0)) return [];
    const all = this.merged(
      symbol,
      from,
      to,
      (start, end) => this.base.printsThrough(symbol, side, through, start, end, limit),
      (row) => (side === "BUY" ? row.price <= through : row.price >= through),
    );
    return all.length > limit ? all.slice(0, limit) : all;
  }

  /**
   * A session that rows touch closes at its last print; a quote that stands to the close without a scripted trade
   * since it began closes it at its middle; a session without any print closes as the market below does.
   */
  close(symbol: string, date: LocalDate): TickPrice | null {
    const below = this.base.close(symbol, date);
    const script = this.script(symbol);
    const day = tradingDayOn(date);
    if (!script || !day || !this.base.instrument(symbol)) return below;
    const touched =
      script.hidden.some((window) => window.from < day.close && window.to > day.open) ||
      script.prints.some((print) => print.at >= day.open && print.at < day.close);
    if (!touched) return below;
    const atClose = instant(day.close - 1);
    const last = this.last(symbol, atClose);
    const quote = windowAt(script.quotes, atClose);
    const middle = quote && (!last || last.at < quote.from) ? middleOf(quote) : null;
    if (middle !== null) return middle;
    return last && last.at >= day.open ? last.price : below;
  }

  previousClose(symbol: string, at: Instant): TickPrice | null {
    if (!this.script(symbol)) return this.base.previousClose(symbol, at);
    const before = exchangeCalendar.previousTradingDay(localDateOf(at));
    return this.close(symbol, before) ?? this.base.previousClose(symbol, at);
  }
}

/**
 * Lays rows over a market, for tests and drills. While a scripted quote stands its instrument shows that quote and
 * no other: on the primary listing with the row's sizes, elsewhere one tick worse or nothing; while a halt stands it
 * shows nothing. The prints of the market below are left out for as long, so nothing trades away from the script;
 * scripted prints are always shown. Bars, last and close follow. `rows` is asked at every question and must return
 * the same array for as long as the script is the same.
 */
export function scriptedMarket(given: MarketData, rows: () => readonly ScriptRow[]): MarketData {
  const base = followingSplits(given, (symbol) => scriptBySymbol(rows()).get(symbol)?.followed);
  const market = new ScriptedMarket(base, rows);
  return {
    source: base.source,
    firstDay: base.firstDay,
    startsOn: base.startsOn,
    lastDay: base.lastDay,
    instruments: () => base.instruments(),
    instrument: (symbol) => base.instrument(symbol),
    book: (symbol, at) => market.book(symbol, at),
    quote: (symbol, venue, at) => market.quote(symbol, venue, at),
    nbbo: (symbol, at) => market.nbbo(symbol, at),
    last: (symbol, at) => market.last(symbol, at),
    prints: (symbol, from, to, limit) => market.prints(symbol, from, to, limit),
    printsThrough: (symbol, side, through, from, to, limit) =>
      market.printsThrough(symbol, side, through, from, to, limit),
    bars: (symbol, interval, from, to) => {
      const script = market.script(symbol);
      if (!script || !base.instrument(symbol)) return base.bars(symbol, interval, from, to);
      const printsOf = (start: Instant, end: Instant) =>
        market.prints(symbol, start, end, Number.POSITIVE_INFINITY);
      return scriptedBars(base, script, printsOf, symbol, interval, from, to);
    },
    close: (symbol, day) => market.close(symbol, day),
    previousClose: (symbol, at) => market.previousClose(symbol, at),
    bands: (symbol, at) => {
      const script = market.script(symbol);
      if (!script) return base.bands(symbol, at);
      return scriptedBands(base, script, symbol, at, market.previousClose(symbol, at));
    },
    status: (symbol, at) => {
      const script = market.script(symbol);
      return script ? scriptedStatus(base, script, symbol, at) : base.status(symbol, at);
    },
    auction: (symbol, day, kind) => {
      const script = market.script(symbol);
      if (!script) return base.auction(symbol, day, kind);
      return scriptedAuction(base, script, market, symbol, day, kind);
    },
    splitFactor: (symbol, after, to) =>
      base.splitFactor(symbol, after, to) * factorWithin(market.script(symbol)?.splits, after, to),
    actions: (from, to) => {
      const below = base.actions(from, to);
      const laid = [...scriptBySymbol(rows()).values()]
        .flatMap(({ actions }) => actions)
        .filter(({ exDate }) => exDate >= from && exDate <= to);
      if (laid.length === 0) return below;
      return [...below, ...laid].sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
    },
  };
}
