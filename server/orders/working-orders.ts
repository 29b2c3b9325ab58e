import type { Traded, TradeFees } from "@/domain/fees/trade-fees";
import type { VenueEvent } from "@/domain/routing/messages";
import {
  add,
  type Money,
  money,
  NO_SHARES,
  notional,
  type Price,
  price,
  type Quantity,
  quantity,
} from "@/domain/money/money";
import { type OrderLots, orderLotsFrom } from "@/domain/tax/order-lots";
import { lendingOf } from "@/domain/onboarding/account-types";
import type { OrderStatus } from "@/domain/orders/order-machine";
import { type Fill } from "@/domain/orders/order-outcome";
import type { ChildState, ExecutionState, OrderRecord, OrderState } from "@/domain/orders/order-state-types";
import type { MarginHold } from "@/domain/risk/margin-holds";
import { type Instant, type LocalDate, localDateFromColumn } from "@/domain/time/instant";
import type { Prisma, Tx } from "@/server/platform/db";

/** An order taken into hand while a batch of events is applied to it; written back once at the end. */
export type WorkingOrder = {
  id: string;
  accountId: string;
  symbol: string;
  side: "BUY" | "SELL";
  expiresOn: LocalDate | null;
  isGoodTill: boolean;
  group: { id: string; role: string } | null;
  /** Shares that were ever sent to a venue. */
  sent: Quantity;
  routeRound: number;
  worstPrice: Price | null;
  /** The worst price of new terms that are not in force yet. */
  pendingWorst: Price | null;
  triggeredAt: Instant | null;
  /** A trailing stop's new distance, once a split has changed it. */
  trailValue: Price | null;
  /** A corporate action has changed it: it holds what it needs now, be that more than before. */
  isAdjusted: boolean;
  commissionClass: string;
  state: OrderState;
  commission: Money;
  secFee: Money;
  tafFee: Money;
  holdCash: Money;
  holdShares: Quantity;
  holdMargin: MarginHold;
  /** Of a margin account. */
  isMargin: boolean;
  reasons: { code: string; message: string }[] | null;
  closedAt: Instant | null;
  /** What was executed of it on each trade date: fees count per order and day. */
  tradedOn: Map<LocalDate, Traded>;
  records: OrderNote[];
  changedChildren: Set<string>;
  /** Which lots its sales close; null: first in first out. */
  lots: OrderLots | null;
  /** Shares that were filled and keep an earlier choice of lots. */
  keptShares: Quantity;
  /** Something of the order itself is to be written back. */
  isChanged: boolean;
  nbboOfChild: Map<string, { bid: string | null; ask: string | null }>;
};

/** A line of an order's history that is still to be written, with the figures of that moment (FIX 14, 32, 31). */
export type OrderNote = {
  record: OrderRecord;
  at: Instant;
  cumQty: Quantity;
  trade: { lastQty: string; lastPx: string; venue: string } | null;
};

export type OrderBook = { orders: Map<string, WorkingOrder>; byChild: Map<string, WorkingOrder> };

/** One fill, ready for the books. */
export type BookedFill = {
  id: string;
  order: WorkingOrder;
  event: Extract<VenueEvent, { kind: "FILL" }>;
  fill: Fill;
  fees: TradeFees;
  at: Instant;
  tradeDate: LocalDate;
  settlementDate: LocalDate;
  /** Shares of its order that were filled before it. */
  filledBefore: Quantity;
};

/** Loads and locks the orders of these children and of their groups, with all their children, in key order. */
export async function loadBook(tx: Tx, childIds: readonly string[]): Promise<OrderBook> {
  const ids = [...new Set(childIds)];
  const locked = await tx.$queryRaw<{ id: string; commission_class: string; type: string }[]>`
    select o.id, a.commission_class, a.type from portal.orders o join portal.account a on a.id = o.account_id
    where o.id in (
      select c.order_id from portal.child_order c where c.id = any(${ids}::uuid[])
      union
      select g.id from portal.child_order c join portal.orders m on m.id = c.order_id and m.group_id is not null
      join portal.orders g on g.group_id = m.group_id where c.id = any(${ids}::uuid[]))
    order by o.id for update of o`;
  const orderIds = locked.map((row) => row.id);
  const [orders, children, traded] = await Promise.all([
    tx.order.findMany({ where: { id: { in: orderIds } } }),
    tx.childOrder.findMany({ where: { orderId: { in: orderIds } }, orderBy: { id: "asc" } }),
    tx.execution.findMany({
      where: { orderId: { in: orderIds } },
      orderBy: { id: "asc" },
      select: {
        orderId: true,
        childOrderId: true,
        execId: true,
        tradeDate: true,
        quantity: true,
        price: true,
        bustedAt: true,
        keptLots: true,
      },
    }),
  ]);
  const accounts = new Map(locked.map((row) => [row.id, row]));
  const book: OrderBook = { orders: new Map(), byChild: new Map() };
  for (const row of orders) book.orders.set(row.id, workingOrder(row, accounts.get(row.id)));
  for (const child of children) {
    const order = book.orders.get(child.orderId);
    if (!order) continue;
    const state: ChildState = {
      id: child.id,
      quantity: quantity(child.quantity),
      cumQty: quantity(child.cumQty),
      status: child.status as ChildState["status"],
      isRerouted: child.role === "TAKE",
    };
    order.sent = add(order.sent, quantity(child.routedQty));
    order.state = { ...order.state, children: [...order.state.children, state] };
    order.nbboOfChild.set(child.id, {
      bid: child.nbboBid?.toFixed() ?? null,
      ask: child.nbboAsk?.toFixed() ?? null,
    });
    book.byChild.set(child.id, order);
  }
  for (const execution of traded) addExecution(book.orders.get(execution.orderId), execution);
  return book;
}

