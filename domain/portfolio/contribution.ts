import { add, type Money, subtract, ZERO } from "@/domain/money/money";
import { type Answer, figureOf, type RateFigure } from "@/domain/portfolio/answer";
import {
  type Chain,
  chainOf,
  closingOf,
  netFlowOf,
  type Period,
  type WeightedChain,
} from "@/domain/portfolio/daily-chain";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What positions gained on a day, in dollars by symbol: value at its end - value at its start - bought + sold +
 * dividends, trades with their fees.
 */
export type DayGains = { day: LocalDate; gains: ReadonlyMap<string, Money> };

/** `symbol` null: everything that is no position, such as interest and fees. */
export type Contribution = { symbol: string | null; gain: Money; contribution: RateFigure };

/** What a position gained in a period, and its part of the return: the sum of its days' gains times `weightsOf`. */
export type GainSum = { symbol: string; gain: Money; part: number };

/** By how much a dollar that was gained on a day raised the return of the whole period: index before / at work. */
export function weightsOf(chain: WeightedChain): Map<LocalDate, number> {
  const weights = new Map<LocalDate, number>();
  let index = 1;
  for (const day of chain.days) {
    if (day.base > 0) weights.set(day.day, index / day.base);
    index = day.index;
  }
  return weights;
}

/**
 * What each position brought to the time-weighted return of a period (FORMULAS.contribution), largest first, and what
 * is left last. Dollars add up to the gain of the period (`gain`), contributions to its return.
 */
export function contributionsFrom(
  sums: readonly GainSum[],
  gain: Money,
  chain: Answer<Chain>,
): Contribution[] {
  const positions = sums.toSorted((a, b) => b.part - a.part || (a.symbol < b.symbol ? -1 : 1));
  const total = chain.known ? chain.value.index - 1 : 0;
  const rest = {
    symbol: null,
    gain: subtract(gain, add(ZERO, ...positions.map((position) => position.gain))),
    part: total - positions.reduce((sum, { part }) => sum + part, 0),
  };
  return [...positions, rest].map(({ symbol, gain: dollars, part }) => ({
    symbol,
    gain: dollars,
    contribution: figureOf(chain, () => part),
  }));
}

/** The same from the days themselves. */
export function contributionsTo(period: Period, dayGains: readonly DayGains[]): Contribution[] {
  const chain = chainOf(period);
  const weights = chain.known ? weightsOf(chain.value) : new Map<LocalDate, number>();
  const sums = new Map<string, GainSum>();
  for (const { day, gains } of dayGains)
    for (const [symbol, gain] of gains) {
      const sum = sums.get(symbol) ?? { symbol, gain: ZERO, part: 0 };
      sum.gain = add(sum.gain, gain);
      sum.part += gain.toNumber() * (weights.get(day) ?? 0);
      sums.set(symbol, sum);
    }
  const all = subtract(subtract(closingOf(period), period.opening), netFlowOf(period));
  return contributionsFrom([...sums.values()], all, chain);
}
