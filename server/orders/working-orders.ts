import type { Traded, TradeFees } from "@/domain/fees/trade-fees";
import type { VenueEvent } from "@/domain/routing/messages";
import {
  add,
  type Money,
  money,
  notional,
  type Price,
  price,
  type Quantity,
  quantity,
} from "@/domain/money/money";
import type { OrderStatus } from "@/domain/orders/order-machine";
import { isOpen } from "@/domain/orders/order-machine";
import { leavesQty } from "@/domain/orders/order-leaves";
import { type Fill } from "@/domain/orders/order-outcome";
import type { ChildState, ExecutionState, OrderRecord, OrderState } from "@/domain/orders/order-state-types";
import { type Instant, type LocalDate, localDateFromColumn, toColumn, toDate } from "@/domain/time/instant";
import { type Prisma, type Tx } from "@/server/platform/db";

/** An order taken into hand while a batch of events is applied to it; written back once at the end. */
export type WorkingOrder = {
  id: string;
  accountId: string;
  symbol: string;
  side: "BUY" | "SELL";
  expiresOn: LocalDate | null;
  worstPrice: Price | null;
  commissionClass: string;
  state: OrderState;
  commission: Money;
  secFee: Money;
  tafFee: Money;
  holdCash: Money;
  holdShares: Quantity;
  reasons: { code: string; message: string }[] | null;
  closedAt: Instant | null;
  /** What was executed of it on each trade date: fees count per order and day. */
  tradedOn: Map<LocalDate, Traded>;
  records: { record: OrderRecord; at: Instant }[];
  changedChildren: Set<string>;
  nbboOfChild: Map<string, { bid: string | null; ask: string | null }>;
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
};

