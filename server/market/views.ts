import type { BarInterval, HaltCode } from "@/domain/market/types";
import type { MarketPhase } from "@/domain/time/calendar";

/** Prices are decimal strings in dollars, sizes shares, instants epoch milliseconds. */
export type InstrumentView = {
  symbol: string;
  name: string;
  kind: "STOCK" | "ETF" | "OTC";
  primaryListing: string;
  sector: string;
  /** Whether fractions of a share, and orders in dollars, are taken. */
  isFractionable: boolean;
};

export type QuoteView = {
  symbol: string;
  at: number;
  bid: string | null;
  bidSize: number;
  ask: string | null;
  askSize: number;
  last: string | null;
  previousClose: string | null;
  /** Last against the previous close. */
  change: string | null;
  /** As a ratio: "0.0101" is 1.01%. */
  changeRatio: string | null;
};

export type BarView = {
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
};

/** The state of exchange time, for the header's clock: now = exchangeNow + (wall - wallNow) * rate, at most ceiling. */
export type ClockView = {
  exchangeNow: number;
  wallNow: number;
  rate: number;
  ceiling: number | null;
  isRunningAhead: boolean;
  /** The hours that the exchange keeps. */
  hours: "regular" | "extended";
  phase: MarketPhase;
};

export type LevelView = { price: string; size: number };

/** Level II: per venue, best level first, and all venues' levels joined by price. */
export type DepthView = {
  symbol: string;
  at: number;
  venues: { venue: string; bids: LevelView[]; asks: LevelView[] }[];
  composite: { bids: CompositeLevelView[]; asks: CompositeLevelView[] };
};
export type CompositeLevelView = LevelView & { venues: readonly { venue: string; size: number }[] };

/** One trade of the tape. */
export type PrintView = { at: number; price: string; size: number; venue: string };

/** `halt.until` is null while nobody has said when trading resumes; `bands` are the limit up-limit down prices. */
export type StatusView = {
  symbol: string;
  at: number;
  phase: MarketPhase;
  halt: { code: HaltCode; since: number; until: number | null } | null;
  bands: { lower: string; upper: string; reference: string } | null;
};

/** Null is "n/a". Volumes in shares; the dividend is the last twelve months', a share. */
export type KeyFiguresView = {
  symbol: string;
  at: number;
  /** The day that open, high, low and volume are of: the last session that has begun. */
  day: string | null;
  open: string | null;
  high: string | null;
  low: string | null;
  volume: number | null;
  previousClose: string | null;
  yearLow: string | null;
  yearHigh: string | null;
  averageVolume: number | null;
  averageDays: number;
  marketCap: string | null;
  dividend: string | null;
  /** As a ratio of the last price: "0.0101" is 1.01%. */
  dividendYield: string | null;
  nextExDate: string | null;
  nextDividend: string | null;
};

/** Bars of one range, all of one size. */
export type HistoryView = { interval: BarInterval; bars: BarView[] };

/** Shares of the day; null when nothing is known of it. */
export type VolumeView = { symbol: string; volume: number | null };
/** Price and size, best first. */
export type BookLevelView = [price: string, size: number];

/**
 * The depth of one instrument: five levels a side over all venues together, each venue's own, and the newest prints,
 * newest first.
 */
export type BookView = {
  symbol: string;
  at: number;
  bids: BookLevelView[];
  asks: BookLevelView[];
  venues: { venue: string; bids: BookLevelView[]; asks: BookLevelView[] }[];
  prints: { at: number; price: string; size: number; venue: string }[];
};
