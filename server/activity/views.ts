import type { ActivityKind } from "@/domain/activity/activity-input";

/** One thing that happened. Decimals are strings, days "YYYY-MM-DD", the instant ISO (exchange time). */
export type ActivityItem = {
  id: string;
  kind: ActivityKind;
  at: string;
  /** "Bought 100 AAPL at 187.40" */
  title: string;
  /** "Fees $1.00 · XNAS" */
  detail: string | null;
  symbol: string | null;
  /** Shares, signed: negative left the account. */
  quantity: string | null;
  /** Dollars a share. */
  price: string | null;
  /** Dollars, signed, fees included; null where no cash came or went. */
  amount: string | null;
  tradeDate: string | null;
  settlementDate: string | null;
  orderId: string | null;
};

export type ActivityPage = { items: ActivityItem[]; nextCursor: string | null };
