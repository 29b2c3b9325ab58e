import { type Money, type Quantity, ZERO } from "@/domain/money/money";
import type { MarginHold } from "@/domain/risk/margin-holds";
import { type Instant, toDate } from "@/domain/time/instant";
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
 * What a purchase takes: its whole cost, and in a margin account what will be lent against what it buys (`loan`) and
 * its initial requirement (`opening`). `at` is the exchange's instant, by which marks must be fresh; `minimumEquity`
 * that without which nothing is lent.
 */
export type PurchaseHold = MarginHold & { cash: Money; at: Instant; minimumEquity: Money };

/** How long marks of a margin account's holdings count, in seconds of exchange time. */
export const MARKS_LAST_SECONDS = 30;

/**
 * The same for a purchase, which the proceeds of sales may pay for before they have settled, unless the account is
 * restricted to settled cash: both settle on one day at the latest.
 *
 * A margin account (long_value is not null) also uses what is lent against its holdings and against what its open
 * orders will buy: everything that it is measured by stands in this one row, so that orders at the same moment are
 * measured one after the other. See docs/decisions/margin-buying-power.md. Returns is_margin too.
 */
export const takeBuyingPower = (accountId: string, hold: PurchaseHold, also: Prisma.Sql): Prisma.Sql => {
  const amount = Prisma.sql`${hold.cash.toFixed()}::numeric`;
  const loan = Prisma.sql`${hold.loan.toFixed()}::numeric`;
  const opening = Prisma.sql`${hold.opening.toFixed()}::numeric`;
  return Prisma.sql`
  update portal.cash_balance set reserved = reserved + ${amount},
    pending_loan = case when long_value is null then pending_loan else pending_loan + ${loan} end,
    pending_opening = case when long_value is null then pending_opening else pending_opening + ${opening} end
  where account_id = ${accountId}::uuid
    and case when long_value is null then settled - unsettled_out - reserved + case
        when (select a.settled_only from portal.account a where a.id = ${accountId}::uuid) then 0 else unsettled_in end
        >= ${amount}
      when may_borrow
        and settled + unsettled_in - unsettled_out + long_value >= ${hold.minimumEquity.toFixed()}::numeric
      then marked_at > ${toDate(hold.at)}::timestamptz - make_interval(secs => ${MARKS_LAST_SECONDS})
        and settled + unsettled_in - unsettled_out - reserved + loan_value + pending_loan + ${loan} >= ${amount}
        and coalesce(pending_opening + ${opening} <= opening_power, true)
      else settled + unsettled_in - unsettled_out - reserved >= ${amount} end
    and ${also}
  returning account_id, long_value is not null as is_margin`;
};

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
  returning account_id, false as is_margin`;

export type HoldChange = {
  accountId: string;
  symbol: string;
  cash: Money;
  shares: Quantity;
  margin?: MarginHold;
};

const isMarginHeld = (margin: MarginHold | undefined): boolean =>
  margin !== undefined && !(margin.loan.isZero() && margin.opening.isZero());

/** Gives back what is no longer held (positive amounts), for many orders at once. */
export async function releaseHolds(tx: Tx | Db, changes: readonly HoldChange[]): Promise<void> {
  const cash = changes.filter(({ cash: held, margin }) => !held.isZero() || isMarginHeld(margin));
  if (cash.length > 0) {
    const of = (what: keyof MarginHold) => cash.map(({ margin }) => (margin?.[what] ?? ZERO).toFixed());
    await tx.$executeRaw`
      update portal.cash_balance b set reserved = b.reserved - e.amount, pending_loan = b.pending_loan - e.loan,
        pending_opening = b.pending_opening - e.opening
      from (select account_id, sum(amount) as amount, sum(loan) as loan, sum(opening) as opening
            from unnest(${cash.map((c) => c.accountId)}::uuid[], ${cash.map((c) => c.cash.toFixed())}::numeric[],
              ${of("loan")}::numeric[], ${of("opening")}::numeric[]) as u(account_id, amount, loan, opening)
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
