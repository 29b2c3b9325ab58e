import type { TradingBlock } from "@/domain/accounts/restrictions";
import { money, type Price, quantity, ratio, subtract } from "@/domain/money/money";
import { type AccountFacts, collarReference } from "@/domain/orders/pre-trade-checks";
import { checkDuplicate } from "@/domain/risk/checks/size-checks";
import type { Warning } from "@/domain/risk/checks/verdict";
import { AppError } from "@/domain/errors";
import { instantFromDate, toDate } from "@/domain/time/instant";
import type { NewOrder } from "@/server/orders/order-rows";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { marginOrderFacts } from "@/server/margin";
import { limitsFromRow, type LimitsRow, limitsSql, symbolRestrictionOf } from "@/server/risk";

/** How far a limit is through the market, as a share of it; below zero when it is not. Null when there is no market. */
function beyondMarket({ terms, facts }: NewOrder): string | null {
  const reference = collarReference(terms, facts.market);
  if (!terms.limitPrice || !reference) return null;
  const through =
    terms.side === "BUY" ? subtract(terms.limitPrice, reference) : subtract(reference, terms.limitPrice);
  return ratio(through, reference)?.toDecimalPlaces(8).toFixed() ?? null;
}

/** Dollars in the order at the worst price that it may get; a stop that sells has none but its stop. */
const worthOf = ({ terms, facts }: NewOrder): string | null => {
  const worst: Price | null = facts.worst ?? terms.stopPrice;
  return worst && money(terms.quantity.times(worst)).toFixed();
};

/** The same order once more, and not one that came to nothing: what the duplicate check calls a twin, as SQL over `o`. */
const isTwin = ({ terms, clientOrderId }: NewOrder): Prisma.Sql => Prisma.sql`
  o.symbol = ${terms.symbol} and o.side = ${terms.side} and o.quantity = ${terms.quantity.toFixed()}::numeric
  and o.limit_price is not distinct from ${terms.limitPrice?.toFixed() ?? null}::numeric
  and o.stop_price is not distinct from ${terms.stopPrice?.toFixed() ?? null}::numeric
  and o.type = ${terms.type} and o.time_in_force = ${terms.timeInForce} and o.client_order_id <> ${clientOrderId}
  and o.status not in ('DENIED', 'CANCELED', 'REJECTED', 'EXPIRED')`;

/**
 * What must hold at the moment at which an order takes its hold (15c3-5): the account is the actor's and open, the
 * order is within the limits of the day, the symbol is not restricted, and it is no twin of one just placed. Part of
 * the placing statement, so that nothing can change between looking and taking.
 *
 * What is looked for among the account's orders is asked for newest first and bounded: however PostgreSQL guesses, it
 * reads the last seconds from the index orders_recent, and never the table. The plan is made once a connection, often
 * while the tables are small.
 */
export function placingGuard(order: NewOrder, wall: Date): Prisma.Sql {
  const { accountId, placedBy, terms, facts } = order;
  // A purchase updates the row of its cash, which has the count; a sale updates a position, and has locked that row.
  const openOrders =
    terms.side === "BUY" ? Prisma.sql`open_orders` : Prisma.sql`coalesce((select open_orders from cash), 0)`;
  const day = facts.tradeDate;
  return Prisma.sql`${isUnblocked(terms.side)} and
    exists (select 1 from portal.account a join portal.account_holder h on h.account_id = a.id
            where a.id = ${accountId}::uuid and a.status = 'OPEN' and h.user_id = ${placedBy}::uuid)
    and exists (
      select 1 from ${limitsSql(accountId, day)} as l
      where ${terms.quantity.toFixed()}::numeric <= l.max_shares
        and coalesce(${worthOf(order)}::numeric <= l.max_value, true)
        and coalesce(${beyondMarket(order)}::numeric <= l.limit_collar, true)
        and (not ${facts.market.halt !== null} or l.halt_policy = 'QUEUE')
        and ${openOrders} < l.max_open_orders
        and (select o.id from portal.orders o where o.account_id = ${accountId}::uuid
             and o.placed_at > ${wall}::timestamptz - interval '1 second'
             order by o.placed_at desc offset l.orders_per_second - 1 limit 1) is null
        and (${order.isConfirmed} or (
          select o.id from portal.orders o where o.account_id = ${accountId}::uuid
            and o.placed_at > ${wall}::timestamptz - make_interval(secs => l.duplicate_seconds) and ${isTwin(order)}
          order by o.placed_at desc limit 1) is null))
    and not exists (
      select 1 from portal.restricted_symbol r
      where r.symbol = ${terms.symbol} and r.effective_on <= ${day}::date
        and (r.lifted_on is null or r.lifted_on > ${day}::date) and (r.scope = 'ALL' or ${terms.side} = 'BUY'))`;
}

