import { CATALOGUE, type CatalogueEntry } from "@/domain/market/catalogue";
import {
  closeBefore,
  dividendsOf,
  FIRST_WALK_YEAR,
  LAST_WALK_YEAR,
  type MarketYear,
  marketYearOf,
  type Walk,
  walkOf,
  type YearBlock,
  yearBlock,
} from "@/domain/market/daily-walk";
import { depthOf } from "@/domain/market/derived-quotes";
import { circuitBreakers, newsHaltOf, suspend } from "@/domain/market/halts";
import { hashText, mix, unit } from "@/domain/market/hash";
import { displayLot, makeListing } from "@/domain/market/listing";
import { Lru } from "@/domain/market/lru";
import { LULD_SINCE } from "@/domain/market/luld";
import { leverageOf, luldTier } from "@/domain/market/luld-tiers";
import { layBands } from "@/domain/market/price-bands";
import { nearestTick, tickAtOrAbove, tickAtOrBelow } from "@/domain/market/price-grid";
import { refineSession, volumeProfile } from "@/domain/market/refine-session";
import {
  blankShape,
  type DayGuards,
  type HaltSpan,
  type Listing,
  type MinuteColumns,
  minuteColumns,
  NO_GUARDS,
  type Shape,
  type Tape,
  type TapeSource,
} from "@/domain/market/tape";
import { marketOf } from "@/domain/market/tape-market";
import { TradesTape } from "@/domain/market/trades-tape";
import { SLOTS, type TradingDay, tradingDaysOf } from "@/domain/market/trading-days";
import type { CorporateAction, Instrument, MarketData } from "@/domain/market/types";
import type { LocalDate } from "@/domain/time/instant";

/** Years of daily bars and days of minutes that are kept: some 10 and 60 kB each. */
const KEPT_YEARS = 1_024;
const KEPT_TAPES = 384;

/** What an overnight gap already shows by 20:00; the rest comes in the pre-market. */
const GAP_BY_EVENING = 0.4;
/** How far prices stray out of hours, as a part of a day's deviation. */
const STRAY = 0.25;
const PRE_MARKET_VOLUME = 0.008;
const AFTER_HOURS_VOLUME = 0.012;
const TRADING_DAYS = 252;

const PRE = 0x71;
const CORE = 0x72;
const POST = 0x73;
const NEWS = 0x74;

/** What stands for the S&P 500, and how much of its previous close is left when the first circuit breaker trips. */
const INDEX = "SPY";
const FIRST_BREAKER = 0.93;

/** A listing with its walk, and what was asked for last of it: the caches behind are asked only when that changes. */
type Stock = Listing & { walk: Walk; recent: Tape | null; recentYear: number; recentBlock: YearBlock | null };

/** The thin session between two prices: it may stray a little beyond both. */
function strayingShape(
  from: number,
  to: number,
  deviation: number,
  seed: number,
  volume: number,
  into: Shape,
) {
  into.open = from;
  into.close = to;
  into.high = tickAtOrAbove(Math.max(from, to) * (1 + STRAY * deviation * unit(mix(seed, 1))));
  into.low = tickAtOrBelow(Math.min(from, to) * (1 - STRAY * deviation * unit(mix(seed, 2))));
  into.volume = Math.floor(volume);
}

class SyntheticSource implements TapeSource {
  readonly source = "synthetic";
  readonly first: number;
  readonly last: number;
  readonly startsOn = null;
  readonly instruments: readonly Instrument[] = CATALOGUE.map((entry) => entry.instrument);
  readonly #seed: number;
  readonly #stocks: ReadonlyMap<string, Stock>;
  readonly #marketYears = new Map<number, MarketYear>();
  readonly #years = new Lru<string, YearBlock>(KEPT_YEARS);
  readonly #tapes = new Lru<string, Tape>(KEPT_TAPES);
  readonly #shape = blankShape();

