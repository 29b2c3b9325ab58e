import { add, type Money, subtract, ZERO } from "@/domain/money/money";
import { figureOf, type RateFigure } from "@/domain/portfolio/answer";
import { chainOf, closingOf, netFlowOf, type Period } from "@/domain/portfolio/daily-chain";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What positions gained on a day, in dollars by symbol: value at its end - value at its start - bought + sold +
 * dividends, trades with their fees.
 */
export type DayGains = { day: LocalDate; gains: ReadonlyMap<string, Money> };

/** `symbol` null: everything that is no position, such as interest and fees. */
export type Contribution = { symbol: string | null; gain: Money; contribution: RateFigure };

/**
 * What each position brought to the time-weighted return of a period (FORMULAS.contribution), largest first, and what
 * is left last. Dollars add up to the gain of the period, contributions to its return.
 */
export function contributionsTo(period: Period, dayGains: readonly DayGains[]): Contribution[] {
  const chain = chainOf(period);
  const weights = new Map<LocalDate, number>();
  let index = 1;
  if (chain.known)
    for (const day of chain.value.days) {
      if (day.base > 0) weights.set(day.day, index / day.base);
      index = day.index;
    }
  const sums = new Map<string, { gain: Money; part: number }>();
  for (const { day, gains } of dayGains)
    for (const [symbol, gain] of gains) {
      const sum = sums.get(symbol) ?? { gain: ZERO, part: 0 };
      sum.gain = add(sum.gain, gain);
      sum.part += gain.toNumber() * (weights.get(day) ?? 0);
      sums.set(symbol, sum);
    }
  const positions = [...sums].sort(([a, x], [b, y]) => y.part - x.part || (a < b ? -1 : 1));
  const all = subtract(subtract(closingOf(period), period.opening), netFlowOf(period));
  const rest = {
    gain: subtract(all, add(ZERO, ...positions.map(([, { gain }]) => gain))),
    part: index - 1 - positions.reduce((sum, [, { part }]) => sum + part, 0),
  };
  const rows: [string | null, { gain: Money; part: number }][] = [...positions, [null, rest]];
  return rows.map(([symbol, { gain, part }]) => ({
    symbol,
    gain,
    contribution: figureOf(chain, () => part),
  }));
}
