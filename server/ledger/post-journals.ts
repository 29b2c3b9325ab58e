import type { Journal } from "@/domain/ledger/journal";
import { toIso } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

/** The id that a journal has or would have: the same kind and source always give the same. */
export const journalId = (journal: Pick<Journal, "kind" | "source">): string =>
  idFrom("journal", journal.kind, journal.source);

/** The same id where the database makes it: `idFrom` in SQL. */
export const journalIdSql = (kind: Journal["kind"], source: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
  from (select substr(sha256(convert_to(${`journal\x1f${kind}\x1f`} || ${source}, 'UTF8')), 1, 16) as h) as hash)`;

/**
 * Writes journals and folds them into the balances, set-based: two statements however many journals there are. Rows of
 * balances are locked in key order, cash before positions, so that two batches never wait crosswise.
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
    with entry as (
      insert into portal.ledger_entry (journal_id, ledger_account, account_id, asset, amount)
      select * from unnest(${ids}::uuid[], ${accounts}::text[], ${holders}::uuid[], ${assets}::text[], ${amounts}::numeric[])
      returning ledger_account, account_id, asset, amount
    ), ${FOLDED} select 1`;
}

async function insertJournals(tx: Tx | Db, journals: readonly Journal[]): Promise<void> {
  await tx.$executeRaw`
    insert into portal.journal (id, kind, source, memo, account_id, trade_date, settlement_date, exchange_at, reverses_id)
    select * from unnest(${journals.map(journalId)}::uuid[], ${journals.map(({ kind }) => kind)}::text[],
      ${journals.map(({ source }) => source)}::text[], ${journals.map(({ memo }) => memo)}::text[],
      ${journals.map(({ accountId }) => accountId)}::uuid[], ${journals.map(({ tradeDate }) => tradeDate)}::date[],
      ${journals.map(({ settlementDate }) => settlementDate)}::date[],
      ${journals.map(({ exchangeAt }) => toIso(exchangeAt))}::timestamptz[],
      ${journals.map(({ reverses }) => reverses)}::uuid[])`;
}

/**
 * The rest of a statement whose `entry` are new entries (ledger_account, account_id, asset, amount): adds them to the
 * balances, which are the fold of all entries (I2). Positions wait for cash, so that rows are always locked in one order.
 */
export const FOLDED = Prisma.sql`cash as (
  insert into portal.cash_balance (account_id, settled, unsettled_in, unsettled_out, uncollected)
  select account_id,
    coalesce(sum(amount) filter (where ledger_account = 'CASH_SETTLED'), 0),
    coalesce(sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_IN'), 0),
    coalesce(-sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_OUT'), 0),
    coalesce(sum(amount) filter (where ledger_account = 'CASH_UNCOLLECTED'), 0)
  from entry where account_id is not null and asset = 'USD' group by account_id order by account_id
  on conflict (account_id) do update set
    settled = cash_balance.settled + excluded.settled,
    unsettled_in = cash_balance.unsettled_in + excluded.unsettled_in,
    unsettled_out = cash_balance.unsettled_out + excluded.unsettled_out,
    uncollected = cash_balance.uncollected + excluded.uncollected, marked_at = null
  returning 1
), securities as (
  insert into portal.position (account_id, symbol, settled, unsettled)
  select account_id, asset,
    coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_SETTLED'), 0),
    coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_UNSETTLED'), 0)
  from entry where account_id is not null and asset <> 'USD' and (select count(*) from cash) >= 0
  group by account_id, asset order by account_id, asset
  on conflict (account_id, symbol) do update set
    settled = position.settled + excluded.settled,
    unsettled = position.unsettled + excluded.unsettled
)`;