  constructor(seed: string) {
    this.#seed = hashText(seed);
    const stockOf = (entry: CatalogueEntry): Stock => {
      const listing = makeListing(entry.instrument, this.#seed, entry.dailyVolume);
      return {
        ...listing,
        walk: walkOf(entry, listing.seed, this.#seed),
        recent: null,
        recentYear: 0,
        recentBlock: null,
      };
    };
    this.#stocks = new Map(CATALOGUE.map((entry) => [entry.instrument.symbol, stockOf(entry)]));
    this.first = tradingDaysOf(FIRST_WALK_YEAR)[0]?.number ?? 0;
    this.last = tradingDaysOf(LAST_WALK_YEAR).at(-1)?.number ?? 0;
  }

  listing(symbol: string): Stock | null {
    return this.#stocks.get(symbol) ?? null;
  }

  tape(listing: Listing, day: TradingDay): Tape | null {
    const stock = listing as Stock;
    if (stock.recent?.day === day) return stock.recent;
    if (day.number < this.first || day.number > this.last) return null;
    const key = `${stock.instrument.symbol} ${day.number}`;
    let tape = this.#tapes.get(key);
    if (!tape) {
      tape = this.#buildTape(stock, day);
      this.#tapes.set(key, tape);
    }
    stock.recent = tape;
    return tape;
  }

  daily(listing: Listing, day: TradingDay, into: Shape): boolean {
    if (day.number < this.first || day.number > this.last) return false;
    const block = this.#block(listing as Stock, day.year);
    into.open = block.open[day.ordinal] as number;
    into.high = block.high[day.ordinal] as number;
    into.low = block.low[day.ordinal] as number;
    into.close = block.close[day.ordinal] as number;
    into.volume = block.volume[day.ordinal] as number;
    return true;
  }

  reach(listing: Listing, day: TradingDay, into: Shape): boolean {
    if (!this.daily(listing, day, into)) return false;
    if (listing.extended.venues.length === 0) return true;
    const { low, high } = into;
    this.#preMarket(listing as Stock, day, this.#shape);
    const preLow = this.#shape.low;
    const preHigh = this.#shape.high;
    this.#afterHours(listing as Stock, day, this.#shape);
    into.low = Math.min(low, preLow, this.#shape.low);
    into.high = Math.max(high, preHigh, this.#shape.high);
    return true;
  }

  close(listing: Listing, day: TradingDay): number | null {
    if (day.number < this.first || day.number > this.last) return null;
    return this.#block(listing as Stock, day.year).close[day.ordinal] ?? null;
  }

  /** Nothing is ever split here. */
  splitFactor(): number {
    return 1;
  }

  actions(from: LocalDate, to: LocalDate): readonly CorporateAction[] {
    const found: CorporateAction[] = [];
    const firstYear = Math.max(FIRST_WALK_YEAR, Number(from.slice(0, 4)));
    const lastYear = Math.min(LAST_WALK_YEAR, Number(to.slice(0, 4)));
    for (const [symbol, { walk }] of this.#stocks) {
      for (let year = firstYear; year <= lastYear; year++) {
        for (const { ordinal, amount } of dividendsOf(walk, year)) {
          const exDate = tradingDaysOf(year)[ordinal]?.date;
          if (!exDate || exDate < from || exDate > to) continue;
          found.push({ exDate, symbol, type: "CASH_DIVIDEND", value: (amount / 10_000).toFixed(2) });
        }
      }
    }
    return found.sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
  }

  #block(stock: Stock, year: number): YearBlock {
    if (stock.recentBlock && stock.recentYear === year) return stock.recentBlock;
    const key = `${stock.instrument.symbol} ${year}`;
    let block = this.#years.get(key);
    if (!block) {
      let market = this.#marketYears.get(year);
      if (!market) {
        market = marketYearOf(this.#seed, year);
        this.#marketYears.set(year, market);
      }
      block = yearBlock(stock.walk, market, year);
      this.#years.set(key, block);
    }
    stock.recentYear = year;
    stock.recentBlock = block;
    return block;
  }

  #daySeed(stock: Stock, day: TradingDay, part: number): number {
    return mix(mix(stock.seed, day.number), part);
  }

  #deviation(stock: Stock): number {
    return stock.walk.entry.volatility / Math.sqrt(TRADING_DAYS);
  }

  /** The price at 20:00 between a close and the next open. */
  #evening(close: number, nextOpen: number): number {
    return nearestTick(close * (nextOpen / close) ** GAP_BY_EVENING);
  }

  #closeBefore(stock: Stock, day: TradingDay): number {
    if (day.ordinal === 0) return closeBefore(stock.walk, day.year);
    return this.#block(stock, day.year).close[day.ordinal - 1] as number;
  }

