/** Prices are decimal strings in dollars, sizes shares, instants epoch milliseconds. */
export type InstrumentView = {
  symbol: string;
  name: string;
  kind: "STOCK" | "ETF" | "OTC";
  primaryListing: string;
  sector: string;
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
  phase: "CLOSED" | "PRE_MARKET" | "OPEN" | "AFTER_HOURS";
};

/** Price and size, best first. */
export type LevelView = [price: string, size: number];

/**
 * The depth of one instrument: five levels a side over all venues together, each venue's own, and the newest prints,
 * newest first.
 */
export type BookView = {
  symbol: string;
  at: number;
  bids: LevelView[];
  asks: LevelView[];
  venues: { venue: string; bids: LevelView[]; asks: LevelView[] }[];
  prints: { at: number; price: string; size: number; venue: string }[];
};
