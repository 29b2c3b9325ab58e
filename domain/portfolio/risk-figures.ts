import { noRate, rateFigure, type RateFigure } from "@/domain/portfolio/answer";

/** Plain ratios of days; null on a day without money, which does not count. */
export type DayReturns = readonly (number | null)[];

export const TRADING_DAYS_A_YEAR = 252;

const counted = (returns: DayReturns): number[] => returns.filter((value) => value !== null);
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sum of squared distances from the mean, of those that `counts` lets through, over n - 1. */
function sampleVariance(values: readonly number[], counts = (_distance: number) => true): number {
  const mean = meanOf(values);
  let sum = 0;
  for (const value of values) if (counts(value - mean)) sum += (value - mean) ** 2;
  return sum / (values.length - 1);
}

/** What rounding leaves of a variance that is none. */
const NOTHING = 1e-28;

type Over = "PERIOD" | "YEAR";

function deviation(returns: DayReturns, over: Over, counts?: (distance: number) => boolean): RateFigure {
  const values = counted(returns);
  if (values.length < 2) return noRate("TOO_FEW_DAYS");
  if (values.some((value) => value <= -1)) return noRate("TOTAL_LOSS");
  const variance = sampleVariance(
    values.map((value) => Math.log1p(value)),
    counts,
  );
  return rateFigure(Math.sqrt(variance * (over === "YEAR" ? TRADING_DAYS_A_YEAR : values.length)));
}

/**
 * Volatility (FORMULAS.volatility): the sample deviation of logarithmic daily returns, scaled to a year, or to the
 * days that there are (PERIOD, the convention of Portfolio Performance).
 */
export const volatility = (returns: DayReturns, over: Over = "YEAR"): RateFigure => deviation(returns, over);

/** The same of the days below the mean alone. */
export const semiDeviation = (returns: DayReturns, over: Over = "YEAR"): RateFigure =>
  deviation(returns, over, (distance) => distance < 0);

/** The Sharpe ratio (FORMULAS.sharpe). `riskFree` is a plain ratio a year. */
export function sharpeRatio(returns: DayReturns, riskFree = 0): RateFigure {
  const values = counted(returns).map((value) => value - riskFree / TRADING_DAYS_A_YEAR);
  if (values.length < 2) return noRate("TOO_FEW_DAYS");
  const variance = sampleVariance(values);
  if (variance < NOTHING) return noRate("NO_VARIATION");
  return rateFigure((meanOf(values) / Math.sqrt(variance)) * Math.sqrt(TRADING_DAYS_A_YEAR));
}
