import { shareRatio } from "@/domain/corporate-actions/action";
import { NO_SHARES, type Quantity, quantity, toWire } from "@/domain/money/money";
import type { KnownAction } from "@/server/corporate-actions/known-action";
import type { Tx } from "@/server/platform/db";

/** A holding at the close before the ex-date; `pending` is what its unsettled trades bring, in new shares. */
export type HeldBefore = { settled: Quantity; unsettled: Quantity; pending: Quantity };

/**
 * Positions of these accounts without what was traded from the ex-date on, locked, and their trades that wait for
 * settlement marked with what they settle as. Two statements, however many accounts.
 */
export async function holdingsBefore(
  tx: Tx,
  action: KnownAction,
  accountIds: readonly string[],
): Promise<Map<string, HeldBefore>> {
  const pending = await changePending(tx, action, accountIds);
  const rows = await tx.$queryRaw<{ account_id: string; settled: string; unsettled: string }[]>`
    with held as (
      select account_id, settled, unsettled from portal.position
      where symbol = ${action.symbol} and account_id = any(${accountIds}::uuid[])
      order by account_id for update),
    later as (
      select account_id, sum(case side when 'BUY' then quantity else -quantity end) as shares from portal.execution
      where account_id = any(${accountIds}::uuid[]) and symbol = ${action.symbol} and busted_at is null
        and trade_date >= ${action.exDate}::date
      group by account_id)
    select h.account_id, h.settled::text as settled, (h.unsettled - coalesce(l.shares, 0))::text as unsettled
    from held h left join later l using (account_id)`;
  return new Map(
    rows.map((row) => [
      row.account_id,
      {
        settled: quantity(row.settled),
        unsettled: quantity(row.unsettled),
        pending: pending.get(row.account_id) ?? NO_SHARES,
      },
    ]),
  );
}

/** What waits for settlement settles in new shares and under the new name: the same arithmetic as the carrying firm's. */
async function changePending(
  tx: Tx,
  action: KnownAction,
  accountIds: readonly string[],
): Promise<Map<string, Quantity>> {
  const { to, from } = shareRatio(action);
  const rows = await tx.$queryRaw<{ account_id: string; pending: string }[]>`
    with changed as (
      update portal.execution
      set settles_as = trunc(coalesce(settles_as, quantity) * ${toWire(to)}::numeric / ${toWire(from)}::numeric, 8),
        settles_symbol = coalesce(${action.newSymbol}, settles_symbol)
      where account_id = any(${accountIds}::uuid[]) and coalesce(settles_symbol, symbol) = ${action.symbol}
        and settled_at is null and busted_at is null and trade_date < ${action.exDate}::date
      returning account_id, case when side = 'BUY' then settles_as else -settles_as end as shares)
    select account_id, sum(shares)::text as pending from changed group by account_id`;
  return new Map(rows.map((row) => [row.account_id, quantity(row.pending)]));
}
