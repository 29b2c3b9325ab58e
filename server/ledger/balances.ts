import {
  add,
  type Money,
  money,
  negate,
  type Quantity,
  quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { type MarginRow, marginRow } from "@/server/ledger/margin-marks";
import type { Db, Prisma, Tx } from "@/server/platform/db";

/**
 * An account's cash. `available` is what a new purchase may use: settled - unsettledOut - reserved, and the proceeds of
 * sales too (unsettledIn) unless the account is restricted to settled cash. In a margin account it is what is left of
 * the maintenance excess, which carries purchases of more than itself.
 */
export type Cash = {
  settled: Money;
  unsettledIn: Money;
  unsettledOut: Money;
  uncollected: Money;
  reserved: Money;
  isSettledOnly: boolean;
  /** A margin account's measure; null for a cash account. */
  margin: MarginRow | null;
  available: Money;
  /** What may leave the account: settled - unsettledOut - reserved. */
  settledAvailable: Money;
  /** All of it: settled + unsettledIn - unsettledOut + uncollected. */
  total: Money;
};

export type Holding = {
  symbol: string;
  settled: Quantity;
  unsettled: Quantity;
  quantity: Quantity;
  reserved: Quantity;
};

/** Every account has its row from its birth, so that a hold finds one to lock; a margin account's tells so. */
export async function openCashBalance(
  tx: Tx | Db,
  accountId: string,
  lending: "CASH" | "MARGIN" = "CASH",
): Promise<void> {
  await tx.cashBalance.create({
    data: { accountId, ...(lending === "MARGIN" ? { longValue: "0", loanValue: "0" } : {}) },
  });
}

export async function cashOf(db: Tx | Db, accountId: string): Promise<Cash> {
  const [row, account] = await Promise.all([
    db.cashBalance.findUnique({ where: { accountId } }),
    db.account.findUnique({ where: { id: accountId }, select: { settledOnly: true } }),
  ]);
  const isSettledOnly = account?.settledOnly ?? false;
  const settled = money(row?.settled ?? "0");
  const unsettledIn = money(row?.unsettledIn ?? "0");
  const unsettledOut = money(row?.unsettledOut ?? "0");
  const uncollected = money(row?.uncollected ?? "0");
  const reserved = money(row?.reserved ?? "0");
  const margin = row && row.longValue !== null ? marginRow(row) : null;
  const cash = subtract(
    subtract(isSettledOnly && !margin ? settled : add(settled, unsettledIn), unsettledOut),
    reserved,
  );
  return {
    settled,
    unsettledIn,
    unsettledOut,
    uncollected,
    reserved,
    isSettledOnly,
    margin,
    settledAvailable: subtract(subtract(settled, unsettledOut), reserved),
    available: margin ? add(cash, margin.loanValue, margin.pendingLoan) : cash,
    total: subtract(add(settled, unsettledIn, uncollected), unsettledOut),
  };
}

/** Positions that are not zero, by symbol. */
export async function holdingsOf(db: Tx | Db, accountId: string): Promise<Holding[]> {
  const rows = await db.position.findMany({ where: { accountId }, orderBy: { symbol: "asc" } });
  return rows
    .map((row) => {
      const settled = quantity(row.settled);
      const unsettled = quantity(row.unsettled);
      return {
        symbol: row.symbol,
        settled,
        unsettled,
        quantity: add(settled, unsettled),
        reserved: quantity(row.reserved),
      };
    })
    .filter((holding) => !holding.quantity.isZero() || !holding.unsettled.isZero());
}

/** Locks the cash rows of these accounts in key order, so that two batches never wait for each other crosswise. */
export async function lockCash(tx: Tx, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.$executeRaw`
    select 1 from portal.cash_balance where account_id = any(${[...new Set(accountIds)]}::uuid[]) order by account_id for update`;
}

/** The same for accounts that the database finds itself: `accounts` selects account_id. */
export async function lockCashWhere(tx: Tx, accounts: Prisma.Sql): Promise<void> {
  await tx.$queryRaw`
    select count(*) from (
      select 1 from portal.cash_balance where account_id in (${accounts}) order by account_id for update) as locked`;
}

/** What an account lacks: dollars below zero of what is available, and symbols of which it has less than it must have. */
export type Shortfall = { cash: Money; symbols: readonly string[] };

/** What an account lacks after something outside went against it; null if nothing. */
export async function shortfallOf(tx: Tx | Db, accountId: string): Promise<Shortfall | null> {
  const { available } = await cashOf(tx, accountId);
  const rows = await tx.$queryRaw<{ symbol: string }[]>`
    select symbol from portal.position
    where account_id = ${accountId}::uuid and settled + unsettled - reserved < 0 order by symbol`;
  const cash = available.lt(0) ? negate(available) : ZERO;
  return cash.isZero() && rows.length === 0 ? null : { cash, symbols: rows.map(({ symbol }) => symbol) };
}
