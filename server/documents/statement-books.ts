import { MONEY_KINDS } from "@/domain/clearing/money-kinds";
import type { MarketData } from "@/domain/market/types";
import type { BalanceFacts, HoldingLine, MoneyLine, StatementFacts } from "@/domain/statements/statement";
import type { TradeLine } from "@/domain/statements/trade-line";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, type LocalDate } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";
import { incomeOfYear, NO_INCOME, shareLine, sharesMoved } from "@/server/documents/action-books";
import { paperAccounts } from "@/server/documents/paper-accounts";

/**
 * What statements are made from: the imported end-of-day books and nothing else. A statement covers the business
 * days after the last trading day of the month before, up to the last trading day of its own month.
 */
export type Period = { month: string; opening: LocalDate; closing: LocalDate };

export function periodOf(month: string): Period {
  const closing = exchangeCalendar.lastTradingDay(month);
  const before = addDays(`${month}-01` as LocalDate, -1);
  return { month, opening: exchangeCalendar.lastTradingDay(before), closing };
}

/** No trade waits longer than this for its settlement date. */
const LONGEST_SETTLEMENT_DAYS = 14;

/** A numeric column as a wire decimal. */
const wire = (column: string): Prisma.Sql => Prisma.raw(`trim_scale(${column})::text`);

type Owned<Row> = Row & { account_id: string };

function byAccount<Row extends { account_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const list = found.get(row.account_id);
    if (list) list.push(row);
    else found.set(row.account_id, [row]);
  }
  return found;
}

/**
 * The facts of a month's statements for many accounts at once, by account id. An account that the books of the month's
 * last day do not hold is left out.
 */
export async function statementFacts(
  db: Tx | Db,
  market: MarketData,
  month: string,
  accountIds: readonly string[],
): Promise<Map<string, StatementFacts>> {
  const period = periodOf(month);
  const accounts = await paperAccounts(db, accountIds);
  const balances = byAccount(await balancesOf(db, period, accountIds));
  const holdings = byAccount(await holdingsOf(db, period, accountIds));
  const trades = byAccount(await tradesOf(db, period, accountIds));
  const money = byAccount(await moneyOf(db, period, accountIds));
  const shares = byAccount(await sharesMoved(db, period, accountIds));
  const ofYear = byAccount(await incomeOfYear(db, period.closing, accountIds));
  const nameOf = (symbol: string) => market.instrument(symbol)?.name ?? symbol;

  const facts = new Map<string, StatementFacts>();
  for (const accountId of accountIds) {
    const account = accounts.get(accountId);
    const rows = balances.get(accountId) ?? [];
    const closing = rows.find((row) => row.business_date === period.closing);
    if (!account || !closing) continue;
    const { openedOn, ...who } = account;
    const first = addDays(period.opening, 1);
    const lines = (trades.get(accountId) ?? []).map((row) => ({
      row,
      line: tradeLine(row, nameOf(row.symbol)),
    }));
    const opening = rows.find((row) => row.business_date === period.opening);
    facts.set(accountId, {
      account: who,
      month,
      from: openedOn > first && openedOn <= period.closing ? (openedOn as LocalDate) : first,
      to: period.closing,
      opening: opening ? balance(opening) : null,
      closing: balance(closing),
      holdings: (holdings.get(accountId) ?? []).map((row) => ({
        symbol: row.symbol,
        name: nameOf(row.symbol),
        quantity: row.quantity,
        settledQuantity: row.settled_quantity,
        price: row.close_price,
        value: row.value,
      })) satisfies HoldingLine[],
      trades: lines.filter(({ row }) => row.business_date > period.opening).map(({ line }) => line),
      money: (money.get(accountId) ?? []).map((row) => ({
        bookedOn: row.business_date,
        kind: row.kind,
        reference: row.reference,
        amount: row.gross,
        symbol: row.symbol,
      })),
      shares: (shares.get(accountId) ?? []).map(shareLine),
      pending: lines.filter(({ row }) => row.settlement_date > period.closing).map(({ line }) => line),
      incomeOfYear: ofYear.get(accountId)?.[0] ?? NO_INCOME,
    });
  }
  return facts;
}

