import { type Money, money, type Quantity, quantity } from "@/domain/money/money";
import type { MarginRegime } from "@/domain/risk/margin-regime";

/** What becomes of an order for a halted symbol: refused, or kept until trading resumes. */
export const HALT_POLICIES = ["REJECT", "QUEUE"] as const;
export type HaltPolicy = (typeof HALT_POLICIES)[number];

/** Thresholds set in advance (15c3-5(c)(1)): what one account may do until somebody of the firm decides otherwise. */
export type AccountLimits = {
  /** In one order. */
  maxShares: Quantity;
  /** Dollars in one order, at the worst price that it may get. */
  maxValue: Money;
  maxOpenOrders: number;
  ordersPerSecond: number;
  /** How much worse than the national best opposite quote a limit may be before it looks like a slip: "0.10" is 10%. */
  limitCollar: string;
  /** Within so many seconds the same order again looks like a second press of the button; 0 asks never. */
  duplicateSeconds: number;
  haltPolicy: HaltPolicy;
  /** The regime that the carrying firm keeps for this account, where it has a choice; null leaves it to the day. */
  marginRegime: MarginRegime | null;
};

/** The limits of an account that has been given none of its own. */
export const STANDARD_LIMITS: AccountLimits = {
  maxShares: quantity("50000"),
  maxValue: money("1000000"),
  maxOpenOrders: 500,
  ordersPerSecond: 20,
  limitCollar: "0.10",
  duplicateSeconds: 5,
  haltPolicy: "REJECT",
  marginRegime: null,
};
