import { type Readable, quantity, toWire } from "@/domain/money/money";
import type { OrderStatus } from "@/domain/orders/order-machine";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * One event of an order as it is told while it happens; FIX names. Decimals are strings, `at` is the exchange instant
 * in epoch milliseconds. `eventId` counts up within an account, with gaps (the events of others), and an event that
 * took long to commit may come after one with a higher id: whoever hears one twice knows it by its id.
 */
export type OrderNewsView = {
  eventId: string;
  orderId: string;
  symbol: string;
  side: "BUY" | "SELL";
  quantity: string;
  execType: string;
  status: OrderStatus;
  cumQty: string;
  lastQty: string | null;
  lastPx: string | null;
  venue: string | null;
  text: string;
  at: number;
};

/** An event with whose it is; `isSettled`: no event with a lower id can still come. */
export type OrderNews = { accountId: string; isSettled: boolean; event: OrderNewsView };

/**
 * An event has its id before it commits. No transaction lives longer than a minute (server/platform/db.ts), and
 * `recorded_at` is when its own began: two minutes after that, every lower id has been committed or given up.
 */
const SETTLED_AFTER_S = 120;

type Row = {
  id: bigint;
  account_id: string;
  order_id: string;
  exec_type: string;
  to_status: string;
  detail: Prisma.JsonValue;
  exchange_at: Date;
  is_settled: boolean;
  symbol: string;
  side: string;
  quantity: Readable;
  cum_qty: Readable;
};

const COLUMNS = Prisma.sql`e.id, e.account_id, e.order_id, e.exec_type, e.to_status, e.detail, e.exchange_at,
  e.recorded_at < now() - make_interval(secs => ${SETTLED_AFTER_S}::int) as is_settled, o.symbol, o.side, o.quantity, o.cum_qty`;

/** A text in an event's detail; events of other kinds, and of earlier days, do not have all of them. */
function textIn(detail: Prisma.JsonValue, name: string): string | null {
  if (typeof detail !== "object" || detail === null || Array.isArray(detail)) return null;
  const value = detail[name];
  return typeof value === "string" ? value : null;
}

function orderNews(row: Row): OrderNews {
  const { detail } = row;
  const event: OrderNewsView = {
    eventId: String(row.id),
    orderId: row.order_id,
    symbol: row.symbol,
    side: row.side as OrderNewsView["side"],
    quantity: toWire(quantity(row.quantity)),
    execType: row.exec_type,
    status: row.to_status as OrderStatus,
    cumQty: textIn(detail, "cumQty") ?? toWire(quantity(row.cum_qty)),
    lastQty: textIn(detail, "lastQty"),
    lastPx: textIn(detail, "lastPx"),
    venue: textIn(detail, "venue"),
    text: textIn(detail, "note") ?? "",
    at: row.exchange_at.getTime(),
  };
  return { accountId: row.account_id, isSettled: row.is_settled, event };
}

/** An account's newest events, in the order of their ids, at most `limit`. Whose account it is was asked before. */
export async function newestOrderNews(deps: Deps, accountId: string, limit: number): Promise<OrderNews[]> {
  const rows = await deps.db.$queryRaw<Row[]>`
    select ${COLUMNS} from portal.order_event e join portal.orders o on o.id = e.order_id
    where e.account_id = ${accountId}::uuid order by e.id desc limit ${limit}`;
  return rows.map(orderNews).reverse();
}

/**
 * What was not heard yet of several accounts: events after each one's `floor` that are not among `heard`, in the
 * order of their ids, at most `limit` an account.
 */
export async function unheardOrderNews(
  deps: Deps,
  accounts: readonly { accountId: string; floor: bigint }[],
  heard: readonly string[],
  limit: number,
): Promise<OrderNews[]> {
  const rows = await deps.db.$queryRaw<Row[]>`
    select ${COLUMNS}
    from unnest(${accounts.map((account) => account.accountId)}::uuid[], ${accounts.map((account) => String(account.floor))}::bigint[])
      as asked(account_id, floor)
    cross join lateral (
      select * from portal.order_event x
      where x.account_id = asked.account_id and x.id > asked.floor and x.id <> all(${[...heard]}::bigint[])
      order by x.id limit ${limit}) e
    join portal.orders o on o.id = e.order_id
    order by e.id`;
  return rows.map(orderNews);
}

/**
 * What an account's listener that heard `eventId` last may have missed, in the order of their ids: all events after
 * it, and up to `limit` before it that may have been committed later. Null when more than `limit` came after it.
 */
export async function orderNewsAfter(
  deps: Deps,
  accountId: string,
  eventId: bigint,
  limit: number,
): Promise<OrderNews[] | null> {
  const rows = await deps.db.$queryRaw<Row[]>`
    with later as (
      select * from portal.order_event x where x.account_id = ${accountId}::uuid and x.id > ${String(eventId)}::bigint
      order by x.id limit ${limit + 1}),
    heard as (
      select x.recorded_at from portal.order_event x
      where x.account_id = ${accountId}::uuid and x.id <= ${String(eventId)}::bigint order by x.id desc limit 1),
    perhaps as (
      select * from portal.order_event x
      where x.account_id = ${accountId}::uuid and x.id < ${String(eventId)}::bigint
        and x.recorded_at > (select recorded_at from heard) - make_interval(secs => ${SETTLED_AFTER_S}::int)
      order by x.id desc limit ${limit})
    select ${COLUMNS} from (select * from perhaps union all select * from later) e
    join portal.orders o on o.id = e.order_id order by e.id`;
  const news = rows.map(orderNews);
  const isAfter = ({ event }: OrderNews) => BigInt(event.eventId) > eventId;
  return news.filter(isAfter).length > limit ? null : news;
}
