import { AppError, invariant } from "@/domain/errors";
import { add, type Price, price, type Quantity, quantity, subtract, toWire } from "@/domain/money/money";
import { type Instant, instantFromDate, localDateOf, toIso } from "@/domain/time/instant";
import { amendTrade } from "@/server/street/clearing-firm/amend-trade";
import type { Step } from "@/server/street/street";
import { leaves, type VenueOrderState } from "@/server/street/venues/order-book-state";
import { termsOf } from "@/server/street/venues/told";
import { linkedOrders, orderById, updateOrders } from "@/server/street/venues/venue-order-rows";

/** What a fill should have been, all of it. */
export type Correction = { quantity: Quantity; price: Price };

type Trade = { execId: string; orderId: string; quantity: Quantity; price: Price };

/**
 * Takes a fill back on its trade date (FINRA 11890): the trade, its order's count, the clearing firm's books and the
 * events, in one step. An order that still stands works again on what was taken back; one that was filled has left the
 * book and is cancelled. Throws NOT_FOUND, or CONFLICT for a fill that was busted before or whose day is over.
 */
export async function bustFill(step: Step, execId: string, reason: string): Promise<void> {
  const { trade, order } = await fillToAmend(step, execId);
  await step.tx.$executeRaw`
    update street.venue_trade set busted_at = ${toIso(step.now)}::timestamptz, amended_for = ${reason}
    where exec_id = ${execId}`;
  const named = { childOrderId: order.id, at: toIso(step.now) };
  step.events.add("VENUES", { kind: "FILL_BUSTED", ...named, execId, reason });
  await moveOrder(step, order, subtract(quantity("0"), trade.quantity));
  await amendTrade(step, execId, null);
}

/**
 * Says what a fill should have been. As `bustFill`; VALIDATION where the order cannot have traded that much: an order
 * that ended cannot have traded more than it did, no order more than it asked for, and whole shares stay whole.
 */
export async function correctFill(
  step: Step,
  execId: string,
  should: Correction,
  reason: string,
): Promise<void> {
  const { trade, order } = await fillToAmend(step, execId);
  if (should.quantity.eq(trade.quantity) && should.price.eq(trade.price))
    throw new AppError("CONFLICT", "The fill says that already.");
  const delta = subtract(should.quantity, trade.quantity);
  if (trade.quantity.isInteger() && !should.quantity.isInteger())
    throw new AppError("VALIDATION", "A fill of whole shares stays one of whole shares.");
  if (delta.gt(0) && (order.status !== "OPEN" || delta.gt(leaves(order))))
    throw new AppError("VALIDATION", "The order cannot have traded that much at this venue.");
  await step.tx.$executeRaw`
    update street.venue_trade set quantity = ${toWire(should.quantity)}::numeric, price = ${toWire(should.price)}::numeric,
      amended_for = ${reason}, revision = revision + 1
    where exec_id = ${execId}`;
  step.events.add("VENUES", {
    kind: "FILL_CORRECTED",
    childOrderId: order.id,
    at: toIso(step.now),
    execId,
    quantity: toWire(should.quantity),
    price: toWire(should.price),
    reason,
  });
  await moveOrder(step, order, delta);
  await amendTrade(step, execId, should);
}

/** A fill that may be amended now, and its order. */
async function fillToAmend(step: Step, execId: string): Promise<{ trade: Trade; order: VenueOrderState }> {
  const [row] = await step.tx.$queryRaw<
    { order_id: string; quantity: string; price: string; executed_at: Date; busted_at: Date | null }[]
  >`
    select venue_order_id as order_id, quantity::text as quantity, price::text as price, executed_at, busted_at
    from street.venue_trade where exec_id = ${execId}`;
  if (!row) throw new AppError("NOT_FOUND", "No venue knows this fill.");
  if (row.busted_at) throw new AppError("CONFLICT", "This fill was busted already.");
  if (isDayOver(step, instantFromDate(row.executed_at)))
    throw new AppError(
      "CONFLICT",
      "A fill can be busted or corrected only on its trade date, before the day's end.",
    );
  const order = await orderById(step.tx, row.order_id);
  invariant(order, "a trade has its order");
  return {
    trade: { execId, orderId: row.order_id, quantity: quantity(row.quantity), price: price(row.price) },
    order,
  };
}

function isDayOver(step: Step, executedAt: Instant): boolean {
  const tradeDate = localDateOf(executedAt);
  return tradeDate !== step.today || (step.endedDay !== null && tradeDate <= step.endedDay);
}

/** Moves an order's count by the shares that a fill turned out to be more or less. */
async function moveOrder(step: Step, order: VenueOrderState, delta: Quantity): Promise<void> {
  if (delta.isZero()) return;
  order.filled = add(quantity(order.filled), delta).toNumber();
  if (delta.lt(0)) order.takenBack = subtract(quantity(order.takenBack), delta).toNumber();
  const linked = order.status === "OPEN" ? await linkedOrders(step.tx, [order]) : [];
  for (const other of linked) moveLinked(step, other, delta);
  if (order.status === "OPEN" && leaves(order) === 0) order.status = "FILLED";
  else if (order.status === "FILLED") {
    order.status = "CANCELED";
    step.events.add("VENUES", {
      kind: "CANCELED",
      childOrderId: order.id,
      at: toIso(step.now),
      reason: "The order had left the book when its fill was taken back.",
    });
  }
  await updateOrders(step.tx, [order, ...linked]);
}

/** The other of two linked orders does as much less as this one did more, or the other way round. */
function moveLinked(step: Step, other: VenueOrderState, delta: Quantity): void {
  const named = { childOrderId: other.id, at: toIso(step.now) };
  const left = subtract(quantity(leaves(other)), delta);
  other.quantity = add(quantity(other.filled), left.gt(0) ? left : quantity("0")).toNumber();
  if (left.gt(0)) {
    step.events.add("VENUES", { kind: "RESTATED", ...named, ...termsOf(other), reason: "OTHER" });
    return;
  }
  other.status = "CANCELED";
  const reason = "The order that it was linked with has filled.";
  step.events.add("VENUES", { kind: "CANCELED", ...named, reason });
}