/** Loads and locks the orders of these children, with all their children, in key order. */
export async function loadBook(tx: Tx, childIds: readonly string[]): Promise<OrderBook> {
  const ids = [...new Set(childIds)];
  const locked = await tx.$queryRaw<{ id: string; commission_class: string }[]>`
    select o.id, a.commission_class from portal.orders o join portal.account a on a.id = o.account_id
    where o.id in (select c.order_id from portal.child_order c where c.id = any(${ids}::uuid[]))
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
      },
    }),
  ]);
  const classes = new Map(locked.map((row) => [row.id, row.commission_class]));
  const book: OrderBook = { orders: new Map(), byChild: new Map() };
  for (const row of orders) book.orders.set(row.id, workingOrder(row, classes.get(row.id) ?? "STANDARD"));
  for (const child of children) {
    const order = book.orders.get(child.orderId);
    if (!order) continue;
    const state: ChildState = {
      id: child.id,
      quantity: quantity(child.quantity),
      cumQty: quantity(child.cumQty),
      status: child.status as ChildState["status"],
    };
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
  if (!state.isBusted) addTraded(order, execution);
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

function workingOrder(row: OrderRow, commissionClass: string): WorkingOrder {
  return {
    id: row.id,
    accountId: row.accountId,
    symbol: row.symbol,
    side: row.side as WorkingOrder["side"],
    expiresOn: row.expiresOn && localDateFromColumn(row.expiresOn),
    worstPrice: row.worstPrice && price(row.worstPrice),
    commissionClass,
    state: {
      clOrdId: row.clientOrderId,
      status: row.status as OrderStatus,
      isGoodTill: row.timeInForce === "GTC",
      quantity: quantity(row.quantity),
      limitPrice: row.limitPrice && price(row.limitPrice),
      stopPrice: null,
      cumQty: quantity(row.cumQty),
      cumNotional: money(row.cumNotional),
      executions: [],
      children: [],
      pendingCancel: null,
      pendingReplace: null,
    },
    commission: money(row.commission),
    secFee: money(row.secFee),
    tafFee: money(row.tafFee),
    holdCash: money(row.holdCash),
    holdShares: quantity(row.holdShares),
    reasons: row.reasons as WorkingOrder["reasons"],
    closedAt: row.closedAt && (row.closedAt.getTime() as Instant),
    tradedOn: new Map(),
    records: [],
    changedChildren: new Set(),
    nbboOfChild: new Map(),
  };
}

/** Writes back everything that the events changed, set-based. */
export async function writeBook(tx: Tx, book: OrderBook, fills: readonly BookedFill[]): Promise<void> {
  const changed = [...book.orders.values()].filter((order) => order.changedChildren.size > 0);
  if (changed.length === 0) return;
  await writeOrders(tx, changed);
  await writeChildren(tx, changed);
  await tx.orderEvent.createMany({
    data: changed.flatMap((order) =>
      order.records.map(({ record, at }) => ({
        orderId: order.id,
        accountId: order.accountId,
        execType: record.execType,
        fromStatus: record.from,
        toStatus: record.to,
        detail: { note: record.note },
        exchangeAt: toDate(at),
      })),
    ),
  });
  await writeExecutions(tx, fills);
}

async function writeOrders(tx: Tx, orders: readonly WorkingOrder[]): Promise<void> {
  await tx.$executeRaw`
    update portal.orders o set status = e.status, cum_qty = e.cum_qty, leaves_qty = e.leaves_qty, cum_notional = e.cum_notional,
      commission = e.commission, sec_fee = e.sec_fee, taf_fee = e.taf_fee, hold_cash = e.hold_cash, hold_shares = e.hold_shares,
      reasons = e.reasons, closed_at = e.closed_at, version = o.version + 1
    from unnest(
      ${orders.map((o) => o.id)}::uuid[], ${orders.map((o) => o.state.status)}::text[], ${orders.map((o) => o.state.cumQty.toFixed())}::numeric[],
      ${orders.map((o) => leavesQty(o.state).toFixed())}::numeric[], ${orders.map((o) => o.state.cumNotional.toFixed())}::numeric[],
      ${orders.map((o) => o.commission.toFixed())}::numeric[], ${orders.map((o) => o.secFee.toFixed())}::numeric[],
      ${orders.map((o) => o.tafFee.toFixed())}::numeric[], ${orders.map((o) => o.holdCash.toFixed())}::numeric[],
      ${orders.map((o) => o.holdShares.toFixed())}::numeric[], ${orders.map((o) => (o.reasons ? JSON.stringify(o.reasons) : null))}::jsonb[],
      ${orders.map((o) => (o.closedAt === null || isOpen(o.state.status) ? null : toDate(o.closedAt)))}::timestamptz[]
    ) as e(id, status, cum_qty, leaves_qty, cum_notional, commission, sec_fee, taf_fee, hold_cash, hold_shares, reasons, closed_at)
    where o.id = e.id`;
}

async function writeChildren(tx: Tx, orders: readonly WorkingOrder[]): Promise<void> {
  const children = orders.flatMap((order) =>
    order.state.children.filter((child) => order.changedChildren.has(child.id)),
  );
  await tx.$executeRaw`
    update portal.child_order c set status = e.status, cum_qty = e.cum_qty
    from unnest(${children.map((c) => c.id)}::uuid[], ${children.map((c) => c.status)}::text[], ${children.map((c) => c.cumQty.toFixed())}::numeric[])
      as e(id, status, cum_qty)
    where c.id = e.id`;
}

async function writeExecutions(tx: Tx, fills: readonly BookedFill[]): Promise<void> {
  if (fills.length === 0) return;
  await tx.execution.createMany({
    data: fills.map(({ id, order, event, fill, fees, at, tradeDate, settlementDate }) => ({
      id,
      venue: event.venue,
      execId: event.execId,
      orderId: order.id,
      childOrderId: event.childOrderId,
      accountId: order.accountId,
      symbol: order.symbol,
      side: order.side,
      quantity: fill.quantity.toFixed(),
      price: fill.price.toFixed(),
      liquidity: event.liquidity,
      venueFee: event.venueFee,
      nbboBid: order.nbboOfChild.get(event.childOrderId)?.bid ?? null,
      nbboAsk: order.nbboOfChild.get(event.childOrderId)?.ask ?? null,
      commission: fees.commission.toFixed(),
      secFee: fees.secFee.toFixed(),
      tafFee: fees.tafFee.toFixed(),
      executedAt: toDate(at),
      tradeDate: toColumn(tradeDate),
      settlementDate: toColumn(settlementDate),
    })),
  });
}
