import { price } from "@/domain/money/money";
import { isOpen } from "@/domain/orders/order-machine";
import type { Outcome } from "@/domain/orders/order-outcome";
import { applyVenueEvent } from "@/domain/orders/order-state";
import type { OrderRecord } from "@/domain/orders/order-state-types";
import type { VenueEvent } from "@/domain/routing/messages";
import { instantFromIso } from "@/domain/time/instant";
import type { OrderNote, WorkingOrder } from "@/server/orders/working-orders";

/** Moves an order in hand by one event of its venue, and says what came of it. What is to be booked is the caller's. */
export function followEvent(order: WorkingOrder, event: VenueEvent): Outcome {
  const at = instantFromIso(event.at);
  const outcome = applyVenueEvent(order.state, event);
  const replacing = order.state.pendingReplace;
  order.state = outcome.state;
  if (event.kind === "TRIGGERED") order.triggeredAt ??= at;
  if (replacing && !outcome.state.pendingReplace) {
    // New terms are in force, or were refused: from here on one worst price counts.
    if (event.kind === "REPLACED" || replacing.isTaken)
      order.worstPrice = order.pendingWorst ?? order.worstPrice;
    order.pendingWorst = null;
  }
  if (event.kind === "RESTATED" && outcome.records.length > 0) adjust(order, event);
  for (const record of outcome.records)
    order.records.push({ record, at, cumQty: outcome.state.cumQty, trade: tradeOf(record, event) });
  order.changedChildren.add(event.childOrderId);
  // A bust may have set it to work again.
  if (isOpen(outcome.state.status)) order.closedAt = null;
  else order.closedAt ??= at;
  if (event.kind === "REJECTED" && outcome.state.status === "REJECTED")
    order.reasons = [{ code: "REJECTED_BY_VENUE", message: event.reason }];
  return outcome;
}

/** A corporate action moves the worst price with the order's own, and with it what the order must hold. */
function adjust(order: WorkingOrder, event: Extract<VenueEvent, { kind: "RESTATED" }>): void {
  if (event.reason !== "GT_CORPORATE_ACTION") return;
  const worst = event.limitPrice ?? event.bound;
  if (worst !== undefined) order.worstPrice = price(worst);
  if (event.trailValue !== undefined) order.trailValue = price(event.trailValue);
  order.isAdjusted = true;
}

/** The fill that a line of history tells of. */
function tradeOf({ execType }: OrderRecord, event: VenueEvent): OrderNote["trade"] {
  if (execType !== "TRADE" || event.kind !== "FILL") return null;
  return { lastQty: event.quantity, lastPx: event.price, venue: event.venue };
}
