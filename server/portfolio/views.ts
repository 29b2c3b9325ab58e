import type { FormulaName } from "@/domain/portfolio/formulas";
import type { RateFigure } from "@/domain/portfolio/answer";
import type { AllocationKey } from "@/domain/portfolio/allocation";
import type { BridgeTerm } from "@/domain/portfolio/bridge";
import type { InstrumentKind } from "@/domain/market/types";
import type { Term } from "@/domain/tax/holding-period";
import type { Decimal } from "decimal.js";

/**
 * What the portfolio's procedures answer. Decimals are strings in dollars; ratios plain decimals ("0.0101" is 1.01%),
 * null means "n/a". A `RateFigure` has a rate or the reason why there is none (NO_ANSWER has its words). Days are
 * "2026-11-20".
 */
export type PositionView = {
  symbol: string;
  name: string;
  sector: string;
  kind: InstrumentKind;
  quantity: string;
  price: string | null;
  previousClose: string | null;
  value: string;
  cost: string;
  /** Dollars a share that the open lots cost, fees included, to four decimals. */
  averageCost: string | null;
  dayChange: string;
  dayChangeRatio: string | null;
  unrealised: string;
  unrealisedRatio: string | null;
  /** Of the equity of all accounts that were asked for. */
  weight: string | null;
  /** Shares that open sell orders hold. */
  reserved: string;
  /** How many open lots there are; `portfolio.lots` has them. */
  lots: number;
  /** Dollars a year at what the last twelve months paid a share; null where nothing was paid. Not a forecast. */
  yearlyIncome: string | null;
  /** The same against the value: the trailing yield. */
  yield: string | null;
  /** The maintenance requirement of what margin accounts hold; null where no margin account holds it. */
  marginRequirement: string | null;
};

export type CashView = {
  /** A margin account: `available` is what may be bought of a security with the house's usual requirement. */
  isMargin: boolean;
  settled: string;
  unsettledIn: string;
  unsettledOut: string;
  /** Purchases need settled cash: the account broke the cash account's rules. */
  isSettledOnly: boolean;
  uncollected: string;
  reserved: string;
  /** Buying power. A cash account's: settled + unsettledIn (unless isSettledOnly) - unsettledOut - reserved. */
  available: string;
  /** What may leave the account: settled - unsettledOut - reserved, not below zero. */
  withdrawable: string;
  /** settled + unsettledIn - unsettledOut + uncollected. */
  total: string;
};

/** One account of those that were asked for. */
export type AccountPartView = {
  accountId: string;
  accountNumber: string | null;
  title: string;
  status: string;
  equity: string;
  dayChange: string;
  dayChangeRatio: string | null;
  cash: CashView;
};

/** One account, or several together: then figures are sums, and positions in one stock one row. */
export type PortfolioView = {
  /** In the order in which they were asked for. */
  accounts: AccountPartView[];
  /** Those of the first account. */
  accountId: string;
  accountNumber: string | null;
  title: string;
  status: string;
  /** Epoch milliseconds of exchange time. */
  asOf: number;
  equity: string;
  positionValue: string;
  /** The trading day whose change is told: today's, or the last one's while the exchange is closed. */
  day: string;
  isDayOver: boolean;
  dayChange: string;
  dayChangeRatio: string | null;
  /** The last trading day that is over, as its statement has it; null where `day` is that one, or none was. */
  lastDay: { on: string; change: string } | null;
  unrealised: string;
  unrealisedRatio: string | null;
  /** Realised since 1 January, first in first out, fees included. */
  realisedThisYear: string;
  /** Sum of the positions' yearlyIncome. */
  yearlyIncome: string;
  /** Sum of the positions' requirements; null where there is no margin account. */
  marginRequirement: string | null;
  cash: CashView;
  positions: PositionView[];
};

/** An open lot, as the books have it (economic). */
export type LotView = {
  lotId: string;
  accountId: string;
  symbol: string;
  acquiredOn: string;
  quantity: string;
  cost: string;
  /** Dollars a share, to four decimals. */
  costPerShare: string | null;
  value: string;
  unrealised: string;
  unrealisedRatio: string | null;
  /** Whether a sale today would be short- or long-term. */
  term: Term;
};
/** Oldest first; `cursor` is the next page's, null at the end. */
export type LotsView = { lots: LotView[]; cursor: string | null };

/** A symbol's closings of a period together, in one account or several. */
export type ClosedPositionView = {
  symbol: string;
  name: string;
  quantity: string;
  proceeds: string;
  cost: string;
  realised: string;
  realisedRatio: string | null;
  /** First and last day on which something was sold. */
  firstClosedOn: string;
  lastClosedOn: string;
  closings: number;
  /** Shares of it that are still held. */
  stillHeld: string;
};
/** Last closed first. `realised` is of the whole period, not of the page. */
export type ClosedView = {
  from: string;
  to: string;
  positions: ClosedPositionView[];
  realised: string;
  cursor: string | null;
};

