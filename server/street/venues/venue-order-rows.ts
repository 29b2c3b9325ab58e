import { fromPrice, type Mic, type TickPrice, toPrice } from "@/domain/market/types";
import type { Trail } from "@/domain/orders/order-terms";
import { price } from "@/domain/money/money";
import { type Instant, instantFromDate, toIso } from "@/domain/time/instant";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Side, VenueOrderState } from "@/server/street/venues/order-book-state";

type OrderRow = {
  id: string;
  venue: string;
  account_number: string;
  order_reference: string;
  symbol: string;
  side: string;
  type: string;
  time_in_force: string;
  session: string;
  quantity: number;
  limit_price: string | null;
  stop_price: string | null;
  trail_by: string | null;
  trail_value: string | null;
  peak: string | null;
  triggered: boolean;
  on_protected: string | null;
  link_id: string | null;
  do_not_reduce: boolean;
  is_grouped: boolean;
  cum_qty: number;
  taken_back: number;
  status: string;
  received_at: Date;
  queue_ahead: number;
  checked_until: Date;
  expires_at: Date;
  resting: boolean;
};

/** A price that we wrote ourselves, as the market counts it. */
const ticksOf = (text: string): TickPrice => fromPrice(price(text));

const stateOf = (row: OrderRow): VenueOrderState => ({
  id: row.id,
  venue: row.venue as Mic,
  accountNumber: row.account_number,
  orderReference: row.order_reference,
  symbol: row.symbol,
  side: row.side as Side,
  type: row.type as VenueOrderState["type"],
  timeInForce: row.time_in_force as VenueOrderState["timeInForce"],
  session: row.session as VenueOrderState["session"],
  trail:
    row.trail_by === null || row.trail_value === null
      ? null
      : { by: row.trail_by as Trail["by"], value: price(row.trail_value) },
  onProtected: row.on_protected as VenueOrderState["onProtected"],
  linkId: row.link_id,
  doNotReduce: row.do_not_reduce,
  isGrouped: row.is_grouped,
  quantity: row.quantity,
  limit: row.limit_price === null ? null : ticksOf(row.limit_price),
  stop: row.stop_price === null ? null : ticksOf(row.stop_price),
  peak: row.peak === null ? null : ticksOf(row.peak),
  triggered: row.triggered,
  receivedAt: instantFromDate(row.received_at),
  expiresAt: instantFromDate(row.expires_at),
  filled: row.cum_qty,
  takenBack: row.taken_back,
  status: row.status as VenueOrderState["status"],
  queueAhead: row.queue_ahead,
  checkedUntil: instantFromDate(row.checked_until),
  resting: row.resting,
});

const COLUMNS = Prisma.sql`id, venue, account_number, order_reference, symbol, side, type, time_in_force,
  session, quantity::float8 as quantity, limit_price::text as limit_price, stop_price::text as stop_price, trail_by,
  trail_value::text as trail_value, peak::text as peak, triggered, on_protected, link_id, do_not_reduce,
  is_grouped, cum_qty::float8 as cum_qty, taken_back::float8 as taken_back, status, received_at,
  queue_ahead::float8 as queue_ahead, checked_until, expires_at, resting`;

/** The open orders of these symbols, oldest id first within a symbol. */
export async function openOrdersOf(tx: Tx, symbols: readonly string[]): Promise<VenueOrderState[]> {
  if (symbols.length === 0) return [];
  const rows = await tx.$queryRaw<OrderRow[]>`
    select ${COLUMNS} from street.venue_order
    where status = 'OPEN' and symbol = any(${symbols}::text[]) order by symbol, id`;
  return rows.map(stateOf);
}

/** Where the reading of the tape stands: after this order, or at the beginning. */
export type TapePlace = { symbol: string; id: string } | null;

/**
 * The next open orders whose market has not been read up to an instant, by symbol and id. Orders for the closing auction
 * have nothing to read before the close and are left out until `isClosed`.
 */
export async function unreadOrders(
  tx: Tx,
  now: Instant,
  after: TapePlace,
  limit: number,
  isClosed: boolean,
): Promise<VenueOrderState[]> {
  const from = after ? Prisma.sql`(symbol, id) > (${after.symbol}, ${after.id}::uuid)` : Prisma.sql`true`;
  const rows = await tx.$queryRaw<OrderRow[]>`
    select ${COLUMNS} from street.venue_order
    where status = 'OPEN' and checked_until < ${toIso(now)}::timestamptz and ${from}
      and (${isClosed} or time_in_force <> 'CLS')
    order by symbol, id limit ${limit}`;
  return rows.map(stateOf);
}

