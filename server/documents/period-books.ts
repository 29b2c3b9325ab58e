import { MONEY_KINDS } from "@/domain/clearing/money-kinds";
import { openingOf } from "@/domain/portfolio/periods";
import type { BalanceFacts, MoneyLine } from "@/domain/statements/statement";
import type { TradeLine } from "@/domain/statements/trade-line";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { type Db, Prisma, type Tx } from "@/server/platform/db";

/**
 * What the imported end-of-day books hold of a period. A statement covers the business days after the last trading day
 * of the month before, up to the last trading day of its own month.
 */
export type Period = { month: string; opening: LocalDate; closing: LocalDate };

export function periodOf(month: string): Period {
  const closing = exchangeCalendar.lastTradingDay(month);
  return { month, opening: openingOf("MTD", closing), closing };
}

/** No trade waits longer than this for its settlement date. */
const LONGEST_SETTLEMENT_DAYS = 14;

/** A numeric column as a wire decimal. */
const wire = (column: string): Prisma.Sql => Prisma.raw(`trim_scale(${column})::text`);

type Owned<Row> = Row & { account_id: string };

type BalanceRow = Owned<{
  business_date: LocalDate;
  settled: string;
  unsettled: string;
  uncollected: string;
  position_value: string;
}>;

/** `settled_cash` leaves out what is uncollected; on statements "settled" includes it. */
export const balancesOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
  db.$queryRaw<BalanceRow[]>`
    select account_id, business_date::text, trim_scale(settled_cash + uncollected)::text as settled,
      ${wire("unsettled_cash")} as unsettled, ${wire("uncollected")} as uncollected, ${wire("position_value")} as position_value
    from portal.eod_balance
    where account_id = any(${accountIds}::uuid[]) and business_date in (${period.opening}::date, ${period.closing}::date)`;

export const balance = (row: BalanceRow): BalanceFacts => ({
  settled: row.settled,
  unsettled: row.unsettled,
  uncollected: row.uncollected,
  positionValue: row.position_value,
});

export const holdingsOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
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

export type TradeRow = Owned<{
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
export const tradesOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
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

export const tradeLine = (row: TradeRow, name: string): TradeLine => ({
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

export const moneyOf = (db: Tx | Db, period: Period, accountIds: readonly string[]) =>
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