/** One end of day: equity, and what had been put in by then (deposits minus withdrawals). */
export type HistoryPoint = { date: string; equity: string; contributions: string };

/** `growth` is the time-weighted return from the period's start to this close; `benchmark` the same of the benchmark. */
export type CurvePoint = HistoryPoint & { growth: string | null; benchmark: string | null };

/** A figure of a period, and per year where it is longer than one. */
export type PeriodReturnView = { period: RateFigure; annualised: RateFigure };

export type PerformanceView = {
  /** The day at whose close the period opens. */
  from: string;
  /** The closing day; today's part is live (`isLive`). */
  to: string;
  isLive: boolean;
  opening: string;
  closing: string;
  /** closing - opening - deposits + withdrawals. */
  gain: string;
  timeWeighted: PeriodReturnView;
  moneyWeighted: PeriodReturnView;
  volatility: RateFigure;
  sharpe: RateFigure;
  drawdown: {
    depth: RateFigure;
    peak: string | null;
    trough: string | null;
    /** Null while it is not; also where there was no fall. */
    recovered: string | null;
  };
  /** Null where none was asked for or the market does not have it. */
  benchmark: {
    symbol: string;
    name: string;
    return: PeriodReturnView;
    excess: RateFigure;
    beta: RateFigure;
  } | null;
  /** Some 400 points at most, oldest first, the first and the last day always among them. */
  curve: CurvePoint[];
  /** FORMULAS has each figure's words: name, formula, where, source. */
  formulas: { timeWeighted: FormulaName; moneyWeighted: FormulaName; [figure: string]: FormulaName };
};

export type BridgeLineView = {
  term: BridgeTerm;
  /** Signed as it changes the equity: withdrawals, tax and fees are below zero. */
  amount: string;
};
export type BridgeView = {
  from: string;
  to: string;
  isLive: boolean;
  opening: string;
  /** Every term in the order in which it is told, those of zero too. */
  lines: BridgeLineView[];
  closing: string;
  /** closing - opening - all terms: "0" unless books differ from the clearing firm's (an open break). */
  unexplained: string;
};

/** One cause behind a term. `symbol` where it is of a stock; UNREALISED has one row a symbol, without day. */
export type BridgeEntryView = {
  id: string;
  accountId: string | null;
  day: string | null;
  description: string;
  symbol: string | null;
  amount: string;
};
/** Newest first; `cursor` is the next page's, null at the end. */
export type BridgeEntriesView = { entries: BridgeEntryView[]; cursor: string | null };

/** `symbol` null: everything that is no position, such as interest and fees; last. */
export type ContributionView = {
  symbol: string | null;
  name: string | null;
  /** Dollars; all of them add up to the period's gain. */
  gain: string;
  /** All of them add up to the time-weighted return. */
  contribution: RateFigure;
};
export type ContributionsView = {
  from: string;
  to: string;
  isLive: boolean;
  gain: string;
  timeWeighted: RateFigure;
  contributions: ContributionView[];
};

/** A dividend that was paid, or was announced and is to come (`isPaid` false; FINRA 2210: nothing else is foretold). */
export type DividendView = {
  accountId: string;
  symbol: string;
  exDate: string;
  payDate: string;
  quantity: string;
  /** Dollars a share, as announced. */
  perShare: string;
  gross: string;
  /** Both null before the ex-date, when nobody is entitled yet. */
  withheld: string | null;
  net: string | null;
  isPaid: boolean;
  /** The ex-date is past: nothing that is sold now changes it. */
  isFixed: boolean;
};
export type IncomeView = {
  /** Twelve months back and what is announced ahead, by pay date: "2026-12", in order, months of nothing too. */
  months: {
    month: string;
    dividends: string;
    interest: string;
    withheld: string;
    net: string;
    expected: string;
  }[];
  /** Paid in the last twelve months. */
  lastTwelveMonths: { dividends: string; interest: string; withheld: string; net: string };
  /** Newest first, at most 200. */
  history: DividendView[];
  /** By pay date. */
  expected: DividendView[];
  /** By symbol, what the last twelve months paid, the largest first. */
  bySymbol: { symbol: string; name: string; gross: string; net: string }[];
};

/** Cash is the slice with the name null, last. */
export type SliceView = { name: string | null; value: string; weight: string | null };
export type StressView = {
  /** How far the market falls: "0.1". */
  fall: string;
  equity: string;
  change: string;
  maintenanceRequirement: string | null;
  /** Below zero: what would be missing. */
  maintenanceExcess: string | null;
  call: string | null;
};
export type OutlookView = {
  asOf: number;
  equity: string;
  allocation: Record<AllocationKey, SliceView[]>;
  concentration: {
    largest: { symbol: string; weight: string } | null;
    topFive: string | null;
    effectivePositions: string | null;
  };
  /** The last three columns are null where no margin account was asked for; of several they are sums. */
  stress: StressView[];
};

/** A ratio to six decimals. */
export const ratioToWire = (value: Decimal | null): string | null =>
  value && value.toDecimalPlaces(6).toFixed();
