import { AppError } from "@/domain/errors";
import { addDays, toColumn } from "@/domain/time/instant";
import { type Actor, heldBy } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * How a customer's orders were executed, by one property of theirs. Dollars and shares are decimal strings; spreads are
 * in dollars a share, twice the distance between price and the middle of the quote at arrival (effective spread, 17 CFR
 * 242.600(b)(8)); ratios are "0.9875". Spreads, improvement and milliseconds are of what took displayed shares (as Rule
 * 605 has it for marketable orders): a fill that had been resting says nothing about the quote at its arrival. Null
 * where nothing of that kind was filled or nobody quoted.
 */
export type QualityRow = {
  name: string;
  orders: number;
  shares: string;
  filledShares: string;
  fillRate: string | null;
  effectiveSpread: string | null;
  quotedSpread: string | null;
  improvement: string;
  improvedShares: string;
  venueFees: string;
  averageMs: number | null;
};
export type ExecutionQuality = { days: number; byVenue: QualityRow[]; byType: QualityRow[] };

type Row = Omit<QualityRow, "orders" | "averageMs"> & { orders: bigint; averageMs: unknown };

const rowOf = (row: Row): QualityRow => ({
  ...row,
  orders: Number(row.orders),
  averageMs: row.averageMs === null ? null : Math.round(Number(row.averageMs)),
});

/**
 * One grouping: `parts` (name, order_id, quantity, began_at, and the id by which `isOf` finds its executions `e`) are
 * what was asked for, by the name that they are grouped under.
 */
const qualityOf = (parts: Prisma.Sql, isOf: Prisma.Sql): Prisma.Sql => Prisma.sql`
  with part as (${parts}),
  filled as (
    select p.name, e.quantity, e.price, e.venue_fee, e.liquidity = 'REMOVED' as is_taking,
      (e.nbbo_bid + e.nbbo_ask) / 2 as middle, e.nbbo_ask - e.nbbo_bid as spread,
      case when e.side = 'BUY' then e.nbbo_ask - e.price else e.price - e.nbbo_bid end as better,
      extract(epoch from e.executed_at - p.began_at) * 1000 as ms
    from part p join portal.execution e on ${isOf} and e.busted_at is null),
  asked as (select name, count(distinct order_id) as orders, sum(quantity) as shares from part group by name),
  got as (
    select name, sum(quantity) as shares,
      sum(2 * abs(price - middle) * quantity) filter (where is_taking and middle is not null)
        / nullif(sum(quantity) filter (where is_taking and middle is not null), 0) as effective,
      sum(spread * quantity) filter (where is_taking)
        / nullif(sum(quantity) filter (where is_taking and spread is not null), 0) as quoted,
      sum(better * quantity) filter (where is_taking) as improvement,
      sum(quantity) filter (where is_taking and better > 0) as improved,
      sum(venue_fee) as fees, avg(ms) filter (where is_taking) as ms
    from filled group by name)
  select a.name, a.orders, trim_scale(a.shares)::text as shares,
    trim_scale(coalesce(g.shares, 0))::text as "filledShares",
    round(coalesce(g.shares, 0) / nullif(a.shares, 0), 6)::text as "fillRate",
    round(g.effective, 6)::text as "effectiveSpread", round(g.quoted, 6)::text as "quotedSpread",
    round(coalesce(g.improvement, 0), 2)::text as improvement,
    trim_scale(coalesce(g.improved, 0))::text as "improvedShares",
    round(coalesce(g.fees, 0), 4)::text as "venueFees", g.ms as "averageMs"
  from asked a left join got g using (name) order by a.shares desc, a.name`;

/**
 * Execution quality of an account over the last days, by venue and by kind of order. One grouping over the executions
 * of the span for each. NOT_FOUND for another's account.
 */
export async function executionQuality(
  deps: Deps,
  actor: Actor,
  input: { accountId: string; days: number },
): Promise<ExecutionQuality> {
  const own = await deps.db.account.findFirst({ where: { id: input.accountId, ...heldBy(actor) } });
  if (!own) throw new AppError("NOT_FOUND");
  const from = toColumn(addDays(await deps.clock.exchangeToday(), -input.days));
  const byVenue = qualityOf(
    Prisma.sql`
      select c.id, c.venue as name, c.order_id, c.routed_qty as quantity, c.routed_at as began_at
      from portal.child_order c join portal.orders o on o.id = c.order_id
      where o.account_id = ${own.id}::uuid and o.exchange_at >= ${from}::date`,
    Prisma.sql`e.child_order_id = p.id`,
  );
  const byType = qualityOf(
    Prisma.sql`
      select o.id, o.type as name, o.id as order_id, o.quantity, o.exchange_at as began_at
      from portal.orders o
      where o.account_id = ${own.id}::uuid and o.exchange_at >= ${from}::date and o.status <> 'DENIED'`,
    Prisma.sql`e.order_id = p.id`,
  );
  const [venues, types] = await Promise.all([
    deps.db.$queryRaw<Row[]>(byVenue),
    deps.db.$queryRaw<Row[]>(byType),
  ]);
  return { days: input.days, byVenue: venues.map(rowOf), byType: types.map(rowOf) };
}
