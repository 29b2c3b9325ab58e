import { toWire } from "@/domain/money/money";
import { leavesQty } from "@/domain/orders/order-leaves";
import { isOpen } from "@/domain/orders/order-machine";
import { toIso } from "@/domain/time/instant";
import {
  type BookedFill,
  type OrderBook,
  storedReplace,
  type WorkingOrder,
} from "@/server/orders/working-orders";
import type { Tx } from "@/server/platform/db";

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
