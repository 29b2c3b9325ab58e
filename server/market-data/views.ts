import type { PlanId } from "@/domain/market-data/plans";
import type { SubscriberKind } from "@/domain/market-data/subscriber";

export type FeeView = {
  month: string;
  plan: PlanId;
  /** Dollars. */
  amount: string;
  status: "INSTRUCTED" | "POSTED" | "REFUSED" | "UNPAID";
};

/** What a person may see, what it costs, and what was charged. Dollars are decimal strings. */
export type MarketDataView = {
  kind: SubscriberKind | null;
  declaredAt: string | null;
  plan: PlanId;
  /** The plan after the month that runs, where it is another one. */
  nextPlan: PlanId | null;
  payingAccountId: string | null;
  /** Why the last paid plan ended by itself; null while one stands or none was. */
  lapseReason: string | null;
  /** Monthly prices of each plan for either kind of subscriber. */
  prices: Record<PlanId, Record<SubscriberKind, string>>;
  fees: FeeView[];
};
