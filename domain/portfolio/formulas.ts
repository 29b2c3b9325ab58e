/**
 * How each figure of a portfolio is reckoned, for the reader who asks: shown beside the figure, wherever it stands.
 * The functions name their entry in their docstring; text and code are changed together.
 */
export type Formula = {
  name: string;
  formula: string;
  /** What the letters stand for. */
  where: string;
  unit: "percent" | "percent a year" | "ratio" | "US dollars";
  source: string;
};

export const FORMULAS = {
  timeWeighted: {
    name: "Time-weighted return",
    formula: "TWR = (1 + r1) x (1 + r2) x ... - 1, where r = (V + W) / (V0 + D) - 1",
    where:
      "V0 and V are the equity at the close before and at the close of a day, D what came into the account that day (counted from its start), W what left it (counted to its end). Days without money count as no change.",
    unit: "percent",
    source: "Daily valuation, chain-linked (GIPS 2020, 2.A.21 to 2.A.23)",
  },
  moneyWeighted: {
    name: "Money-weighted return",
    formula: "sum of C / (1 + y)^(days / 365) = 0; shown for the period: (1 + y)^(days / 365) - 1",
    where:
      "C are the equity at the start and deposits (below zero), withdrawals and the equity at the end (above zero), each on its day; y is the rate of a year of 365 days. Shown only where exactly one rate fits.",
    unit: "percent",
    source: "Internal rate of return, actual/365, as Excel's XIRR (Microsoft KB Q116041)",
  },
  annualised: {
    name: "Return per year",
    formula: "(1 + R)^(365 / days) - 1",
    where: "R is the return of the whole period; only where it is longer than a year.",
    unit: "percent a year",
    source: "GIPS 2020: returns of less than a year are not annualised",
  },
  modifiedDietz: {
    name: "Modified Dietz return",
    formula: "(V - V0 - F) / (V0 + sum of f x w)",
    where:
      "V0 and V are the values at the start and the end, f are flows in (out: below zero), F their sum, w the part of the period that was left after each.",
    unit: "percent",
    source: "P. Dietz, 1966; a fall-back where there are no daily values",
  },
  drawdown: {
    name: "Deepest drawdown",
    formula: "lowest of I / P - 1",
    where:
      "I is the chained time-weighted index on a day, P its highest value up to that day. Recovered on the first day on which I is at P again.",
    unit: "percent",
    source: "C. Bacon, Practical Portfolio Performance Measurement, 4",
  },
  volatility: {
    name: "Volatility",
    formula: "s x square root of 252",
    where: "s is the sample standard deviation (n - 1) of the logarithms of 1 + the daily returns.",
    unit: "percent a year",
    source: "The convention of Portfolio Performance's risk figures; 252 trading days are a year",
  },
  sharpe: {
    name: "Sharpe ratio",
    formula: "m / s x square root of 252",
    where:
      "m and s are the mean and the sample standard deviation of the daily returns, less a 252nd of the yearly risk-free rate.",
    unit: "ratio",
    source: "W. F. Sharpe, 1994",
  },
  benchmark: {
    name: "Against the benchmark",
    formula: "TWR - (P / P0 - 1)",
    where:
      "P0 and P are the benchmark's closes before the first and on the last day, adjusted for splits and dividends.",
    unit: "percent",
    source: "Arithmetic excess return",
  },
  beta: {
    name: "Beta",
    formula: "cov(r, b) / var(b)",
    where: "r and b are the daily returns of the account and of the benchmark.",
    unit: "ratio",
    source: "C. Bacon, Practical Portfolio Performance Measurement, 4",
  },
  contribution: {
    name: "Contribution to the return",
    formula: "sum of I x g / (V0 + D)",
    where:
      "g is the position's gain of a day (value at its end - value at its start - bought + sold + dividends), V0 + D the money at work, I the time-weighted index at its start. All contributions add up to the time-weighted return.",
    unit: "percent",
    source: "Daily arithmetic attribution, linked by the growth of the index",
  },
  positionResult: {
    name: "Result of a position",
    formula: "G = V - V0 - bought + sold + income; net: G - fees; per cent of V0 + sum of f x w",
    where:
      "V0 and V are its values at the start and the end, f what was bought (sold: below zero) and w the part of the period that was left.",
    unit: "US dollars",
    source: "Modified Dietz of one position",
  },
  bridge: {
    name: "What changed the equity",
    formula:
      "opening equity + deposits - withdrawals + securities transferred + realised + change in unrealised + dividends + interest - tax withheld - fees + corrections = closing equity",
    where:
      "Realised gains are economic, before wash sales; commissions and regulatory fees are in the cost and the proceeds of trades. Change in unrealised is that of market value less cost; what transferred shares had gained before they came is not in it.",
    unit: "US dollars",
    source: "The account's journals, to the cent",
  },
} as const satisfies Record<string, Formula>;

export type FormulaName = keyof typeof FORMULAS;
