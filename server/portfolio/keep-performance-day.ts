import type { LocalDate } from "@/domain/time/instant";
import { Prisma, type Db, type Tx } from "@/server/platform/db";
import { causesOf, causeSums, type Scope, SUMMED_COLUMNS } from "@/server/portfolio/causes";

/** Accounts of one statement where whole histories are reckoned. */
const REWRITTEN_AT_ONCE = 500;

/**
 * Keeps a day of every account that has a balance of it: its equity, how it came there, and the chain of its returns;
 * in the transaction that imports the day. One statement over the rows of the day alone, whatever came before. A day
 * that comes late is put in its place, and the days after it are reckoned anew.
 */
export async function keepPerformanceDay(tx: Tx, day: LocalDate): Promise<void> {
  const [known] = await tx.$queryRaw<{ before: string | null; later: boolean }[]>`
    select (select max(day) from portal.performance_day where day < ${day}::date)::text as before,
      exists (select from portal.performance_day where day > ${day}::date) as later`;
  const before = known?.before ?? null;
  if (known?.later) return rewriteAccounts(tx, day, Prisma.empty);
  if (before !== null) await addDay(tx, day, before as LocalDate);
  // Accounts without the day before: new ones, those that the firm left out for a time, all of them on the first day.
  await rewriteAccounts(
    tx,
    day,
    // Sets are compared as sets: of rows that were written a moment ago the planner thinks there are few, and would look
    // for each account among all of them.
    Prisma.sql`except select p.account_id from portal.performance_day p where p.day = ${day}::date`,
  );
}

/** Every account with a balance of a day, but those that `besides` takes off; in batches. */
async function rewriteAccounts(tx: Tx, day: LocalDate, besides: Prisma.Sql): Promise<void> {
  const accounts = await tx.$queryRaw<{ id: string }[]>`
    select b.account_id as id from portal.eod_balance b where b.business_date = ${day}::date ${besides} order by 1`;
  const ids = accounts.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += REWRITTEN_AT_ONCE)
    await rewritePerformance(tx, ids.slice(from, from + REWRITTEN_AT_ONCE), day);
}

/**
 * Reckons these accounts' days anew from one day on: after a correction as of that day, or where it was never kept.
 * An account that has no day before it is reckoned from its beginning. Takes time with the days, not with what is
 * before them.
 */
export async function rewritePerformance(
  tx: Tx | Db,
  accountIds: readonly string[],
  from: LocalDate,
): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.$executeRaw`
    delete from portal.performance_day where account_id = any(${accountIds}::uuid[]) and day >= ${from}::date`;
  const opening = Prisma.sql`
    select a.id as account_id, coalesce(p.day, '-infinity'::date) as day, ${opened("p")}
    from unnest(${accountIds}::uuid[]) as a(id)
    left join lateral (
      select * from portal.performance_day p where p.account_id = a.id and p.day < ${from}::date
      order by p.day desc limit 1) p on true`;
  await writeDays(tx, {
    opening,
    days: Prisma.sql`b.business_date > o.day`,
    scope: (account, day) =>
      Prisma.sql`join opening s on s.account_id = ${account} and ${day} > s.day where true`,
    // A day without books of the firm is told by the next one that has them.
    placed: Prisma.sql`(select d.business_date from portal.eod_balance d
      where d.account_id = g.account_id and d.business_date >= g.day order by d.business_date limit 1)`,
  });
}

/** One day after the last one that was kept, of all accounts that have both. */
async function addDay(tx: Tx, day: LocalDate, before: LocalDate): Promise<void> {
  await writeDays(tx, {
    opening: Prisma.sql`
      select p.account_id, p.day, ${opened("p")} from portal.performance_day p where p.day = ${before}::date`,
    days: Prisma.sql`b.business_date = ${day}::date`,
    scope: (_account, of) => Prisma.sql`where ${of} > ${before}::date and ${of} <= ${day}::date`,
    placed: Prisma.sql`${day}::date`,
  });
}

