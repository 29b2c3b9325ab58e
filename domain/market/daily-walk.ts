import type { CatalogueEntry } from "@/domain/market/catalogue";
import { bell, mix, unit } from "@/domain/market/hash";
import { nearestTick, tickAtOrAbove, tickAtOrBelow } from "@/domain/market/price-grid";
import { tradingDaysOf } from "@/domain/market/trading-days";

/**
 * The daily random walk. Each year is a block of its own that anyone can compute without the years between: the
 * levels at its two ends come from a short yearly recursion (mean-reverting around the catalogue's price, so that a
 * stock stays of its kind over decades, and equal to it when 2026 begins), and between them runs a Brownian bridge of
 * daily returns: beta times a market factor common to all, the stock's own noise, and jumps on its four earnings
 * days. Computed in float64 and rounded once to the price grid.
 */

export const FIRST_WALK_YEAR = 1995;
export const LAST_WALK_YEAR = 2040;
const ANCHOR_YEAR = 2026;

/** How much of a distance from the anchor is left after a year, and how far (as a logarithm) it may ever go. */
const PERSISTENCE = 0.72;
const FARTHEST = 1.1;
/** In the anchor's own year prices stay closer still. */
const ANCHOR_YEAR_PART = 0.25;
const MARKET_GROWTH = 0.05;
const MARKET_VOLATILITY = 0.15;
const TRADING_DAYS = 252;
/** An earnings surprise, as a part of a year's volatility. */
const SURPRISE = 0.14;
/** Overnight and in-session deviation, as parts of a day's. */
const OVERNIGHT = 0.35;
const SESSION = 0.85;
const LEAST_VOLUME = 4_000;

const YEAR = 0x61;
const FACTOR = 0x62;
const OWN = 0x63;
const EARNINGS = 0x64;
const GAP = 0x65;
const UP = 0x66;
const DOWN = 0x67;
const TURNOVER = 0x68;
const REGIME = 0x69;
const DIVIDEND = 0x6a;

/** A year of regular sessions, by trading day of the year. Prices in ten-thousandths of a dollar, on the grid. */
export type YearBlock = {
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
};

export type ExDividend = { ordinal: number; amount: number };

/** The walk's own facts of one instrument: its seed and its level (log of price over anchor) where years begin. */
export type Walk = { entry: CatalogueEntry; seed: number; levels: Float64Array };

const growthOf = (marketSeed: number, year: number): number =>
  MARKET_GROWTH + MARKET_VOLATILITY * bell(mix(mix(marketSeed, YEAR), year));

/** Volatility that the market factor does not explain. */
function ownVolatility({ volatility, beta }: CatalogueEntry): number {
  const explained = (beta * MARKET_VOLATILITY) ** 2;
  return Math.sqrt(Math.max(volatility ** 2 - explained, (0.35 * volatility) ** 2));
}

const within = (level: number): number => FARTHEST * Math.tanh(level / FARTHEST);

export function walkOf(entry: CatalogueEntry, seed: number, marketSeed: number): Walk {
  const levels = new Float64Array(LAST_WALK_YEAR - FIRST_WALK_YEAR + 2);
  const own = ownVolatility(entry);
  const stepOf = (year: number) =>
    entry.beta * growthOf(marketSeed, year) + own * bell(mix(mix(seed, YEAR), year));
  for (let year = ANCHOR_YEAR; year <= LAST_WALK_YEAR; year++) {
    const at = year - FIRST_WALK_YEAR;
    const part = year === ANCHOR_YEAR ? ANCHOR_YEAR_PART : 1;
    levels[at + 1] = within(PERSISTENCE * (levels[at] as number) + part * stepOf(year));
  }
  for (let year = ANCHOR_YEAR - 1; year >= FIRST_WALK_YEAR; year--) {
    const at = year - FIRST_WALK_YEAR;
    levels[at] = within(PERSISTENCE * (levels[at + 1] as number) - stepOf(year));
  }
  return { entry, seed, levels };
}

const levelAt = (walk: Walk, year: number): number => walk.levels[year - FIRST_WALK_YEAR] as number;
const priceAt = (walk: Walk, level: number): number => walk.entry.anchor * Math.exp(level);

/** The close of the last day before a year, on the grid; the same number as that year's block ends with. */
export const closeBefore = (walk: Walk, year: number): number =>
  nearestTick(priceAt(walk, levelAt(walk, year)));

/** How lively the market is in a month: 0.7 to 1.5 times the usual, the same for all its days. */
const regimeOf = (marketSeed: number, year: number, ordinal: number): number =>
  0.7 + 0.8 * unit(mix(mix(marketSeed, REGIME), year * 12 + Math.floor(ordinal / 21)));

/** Shifts all steps alike, so that they add up to the whole. */
function settle(steps: Float64Array, whole: number): void {
  let sum = 0;
  for (const step of steps) sum += step;
  const shift = (whole - sum) / steps.length;
  for (let k = 0; k < steps.length; k++) steps[k] = (steps[k] as number) + shift;
}

/** What all instruments share in a year: the market's daily steps, and how lively each day is. */
export type MarketYear = { factor: Float64Array; regime: Float64Array };

