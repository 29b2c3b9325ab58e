import { InvariantError } from "@/domain/errors";
import type { MarketData } from "@/domain/market/types";
import { moneyToWire, notional, price, quantity } from "@/domain/money/money";
import type {
  CancelledExecution,
  ConfirmExecution,
  ConfirmFacts,
  TradeFacts,
} from "@/domain/statements/confirm";
import { cashEffect } from "@/domain/statements/trade-line";
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
  is_cancelled: boolean;
  is_amended: boolean;
  subject: number;
  order_reference: string;
  settlement_date: LocalDate;
  side: "BUY" | "SELL";
  symbol: string;
};

/**
 * The facts of many confirms, in the order asked for: amounts from the carrying firm's books, time and market of each
 * execution from the venue's report. What a venue took back or corrected after it was booked stands as our own books
 * have it: the firm's of an earlier day never change. Null where the books hold nothing of it.
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
    const rows = [...orders.values()];
    const standing = rows.map((each) => each.filter((row) => !row.is_cancelled));
    const trades = standing.filter((each) => each.length > 0).map((each) => tradeOf(each, tradeDate, market));
    const cancelled = rows.flat().filter((row) => row.is_cancelled);
    return { account: who, tradeDate, trades, cancelled: cancelled.map((row) => cancelledOf(row, market)) };
  });
}

const nameOf = (market: MarketData, symbol: string): string => market.instrument(symbol)?.name ?? symbol;

const cancelledOf = (row: Row, market: MarketData): CancelledExecution => ({
  orderReference: row.order_reference,
  side: row.side,
  symbol: row.symbol,
  name: nameOf(market, row.symbol),
  execId: row.execId,
  quantity: row.quantity,
  price: row.price,
});

/** The figures of an execution that was corrected follow from its quantity, price and fees. */
function amountsOf(row: Row): Pick<Row, "gross" | "net"> {
  if (!row.is_amended) return { gross: row.gross, net: row.net };
  const gross = moneyToWire(notional(quantity(row.quantity), price(row.price)));
  return { gross, net: moneyToWire(cashEffect({ ...row, gross })) };
}

function tradeOf(rows: readonly Row[], tradeDate: LocalDate, market: MarketData): TradeFacts {
  const [first] = rows;
  if (!first) throw new InvariantError("a trade has executions");
  const { order_reference: orderReference, side, symbol, settlement_date: settlementDate } = first;
  return {
    orderReference,
    side,
    symbol,
    name: nameOf(market, symbol),
    tradeDate,
    settlementDate,
    executions: rows.map((row) => ({
      execId: row.execId,
      at: row.at,
      venue: row.venue,
      quantity: row.quantity,
      price: row.price,
      commission: row.commission,
      secFee: row.secFee,
      tafFee: row.tafFee,
      ...amountsOf(row),
    })),
  };
}

/** An account's movements of a business date are found by its key, so that this costs the same however long the history is. */
const executionsOf = (db: Tx | Db, subjects: readonly ConfirmSubject[]) =>
  db.$queryRaw<Row[]>`
    select wanted.place::int - 1 as subject, m.order_reference, m.settlement_date::text, m.kind as side, m.symbol,
      m.reference as "execId", to_char(e.executed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.venue,
      e.busted_at is not null as is_cancelled, a.id is not null as is_amended,
      trim_scale(coalesce(a.quantity, m.quantity))::text as quantity,
      trim_scale(coalesce(a.price, m.price))::text as price, trim_scale(m.gross)::text as gross,
      trim_scale(coalesce(a.commission, m.commission))::text as commission,
      trim_scale(coalesce(a.sec_fee, m.sec_fee))::text as "secFee",
      trim_scale(coalesce(a.taf_fee, m.taf_fee))::text as "tafFee", trim_scale(m.net)::text as net
    from unnest(${subjects.map((s) => s.accountId)}::uuid[], ${subjects.map((s) => s.tradeDate)}::date[],
      ${subjects.map((s) => s.booked.from)}::date[], ${subjects.map((s) => s.booked.to)}::date[],
      ${subjects.map((s) => s.orderReference)}::text[])
      with ordinality as wanted(account_id, trade_date, booked_from, booked_to, order_reference, place)
    join portal.eod_movement m on m.account_id = wanted.account_id and m.trade_date = wanted.trade_date
      and m.business_date between wanted.booked_from and wanted.booked_to and m.kind in ('BUY', 'SELL')
      and m.order_reference is not null
      and (wanted.order_reference is null or m.order_reference = wanted.order_reference)
    left join portal.execution e on e.order_id = m.order_reference::uuid and e.exec_id = m.reference
    left join portal.execution a on a.id = e.id and a.busted_at is null and a.revision > 0
      and (a.quantity, a.price, a.commission, a.sec_fee, a.taf_fee)
        is distinct from (m.quantity, m.price, m.commission, m.sec_fee, m.taf_fee)
    order by wanted.place, m.order_reference, m.reference`;
