import type { LotMethod } from "@/domain/tax/lot-methods";
import type { Term } from "@/domain/tax/holding-period";
import type { Relief } from "@/domain/tax/order-lots";

/** Decimals are strings in dollars and shares, days "YYYY-MM-DD", instants ISO texts in UTC. */
export type InstructionsView = {
  accountId: string;
  stocks: Exclude<LotMethod, "AVERAGE">;
  funds: LotMethod;
  /** Newest first; empty while nothing was ever said. */
  history: { id: string; stocks: Exclude<LotMethod, "AVERAGE">; funds: LotMethod; effectiveAt: string }[];
};

/** What purchases would do to the loss of a sale, or may still do until `to`. */
export type WashView = {
  from: string;
  to: string;
  recentShares: string;
  disallowed: string;
  clearOn: string | null;
};

/** An open lot beside a sale that is thought of: what all of it would gain at the price, and what the sale takes. */
export type LotOfSaleView = {
  lotId: string;
  acquiredOn: string;
  /** Shares open. */
  open: string;
  cost: string;
  costPerShare: string;
  /** If all of it was sold at the price, before fees. */
  gain: string;
  term: Term;
  /** The first day on which a sale of it is long-term; null once it is. */
  longFrom: string | null;
  /** Shares of it that the sale takes, and what they gain after fees, as the books will have it; null where it takes none. */
  taken: { shares: string; proceeds: string; cost: string; gain: string } | null;
};

export type SalePreviewView = {
  symbol: string;
  method: LotMethod | "SPECIFIC";
  /** The account's own method, where the order says nothing. */
  standing: LotMethod;
  methods: LotMethod[];
  price: string | null;
  shares: string;
  lots: LotOfSaleView[];
  /** Lots beyond those that are shown. */
  more: number;
  proceeds: string | null;
  cost: string | null;
  gain: { SHORT: string; LONG: string; total: string } | null;
  wash: WashView | null;
  /** Why there is no preview of this choice. */
  problem: string | null;
};

export type SumView = {
  proceeds: string;
  cost: string;
  gain: string;
  washDisallowed: string;
  /** What earlier wash sales had added to the cost: gain - washCarried + washDisallowed = taxable. */
  washCarried: string;
  taxable: string;
};

export type RealisedRowView = {
  key: string;
  accountId: string;
  symbol: string;
  acquiredOn: string;
  soldOn: string;
  quantity: string;
  proceeds: string;
  cost: string;
  gain: string;
  term: Term;
  basis: string;
  washDisallowed: string;
  /** What earlier wash sales had added to the cost: basis - cost. */
  washCarried: string;
  taxable: string;
  orderId: string | null;
  cause: "TRADE" | "CASH_IN_LIEU";
  relief: Relief | null;
  /** The sale has not settled: its lots may be named anew. */
  canBeNamed: boolean;
};

export type RealisedGainsView = {
  accountId: string;
  year: number;
  /** Years in which anything was sold, newest first. */
  years: number[];
  sums: { SHORT: SumView; LONG: SumView; total: SumView };
  rows: RealisedRowView[];
  count: number;
  /** Where the pages before and after this one begin; null where there is none. */
  previousOffset: number | null;
  nextOffset: number | null;
};

export type HarvestRowView = {
  lotId: string;
  symbol: string;
  name: string;
  acquiredOn: string;
  shares: string;
  price: string;
  value: string;
  basis: string;
  loss: string;
  term: Term;
  wash: WashView;
};
export type HarvestView = {
  accountId: string;
  on: string;
  rows: HarvestRowView[];
  /** Rows beyond those that are shown. */
  more: number;
  loss: string;
  /** What is left of it once purchases already made have disallowed their part. */
  allowed: string;
};

/** What an order chose, and which lots its fills closed. */
export type OrderLotsView = {
  method: LotMethod | "SPECIFIC";
  named: { lotId: string; acquiredOn: string; shares: string }[];
  closed: {
    id: string;
    lotId: string;
    acquiredOn: string;
    soldOn: string;
    shares: string;
    proceeds: string;
    cost: string;
    gain: string;
    term: Term;
    relief: Relief | null;
  }[];
  total: { proceeds: string; cost: string; gain: string };
  /** Shares that were named and were not open any more when it filled. */
  fallback: string;
};
