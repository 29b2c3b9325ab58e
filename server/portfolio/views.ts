/** Decimals are strings in dollars; ratios plain decimals ("0.0101" is 1.01%); null means "n/a". */
export type PositionView = {
  symbol: string;
  name: string;
  sector: string;
  quantity: string;
  price: string | null;
  value: string;
  cost: string;
  /** Dollars a share that the open lots cost, fees included, to four decimals. */
  averageCost: string | null;
  dayChange: string;
  dayChangeRatio: string | null;
  unrealised: string;
  unrealisedRatio: string | null;
  weight: string | null;
  /** Shares that open sell orders hold. */
  reserved: string;
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
  available: string;
  total: string;
};

export type PortfolioView = {
  accountId: string;
  accountNumber: string | null;
  title: string;
  status: string;
  /** Epoch milliseconds of exchange time. */
  asOf: number;
  equity: string;
  positionValue: string;
  dayChange: string;
  dayChangeRatio: string | null;
  unrealised: string;
  /** Realised since 1 January, first in first out, fees included. */
  realisedThisYear: string;
  cash: CashView;
  positions: PositionView[];
};

/** One end of day: equity, and what had been put in by then (deposits minus withdrawals). */
export type HistoryPoint = { date: string; equity: string; contributions: string };
