import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, type LocalDate, toDate } from "@/domain/time/instant";
import type { Installation } from "@/server/compose";

/** What an account has at a moment: dollars that have settled or not, and shares that may be sold. */
export type Standing = {
  settled: number;
  unsettled: number;
  positions: { symbol: string; sellable: number }[];
};

/** How every account stands, for planning; what may really be bought or sold the checks decide. */
export async function standings({ deps }: Installation): Promise<Map<string, Standing>> {
  const cash = await deps.db.$queryRaw<{ account_id: string; settled: number; unsettled: number }[]>`
    select account_id, (settled - unsettled_out - reserved)::float8 as settled, unsettled_in::float8 as unsettled
    from portal.cash_balance`;
  const held = await deps.db.$queryRaw<{ account_id: string; symbol: string; sellable: number }[]>`
    select account_id, symbol, floor(settled + unsettled - reserved)::float8 as sellable
    from portal.position where settled + unsettled - reserved >= 1 order by account_id, symbol`;
  const found = new Map<string, Standing>(
    cash.map((row) => [row.account_id, { settled: row.settled, unsettled: row.unsettled, positions: [] }]),
  );
  for (const { account_id, symbol, sellable } of held)
    found.get(account_id)?.positions.push({ symbol, sellable });
  return found;
}

/** Shares traded from one day to another, as the trade volume report counts them. */
export async function sharesTraded({ deps }: Installation, from: LocalDate, to: LocalDate): Promise<number> {
  const [row] = await deps.db.$queryRaw<{ shares: number }[]>`
    select coalesce(sum(quantity), 0)::float8 as shares from portal.execution
    where trade_date between ${from}::date and ${to}::date and busted_at is null`;
  return row?.shares ?? 0;
}

/** Orders of a day and later that were not refused. */
export async function ordersPlaced({ deps }: Installation, from: LocalDate): Promise<number> {
  const session = exchangeCalendar.session(from);
  const [row] = await deps.db.$queryRaw<{ orders: number }[]>`
    select count(*)::int as orders from portal.orders
    where status <> 'DENIED' and exchange_at >= ${toDate(session?.open ?? (0 as Instant))}`;
  return row?.orders ?? 0;
}

/** Shares that orders still wait for. */
export async function sharesWorking({ deps }: Installation): Promise<number> {
  const [row] = await deps.db.$queryRaw<{ shares: number }[]>`
    select coalesce(sum(leaves_qty), 0)::float8 as shares from portal.orders
    where status in ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL', 'PENDING_REPLACE')`;
  return row?.shares ?? 0;
}

/** Customer assets at an instant: all cash, also what is on its way in, and what is held at the last prices. */
export async function assetsAt(
  { deps }: Installation,
  at: Instant,
): Promise<{ assets: number; held: number }> {
  const [row] = await deps.db.$queryRaw<{ cash: number }[]>`
    select ((select coalesce(sum(settled + unsettled_in - unsettled_out + uncollected), 0) from portal.cash_balance)
      + (select coalesce(sum(case direction when 'DEPOSIT' then amount else -amount end), 0) from portal.transfer
         where status in ('REQUESTED', 'INSTRUCTED')))::float8 as cash`;
  const positions = await deps.db.$queryRaw<{ symbol: string; shares: number }[]>`
    select symbol, sum(settled + unsettled)::float8 as shares from portal.position group by symbol`;
  const held = positions.reduce(
    (sum, { symbol, shares }) => sum + (shares * (deps.market.last(symbol, at)?.price ?? 0)) / 10_000,
    0,
  );
  return { assets: (row?.cash ?? 0) + held, held };
}