type ExecutionRow = {
  childOrderId: string;
  execId: string;
  tradeDate: Date;
  quantity: Prisma.Decimal;
  price: Prisma.Decimal;
  bustedAt: Date | null;
  keptLots: unknown;
};

/** Busted executions are known too: their ids count once, and their shares no longer. */
function addExecution(order: WorkingOrder | undefined, execution: ExecutionRow): void {
  if (!order) return;
  const state: ExecutionState = {
    childOrderId: execution.childOrderId,
    execId: execution.execId,
    quantity: quantity(execution.quantity),
    price: price(execution.price),
    isBusted: execution.bustedAt !== null,
  };
  order.state = { ...order.state, executions: [...order.state.executions, state] };
  if (state.isBusted) return;
  addTraded(order, execution);
  if (execution.keptLots !== null) order.keptShares = add(order.keptShares, state.quantity);
}

function addTraded(order: WorkingOrder, execution: ExecutionRow): void {
  const day = localDateFromColumn(execution.tradeDate);
  const shares = quantity(execution.quantity);
  const gross = notional(shares, price(execution.price));
  const before = order.tradedOn.get(day);
  order.tradedOn.set(
    day,
    before
      ? { quantity: add(before.quantity, shares), notional: add(before.notional, gross) }
      : { quantity: shares, notional: gross },
  );
}

type OrderRow = Prisma.OrderGetPayload<object>;

/** A replacement as it is kept in its column while it is under way. */
type StoredReplace = {
  requestId: string;
  quantity: string;
  limitPrice: string | null;
  stopPrice: string | null;
  worstPrice: string | null;
  awaiting: string[];
  isTaken: boolean;
};
const maybePrice = (value: Parameters<typeof price>[0] | null): Price | null =>
  value === null ? null : price(value);

const pendingOf = (stored: StoredReplace | null): OrderState["pendingReplace"] =>
  stored && {
    requestId: stored.requestId,
    quantity: quantity(stored.quantity),
    limitPrice: maybePrice(stored.limitPrice),
    stopPrice: maybePrice(stored.stopPrice),
    awaiting: stored.awaiting,
    isTaken: stored.isTaken,
  };

export function storedReplace(
  pending: NonNullable<OrderState["pendingReplace"]>,
  worst: Price | null,
): StoredReplace {
  return {
    requestId: pending.requestId,
    quantity: pending.quantity.toFixed(),
    limitPrice: pending.limitPrice?.toFixed() ?? null,
    stopPrice: pending.stopPrice?.toFixed() ?? null,
    worstPrice: worst?.toFixed() ?? null,
    awaiting: [...pending.awaiting],
    isTaken: pending.isTaken,
  };
}

function workingOrder(
  row: OrderRow,
  account: { commission_class: string; type: string } | undefined,
): WorkingOrder {
  const stored = row.pendingReplace as StoredReplace | null;
  return {
    id: row.id,
    accountId: row.accountId,
    symbol: row.symbol,
    side: row.side as WorkingOrder["side"],
    expiresOn: row.expiresOn && localDateFromColumn(row.expiresOn),
    isGoodTill: row.timeInForce === "GTC" || row.timeInForce === "GTD",
    group: row.groupId && row.groupRole ? { id: row.groupId, role: row.groupRole } : null,
    sent: NO_SHARES,
    routeRound: row.routeRound,
    worstPrice: maybePrice(row.worstPrice),
    pendingWorst: maybePrice(stored?.worstPrice ?? null),
    triggeredAt: row.triggeredAt && (row.triggeredAt.getTime() as Instant),
    trailValue: null,
    isAdjusted: false,
    commissionClass: account?.commission_class ?? "STANDARD",
    isMargin: lendingOf(account?.type ?? "") === "MARGIN",
    state: {
      clOrdId: row.clientOrderId,
      status: row.status as OrderStatus,
      isGoodTill: row.timeInForce === "GTC" || row.timeInForce === "GTD",
      quantity: quantity(row.quantity),
      limitPrice: maybePrice(row.limitPrice),
      stopPrice: maybePrice(row.stopPrice),
      cumQty: quantity(row.cumQty),
      cumNotional: money(row.cumNotional),
      executions: [],
      children: [],
      pendingCancel: null,
      pendingReplace: pendingOf(stored),
    },
    commission: money(row.commission),
    secFee: money(row.secFee),
    tafFee: money(row.tafFee),
    holdCash: money(row.holdCash),
    holdShares: quantity(row.holdShares),
    holdMargin: { loan: money(row.holdLoan), opening: money(row.holdOpening) },
    reasons: row.reasons as WorkingOrder["reasons"],
    closedAt: row.closedAt && (row.closedAt.getTime() as Instant),
    tradedOn: new Map(),
    records: [],
    changedChildren: new Set(),
    lots: orderLotsFrom(row.lotMethod, row.namedLots),
    keptShares: NO_SHARES,
    isChanged: false,
    nbboOfChild: new Map(),
  };
}