export function marketYearOf(marketSeed: number, year: number): MarketYear {
  const seed = mix(mix(marketSeed, FACTOR), year);
  const daily = MARKET_VOLATILITY / Math.sqrt(TRADING_DAYS);
  const count = tradingDaysOf(year).length;
  const regime = Float64Array.from({ length: count }, (_, k) => regimeOf(marketSeed, year, k));
  const factor = regime.map((lively, k) => daily * lively * bell(mix(seed, k)));
  settle(factor, growthOf(marketSeed, year));
  return { factor, regime };
}

/** The trading days of a year on which a company reports before the open: one in each quarter's season. */
function earningsDays(walk: Walk, year: number, count: number): readonly number[] {
  if (walk.entry.instrument.kind === "ETF") return [];
  return [0, 1, 2, 3].map((quarter) => {
    const hash = mix(mix(walk.seed, EARNINGS), year * 4 + quarter);
    return Math.min(count - 1, Math.floor((count * quarter) / 4) + 12 + ((hash >>> 0) % 25));
  });
}

/** The ex-dividend days of a year, a quarter of the yearly dividend each, in whole cents, with the price level of the year. */
export function dividendsOf(walk: Walk, year: number): readonly ExDividend[] {
  const { dividend, instrument } = walk.entry;
  const count = tradingDaysOf(year).length;
  if (dividend === 0 || instrument.kind === "OTC" || count === 0) return [];
  const amount = Math.max(100, Math.round((dividend / 4) * Math.exp(levelAt(walk, year)) * 0.01) * 100);
  const day = (mix(walk.seed, DIVIDEND) >>> 0) % 30;
  return [0, 1, 2, 3].map((quarter) => ({ ordinal: Math.floor((count * quarter) / 4) + 20 + day, amount }));
}

/** Overnight jumps (logarithms) by trading day: earnings surprises, and the drop on ex-dividend days. */
function jumpsOf(walk: Walk, year: number, count: number): Float64Array {
  const jumps = new Float64Array(count);
  for (const ordinal of earningsDays(walk, year, count)) {
    const surprise =
      SURPRISE * walk.entry.volatility * bell(mix(mix(walk.seed, EARNINGS + 32), year * 400 + ordinal));
    jumps[ordinal] = (jumps[ordinal] as number) + surprise;
  }
  const price = priceAt(walk, levelAt(walk, year));
  for (const { ordinal, amount } of dividendsOf(walk, year)) {
    jumps[ordinal] = (jumps[ordinal] as number) - Math.min(0.1, amount / price);
  }
  return jumps;
}

/** Whole shares of a day: livelier on big moves, quieter on half days. */
function volumeOf(walk: Walk, hash: number, move: number, half: boolean): number {
  const draw = 0.55 + 0.7 * unit(hash) + Math.min(2.5, 0.45 * move * move);
  return Math.max(LEAST_VOLUME, Math.round(walk.entry.dailyVolume * draw * (half ? 0.5 : 1)));
}

/** Computes a year of an instrument within that year of the market. */
export function yearBlock(walk: Walk, { factor, regime }: MarketYear, year: number): YearBlock {
  const days = tradingDaysOf(year);
  const count = days.length;
  const { beta } = walk.entry;
  const daily = ownVolatility(walk.entry) / Math.sqrt(TRADING_DAYS);
  const whole = walk.entry.volatility / Math.sqrt(TRADING_DAYS);
  const seed = mix(mix(walk.seed, OWN), year);
  const jumps = jumpsOf(walk, year, count);
  const steps = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const noise = daily * (regime[k] as number) * bell(mix(seed, k));
    steps[k] = beta * (factor[k] as number) + noise + (jumps[k] as number);
  }
  settle(steps, levelAt(walk, year + 1) - levelAt(walk, year));
  const block: YearBlock = {
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
    volume: new Float64Array(count),
  };
  const [gapSeed, upSeed, downSeed] = [mix(seed, GAP), mix(seed, UP), mix(seed, DOWN)];
  const turnoverSeed = mix(seed, TURNOVER);
  let level = levelAt(walk, year);
  for (let k = 0; k < count; k++) {
    const deviation = whole * (regime[k] as number);
    const jump = jumps[k] as number;
    const openLevel = level + jump + OVERNIGHT * deviation * bell(mix(gapSeed, k));
    // The last step lands on the next year's level exactly, so that the two blocks share one price.
    const closeLevel = k === count - 1 ? levelAt(walk, year + 1) : level + (steps[k] as number);
    const open = nearestTick(priceAt(walk, openLevel));
    const close = nearestTick(priceAt(walk, closeLevel));
    // The highest and lowest point of a Brownian bridge from open to close have these closed forms.
    const way = closeLevel - openLevel;
    const spread = -2 * (SESSION * deviation) ** 2;
    const up = (way + Math.sqrt(way * way + spread * Math.log(1 - 0.999 * unit(mix(upSeed, k))))) / 2;
    const down = (way - Math.sqrt(way * way + spread * Math.log(1 - 0.999 * unit(mix(downSeed, k))))) / 2;
    const half = (days[k]?.closeSlot ?? 0) < 960;
    block.open[k] = open;
    block.close[k] = close;
    block.high[k] = Math.max(open, close, tickAtOrBelow(priceAt(walk, openLevel + up)));
    block.low[k] = Math.min(open, close, tickAtOrAbove(priceAt(walk, openLevel + down)));
    block.volume[k] = volumeOf(walk, mix(turnoverSeed, k), (closeLevel - level) / deviation, half);
    level = closeLevel;
  }
  return block;
}