type BalanceRow = Owned<{
  business_date: LocalDate;
  settled: string;
  unsettled: string;
  uncollected: string;
  position_value: string;
}>;

/** `settled_cash` leaves out what is uncollected; on statements "settled" includes it. */
const balancesOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
  db.$queryRaw<BalanceRow[]>`
    select account_id, business_date::text, trim_scale(settled_cash + uncollected)::text as settled,
      ${wire("unsettled_cash")} as unsettled, ${wire("uncollected")} as uncollected, ${wire("position_value")} as position_value
    from portal.eod_balance
    where account_id = any(${accountIds}::uuid[]) and business_date in (${period.opening}::date, ${period.closing}::date)`;

const balance = (row: BalanceRow): BalanceFacts => ({
  settled: row.settled,
  unsettled: row.unsettled,
  uncollected: row.uncollected,
  positionValue: row.position_value,
});

const holdingsOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
  db.$queryRaw<
    Owned<{
      symbol: string;
      quantity: string;
      settled_quantity: string;
      close_price: string;
      value: string;
    }>[]
  >`
    select account_id, symbol, ${wire("quantity")} as quantity, ${wire("settled_quantity")} as settled_quantity,
      ${wire("close_price")} as close_price, ${wire("value")} as value
    from portal.eod_position
    where account_id = any(${accountIds}::uuid[]) and business_date = ${period.closing}::date
    order by account_id, symbol`;

type TradeRow = Owned<{
  business_date: LocalDate;
  trade_date: LocalDate;
  settlement_date: LocalDate;
  order_reference: string;
  side: "BUY" | "SELL";
  symbol: string;
  quantity: string;
  average_price: string;
  gross: string;
  commission: string;
  sec_fee: string;
  taf_fee: string;
  net: string;
}>;

/** The trades of the period, and the older ones that still wait for settlement: one line per order and trade date. */
const tradesOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
  db.$queryRaw<TradeRow[]>`
    select account_id, business_date::text, trade_date::text, settlement_date::text,
      coalesce(order_reference, reference) as order_reference, kind as side, symbol,
      trim_scale(sum(quantity))::text as quantity,
      trim_scale(round(sum(quantity * price) / sum(quantity), 6))::text as average_price,
      ${wire("sum(gross)")} as gross, ${wire("sum(commission)")} as commission, ${wire("sum(sec_fee)")} as sec_fee,
      ${wire("sum(taf_fee)")} as taf_fee, ${wire("sum(net)")} as net
    from portal.eod_movement
    where account_id = any(${accountIds}::uuid[]) and kind in ('BUY', 'SELL')
      and business_date > ${period.opening}::date - ${LONGEST_SETTLEMENT_DAYS}::int and business_date <= ${period.closing}::date
      and (business_date > ${period.opening}::date or settlement_date > ${period.closing}::date)
    group by account_id, business_date, trade_date, settlement_date, coalesce(order_reference, reference), kind, symbol
    order by account_id, business_date, trade_date, symbol, order_reference`;

const tradeLine = (row: TradeRow, name: string): TradeLine => ({
  bookedOn: row.business_date,
  tradeDate: row.trade_date,
  settlementDate: row.settlement_date,
  orderReference: row.order_reference,
  side: row.side,
  symbol: row.symbol,
  name,
  quantity: row.quantity,
  averagePrice: row.average_price,
  gross: row.gross,
  commission: row.commission,
  secFee: row.sec_fee,
  tafFee: row.taf_fee,
  net: row.net,
});

const moneyOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
  db.$queryRaw<
    Owned<{
      business_date: LocalDate;
      kind: MoneyLine["kind"];
      reference: string;
      gross: string;
      symbol: string | null;
    }>[]
  >`
    select account_id, business_date::text, kind, reference, symbol, ${wire("gross")} as gross
    from portal.eod_movement
    where account_id = any(${accountIds}::uuid[]) and kind = any(${MONEY_KINDS}::text[])
      and business_date > ${period.opening}::date and business_date <= ${period.closing}::date
    order by account_id, business_date, reference`;
