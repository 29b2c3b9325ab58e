import { add, type Money, money, subtract } from "@/domain/money/money";
import { type Instant, instantFromDate, toDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";

/** The row that a margin account's purchases are measured by. Dollars. */
export type MarginRow = {
  accountId: string;
  /** Settled and unsettled, without what is uncollected; below zero it is a debit. */
  cash: Money;
  uncollected: Money;
  reserved: Money;
  longValue: Money;
  loanValue: Money;
  pendingLoan: Money;
  openingPower: Money | null;
  pendingOpening: Money;
  mayBorrow: boolean;
  markedAt: Instant | null;
};

type Stored = {
  accountId: string;
  settled: unknown;
  unsettledIn: unknown;
  unsettledOut: unknown;
  uncollected: unknown;
  reserved: unknown;
  longValue: unknown;
  loanValue: unknown;
  pendingLoan: unknown;
  openingPower: unknown;
  pendingOpening: unknown;
  mayBorrow: boolean;
  markedAt: Date | null;
};

const dollars = (value: unknown): Money => money(String(value ?? "0"));

export const marginRow = (row: Stored): MarginRow => ({
  accountId: row.accountId,
  cash: subtract(add(dollars(row.settled), dollars(row.unsettledIn)), dollars(row.unsettledOut)),
  uncollected: dollars(row.uncollected),
  reserved: dollars(row.reserved),
  longValue: dollars(row.longValue),
  loanValue: dollars(row.loanValue),
  pendingLoan: dollars(row.pendingLoan),
  openingPower: row.openingPower === null ? null : dollars(row.openingPower),
  pendingOpening: dollars(row.pendingOpening),
  mayBorrow: row.mayBorrow,
  markedAt: row.markedAt && instantFromDate(row.markedAt),
});

/** Which of these accounts are margin accounts, with their rows locked in key order. Cash accounts are left alone. */
export async function lockMarginRows(tx: Tx, accountIds: readonly string[]): Promise<MarginRow[]> {
  if (accountIds.length === 0) return [];
  const rows = await tx.$queryRaw<Stored[]>`
    select account_id as "accountId", settled, unsettled_in as "unsettledIn", unsettled_out as "unsettledOut", uncollected,
      reserved, long_value as "longValue", loan_value as "loanValue", pending_loan as "pendingLoan",
      opening_power as "openingPower", pending_opening as "pendingOpening", may_borrow as "mayBorrow",
      marked_at as "markedAt"
    from portal.cash_balance
    where account_id = any(${[...new Set(accountIds)]}::uuid[]) and long_value is not null
    order by account_id for update`;
  return rows.map(marginRow);
}

/** What a margin account is measured by from now on. */
export type MarginMark = {
  accountId: string;
  longValue: Money;
  loanValue: Money;
  openingPower: Money | null;
  mayBorrow: boolean;
};

/** Writes marks of margin accounts, whose rows the caller has locked. */
export async function writeMarks(tx: Tx, marks: readonly MarginMark[], at: Instant): Promise<void> {
  if (marks.length === 0) return;
  const text = (of: (mark: MarginMark) => Money | null) => marks.map((mark) => of(mark)?.toFixed() ?? null);
  await tx.$executeRaw`
    update portal.cash_balance b set long_value = m.long_value, loan_value = m.loan_value,
      opening_power = m.opening_power, may_borrow = m.may_borrow, marked_at = ${toDate(at)}
    from unnest(${marks.map(({ accountId }) => accountId)}::uuid[], ${text((m) => m.longValue)}::numeric[],
      ${text((m) => m.loanValue)}::numeric[], ${text((m) => m.openingPower)}::numeric[],
      ${marks.map(({ mayBorrow }) => mayBorrow)}::boolean[])
      as m(account_id, long_value, loan_value, opening_power, may_borrow)
    where b.account_id = m.account_id and b.long_value is not null`;
}

/** Lets the next order of these accounts be measured anew: a call, a restriction or the regime has changed. */
export async function dropMarks(tx: Tx | Db, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.$executeRaw`
    update portal.cash_balance set marked_at = null
    where account_id = any(${[...accountIds]}::uuid[]) and long_value is not null`;
}

/**
 * Lets a cash account borrow from now on: its row gets a margin account's measure, unmarked, so that the next order is
 * measured anew. Orders that stand keep the cash that they hold.
 */
export async function beginLending(tx: Tx, accountId: string): Promise<void> {
  await tx.$executeRaw`
    update portal.cash_balance set long_value = 0, loan_value = 0, marked_at = null
    where account_id = ${accountId}::uuid and long_value is null`;
}
