import { catalogueEntry } from "@/domain/market/catalogue";
import { depthOf } from "@/domain/market/derived-quotes";
import { hashText, mix } from "@/domain/market/hash";
import { displayLot, makeListing } from "@/domain/market/listing";
import { Lru } from "@/domain/market/lru";
import { LULD_SINCE } from "@/domain/market/luld";
import { leverageOf, luldTier } from "@/domain/market/luld-tiers";
import { layBands } from "@/domain/market/price-bands";
import { refineSession, volumeProfile } from "@/domain/market/refine-session";
import type { QuoteMinutes, ReplayData, TradeMinutes } from "@/domain/market/replay-format";
import { QuotedTape, tradeColumns } from "@/domain/market/replay-tape";
import {
  type DayGuards,
  type Listing,
  type MinuteColumns,
  minuteColumns,
  NO_GUARDS,
  type Shape,
  type Tape,
  type TapeSource,
} from "@/domain/market/tape";
import { marketOf } from "@/domain/market/tape-market";
import { factorWithin, type SplitDays, splitsBySymbol } from "@/domain/market/todays-shares";
import { TradesTape } from "@/domain/market/trades-tape";
import { SLOTS, type TradingDay, tradingDayOn } from "@/domain/market/trading-days";
import { type CorporateAction, EXCHANGES, type Instrument, type MarketData } from "@/domain/market/types";
import type { LocalDate } from "@/domain/time/instant";
import { dateOfNumber } from "@/domain/time/open-days";

const KEPT_TAPES = 384;
const SEED = hashText("replay");
const PRE = 0x91;
const POST = 0x92;
/** A close that is further away than a long weekend and a few days without files is no previous close. */
const CLOSE_KNOWN_DAYS = 7;

/** What the files say of one instrument on one day. `core` folds the trades of the regular session. */
type ReplayDay = {
  day: TradingDay;
  daily: Shape | null;
  trades: TradeMinutes | null;
  core: Shape | null;
  quotes: QuoteMinutes | null;
};
type Recorded = Listing & { days: Map<number, ReplayDay>; recent: Tape | null };

function foldCore(day: TradingDay, minutes: TradeMinutes): Shape | null {
  let fold: Shape | null = null;
  minutes.slots.forEach((slot, row) => {
    if (slot < day.openSlot || slot >= day.closeSlot) return;
    const high = minutes.high[row] as number;
    const low = minutes.low[row] as number;
    fold ??= { open: minutes.open[row] as number, high, low, close: 0, volume: 0 };
    fold.high = Math.max(fold.high, high);
    fold.low = Math.min(fold.low, low);
    fold.close = minutes.close[row] as number;
    fold.volume += minutes.volume[row] as number;
  });
  return fold;
}

/** The files of a folder by symbol and day. */
function byDay(data: ReplayData): Map<string, Map<number, ReplayDay>> {
  const symbols = new Map<string, Map<number, ReplayDay>>();
  const at = (symbol: string, date: LocalDate): ReplayDay | null => {
    const day = tradingDayOn(date);
    if (!day) return null;
    const days = symbols.get(symbol) ?? new Map<number, ReplayDay>();
    symbols.set(symbol, days);
    const known = days.get(day.number) ?? { day, daily: null, trades: null, core: null, quotes: null };
    days.set(day.number, known);
    return known;
  };
  for (const { symbol, rows } of data.daily) {
    for (const { date, open, high, low, close, volume } of rows) {
      const found = at(symbol, date);
      if (found) found.daily = { open, high, low, close, volume };
    }
  }
  for (const minutes of data.trades) {
    const found = at(minutes.symbol, minutes.date);
    if (!found) continue;
    found.trades = minutes;
    found.core = foldCore(found.day, minutes);
  }
  for (const minutes of data.quotes) {
    const found = at(minutes.symbol, minutes.date);
    if (found) found.quotes = minutes;
  }
  return symbols;
}

/** Names and kinds as the catalogue knows them; an unknown symbol is taken for a stock of the NYSE. */
function instrumentOf(symbol: string, days: Iterable<number>): Instrument {
  const numbers = [...days];
  const known = catalogueEntry(symbol)?.instrument;
  return Object.freeze({
    symbol,
    name: known?.name ?? symbol,
    kind: known?.kind ?? "STOCK",
    sector: known?.sector ?? "Unclassified",
    primaryListing: known?.primaryListing ?? "XNYS",
    venues: known?.venues ?? EXCHANGES,
    easyToBorrow: known?.easyToBorrow ?? false,
    fractionable: known?.fractionable ?? true,
    listedFrom: dateOfNumber(Math.min(...numbers)),
    listedTo: dateOfNumber(Math.max(...numbers)),
  });
}

class ReplaySource implements TapeSource {
  readonly source = "replay";
  readonly first: number;
  readonly last: number;
  readonly startsOn: LocalDate | null;
  readonly instruments: readonly Instrument[];
  readonly #recorded: ReadonlyMap<string, Recorded>;
  readonly #actions: readonly CorporateAction[];
  readonly #splits: ReadonlyMap<string, SplitDays>;
  readonly #tapes = new Lru<string, Tape>(KEPT_TAPES);

  constructor(data: ReplayData) {
    const recorded = new Map<string, Recorded>();
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const [symbol, days] of [...byDay(data)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const instrument = instrumentOf(symbol, days.keys());
      recorded.set(symbol, { ...makeListing(instrument, SEED, 0), days, recent: null });
      for (const number of days.keys()) {
        first = Math.min(first, number);
        last = Math.max(last, number);
      }
    }
    this.first = first;
    const minuteDays = [...data.trades, ...data.quotes].map((file) => file.date).sort();
    this.startsOn = minuteDays[0] ?? null;
    this.last = last;
    this.#recorded = recorded;
    this.instruments = [...recorded.values()].map((entry) => entry.instrument);
    this.#actions = data.actions;
    this.#splits = splitsBySymbol(data.actions);
  }