type Days = {
  /** Where accounts stood before: account_id, day, and what `opened` names. */
  opening: Prisma.Sql;
  /** Which balances (b) of an opening's (o) account are days to write. */
  days: Prisma.Sql;
  /** Which causes count. */
  scope: Scope;
  /** The day to which a group (g) of causes belongs. */
  placed: Prisma.Sql;
};

const CARRIED = [...SUMMED_COLUMNS, "open_cost", "days_at_work", "total_losses", "gaps"];

/** What is carried on from a row, or what it is before there is any. */
const opened = (row: string): Prisma.Sql =>
  Prisma.raw(
    [
      ...["equity", ...CARRIED].map((column) => `coalesce(${row}.${column}, 0) as ${column}`),
      `coalesce(${row}.growth, 1) as growth`,
    ].join(", "),
  );

const each = (make: (column: string) => string): Prisma.Sql =>
  Prisma.raw(SUMMED_COLUMNS.map(make).join(", "));

/**
 * The days of accounts after their openings. A day's return is FORMULAS.timeWeighted's, as `chainOf` reckons it: (equity
 * + outflow) / (equity before + inflow); a day of a total loss and one without a return leave the chain at its
 * beginning again or as it was, and are counted.
 */
async function writeDays(tx: Tx | Db, { opening, days, scope, placed }: Days): Promise<void> {
  await tx.$executeRaw`
    with opening as (${opening}),
    grouped as (
      select c.account_id, c.day, ${causeSums(Prisma.sql`c`)} from (${causesOf(scope)}) as c group by 1, 2
    ),
    cause as (
      select account_id, day, sum(inflow) as inflow, sum(outflow) as outflow, sum(basis) as basis,
        ${each((column) => `sum(${column}) as ${column}`)}
      from (select ${placed} as placed_on, g.* from grouped g) as p(day, account_id, on_day, inflow, outflow, basis,
        ${each((column) => column)})
      group by 1, 2
    ),
    told as (
      select b.account_id, b.business_date as day, b.equity, b.position_value,
        coalesce(lag(b.equity) over own, o.equity) + coalesce(c.inflow, 0) as base,
        b.equity + coalesce(c.outflow, 0) as after, coalesce(c.inflow, 0) as inflow, coalesce(c.outflow, 0) as outflow,
        row_number() over own = 1 as is_first, o.open_cost + coalesce(sum(c.basis) over own, 0) as open_cost, o.growth, o.days_at_work, o.total_losses, o.gaps,
        ${each((column) => `o.${column} + coalesce(sum(c.${column}) over own, 0) as ${column}`)}
      from portal.eod_balance b
      join opening o on o.account_id = b.account_id
      left join cause c on c.account_id = b.account_id and c.day = b.business_date
      where ${days}
      window own as (partition by b.account_id order by b.business_date)
    ),
    linked as (
      select t.*, r.no_return, case when is_first then growth else 1 end as carried,
        case when r.no_return is null and base > 0 then (after / base)::float8 end as grown
      from told t cross join lateral (select case when base < 0 or after < 0 then 'NEGATIVE_EQUITY'
        when base = 0 and after <> 0 then 'GAIN_WITHOUT_MONEY' end as no_return) r
    )
    insert into portal.performance_day (account_id, day, equity, inflow, outflow, growth, days_at_work, total_losses, gaps,
      no_return, open_cost, unrealised, ${each((column) => column)})
    select account_id, day, equity, inflow, outflow,
      portal.product(carried * case when grown > 0 then grown else 1 end) over own,
      days_at_work + count(grown) over own,
      total_losses + count(*) filter (where grown = 0) over own,
      gaps + count(no_return) over own,
      no_return, open_cost, position_value - open_cost, ${each((column) => column)}
    from linked window own as (partition by account_id order by day)`;
}
