import { AppError } from "@/domain/errors";
import {
  type Bar,
  type BarInterval,
  type Instrument,
  type Level,
  type MarketData,
  type TickPrice,
} from "@/domain/market/types";
import { tickRatioText, tickText } from "@/domain/market/tick-text";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, type Instant, instantAt, localDateOf, plus } from "@/domain/time/instant";
import type {
  BarView,
  BookView,
  ClockView,
  InstrumentView,
  BookLevelView,
  QuoteView,
} from "@/server/market/views";
import type { Deps } from "@/server/platform/deps";

const FOUND_AT_MOST = 20;

/** Instruments whose symbol or name begins with the text, symbols first; then those that contain it. */
export function searchInstruments(deps: Deps, input: { text: string }): InstrumentView[] {
  const wanted = input.text.trim().toUpperCase();
  const scored = deps.market
    .instruments()
    .map((instrument) => ({ instrument, rank: rankOf(instrument, wanted) }))
    .filter((candidate) => candidate.rank < 4);
  scored.sort((a, b) => a.rank - b.rank || a.instrument.symbol.localeCompare(b.instrument.symbol));
  return scored.slice(0, FOUND_AT_MOST).map(({ instrument }) => instrumentView(instrument));
}

function rankOf(instrument: Instrument, wanted: string): number {
  const name = instrument.name.toUpperCase();
  if (instrument.symbol === wanted) return 0;
  if (instrument.symbol.startsWith(wanted)) return 1;
  if (name.startsWith(wanted)) return 2;
  return name.includes(wanted) ? 3 : 4;
}

const instrumentView = (instrument: Instrument): InstrumentView => ({
  symbol: instrument.symbol,
  name: instrument.name,
  kind: instrument.kind,
  primaryListing: instrument.primaryListing,
  sector: instrument.sector,
  isFractionable: instrument.fractionable,
});

export function instrumentOf(deps: Deps, input: { symbol: string }): InstrumentView {
  const instrument = deps.market.instrument(input.symbol);
  if (!instrument) throw new AppError("UNKNOWN_SYMBOL", `We do not trade ${input.symbol}.`);
  return instrumentView(instrument);
}

/** The quote at an instant: national best bid and offer, last sale, change since the previous close. */
export function quoteAt(market: MarketData, symbol: string, at: Instant): QuoteView {
  const nbbo = market.nbbo(symbol, at);
  const last = market.last(symbol, at)?.price ?? null;
  const before = market.previousClose(symbol, at);
  const change = last !== null && before !== null && before > 0 ? last - before : null;
  return {
    symbol,
    at,
    bid: nbbo?.bid ? tickText(nbbo.bid.price) : null,
    bidSize: nbbo?.bid?.size ?? 0,
    ask: nbbo?.ask ? tickText(nbbo.ask.price) : null,
    askSize: nbbo?.ask?.size ?? 0,
    last: last === null ? null : tickText(last),
    previousClose: before === null ? null : tickText(before),
    change: change === null ? null : tickText(change),
    changeRatio: change === null || before === null ? null : tickRatioText(change, before),
  };
}

const LEVELS = 5;
const PRINTS = 20;
/** How far back the newest prints are looked for. */
const PRINTS_WITHIN_MS = 60_000;

/** The books of several venues as one: sizes at the same price together, the best five prices. */
function composite(sides: readonly (readonly Level[])[], sign: 1 | -1): BookLevelView[] {
  const sizes = new Map<TickPrice, number>();
  for (const levels of sides)
    for (const { price, size } of levels) sizes.set(price, (sizes.get(price) ?? 0) + size);
  return [...sizes]
    .sort(([a], [b]) => (a - b) * sign)
    .slice(0, LEVELS)
    .map(([price, size]) => [tickText(price), size]);
}

const levelViews = (levels: readonly Level[]): BookLevelView[] =>
  levels.map(({ price, size }) => [tickText(price), size]);

/** The book at an instant, over all venues and venue by venue, and the newest prints of the last minute. */
export function depthAt(market: MarketData, symbol: string, at: Instant): BookView {
  const venues = market.book(symbol, at);
  return {
    symbol,
    at,
    bids: composite(
      venues.map(({ bids }) => bids),
      -1,
    ),
    asks: composite(
      venues.map(({ asks }) => asks),
      1,
    ),
    venues: venues.map(({ venue, bids, asks }) => ({
      venue,
      bids: levelViews(bids),
      asks: levelViews(asks),
    })),
    prints: market
      .prints(symbol, plus(at, -PRINTS_WITHIN_MS), at, PRINTS)
      .map((print) => ({
        at: print.at,
        price: tickText(print.price),
        size: print.size,
        venue: print.venue,
      }))
      .reverse(),
  };
}

export async function quotes(deps: Deps, input: { symbols: string[] }): Promise<QuoteView[]> {
  const at = await deps.clock.exchangeNow();
  return input.symbols
    .filter((symbol) => deps.market.instrument(symbol))
    .map((symbol) => quoteAt(deps.market, symbol, at));
}

/** How far back each bar size looks on a chart, in calendar days. */
const SPAN_DAYS: Record<BarInterval, number> = { "1m": 0, "5m": 4, "1h": 30, "1d": 365 };

/** Bars up to now, oldest first; sized for one chart. Charts are the one place where prices are numbers. */
export async function bars(deps: Deps, input: { symbol: string; interval: BarInterval }): Promise<BarView[]> {
  if (!deps.market.instrument(input.symbol))
    throw new AppError("UNKNOWN_SYMBOL", `We do not trade ${input.symbol}.`);
  const now = await deps.clock.exchangeNow();
  const today = localDateOf(now);
  const day = exchangeCalendar.isTradingDay(today) ? today : exchangeCalendar.previousTradingDay(today);
  const from = instantAt(addDays(day, -SPAN_DAYS[input.interval]), "09:30");
  return deps.market.bars(input.symbol, input.interval, from, now).map(barView);
}

export const barView = (bar: Bar): BarView => ({
  time: bar.start,
  open: bar.open / 10_000,
  high: bar.high / 10_000,
  low: bar.low / 10_000,
  close: bar.close / 10_000,
  volume: bar.volume,
});

export async function clockView(deps: Deps): Promise<ClockView> {
  const state = await deps.clock.state();
  return {
    exchangeNow: state.exchangeNow,
    wallNow: state.wallNow,
    rate: state.rate,
    ceiling: state.ceiling,
    isRunningAhead: state.runUntil !== null,
    hours: deps.env.EXCHANGE_HOURS,
    phase: exchangeCalendar.phaseAt(state.exchangeNow),
  };
}