/** Symbol and status of orders by id; ids that are unknown are left out. */
export async function knownOrders(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { symbol: string; venue: Mic }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; symbol: string; venue: string }[]>`
    select id, symbol, venue from street.venue_order where id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, { symbol: row.symbol, venue: row.venue as Mic }]));
}

const textOf = (ticks: TickPrice | null): string | null => (ticks === null ? null : toPrice(ticks).toFixed());

/** What may change of an order while it stands. */
const changesOf = (order: VenueOrderState) => ({
  id: order.id,
  quantity: order.quantity,
  limit_price: textOf(order.limit),
  stop_price: textOf(order.stop),
  trail_value: order.trail?.value.toFixed() ?? null,
  peak: textOf(order.peak),
  triggered: order.triggered,
  cum_qty: order.filled,
  taken_back: order.takenBack,
  status: order.status,
  queue_ahead: order.queueAhead,
  checked_until: toIso(order.checkedUntil),
  resting: order.resting,
});

const recordOf = (order: VenueOrderState) => ({
  ...changesOf(order),
  venue: order.venue,
  account_number: order.accountNumber,
  order_reference: order.orderReference,
  symbol: order.symbol,
  side: order.side,
  type: order.type,
  time_in_force: order.timeInForce,
  session: order.session,
  trail_by: order.trail?.by ?? null,
  on_protected: order.onProtected,
  link_id: order.linkId,
  do_not_reduce: order.doNotReduce,
  is_grouped: order.isGrouped,
  received_at: toIso(order.receivedAt),
  expires_at: toIso(order.expiresAt),
});

/** The open orders that are linked with these, which any of their fills concerns; these themselves are left out. */
export async function linkedOrders(tx: Tx, orders: readonly VenueOrderState[]): Promise<VenueOrderState[]> {
  const links = [...new Set(orders.flatMap(({ linkId }) => linkId ?? []))];
  if (links.length === 0) return [];
  const rows = await tx.$queryRaw<OrderRow[]>`
    select ${COLUMNS} from street.venue_order
    where status = 'OPEN' and link_id = any(${links}::uuid[]) and not id = any(${orders.map(({ id }) => id)}::uuid[])`;
  return rows.map(stateOf);
}

/** One order, whatever has become of it. */
export async function orderById(tx: Tx, id: string): Promise<VenueOrderState | null> {
  const [row] = await tx.$queryRaw<OrderRow[]>`
    select ${COLUMNS} from street.venue_order where id = ${id}::uuid`;
  return row ? stateOf(row) : null;
}

/** How many shares the finished orders of each of these links have filled: their partners have so much less to do. */
export async function finishedOfLinks(tx: Tx, links: readonly string[]): Promise<Map<string, number>> {
  if (links.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ link_id: string; filled: number }[]>`
    select link_id, sum(cum_qty)::float8 as filled from street.venue_order
    where link_id = any(${[...links]}::uuid[]) and status <> 'OPEN' group by link_id`;
  return new Map(rows.map(({ link_id, filled }) => [link_id, filled]));
}

export async function insertOrders(tx: Tx, orders: readonly VenueOrderState[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.$executeRaw`
    insert into street.venue_order (id, venue, account_number, order_reference, symbol, side, type, time_in_force,
      session, quantity, limit_price, stop_price, trail_by, trail_value, peak, triggered, on_protected, link_id,
      do_not_reduce, is_grouped, cum_qty, status, received_at, queue_ahead, checked_until, expires_at, resting)
    select added.* from jsonb_to_recordset(${JSON.stringify(orders.map(recordOf))}::jsonb) as added(id uuid, venue text,
      account_number text, order_reference text, symbol text, side text, type text, time_in_force text, session text,
      quantity numeric, limit_price numeric, stop_price numeric, trail_by text, trail_value numeric, peak numeric,
      triggered boolean, on_protected text, link_id uuid, do_not_reduce boolean, is_grouped boolean,
      cum_qty numeric, status text, received_at timestamptz,
      queue_ahead numeric, checked_until timestamptz, expires_at timestamptz, resting boolean)`;
}

/** Writes what the matching, a replacement, a linked order's fill or a corporate action changed. */
export async function updateOrders(tx: Tx, orders: readonly VenueOrderState[]): Promise<void> {
  if (orders.length === 0) return;
  const rows = orders.map(changesOf);
  await tx.$executeRaw`
    update street.venue_order o set quantity = changed.quantity, limit_price = changed.limit_price,
      stop_price = changed.stop_price, trail_value = changed.trail_value, peak = changed.peak,
      triggered = changed.triggered, cum_qty = changed.cum_qty, taken_back = changed.taken_back,
      status = changed.status, queue_ahead = changed.queue_ahead, checked_until = changed.checked_until,
      resting = changed.resting
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as changed(id uuid, quantity numeric, limit_price numeric, stop_price numeric, trail_value numeric,
        peak numeric, triggered boolean, cum_qty numeric, taken_back numeric, status text, queue_ahead numeric,
        checked_until timestamptz, resting boolean)
    where o.id = changed.id`;
}
