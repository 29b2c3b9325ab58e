import { InvariantError } from "@/domain/errors";
import type { MarketData } from "@/domain/market/types";
import type { ConfirmExecution, ConfirmFacts, TradeFacts } from "@/domain/statements/confirm";
import { addDays, type LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";
import { paperAccounts } from "@/server/documents/paper-accounts";

/**
 * What a confirm is about, as a job's subject writes it: the trades of a date, "2026-11-20"; those of them that were
 * booked only later, "2026-11-20:2026-11-23"; in jobs from before, one order, "ORDER:2026-11-20".
 */
export type ConfirmSubject = {
  accountId: string;
  tradeDate: LocalDate;
  /** The first and last business date on which they were booked. */
  booked: { from: LocalDate; to: LocalDate };
  orderReference: string | null;
};

/** A trade reported late is in the books of a later day, but not of a much later one. */
const LATEST_REPORT_DAYS = 14;
const DATES = /^(\d{4}-\d{2}-\d{2})(?::(\d{4}-\d{2}-\d{2}))?$/;

/** A correction tells all trades of its date as they stand now, whenever they were booked. */
export function parseConfirmSubject(
  accountId: string,
  subject: string,
  isCorrection = false,
): ConfirmSubject {
  const dates = DATES.exec(subject);
  if (dates) {
    const tradeDate = dates[1] as LocalDate;
    const on = (dates[2] ?? tradeDate) as LocalDate;
    const booked = isCorrection
      ? { from: tradeDate, to: addDays(tradeDate, LATEST_REPORT_DAYS) }
      : { from: on, to: on };
    return { accountId, tradeDate, booked, orderReference: null };
  }
  const cut = subject.lastIndexOf(":");
  if (cut < 0) throw new InvariantError(`"${subject}" names no trades`);
  const tradeDate = subject.slice(cut + 1) as LocalDate;
  const booked = { from: tradeDate, to: addDays(tradeDate, LATEST_REPORT_DAYS) };
  return { accountId, tradeDate, booked, orderReference: subject.slice(0, cut) };
}

type Row = ConfirmExecution & {
  subject: number;
  order_reference: string;
  settlement_date: LocalDate;
  side: "BUY" | "SELL";
  symbol: string;
};

/**
 * The facts of many confirms, in the order asked for: amounts from the carrying firm's books, time and market of each
 * execution from the venue's report. Null where the books hold nothing of it.
 */
export async function confirmFacts(
  db: Tx | Db,
  market: MarketData,
  subjects: readonly ConfirmSubject[],
): Promise<(ConfirmFacts | null)[]> {
  const accounts = await paperAccounts(db, [...new Set(subjects.map((subject) => subject.accountId))]);
  const found = new Map<number, Map<string, Row[]>>();
  for (const row of await executionsOf(db, subjects)) {
    const orders = found.get(row.subject) ?? new Map<string, Row[]>();
    found.set(row.subject, orders);
    const known = orders.get(row.order_reference);
    if (known) known.push(row);
    else orders.set(row.order_reference, [row]);
  }
  return subjects.map(({ accountId, tradeDate }, place) => {
    const account = accounts.get(accountId);
    const orders = found.get(place);
    if (!account || !orders) return null;
    const { openedOn: _, ...who } = account;
    const trades = [...orders.values()].map((rows) => tradeOf(rows, tradeDate, market));
    return { account: who, tradeDate, trades };
  });
}

function tradeOf(rows: readonly Row[], tradeDate: LocalDate, market: MarketData): TradeFacts {
  const [first] = rows;
  if (!first) throw new InvariantError("a trade has executions");
  const { order_reference: orderReference, side, symbol, settlement_date: settlementDate } = first;
  return {
    orderReference,
    side,
    symbol,
    name: market.instrument(symbol)?.name ?? symbol,
    tradeDate,
    settlementDate,
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
}

/** An account's movements of a business date are found by its key, so that this costs the same however long the history is. */
const executionsOf = (db: Tx | Db, subjects: readonly ConfirmSubject[]) =>
  db.$queryRaw<Row[]>`
    select wanted.place::int - 1 as subject, m.order_reference, m.settlement_date::text, m.kind as side, m.symbol,
      m.reference as "execId", to_char(e.executed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.venue,
      trim_scale(m.quantity)::text as quantity, trim_scale(m.price)::text as price, trim_scale(m.gross)::text as gross,
      trim_scale(m.commission)::text as commission, trim_scale(m.sec_fee)::text as "secFee",
      trim_scale(m.taf_fee)::text as "tafFee", trim_scale(m.net)::text as net
    from unnest(${subjects.map((s) => s.accountId)}::uuid[], ${subjects.map((s) => s.tradeDate)}::date[],
      ${subjects.map((s) => s.booked.from)}::date[], ${subjects.map((s) => s.booked.to)}::date[],
      ${subjects.map((s) => s.orderReference)}::text[])
      with ordinality as wanted(account_id, trade_date, booked_from, booked_to, order_reference, place)
    join portal.eod_movement m on m.account_id = wanted.account_id and m.trade_date = wanted.trade_date
      and m.business_date between wanted.booked_from and wanted.booked_to and m.kind in ('BUY', 'SELL')
      and m.order_reference is not null
      and (wanted.order_reference is null or m.order_reference = wanted.order_reference)
    left join portal.execution e on e.order_id = m.order_reference::uuid and e.exec_id = m.reference
    order by wanted.place, m.order_reference, m.reference`;
