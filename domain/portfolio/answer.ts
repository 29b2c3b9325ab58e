/**
 * Figures that may not exist. A return of an account that never held money is not zero: there is none, and the reason
 * is part of the answer. Returns and statistics are computed in float64 and rounded once, here, into a Rate.
 */
export const NO_ANSWER = {
  NO_DAYS: "The period has no days yet.",
  NO_MONEY_AT_WORK: "There was no money in the account in this period.",
  GAIN_WITHOUT_MONEY:
    "On a day without money in the account something was gained or lost, which is no percentage of anything.",
  NEGATIVE_EQUITY: "The account was worth less than nothing on a day of this period.",
  NO_RATE: "No rate of return explains these deposits, withdrawals and values.",
  SEVERAL_RATES: "More than one rate of return explains these deposits, withdrawals and values.",
  NOT_OVER_A_YEAR: "Only periods of more than a year are stated per year.",
  TOO_FEW_DAYS: "This needs at least two days with a return.",
  NO_VARIATION: "The returns do not vary.",
  TOTAL_LOSS: "Everything was lost on a day of this period.",
  NO_BENCHMARK_PRICE: "The benchmark has no price on a day that is needed.",
  OUT_OF_RANGE: "The figure is too large to mean anything.",
} as const;
export type NoAnswer = keyof typeof NO_ANSWER;
export const isNoAnswer = (text: string): text is NoAnswer => Object.hasOwn(NO_ANSWER, text);

/** A value, or why there is none. */
export type Answer<T> = { known: true; value: T } | { known: false; reason: NoAnswer };

export const known = <T>(value: T): Answer<T> => ({ known: true, value });
export const unknown = (reason: NoAnswer): { known: false; reason: NoAnswer } => ({ known: false, reason });

/** A ratio as a plain decimal on the wire, ten decimals at most: "0.0101" is 1.01%. */
declare const rateBrand: unique symbol;
export type Rate = string & { readonly [rateBrand]: "Rate" };

/** A rate as it is shown: exactly one of the two is null. */
export type RateFigure = { rate: Rate; reason: null } | { rate: null; reason: NoAnswer };

const DECIMALS = 10;
/** Beyond it a double has no cents of a percent left. */
const LARGEST = 1e9;

/** Rounds a float64 ratio, once and for all. What is not a number of any meaning has no rate. */
export function rateFigure(value: number): RateFigure {
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST) return noRate("OUT_OF_RANGE");
  const text = value.toFixed(DECIMALS).replace(/\.?0+$/, "");
  return { rate: (text === "-0" ? "0" : text) as Rate, reason: null };
}

export const noRate = (reason: NoAnswer): RateFigure => ({ rate: null, reason });

/** The figure of an answer; `change` turns its value into the ratio that is shown. */
export const figureOf = <T>(answer: Answer<T>, change: (value: T) => number): RateFigure =>
  answer.known ? rateFigure(change(answer.value)) : noRate(answer.reason);
