import type { TradingDay } from "@/domain/market/trading-days";
import type { CorporateAction, HaltCode, Instrument, MarketData, Mic } from "@/domain/market/types";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What stands between a source of prices and the market: the minutes of one trading day. A source (a random walk, a
 * folder of files) says for each minute where trades and quotes opened, how far they went and where they closed;
 * the market refines every minute the same way for all sources. Prices here are plain numbers in ten-thousandths of
 * a dollar (see TickPrice), because typed arrays hold no brands; they are branded where they leave.
 */

/** Open, high, low, close of a span, and its volume in shares. */
export type Shape = { open: number; high: number; low: number; close: number; volume: number };

/** The trades of a day by minute slot. A volume of NO_BAR means that nothing traded in that minute. */
export type MinuteColumns = {
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
};

export const NO_BAR = -1;

export function minuteColumns(slots: number): MinuteColumns {
  return {
    open: new Float64Array(slots),
    high: new Float64Array(slots),
    low: new Float64Array(slots),
    close: new Float64Array(slots),
    volume: new Float64Array(slots).fill(NO_BAR),
  };
}

/** The span of the inside market in one minute. NaN in `bidOpen` or `askOpen`: that side is not quoted. */
export type QuoteMinute = {
  bidOpen: number;
  bidHigh: number;
  bidLow: number;
  bidClose: number;
  askOpen: number;
  askHigh: number;
  askLow: number;
  askClose: number;
};

/** The inside market at one moment. NaN: that side is not quoted. Sizes are shares. */
export type Inside = { bid: number; ask: number; bidSize: number; askSize: number };

/** Trading stood still in the slots [from, to). NEWS goes through the codes T1, T2 and T3. */
export type HaltSpan = { kind: "NEWS" | Exclude<HaltCode, "T1" | "T2" | "T3">; from: number; to: number };

/**
 * The price bands of one session by its minutes, in ten-thousandths of a dollar. A reference of 0: there are no bands
 * in that minute.
 */
export type BandColumns = {
  openSlot: number;
  reference: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
};

/** What keeps a day's trading in check. Where the bands bind, nothing is shown outside them. */
export type DayGuards = { halts: readonly HaltSpan[]; bands: BandColumns | null; isBinding: boolean };

export const NO_GUARDS: DayGuards = { halts: [], bands: null, isBinding: false };

export interface Tape {
  readonly day: TradingDay;
  /** Distinct for every instrument and day. */
  readonly seed: number;
  readonly trades: MinuteColumns;
  /** The smallest displayed size: a round lot. */
  readonly lot: number;
  /** Halts and price bands of the day. */
  readonly guards: DayGuards;
  /** Writes the quotes of a minute; false when nothing is quoted in it. */
  quoteMinute(slot: number, into: QuoteMinute): boolean;
  /** Writes the displayed sizes of the inside market at a moment (0-239) of a minute. */
  sizes(slot: number, moment: number, into: Inside): void;
}

/** Venues that quote together, with every subset of them ready made (`subsets[bit mask]`), so that none is built. */
export type VenueSet = { venues: readonly Mic[]; subsets: readonly (readonly Mic[])[]; primary: number };

/** An instrument with what the market needs of it at every quote. */
export type Listing = {
  instrument: Instrument;
  seed: number;
  /** Shares of a typical trade. */
  tradeSize: number;
  /** Who quotes in the regular session, and who outside it. */
  core: VenueSet;
  extended: VenueSet;
};

/** A source of tapes. All answers are pure functions of their arguments; caches behind them are bounded. */
export interface TapeSource {
  readonly source: MarketData["source"];
  /** Day numbers (days since 1970-01-01) of the first and last day with data; first > last when it has none. */
  readonly first: number;
  readonly last: number;
  /** As MarketData.startsOn. */
  readonly startsOn: LocalDate | null;
  readonly instruments: readonly Instrument[];
  listing(symbol: string): Listing | null;
  tape(listing: Listing, day: TradingDay): Tape | null;
  /** Writes the regular session of a day as one bar, without building its tape; false when it did not trade. */
  daily(listing: Listing, day: TradingDay, into: Shape): boolean;
  /** Writes the lowest and highest price that any print of the day may have; false when it has none. */
  reach(listing: Listing, day: TradingDay, into: Shape): boolean;
  /** The official close of a day. */
  close(listing: Listing, day: TradingDay): number | null;
  /** As MarketData.splitFactor. */
  splitFactor(symbol: string, after: LocalDate, to: LocalDate): number;
  actions(from: LocalDate, to: LocalDate): readonly CorporateAction[];
}

export const blankShape = (): Shape => ({ open: 0, high: 0, low: 0, close: 0, volume: 0 });
export const blankQuote = (): QuoteMinute => ({
  bidOpen: 0,
  bidHigh: 0,
  bidLow: 0,
  bidClose: 0,
  askOpen: 0,
  askHigh: 0,
  askLow: 0,
  askClose: 0,
});

export const blankInside = (): Inside => ({ bid: 0, ask: 0, bidSize: 0, askSize: 0 });
