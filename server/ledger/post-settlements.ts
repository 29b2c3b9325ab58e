import { POSTING_RULES } from "@/domain/ledger/posting-rules";
import { type Instant, toDate } from "@/domain/time/instant";
import { Prisma, type Tx } from "@/server/platform/db";
import { FOLDED, journalIdSql } from "@/server/ledger/post-journals";

/** The two settlement rules of the posting table as rows: side, sign, amount, asset, ledger account. */
const RULES = Prisma.join(
  (["BUY", "SELL"] as const).flatMap((side) =>
    POSTING_RULES[`SETTLE_${side}`].map(
      ([sign, amount, asset, account]) =>
        Prisma.sql`(${side}, ${Prisma.raw(sign === "+" ? "1" : "-1")}, ${amount}, ${asset}, ${account})`,
    ),
  ),
);

/**
 * Posts the settlement journals of many trades as `settlementJournal` makes them, and folds them into the balances: one
 * statement in which the database applies the posting rules to rows that it has. `trades` selects (or returns) id (the execution's),
 * account_id, side, symbol, shares, net (what was paid or got, positive), trade_date and settlement_date; each is posted
 * once, ever. Returns how many were posted.
 */
export async function postSettlements(tx: Tx, trades: Prisma.Sql, settledAt: Instant): Promise<number> {
  const [done] = await tx.$queryRaw<{ posted: bigint }[]>`
    with settled as (${trades}), trade as materialized (
      select t.*, ${journalIdSql("SETTLEMENT", Prisma.sql`t.id::text`)} as journal_id from settled t
    ), posted as (
      insert into portal.journal (id, kind, source, memo, account_id, trade_date, settlement_date, exchange_at)
      select journal_id, 'SETTLEMENT', id::text, 'Settled ' || trim_scale(shares)::text || ' ' || symbol, account_id,
        trade_date, settlement_date, ${toDate(settledAt)} from trade
    ), entry as (
      insert into portal.ledger_entry (journal_id, ledger_account, account_id, asset, amount)
      select t.journal_id, r.ledger_account, t.account_id, case r.asset when 'USD' then 'USD' else t.symbol end,
        r.sign * case r.amount when 'net' then t.net else t.shares end
      from trade t join (values ${RULES}) as r(side, sign, amount, asset, ledger_account) on r.side = t.side
      where case r.amount when 'net' then t.net else t.shares end <> 0
      returning ledger_account, account_id, asset, amount
    ), ${FOLDED}
    select count(*) as posted from trade`;
  return Number(done?.posted ?? 0);
}
