import type { Answer, RateFigure } from "@/domain/portfolio/answer";
import { figureOf, noRate } from "@/domain/portfolio/answer";
import {
  type BenchmarkCloses,
  type BenchmarkComparison,
  compareWithBenchmark,
} from "@/domain/portfolio/benchmark";
import {
  type Chain,
  chainOf,
  chainReturn,
  lastDay,
  type Period,
  type PeriodReturn,
} from "@/domain/portfolio/daily-chain";
import { deepestDrawdown, type Drawdown } from "@/domain/portfolio/drawdown";
import { moneyWeightedReturn } from "@/domain/portfolio/money-weighted";
import { sharpeRatio, volatility } from "@/domain/portfolio/risk-figures";
import type { LocalDate } from "@/domain/time/instant";

/** Everything that is said of how an account did in a period; every screen and paper takes it from here. */
export type Performance = {
  from: LocalDate;
  to: LocalDate;
  timeWeighted: PeriodReturn;
  moneyWeighted: PeriodReturn;
  volatility: RateFigure;
  sharpe: RateFigure;
  drawdown: Drawdown;
  /** Null where none was asked for. */
  benchmark: BenchmarkComparison | null;
  /** The time-weighted return up to the close of each day, for a chart; empty where there is no return. */
  curve: readonly { day: LocalDate; growth: RateFigure }[];
};

/** `riskFree` is a plain ratio a year; `curveDays` are those that a chart shows, all unless given. */
export type PerformanceOptions = {
  riskFree?: number;
  benchmark?: BenchmarkCloses;
  curveDays?: ReadonlySet<LocalDate>;
};

/** The performance of a period; each figure by its entry of FORMULAS, "n/a" with a reason where there is none. */
export const performanceOf = (period: Period, options: PerformanceOptions = {}): Performance =>
  performanceOfChain(period, chainOf(period), options);

/**
 * The same where the chain is known already: then `period` needs only its days with flows and its last one.
 */
export function performanceOfChain(
  period: Period,
  chain: Answer<Chain>,
  options: PerformanceOptions = {},
): Performance {
  const returns = chain.known ? chain.value.days.map(({ dayReturn }) => dayReturn) : [];
  const without = chain.known ? null : noRate(chain.reason);
  const index = chain.known ? [{ day: period.from, index: 1 }, ...chain.value.days] : [];
  return {
    from: period.from,
    to: lastDay(period),
    timeWeighted: chainReturn(chain, period.from, lastDay(period)),
    moneyWeighted: moneyWeightedReturn(period),
    volatility: without ?? volatility(returns),
    sharpe: without ?? sharpeRatio(returns, options.riskFree),
    drawdown: without
      ? { depth: without, peak: null, trough: null, recovered: null }
      : deepestDrawdown(index),
    benchmark: chain.known && options.benchmark ? compareWithBenchmark(chain.value, options.benchmark) : null,
    curve: index
      .filter(({ day }) => options.curveDays?.has(day) ?? true)
      .map(({ day, index: at }) => ({ day, growth: figureOf(chain, () => at - 1) })),
  };
}
