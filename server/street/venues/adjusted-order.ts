import { fromPrice, type TickPrice, toPrice } from "@/domain/market/types";
import { type Price, quantity } from "@/domain/money/money";
import type { AdjustedTerms, StandingOrder } from "@/domain/orders/corporate-adjustment";
import { hasLimit, type VenueOrderState } from "@/server/street/venues/order-book-state";

const priceOf = (ticks: TickPrice | null): Price | null => (ticks === null ? null : toPrice(ticks));
const ticksOf = (at: Price | null): TickPrice | null => at && fromPrice(at);

/** A venue's order as the rule of corporate actions looks at it. */
export const standingOrder = (order: VenueOrderState): StandingOrder => ({
  side: order.side,
  type: order.type,
  timeInForce: order.timeInForce,
  filled: quantity(order.filled),
  quantity: quantity(order.quantity),
  limitPrice: priceOf(order.limit),
  stopPrice: priceOf(order.stop),
  trail: order.trail,
  peak: priceOf(order.peak),
  isTriggered: order.triggered,
  doNotReduce: order.doNotReduce,
  isGrouped: order.isGrouped,
});

/** Gives an order its adjusted terms; answers what its event tells beyond quantity, limit and stop. */
export function applyAdjustment(
  order: VenueOrderState,
  terms: AdjustedTerms,
): { event: { bound?: string; trailValue?: string } } {
  order.quantity = terms.quantity.toNumber();
  order.limit = ticksOf(terms.limitPrice);
  order.stop = ticksOf(terms.stopPrice);
  order.peak = ticksOf(terms.peak);
  order.trail = terms.trail;
  return {
    event: {
      ...(!hasLimit(order) && terms.limitPrice ? { bound: terms.limitPrice.toFixed() } : {}),
      ...(terms.trail ? { trailValue: terms.trail.value.toFixed() } : {}),
    },
  };
}
