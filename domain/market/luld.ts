import { nearestTick } from "@/domain/market/price-grid";
import { type TickPrice, tickPrice } from "@/domain/market/types";
import type { LocalDate, LocalTime } from "@/domain/time/instant";

/**
 * Limit Up-Limit Down: the NMS Plan to Address Extraordinary Market Volatility (Rule 608 of Regulation NMS), as it has
 * read since Amendment 18. Prices are ten-thousandths of a dollar (see TickPrice).
 */

/** 1: members of the S&P 500 and the Russell 1000, and exchange-traded products. 2: every other NMS stock. */
export type LuldTier = 1 | 2;

/** The Plan's first phase. Earlier days have no bands; its first, wider openings are not told apart. */
export const LULD_SINCE = "2013-04-08" as LocalDate;

const DOLLAR = 10_000;
const HIGH_PRICED = 3 * DOLLAR;
const LOW_PRICED = 0.75 * DOLLAR;
/** Below $0.75: the lesser of $0.15 and 75% of the reference price. */
const CENTS = 0.15 * DOLLAR;

/** The last minutes of the session, in which the parameters are doubled. */
export const DOUBLED_MINUTES = 25;
/** How long a market is paused that stood at a band for 15 seconds (a limit state). */
export const PAUSE_MINUTES = 5;
/** The reference price is the mean of the trades of so many minutes, and moves only when that is 1% away from it. */
export const REFERENCE_MINUTES = 5;
const REFERENCE_STEP = 0.01;

/** Percent of the reference price, for stocks that closed at $0.75 or more. */
const percentOf = (tier: LuldTier, previousClose: number): number =>
  previousClose > HIGH_PRICED ? (tier === 1 ? 5 : 10) : 20;

/** Whether the doubling before the close reaches a stock: all of tier 1, and tier 2 up to $3.00. */
const isDoublable = (tier: LuldTier, previousClose: number): boolean =>
  tier === 1 || previousClose <= HIGH_PRICED;

export type BandTerms = {
  tier: LuldTier;
  /** Decides which percentage holds, all day long. */
  previousClose: number;
  /** How many times the market a leveraged product moves; its percentages grow as much. */
  leverage?: number;
};

/**
 * How far the bands lie from a reference price, unrounded. Doubled below $0.75 they would reach 150% down: the lower
 * band ends at nothing there.
 */
export function bandDistance(terms: BandTerms, reference: number, isLastMinutes: boolean): number {
  const { tier, previousClose, leverage = 1 } = terms;
  const times = isLastMinutes && isDoublable(tier, previousClose) ? 2 : 1;
  const percent = previousClose < LOW_PRICED ? 75 : percentOf(tier, previousClose);
  const share = (reference * percent * times * leverage) / 100;
  return previousClose < LOW_PRICED ? Math.min(CENTS * times, share) : share;
}

/** Bands around a reference price on the price grid; the lower one is never below zero. */
export const lowerBand = (reference: number, distance: number): number =>
  reference > distance ? nearestTick(reference - distance) : 0;
export const upperBand = (reference: number, distance: number): number => nearestTick(reference + distance);

const minutesOf = (time: LocalTime): number => {
  const [hours = "0", minutes = "0", seconds = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
};

/**
 * The price bands of an NMS stock at a time of day in New York: no trade may be made below `lower` or above `upper`.
 * `ratio` is their distance as a part of the reference price. Null outside the regular session, when there are none;
 * `close` is its end ("13:00" on a half day).
 */
export function bandFor(input: {
  tier: LuldTier;
  previousClose: TickPrice;
  reference: TickPrice;
  time: LocalTime;
  leverage?: number;
  close?: LocalTime;
}): { lower: TickPrice; upper: TickPrice; ratio: number } | null {
  const { reference, time, close = "16:00" } = input;
  const left = minutesOf(close) - minutesOf(time);
  if (minutesOf(time) < minutesOf("09:30") || left <= 0) return null;
  const distance = bandDistance(input, reference, left <= DOUBLED_MINUTES);
  return {
    lower: tickPrice(lowerBand(reference, distance)),
    upper: tickPrice(upperBand(reference, distance)),
    ratio: distance / reference,
  };
}

/** The reference price after a look at the mean of the last minutes' trades: that mean once it is 1% away. */
export const nextReference = (reference: number, mean: number): number =>
  Math.abs(mean - reference) >= REFERENCE_STEP * reference ? nearestTick(mean) : reference;