/**
 * What restrictions forbid, from the account's cash row as it is when this statement has it: a restriction that was
 * placed while the order waited for that row counts. Changed terms of an order are guarded by it too.
 */
export const isUnblocked = (side: "BUY" | "SELL"): Prisma.Sql =>
  side === "BUY"
    ? Prisma.sql`trading_block is null`
    : Prisma.sql`coalesce((select cash.trading_block from cash) <> 'ALL', true)`;

/** What stands before the guard in its statement: a sale waits for the account's cash first, as everything else does. */
export const beforeGuard = ({ accountId, terms }: NewOrder): Prisma.Sql =>
  terms.side === "BUY"
    ? Prisma.empty
    : Prisma.sql`cash as materialized (
        select b.open_orders, b.trading_block from portal.cash_balance b where b.account_id = ${accountId}::uuid for update),`;

type FactsRow = LimitsRow & {
  status: string;
  available: unknown;
  unsettled_in: unknown;
  settled_only: boolean;
  trading_block: TradingBlock;
  sellable: unknown;
  open_orders: number;
  recent_orders: number;
};

/**
 * What the guard looked at, read once more so that the domain can name the reasons. NOT_FOUND for an account that is
 * not the actor's.
 */
export async function guardFacts(deps: Deps, order: NewOrder): Promise<AccountFacts> {
  const { accountId, placedBy, terms, facts } = order;
  const wall = toDate(deps.clock.now());
  const [row] = await deps.db.$queryRaw<FactsRow[]>`
    select a.status, b.settled - b.unsettled_out - b.reserved as available, b.unsettled_in, a.settled_only, b.trading_block,
      coalesce((select p.settled + p.unsettled - p.reserved from portal.position p
                where p.account_id = a.id and p.symbol = ${terms.symbol}), 0) as sellable,
      coalesce(b.open_orders, 0) as open_orders,
      (select count(*)::int from portal.orders o where o.account_id = a.id
        and o.placed_at > ${wall}::timestamptz - interval '1 second') as recent_orders,
      l.*
    from portal.account a
    join portal.account_holder h on h.account_id = a.id and h.user_id = ${placedBy}::uuid
    left join portal.cash_balance b on b.account_id = a.id
    cross join lateral ${limitsSql(Prisma.sql`a.id`, facts.tradeDate)} as l
    where a.id = ${accountId}::uuid`;
  if (!row) throw new AppError("NOT_FOUND");
  return {
    isOpen: row.status === "OPEN",
    tradingBlock: row.trading_block,
    cash: {
      settled: money(String(row.available ?? "0")),
      unsettled: money(String(row.unsettled_in ?? "0")),
      isSettledOnly: row.settled_only,
    },
    sellable: quantity(String(row.sellable)),
    openOrders: row.open_orders,
    ordersInLastSecond: row.recent_orders,
    limits: limitsFromRow(row),
    margin: await marginOrderFacts(deps, accountId, facts),
    restriction: await symbolRestrictionOf(deps.db, terms.symbol, facts.tradeDate),
  };
}

/** The warning that an order looks like one that was just placed, which the customer may confirm; else null. */
export async function duplicateWarning(
  deps: Deps,
  order: NewOrder,
  { limits }: AccountFacts,
): Promise<Warning | null> {
  const now = deps.clock.now();
  const since = toDate(now).getTime() - limits.duplicateSeconds * 1000;
  const [twin] = await deps.db.$queryRaw<{ placed_at: Date }[]>`
    select o.placed_at from portal.orders o
    where o.account_id = ${order.accountId}::uuid and o.placed_at > ${toDate(now)}::timestamptz
        - make_interval(secs => ${limits.duplicateSeconds}) and ${isTwin(order)}
    order by o.placed_at desc limit 1`;
  if (!twin || twin.placed_at.getTime() < since) return null;
  return checkDuplicate(order.terms, {
    now,
    recent: [{ ...order.terms, at: instantFromDate(twin.placed_at) }],
    duplicateSeconds: limits.duplicateSeconds,
    isConfirmed: order.isConfirmed,
  });
}
