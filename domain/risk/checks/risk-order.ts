import type { Price, Quantity } from "@/domain/money/money";

/** What the checks look at of an order, whatever kind it is. */
export type RiskOrder = {
  symbol: string;
  side: "BUY" | "SELL";
  quantity: Quantity;
  /** Null for an order that has no limit. */
  limitPrice: Price | null;
  /** Null for an order that waits for no price. */
  stopPrice?: Price | null;
};
