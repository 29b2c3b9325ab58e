import { larger, NO_SHARES, type Price, type Quantity, subtract } from "@/domain/money/money";
import { averageOf } from "@/domain/orders/order-figures";
import { isOpen } from "@/domain/orders/order-machine";
import { type OrderState, working } from "@/domain/orders/order-state-types";

/** Shares still to be executed: none once the order is over (FIX LeavesQty). */
export const leavesQty = (state: Pick<OrderState, "status" | "quantity" | "cumQty">): Quantity =>
  isOpen(state.status) ? larger(subtract(state.quantity, state.cumQty), NO_SHARES) : NO_SHARES;

/**
 * The most that may still be executed: what is left of the order or of the replacement under way, and at any rate all
 * that venues have. What a hold must cover.
 */
export function largestLeaves(state: OrderState): Quantity {
  const asked = state.pendingReplace?.quantity ?? NO_SHARES;
  const most = leavesQty({ ...state, quantity: larger(state.quantity, asked) });
  return isOpen(state.status) ? larger(most, working(state)) : NO_SHARES;
}

/** The average price of what was executed, to six decimals; null before the first fill (FIX AvgPx). */
export const averagePrice = (state: Pick<OrderState, "cumQty" | "cumNotional">): Price | null =>
  averageOf(state.cumNotional, state.cumQty);