  /** The circuit breakers of a day; SPY stands for the S&P 500. */
  #breakers(day: TradingDay): HaltSpan[] {
    const index = this.#stocks.get(INDEX);
    if (!index || day.date < LULD_SINCE) return [];
    const shape = blankShape();
    const before = this.#closeBefore(index, day);
    if (!this.daily(index, day, shape) || shape.low > before * FIRST_BREAKER) return [];
    const trades = minuteColumns(SLOTS);
    this.#layCore(index, day, shape, trades);
    return circuitBreakers(trades.low, before, day);
  }

  #layCore(stock: Stock, day: TradingDay, shape: Shape, trades: MinuteColumns): void {
    const profile = volumeProfile("CORE", day.closeSlot - day.openSlot);
    refineSession(trades, day.openSlot, profile, shape, this.#daySeed(stock, day, CORE));
  }

  /** Halts the session's minutes where they must be, and holds them within their price bands. */
  #guard(stock: Stock, day: TradingDay, trades: MinuteColumns): DayGuards {
    const tier = luldTier(stock.instrument);
    if (tier === null) return NO_GUARDS;
    const news = newsHaltOf(this.#daySeed(stock, day, NEWS), day);
    const halts = [...this.#breakers(day), ...(news ? [news] : [])];
    suspend(trades, day, halts);
    if (day.date < LULD_SINCE) return { halts, bands: null, isBinding: false };
    const previousClose = this.#closeBefore(stock, day);
    const terms = { tier, previousClose, leverage: leverageOf(stock.instrument.symbol) };
    return { bands: layBands(trades, day, terms, halts, true), halts, isBinding: true };
  }

  #preMarket(stock: Stock, day: TradingDay, into: Shape): void {
    const block = this.#block(stock, day.year);
    const open = block.open[day.ordinal] as number;
    const before = this.#closeBefore(stock, day);
    const volume = (block.volume[day.ordinal] as number) * PRE_MARKET_VOLUME;
    const from = this.#evening(before, open);
    strayingShape(from, open, this.#deviation(stock), this.#daySeed(stock, day, PRE), volume, into);
  }

  #afterHours(stock: Stock, day: TradingDay, into: Shape): void {
    const block = this.#block(stock, day.year);
    const close = block.close[day.ordinal] as number;
    let nextOpen = block.open[day.ordinal + 1];
    if (nextOpen === undefined && day.year < LAST_WALK_YEAR)
      nextOpen = this.#block(stock, day.year + 1).open[0];
    const to = this.#evening(close, nextOpen ?? close);
    const volume = (block.volume[day.ordinal] as number) * AFTER_HOURS_VOLUME;
    strayingShape(close, to, this.#deviation(stock), this.#daySeed(stock, day, POST), volume, into);
  }

  #buildTape(stock: Stock, day: TradingDay): Tape {
    const trades = minuteColumns(SLOTS);
    const shape = blankShape();
    this.daily(stock, day, shape);
    this.#layCore(stock, day, shape, trades);
    const guards = this.#guard(stock, day, trades);
    const depth = depthOf(shape.close, stock.walk.entry.dailyVolume);
    const lot = displayLot(day.date, shape.close);
    if (stock.extended.venues.length > 0) {
      const pre = volumeProfile("PRE", day.openSlot - day.preOpenSlot);
      this.#preMarket(stock, day, shape);
      refineSession(trades, day.preOpenSlot, pre, shape, this.#daySeed(stock, day, PRE));
      const post = volumeProfile("POST", day.afterCloseSlot - day.closeSlot);
      this.#afterHours(stock, day, shape);
      refineSession(trades, day.closeSlot, post, shape, this.#daySeed(stock, day, POST));
    }
    return new TradesTape(day, mix(stock.seed, day.number), trades, depth, lot, guards);
  }
}

/**
 * A market made from a seed: the same seed gives the same market in every process, for every instant from 1995 to
 * 2040, without state and without I/O. It knows the catalogue's instruments, lists them on all those days, pays their
 * quarterly dividends and splits none. Answers are computed when asked for; what is kept is bounded.
 */
export const syntheticMarket = (seed: string): MarketData => marketOf(new SyntheticSource(seed));
