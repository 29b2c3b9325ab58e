import { noRate, rateFigure, type RateFigure } from "@/domain/portfolio/answer";
import { type Chain, type ChainDay, type PeriodReturn, periodReturn } from "@/domain/portfolio/daily-chain";
import { meanOf } from "@/domain/portfolio/risk-figures";
import type { LocalDate } from "@/domain/time/instant";

/** Closes by day in dollars, adjusted for splits and dividends; floats, because only their quotients are told. */
export type BenchmarkCloses = ReadonlyMap<LocalDate, number>;

export type BenchmarkComparison = {
  benchmark: PeriodReturn;
  /** The account's time-weighted return less the benchmark's. */
  excess: RateFigure;
  beta: RateFigure;
  /** 1 at the close before the first day; days on which it has no close are left out. */
  index: readonly { day: LocalDate; index: number }[];
};

/**
 * An account's chain beside a benchmark held over the same days (FORMULAS.benchmark, FORMULAS.beta). It needs closes of
 * the day before the first and of the last.
 */
export function compareWithBenchmark(chain: Chain, closes: BenchmarkCloses): BenchmarkComparison {
  const start = closes.get(chain.from);
  const to = chain.days.at(-1)?.day ?? chain.from;
  const end = closes.get(to);
  if (!start || !end || start <= 0) {
    const none = noRate("NO_BENCHMARK_PRICE");
    return { benchmark: { period: none, annualised: none }, excess: none, beta: none, index: [] };
  }
  const total = end / start - 1;
  const index = chain.days.flatMap(({ day }) => {
    const close = closes.get(day);
    return close ? [{ day, index: close / start }] : [];
  });
  return {
    benchmark: periodReturn(total, chain.from, to),
    excess: rateFigure(chain.index - 1 - total),
    beta: betaOf(chain.days, index),
    index,
  };
}

/** Over days on which both have a return. */
function betaOf(days: readonly ChainDay[], index: readonly { day: LocalDate; index: number }[]): RateFigure {
  const market = new Map<LocalDate, number>();
  let before = 1;
  for (const point of index) {
    market.set(point.day, point.index / before - 1);
    before = point.index;
  }
  const pairs = days.flatMap(({ day, dayReturn }) => {
    const moved = market.get(day);
    return dayReturn === null || moved === undefined ? [] : [{ own: dayReturn, moved }];
  });
  if (pairs.length < 2) return noRate("TOO_FEW_DAYS");
  const ownMean = meanOf(pairs.map(({ own }) => own));
  const marketMean = meanOf(pairs.map(({ moved }) => moved));
  let [together, alone] = [0, 0];
  for (const { own, moved } of pairs) {
    together += (own - ownMean) * (moved - marketMean);
    alone += (moved - marketMean) ** 2;
  }
  return alone < 1e-24 ? noRate("NO_VARIATION") : rateFigure(together / alone);
}
