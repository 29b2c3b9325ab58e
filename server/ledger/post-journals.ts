import type { Journal } from "@/domain/ledger/journal";
import { toColumn, toDate } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

/** The id that a journal has or would have: the same kind and source always give the same. */
export const journalId = (journal: Pick<Journal, "kind" | "source">): string =>
  idFrom("journal", journal.kind, journal.source);

/**
 * Writes journals and folds them into the balances, set-based: four statements however many journals there are.
 * A journal whose (kind, source) was posted before throws (a unique violation): callers apply each cause once.
 * The database refuses an unbalanced one whatever the code says.
 */
export async function postJournals(tx: Tx | Db, journals: readonly Journal[]): Promise<void> {
  if (journals.length === 0) return;
  await insertJournals(tx, journals);
  const ids: string[] = [];
  const accounts: string[] = [];
  const holders: (string | null)[] = [];
  const assets: string[] = [];
  const amounts: string[] = [];
  for (const journal of journals) {
    const id = journalId(journal);
    for (const line of journal.lines) {
      ids.push(id);
      accounts.push(line.ledgerAccount);
      holders.push(line.accountId);
      assets.push(line.asset);
      amounts.push(line.amount.toFixed());
    }
  }
  await tx.$executeRaw`
    insert into portal.ledger_entry (journal_id, ledger_account, account_id, asset, amount)
    select * from unnest(${ids}::uuid[], ${accounts}::text[], ${holders}::uuid[], ${assets}::text[], ${amounts}::numeric[])`;
  await foldIntoBalances(
    tx,
    Prisma.sql`
    unnest(${accounts}::text[], ${holders}::uuid[], ${assets}::text[], ${amounts}::numeric[]) as e(ledger_account, account_id, asset, amount)`,
  );
}

async function insertJournals(tx: Tx | Db, journals: readonly Journal[]): Promise<void> {
  await tx.journal.createMany({
    data: journals.map((journal) => ({
      id: journalId(journal),
      kind: journal.kind,
      source: journal.source,
      memo: journal.memo,
      accountId: journal.accountId,
      tradeDate: toColumn(journal.tradeDate),
      settlementDate: journal.settlementDate && toColumn(journal.settlementDate),
      exchangeAt: toDate(journal.exchangeAt),
      reversesId: journal.reverses,
    })),
  });
}

/** Balances are the fold of the entries (invariant I2); rows are locked in key order, so that two batches never wait crosswise. */
async function foldIntoBalances(tx: Tx | Db, entries: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    insert into portal.cash_balance (account_id, settled, unsettled_in, unsettled_out, uncollected)
    select account_id,
      coalesce(sum(amount) filter (where ledger_account = 'CASH_SETTLED'), 0),
      coalesce(sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_IN'), 0),
      coalesce(-sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_OUT'), 0),
      coalesce(sum(amount) filter (where ledger_account = 'CASH_UNCOLLECTED'), 0)
    from ${entries} where account_id is not null and asset = 'USD' group by account_id order by account_id
    on conflict (account_id) do update set
      settled = cash_balance.settled + excluded.settled,
      unsettled_in = cash_balance.unsettled_in + excluded.unsettled_in,
      unsettled_out = cash_balance.unsettled_out + excluded.unsettled_out,
      uncollected = cash_balance.uncollected + excluded.uncollected, marked_at = null`;
  await tx.$executeRaw`
    insert into portal.position (account_id, symbol, settled, unsettled)
    select account_id, asset,
      coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_SETTLED'), 0),
      coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_UNSETTLED'), 0)
    from ${entries} where account_id is not null and asset <> 'USD' group by account_id, asset order by account_id, asset
    on conflict (account_id, symbol) do update set
      settled = position.settled + excluded.settled,
      unsettled = position.unsettled + excluded.unsettled`;
}
