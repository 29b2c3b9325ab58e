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
  toWire,
} from "@/domain/money/money";
import { type OrderLots, orderLotsFrom } from "@/domain/tax/order-lots";
import { lendingOf } from "@/domain/onboarding/account-types";
import type { OrderStatus } from "@/domain/orders/order-machine";
import { isOpen } from "@/domain/orders/order-machine";
import { leavesQty } from "@/domain/orders/order-leaves";
import { type Fill } from "@/domain/orders/order-outcome";
import type { ChildState, ExecutionState, OrderRecord, OrderState } from "@/domain/orders/order-state-types";
import type { MarginHold } from "@/domain/risk/margin-holds";
import { type Instant, type LocalDate, localDateFromColumn, toIso } from "@/domain/time/instant";
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

/** Writes back everything that the events changed, set-based. */
export async function writeBook(tx: Tx, book: OrderBook, fills: readonly BookedFill[]): Promise<void> {
  const changed = [...book.orders.values()].filter(
    (order) => order.isChanged || order.changedChildren.size > 0,
  );
  if (changed.length === 0) return;
  await writeOrders(tx, changed);
  await writeChildren(tx, changed);
  await writeHistory(tx, changed);
  await writeExecutions(tx, fills);
}

/** The lines of the orders' histories; their numbers follow their order here. */
async function writeHistory(tx: Tx, orders: readonly WorkingOrder[]): Promise<void> {
  const rows = orders.flatMap((order) =>
    order.records.map(({ record, at, cumQty, trade }) => ({
      order_id: order.id,
      account_id: order.accountId,
      exec_type: record.execType,
      from_status: record.from,
      to_status: record.to,
      detail: { note: record.note, cumQty: toWire(cumQty), ...trade },
      exchange_at: toIso(at),
    })),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    insert into portal.order_event (order_id, account_id, exec_type, from_status, to_status, detail, exchange_at)
    select (e.row ->> 'order_id')::uuid, (e.row ->> 'account_id')::uuid, e.row ->> 'exec_type', e.row ->> 'from_status',
      e.row ->> 'to_status', e.row -> 'detail', (e.row ->> 'exchange_at')::timestamptz
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as e(row, place) order by e.place`;
}

const text = (value: { toFixed(): string } | null): string | null => value?.toFixed() ?? null;

async function writeOrders(tx: Tx, orders: readonly WorkingOrder[]): Promise<void> {
  const rows = orders.map((order) => ({
    id: order.id,
    status: order.state.status,
    quantity: order.state.quantity.toFixed(),
    limit_price: text(order.state.limitPrice),
    stop_price: text(order.state.stopPrice),
    worst_price: text(order.worstPrice),
    trail_value: text(order.trailValue),
    cum_qty: order.state.cumQty.toFixed(),
    leaves_qty: leavesQty(order.state).toFixed(),
    cum_notional: order.state.cumNotional.toFixed(),
    commission: order.commission.toFixed(),
    sec_fee: order.secFee.toFixed(),
    taf_fee: order.tafFee.toFixed(),
    hold_cash: order.holdCash.toFixed(),
    hold_shares: order.holdShares.toFixed(),
    hold_loan: order.holdMargin.loan.toFixed(),
    hold_opening: order.holdMargin.opening.toFixed(),
    reasons: order.reasons,
    pending_replace:
      order.state.pendingReplace && storedReplace(order.state.pendingReplace, order.pendingWorst),
    triggered_at: order.triggeredAt === null ? null : toIso(order.triggeredAt),
    closed_at: order.closedAt === null || isOpen(order.state.status) ? null : toIso(order.closedAt),
  }));
  await tx.$executeRaw`
    update portal.orders o set status = e.status, quantity = e.quantity, limit_price = e.limit_price,
      stop_price = e.stop_price, worst_price = e.worst_price,
      trail_value = coalesce(e.trail_value, o.trail_value), cum_qty = e.cum_qty, leaves_qty = e.leaves_qty,
      cum_notional = e.cum_notional, commission = e.commission, sec_fee = e.sec_fee, taf_fee = e.taf_fee,
      hold_cash = e.hold_cash, hold_shares = e.hold_shares, hold_loan = e.hold_loan, hold_opening = e.hold_opening, reasons = e.reasons, pending_replace = e.pending_replace,
      triggered_at = e.triggered_at, closed_at = e.closed_at, version = o.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(id uuid, status text, quantity numeric,
      limit_price numeric, stop_price numeric, worst_price numeric, trail_value numeric, cum_qty numeric, leaves_qty numeric,
      cum_notional numeric, commission numeric, sec_fee numeric, taf_fee numeric, hold_cash numeric,
      hold_shares numeric, hold_loan numeric, hold_opening numeric, reasons jsonb, pending_replace jsonb, triggered_at timestamptz, closed_at timestamptz)
    where o.id = e.id`;
}

async function writeChildren(tx: Tx, orders: readonly WorkingOrder[]): Promise<void> {
  const children = orders.flatMap((order) =>
    order.state.children.filter((child) => order.changedChildren.has(child.id)),
  );
  if (children.length === 0) return;
  await tx.$executeRaw`
    update portal.child_order c set status = e.status, quantity = e.quantity, cum_qty = e.cum_qty
    from unnest(${children.map((c) => c.id)}::uuid[], ${children.map((c) => c.status)}::text[],
      ${children.map((c) => c.quantity.toFixed())}::numeric[], ${children.map((c) => c.cumQty.toFixed())}::numeric[])
      as e(id, status, quantity, cum_qty)
    where c.id = e.id`;
}

async function writeExecutions(tx: Tx, fills: readonly BookedFill[]): Promise<void> {
  if (fills.length === 0) return;
  const rows = fills.map(({ id, order, event, fill, fees, at, tradeDate, settlementDate }) => ({
    id,
    venue: event.venue,
    exec_id: event.execId,
    order_id: order.id,
    child_order_id: event.childOrderId,
    account_id: order.accountId,
    symbol: order.symbol,
    side: order.side,
    quantity: fill.quantity.toFixed(),
    price: fill.price.toFixed(),
    liquidity: event.liquidity,
    venue_fee: event.venueFee,
    nbbo_bid: order.nbboOfChild.get(event.childOrderId)?.bid ?? null,
    nbbo_ask: order.nbboOfChild.get(event.childOrderId)?.ask ?? null,
    commission: fees.commission.toFixed(),
    sec_fee: fees.secFee.toFixed(),
    taf_fee: fees.tafFee.toFixed(),
    executed_at: toIso(at),
    trade_date: tradeDate,
    settlement_date: settlementDate,
  }));
  await tx.$executeRaw`
    insert into portal.execution (id, venue, exec_id, order_id, child_order_id, account_id, symbol, side, quantity, price,
      liquidity, venue_fee, nbbo_bid, nbbo_ask, commission, sec_fee, taf_fee, executed_at, trade_date, settlement_date)
    select added.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as added(id uuid, venue text, exec_id text,
      order_id uuid, child_order_id uuid, account_id uuid, symbol text, side text, quantity numeric, price numeric,
      liquidity text, venue_fee numeric, nbbo_bid numeric, nbbo_ask numeric, commission numeric, sec_fee numeric,
      taf_fee numeric, executed_at timestamptz, trade_date date, settlement_date date)`;
}
