import type { Instrument, MarketData } from "@/domain/market/types";

/**
 * Two markets as one: the symbols that were recorded trade as they did, on the days of the recording and on no others;
 * all other symbols are the made market's. Its days are the made market's, so exchange time may go on past the
 * recording, where the recorded symbols are no longer listed.
 */
export function recordedOver(recorded: MarketData, made: MarketData): MarketData {
  const of = (symbol: string): MarketData => (recorded.instrument(symbol) ? recorded : made);
  const others = made.instruments().filter(({ symbol }) => !recorded.instrument(symbol));
  const instruments: readonly Instrument[] = [...recorded.instruments(), ...others].sort((a, b) =>
    a.symbol < b.symbol ? -1 : 1,
  );
  return {
    source: "replay",
    firstDay: made.firstDay,
    lastDay: made.lastDay,
    startsOn: recorded.startsOn,
    instruments: () => instruments,
    instrument: (symbol) => of(symbol).instrument(symbol),
    book: (symbol, at) => of(symbol).book(symbol, at),
    quote: (symbol, venue, at) => of(symbol).quote(symbol, venue, at),
    nbbo: (symbol, at) => of(symbol).nbbo(symbol, at),
    last: (symbol, at) => of(symbol).last(symbol, at),
    prints: (symbol, from, to, limit) => of(symbol).prints(symbol, from, to, limit),
    printsThrough: (symbol, side, through, from, to, limit) =>
      of(symbol).printsThrough(symbol, side, through, from, to, limit),
    bars: (symbol, interval, from, to) => of(symbol).bars(symbol, interval, from, to),
    close: (symbol, day) => of(symbol).close(symbol, day),
    previousClose: (symbol, at) => of(symbol).previousClose(symbol, at),
    bands: (symbol, at) => of(symbol).bands(symbol, at),
    status: (symbol, at) => of(symbol).status(symbol, at),
    splitFactor: (symbol, after, to) => of(symbol).splitFactor(symbol, after, to),
    auction: (symbol, day, kind) => of(symbol).auction(symbol, day, kind),
    actions: (from, to) =>
      [
        ...recorded.actions(from, to),
        ...made.actions(from, to).filter(({ symbol }) => !recorded.instrument(symbol)),
      ].sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0)),
  };
}
