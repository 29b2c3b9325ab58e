import { InvariantError } from "@/domain/errors";
import type { MarketData } from "@/domain/market/types";
import type { ConfirmExecution, ConfirmFacts } from "@/domain/statements/confirm";
import type { LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import { paperAccounts } from "@/server/documents/paper-accounts";

/** What a confirm is about: an order and one of its trade dates, written "ORDER:2026-11-20" in a job's subject. */
export type ConfirmSubject = { accountId: string; orderReference: string; tradeDate: LocalDate };

export function parseConfirmSubject(accountId: string, subject: string): ConfirmSubject {
  const cut = subject.lastIndexOf(":");
  if (cut < 0) throw new InvariantError(`"${subject}" names no order and day`);
  return { accountId, orderReference: subject.slice(0, cut), tradeDate: subject.slice(cut + 1) as LocalDate };
}

/** A trade reported late is in the books of a later day, but not of a much later one. */
const LATEST_REPORT_DAYS = 14;

type Row = ConfirmExecution & {
  account_id: string;
  order_reference: string;
  trade_date: LocalDate;
  settlement_date: LocalDate;
  side: "BUY" | "SELL";
  symbol: string;
};

const keyOf = (accountId: string, orderReference: string, tradeDate: string) =>
  `${accountId} ${orderReference} ${tradeDate}`;

/**
 * The facts of many confirms, in the order asked for: amounts from the carrying firm's books, time and market of each
 * execution from the venue's report. Null where the books hold nothing of that order and day.
 */
export async function confirmFacts(
  db: Tx | Db,
  market: MarketData,
  subjects: readonly ConfirmSubject[],
): Promise<(ConfirmFacts | null)[]> {
  const accounts = await paperAccounts(db, [...new Set(subjects.map((subject) => subject.accountId))]);
  const found = new Map<string, Row[]>();
  for (const row of await executionsOf(db, subjects)) {
    const key = keyOf(row.account_id, row.order_reference, row.trade_date);
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return subjects.map((subject) => {
    const rows = found.get(keyOf(subject.accountId, subject.orderReference, subject.tradeDate)) ?? [];
    const account = accounts.get(subject.accountId);
    const [first] = rows;
    if (!account || !first) return null;
    const { openedOn: _, ...who } = account;
    return {
      account: who,
      orderReference: subject.orderReference,
      side: first.side,
      symbol: first.symbol,
      name: market.instrument(first.symbol)?.name ?? first.symbol,
      tradeDate: subject.tradeDate,
      settlementDate: first.settlement_date,
      executions: rows.map(
        ({ execId, at, venue, quantity, price, gross, commission, secFee, tafFee, net }) => ({
          execId,
          at,
          venue,
          quantity,
          price,
          gross,
          commission,
          secFee,
          tafFee,
          net,
        }),
      ),
    };
  });
}

/** The orders' own executions are found by the order, so that this costs the same however long the history is. */
const executionsOf = (db: Tx | Db, subjects: readonly ConfirmSubject[]) =>
  db.$queryRaw<Row[]>`
    select m.account_id, m.order_reference, m.trade_date::text, m.settlement_date::text, m.kind as side, m.symbol,
      m.reference as "execId", to_char(e.executed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.venue,
      trim_scale(m.quantity)::text as quantity, trim_scale(m.price)::text as price, trim_scale(m.gross)::text as gross,
      trim_scale(m.commission)::text as commission, trim_scale(m.sec_fee)::text as "secFee",
      trim_scale(m.taf_fee)::text as "tafFee", trim_scale(m.net)::text as net
    from unnest(${subjects.map((s) => s.accountId)}::uuid[], ${subjects.map((s) => s.orderReference)}::text[],
      ${subjects.map((s) => s.tradeDate)}::date[]) as wanted(account_id, order_reference, trade_date)
    join portal.eod_movement m on m.account_id = wanted.account_id and m.order_reference = wanted.order_reference
      and m.trade_date = wanted.trade_date and m.kind in ('BUY', 'SELL')
      and m.business_date between wanted.trade_date and wanted.trade_date + ${LATEST_REPORT_DAYS}::int
    left join portal.execution e on e.order_id = m.order_reference::uuid and e.exec_id = m.reference
    order by m.account_id, m.order_reference, m.reference`;
