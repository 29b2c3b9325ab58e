import type { AnnouncedAction } from "@/domain/corporate-actions/action";
import { type Price, price } from "@/domain/money/money";
import type { MarketPhase } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";

/**
 * A price in ten-thousandths of a dollar: the finest increment that Rule 612 allows, so every quote and print is an
 * exact integer. The market computes in these; `toPrice` makes a Price of one, once, where it meets the books.
 */
declare const tickBrand: unique symbol;
export type TickPrice = number & { readonly [tickBrand]: "TickPrice" };

export const tickPrice = (tenThousandths: number): TickPrice => tenThousandths as TickPrice;
export const toPrice = (ticks: TickPrice): Price => price((ticks / 10_000).toFixed(4));
export const fromPrice = (value: Price): TickPrice => value.times(10_000).round().toNumber() as TickPrice;

/** Market identifier codes (ISO 10383) of the simulated venues; RSHM is the market maker (not a protected venue). */
export const EXCHANGES = ["XNAS", "XNYS", "ARCX", "BATS", "EDGX", "IEXG", "MEMX"] as const;
export const VENUES = [...EXCHANGES, "RSHM"] as const;
export type Mic = (typeof VENUES)[number];

export type InstrumentKind = "STOCK" | "ETF" | "OTC";

/** What one may trade. `listedFrom`/`listedTo` bound the days on which the source has it. */
export type Instrument = {
  symbol: string;
  name: string;
  kind: InstrumentKind;
  sector: string;
  primaryListing: Mic;
  /** The venues that quote it: exchanges for NMS stocks, the market maker alone for an OTC stock. */
  venues: readonly Mic[];
  easyToBorrow: boolean;
  fractionable: boolean;
  listedFrom: LocalDate | null;
  listedTo: LocalDate | null;
};

export type Level = { price: TickPrice; size: number };

/** One venue's displayed book at an instant, best level first; a side may be empty. Sizes are shares. */
export type VenueQuote = { venue: Mic; bids: readonly Level[]; asks: readonly Level[] };

/**
 * National best bid and offer over protected venues; a side is null when nobody quotes it. An over-the-counter stock
 * has no protected quotes: here it is the market maker's own best.
 */
export type Nbbo = {
  symbol: string;
  at: Instant;
  bid: (Level & { venues: readonly Mic[] }) | null;
  ask: (Level & { venues: readonly Mic[] }) | null;
};

/** One trade of the tape. */
export type Print = { at: Instant; price: TickPrice; size: number; venue: Mic };

export type BarInterval = "1m" | "5m" | "1h" | "1d";

/** `start` is the first instant of the bar; daily bars start at the session's open. Volume in shares. */
export type Bar = {
  start: Instant;
  open: TickPrice;
  high: TickPrice;
  low: TickPrice;
  close: TickPrice;
  volume: number;
};

/** As a market announces it; a split has new shares for one old ("7" for 7:1, "0.1" for 1:10). */
export type CorporateAction = AnnouncedAction;

/**
 * Why trading in a stock stands still, as the consolidated tape says it: news pending, released, resumption times; a
 * limit up-limit down pause; a volatility pause of one market; a suspension by the SEC; market-wide circuit breakers.
 */
export const HALT_CODES = ["T1", "T2", "T3", "LUDP", "M", "H10", "MWC1", "MWC2", "MWC3"] as const;
export type HaltCode = (typeof HALT_CODES)[number];

/** `since` is when trading stopped; `until` when it resumes, null while nobody has said so. */
export type Halt = { code: HaltCode; since: Instant; until: Instant | null };

/** What the exchanges are doing, and whether this one stock may trade. */
export type MarketStatus = { phase: MarketPhase; halt: Halt | null };

/** Limit up-limit down: no trade below `lower` or above `upper`, which lie around the reference price. */
export type PriceBands = { lower: TickPrice; upper: TickPrice; reference: TickPrice };

export type AuctionKind = "OPEN" | "CLOSE";
/** When an auction was held, the one price of it, and the shares that traded. */
export type Auction = { at: Instant; price: TickPrice; volume: number };

/** How long one displayed quote stands: all instants within a moment see the same book. */
export const MOMENT_MS = 250;
export const momentOf = (at: Instant): number => Math.floor(at / MOMENT_MS);

/**
 * The market as the portal and the street see it. Every answer is a pure function of its arguments: asked twice, or
 * in two processes, it is the same. Unknown symbols and instants without data answer null or an empty list.
 */
export interface MarketData {
  readonly source: "synthetic" | "replay";
  /** All instruments of the source, by symbol. */
  instruments(): readonly Instrument[];
  instrument(symbol: string): Instrument | null;
  /** First and last day with data; null = unbounded. */
  readonly firstDay: LocalDate | null;
  readonly lastDay: LocalDate | null;
  /** Where a life on this market best begins: the first day with minute data; null when any day will do. */
  readonly startsOn: LocalDate | null;
  /** Every quoting venue's book (five levels a side). Empty outside 4:00 to 20:00 and in a halt. */
  book(symbol: string, at: Instant): readonly VenueQuote[];
  quote(symbol: string, venue: Mic, at: Instant): VenueQuote | null;
  nbbo(symbol: string, at: Instant): Nbbo | null;
  /** The last print at or before the instant, looking back across days if need be; its price is in today's shares. */
  last(symbol: string, at: Instant): Print | null;
  /** Prints in (from, to], oldest first, at most `limit` (the newest ones if there are more). */
  prints(symbol: string, from: Instant, to: Instant, limit: number): readonly Print[];
  /**
   * Prints in (from, to] at or through a limit (a buy: at or below; a sell: at or above), oldest first, at most
   * `limit` (the oldest ones). Must not scan what cannot reach the price: this is asked for every resting order.
   */
  printsThrough(
    symbol: string,
    side: "BUY" | "SELL",
    through: TickPrice,
    from: Instant,
    to: Instant,
    limit: number,
  ): readonly Print[];
  /**
   * Bars whose start lies in [from, to), oldest first; a bar still running at `to` is cut at `to`. Minutes without
   * trades have no bar. Longer bars count from 4:00 before the open, from 9:30 in the core session and from its close
   * after it; a daily bar is the core session.
   */
  bars(symbol: string, interval: BarInterval, from: Instant, to: Instant): readonly Bar[];
  /** The official close of a trading day; null if it did not trade (not yet: the caller asks only for ended days). */
  close(symbol: string, day: LocalDate): TickPrice | null;
  /** The close of the trading day before the one that the instant falls in, in the shares of the instant's day. */
  previousClose(symbol: string, at: Instant): TickPrice | null;
  /** The limit up-limit down bands of an NMS stock; null out of the regular session, in a halt, and over the counter. */
  bands(symbol: string, at: Instant): PriceBands | null;
  /** What the market is doing and whether the stock is halted: then it has neither quotes nor prints. */
  status(symbol: string, at: Instant): MarketStatus | null;
  /**
   * The auction that opened or closed a stock's day, at whose price on-open and on-close orders trade. Known of a day
   * as a whole: the caller asks when `at` has come. Null when there was none.
   */
  auction(symbol: string, day: LocalDate, kind: AuctionKind): Auction | null;
  /** How many shares became of one by splits with ex-dates after `after` and up to `to`; 1 without any. */
  splitFactor(symbol: string, after: LocalDate, to: LocalDate): number;
  /** Announced corporate actions with ex-date in [from, to]. */
  actions(from: LocalDate, to: LocalDate): readonly CorporateAction[];
}