  listing(symbol: string): Recorded | null {
    return this.#recorded.get(symbol) ?? null;
  }

  tape(listing: Listing, day: TradingDay): Tape | null {
    const recorded = listing as Recorded;
    if (recorded.recent?.day === day) return recorded.recent;
    const found = recorded.days.get(day.number);
    if (!found) return null;
    const key = `${recorded.instrument.symbol} ${day.number}`;
    let tape = this.#tapes.get(key);
    if (!tape) {
      tape = buildTape(recorded, found, this.#closeBefore(recorded, day));
      this.#tapes.set(key, tape);
    }
    recorded.recent = tape;
    return tape;
  }

  /** The close that the files know of the days just before this one. */
  #closeBefore({ days }: Recorded, day: TradingDay): number | null {
    for (let number = day.number - 1; number >= day.number - CLOSE_KNOWN_DAYS; number--) {
      const found = days.get(number);
      const close = (found?.daily ?? found?.core)?.close;
      if (close !== undefined) return close;
    }
    return null;
  }

  daily(listing: Listing, day: TradingDay, into: Shape): boolean {
    const found = (listing as Recorded).days.get(day.number);
    const shape = found?.daily ?? found?.core;
    if (!shape) return false;
    Object.assign(into, shape);
    return true;
  }

  reach(listing: Listing, day: TradingDay, into: Shape): boolean {
    const found = (listing as Recorded).days.get(day.number);
    if (!found) return false;
    if (!found.trades) return this.daily(listing, day, into);
    if (found.trades.slots.length === 0) return false;
    into.low = found.trades.low.reduce((least, low) => Math.min(least, low), Number.POSITIVE_INFINITY);
    into.high = found.trades.high.reduce((most, high) => Math.max(most, high), 0);
    return true;
  }

  close(listing: Listing, day: TradingDay): number | null {
    const found = (listing as Recorded).days.get(day.number);
    return (found?.daily ?? found?.core)?.close ?? null;
  }

  splitFactor(symbol: string, after: LocalDate, to: LocalDate): number {
    return factorWithin(this.#splits.get(symbol), after, to);
  }

  actions(from: LocalDate, to: LocalDate): readonly CorporateAction[] {
    return this.#actions.filter(({ exDate }) => exDate >= from && exDate <= to);
  }
}

/**
 * The price bands as they follow from the trades. They are shown and bind nothing: what was recorded stays as it was,
 * and no halt is told, because the files tell of none.
 */
function guardsOf(
  { instrument }: Recorded,
  day: TradingDay,
  columns: MinuteColumns,
  previousClose: number | null,
): DayGuards {
  const tier = luldTier(instrument);
  if (tier === null || previousClose === null || day.date < LULD_SINCE) return NO_GUARDS;
  const terms = { tier, previousClose, leverage: leverageOf(instrument.symbol) };
  return { halts: [], bands: layBands(columns, day, terms, [], false), isBinding: false };
}

/**
 * Lays the minutes of a day of which only its bar is known. Nothing is known of its trades out of hours, so there are
 * none; quotes there are derived from a quiet path that ends at the open and begins at the close.
 */
function layDay(columns: MinuteColumns, day: TradingDay, daily: Shape, isExtended: boolean, seed: number) {
  refineSession(columns, day.openSlot, volumeProfile("CORE", day.closeSlot - day.openSlot), daily, seed);
  if (!isExtended) return;
  const quiet = (price: number): Shape => ({ open: price, high: price, low: price, close: price, volume: 0 });
  const before = volumeProfile("PRE", day.openSlot - day.preOpenSlot);
  refineSession(columns, day.preOpenSlot, before, quiet(daily.open), mix(seed, PRE));
  const after = volumeProfile("POST", day.afterCloseSlot - day.closeSlot);
  refineSession(columns, day.closeSlot, after, quiet(daily.close), mix(seed, POST));
}

function buildTape(
  recorded: Recorded,
  { day, daily, trades, core, quotes }: ReplayDay,
  previousClose: number | null,
): Tape {
  const seed = mix(recorded.seed, day.number);
  const columns = trades ? tradeColumns(trades) : minuteColumns(SLOTS);
  if (!trades && daily) layDay(columns, day, daily, recorded.extended.venues.length > 0, seed);
  const guards = guardsOf(recorded, day, columns, previousClose);
  const price = daily?.close ?? core?.close ?? trades?.close[0] ?? quotes?.bid.close[0] ?? 0;
  const lot = displayLot(day.date, price > 0 ? price : 10_000);
  if (quotes) return new QuotedTape(day, seed, columns, lot, guards, quotes);
  return new TradesTape(day, seed, columns, depthOf(price, daily?.volume ?? core?.volume ?? 0), lot, guards);
}

/**
 * The market that a user's own files recorded. Where a day has minute quotes, what is quoted at any instant lies
 * within that minute's row; where it has minute trades, bars are its rows and the prints of a minute fold into them.
 * A day with a daily row only is refined from it, with derived quotes: trades in the regular session, quotes out of
 * hours too. Daily bars and closes
 * are the daily file's; without one, the minute file's regular session. Prices are as they were: unadjusted.
 */
export const replayMarket = (data: ReplayData): MarketData => marketOf(new ReplaySource(data));
