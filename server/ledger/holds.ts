import type { Money, Quantity } from "@/domain/money/money";
import { type Db, Prisma, type Tx } from "@/server/platform/db";

/**
 * What open orders and withdrawals hold back. A hold is taken by the statement that checks it: these fragments are
 * composed into the caller's one statement, so there is no moment between looking and taking (invariant I3).
 */

/** An update that takes settled cash if that much is there, and returns account_id if it did. `also` adds conditions. */
export const takeCash = (accountId: string, amount: Money, also: Prisma.Sql): Prisma.Sql => Prisma.sql`
  update portal.cash_balance set reserved = reserved + ${amount.toFixed()}::numeric
  where account_id = ${accountId}::uuid
    and settled - unsettled_out - reserved >= ${amount.toFixed()}::numeric and ${also}
  returning account_id`;

/**
 * The same for a purchase, which the proceeds of sales may pay for before they have settled, unless the account is
 * restricted to settled cash: both settle on one day at the latest.
 */
export const takeBuyingPower = (accountId: string, amount: Money, also: Prisma.Sql): Prisma.Sql => Prisma.sql`
  update portal.cash_balance set reserved = reserved + ${amount.toFixed()}::numeric
  where account_id = ${accountId}::uuid
    and settled - unsettled_out - reserved + case
      when (select a.settled_only from portal.account a where a.id = ${accountId}::uuid) then 0 else unsettled_in end
      >= ${amount.toFixed()}::numeric
    and ${also}
  returning account_id`;

/** The same for shares of one symbol. */
export const takeShares = (
  accountId: string,
  symbol: string,
  shares: Quantity,
  also: Prisma.Sql,
): Prisma.Sql => Prisma.sql`
  update portal.position set reserved = reserved + ${shares.toFixed()}::numeric
  where account_id = ${accountId}::uuid and symbol = ${symbol}
    and settled + unsettled - reserved >= ${shares.toFixed()}::numeric and ${also}
  returning account_id`;

export type HoldChange = { accountId: string; symbol: string; cash: Money; shares: Quantity };

/** Gives back what is no longer held (positive amounts), for many orders at once. */
export async function releaseHolds(tx: Tx | Db, changes: readonly HoldChange[]): Promise<void> {
  const cash = changes.filter((change) => !change.cash.isZero());
  if (cash.length > 0) {
    await tx.$executeRaw`
      update portal.cash_balance b set reserved = b.reserved - e.amount
      from (select account_id, sum(amount) as amount
            from unnest(${cash.map((c) => c.accountId)}::uuid[], ${cash.map((c) => c.cash.toFixed())}::numeric[]) as u(account_id, amount)
            group by account_id) e
      where b.account_id = e.account_id`;
  }
  const shares = changes.filter((change) => !change.shares.isZero());
  if (shares.length > 0) {
    await tx.$executeRaw`
      update portal.position p set reserved = p.reserved - e.amount
      from (select account_id, symbol, sum(amount) as amount
            from unnest(${shares.map((c) => c.accountId)}::uuid[], ${shares.map((c) => c.symbol)}::text[], ${shares.map((c) => c.shares.toFixed())}::numeric[])
              as u(account_id, symbol, amount)
            group by account_id, symbol) e
      where p.account_id = e.account_id and p.symbol = e.symbol`;
  }
}
