import { type Money, NO_SHARES, type Quantity, ZERO } from "@/domain/money/money";
import { buyHold } from "@/domain/orders/order-cost";
import { expiryOf } from "@/domain/orders/order-input";
import type { OrderTerms } from "@/domain/orders/order-terms";
import { type MarginHold, marginHold, NO_MARGIN_HOLD } from "@/domain/risk/margin-holds";
import type { Denial } from "@/domain/orders/pre-trade-checks";
import { storedLots } from "@/domain/tax/order-lots";
import { toDate } from "@/domain/time/instant";
import type { OrderStatus } from "@/domain/orders/order-machine";
import type { TradingFacts } from "@/server/orders/trading-facts";
import type { OrderRow } from "@/server/orders/views";
import { newId } from "@/server/platform/ids";

/** An order's place in a group of orders: see order-groups.ts. */
export type GroupPlace = { id: string; role: "ENTRY" | "TAKE_PROFIT" | "STOP_LOSS" | "THEN" };

/** Who places an order, where, and under what name. */
export type OrderNames = {
  accountId: string;
  clientOrderId: string;
  placedBy: string;
  bodyHash: string;
  amount: Money | null;
  /** The customer knows that it looks like an order that was just placed. */
  isConfirmed: boolean;
};

/** A new order, before it is written. `reasons` are there when it is refused. */
export type NewOrder = OrderNames & {
  id: string;
  terms: OrderTerms;
  facts: TradingFacts;
  status: Extract<OrderStatus, "PENDING_NEW" | "HELD" | "DENIED">;
  holdCash: Money;
  holdShares: Quantity;
  /** What it holds besides if its account is a margin account. */
  holdMargin: MarginHold;
  group: GroupPlace | null;
  reasons: readonly Denial[] | null;
};

/** Orders that wait for another's fill hold nothing. */
export const NO_HOLD = { holdCash: ZERO, holdShares: NO_SHARES, holdMargin: NO_MARGIN_HOLD };

/** What an order holds back. The STANDARD price list is the dearest, so its fees are enough for every account. */
export function holdFor({ terms, worst, tradeDate }: TradingFacts): {
  holdCash: Money;
  holdShares: Quantity;
  holdMargin: MarginHold;
} {
  if (terms.side === "SELL") return { ...NO_HOLD, holdShares: terms.quantity };
  if (!worst) return NO_HOLD;
  const isGoodTillCancelled = terms.timeInForce === "GTC" || terms.timeInForce === "GTD";
  const progress = { quantity: terms.quantity, leaves: terms.quantity, charged: ZERO };
  return {
    holdCash: buyHold({ isGoodTillCancelled, tradeDate, accountClass: "STANDARD" }, progress, worst),
    holdShares: NO_SHARES,
    holdMargin: marginHold(terms.symbol, terms.quantity, worst, tradeDate),
  };
}

/** A new order with what it holds. Exits that wait for their entry hold nothing yet. */
export function newOrder(
  names: OrderNames,
  facts: TradingFacts,
  given: Pick<NewOrder, "status" | "group" | "reasons">,
): NewOrder {
  const hold = given.status === "PENDING_NEW" ? holdFor(facts) : NO_HOLD;
  return { ...names, id: newId(), terms: facts.terms, facts, ...hold, ...given };
}

/** The columns of portal.orders, as JSON that jsonb_to_record reads; instants as ISO texts. */
export function orderColumns(order: NewOrder, wall: Date) {
  const { terms, facts } = order;
  const isOver = order.status === "DENIED";
  const at = toDate(facts.at).toISOString();
  return {
    id: order.id,
    account_id: order.accountId,
    client_order_id: order.clientOrderId,
    body_hash: order.bodyHash,
    placed_by: order.placedBy,
    symbol: terms.symbol,
    side: terms.side,
    type: terms.type,
    time_in_force: terms.timeInForce,
    session: terms.session,
    quantity: terms.quantity.toFixed(),
    limit_price: terms.limitPrice?.toFixed() ?? null,
    stop_price: terms.stopPrice?.toFixed() ?? null,
    trail_by: terms.trail?.by ?? null,
    trail_value: terms.trail?.value.toFixed() ?? null,
    amount: order.amount?.toFixed() ?? null,
    route_venue: terms.route.kind === "DIRECT" ? terms.route.venue : null,
    on_protected: terms.route.kind === "DIRECT" ? terms.route.onProtected : null,
    do_not_reduce: terms.doNotReduce ?? false,
    group_id: order.group?.id ?? null,
    group_role: order.group?.role ?? null,
    worst_price: facts.worst?.toFixed() ?? null,
    status: order.status,
    leaves_qty: isOver ? "0" : terms.quantity.toFixed(),
    hold_cash: order.holdCash.toFixed(),
    hold_shares: order.holdShares.toFixed(),
    reasons: order.reasons,
    placed_at: wall.toISOString(),
    exchange_at: at,
    expires_on: expiryOf(terms, facts.tradeDate),
    closed_at: isOver ? at : null,
    // Left out by nearly all; see `lotChoiceOf`.
    ...(terms.lots ? { lot_method: terms.lots.method } : {}),
    ...(terms.lots?.method === "SPECIFIC" ? { named_lots: storedLots(terms.lots.lots) } : {}),
  };
}

/** What the row of a new order will be read as: the answer needs no second statement. */
export function newOrderRow(order: NewOrder): OrderRow {
  const { terms, facts } = order;
  const expiresOn = expiryOf(terms, facts.tradeDate);
  const at = toDate(facts.at);
  return {
    id: order.id,
    accountId: order.accountId,
    clientOrderId: order.clientOrderId,
    symbol: terms.symbol,
    side: terms.side,
    type: terms.type,
    timeInForce: terms.timeInForce,
    session: terms.session,
    quantity: terms.quantity,
    limitPrice: terms.limitPrice,
    stopPrice: terms.stopPrice,
    trailBy: terms.trail?.by ?? null,
    trailValue: terms.trail?.value ?? null,
    amount: order.amount,
    routeVenue: terms.route.kind === "DIRECT" ? terms.route.venue : null,
    onProtected: terms.route.kind === "DIRECT" ? terms.route.onProtected : null,
    doNotReduce: terms.doNotReduce ?? false,
    // What the account's instruction adds is read with the row.
    lotMethod: terms.lots?.method ?? null,
    groupId: order.group?.id ?? null,
    groupRole: order.group?.role ?? null,
    status: order.status,
    cumQty: NO_SHARES,
    leavesQty: order.status === "DENIED" ? NO_SHARES : terms.quantity,
    cumNotional: ZERO,
    commission: ZERO,
    secFee: ZERO,
    tafFee: ZERO,
    reasons: order.reasons,
    exchangeAt: at,
    expiresOn: expiresOn ? new Date(`${expiresOn}T00:00:00Z`) : null,
    closedAt: order.status === "DENIED" ? at : null,
    pendingReplace: null,
    triggeredAt: null,
    version: 1,
  };
}
