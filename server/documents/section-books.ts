import type { MonthEquity, OpenOrderLine } from "@/domain/statements/statement-sections";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addMonths, type LocalDate } from "@/domain/time/instant";
import type { Db, Tx } from "@/server/platform/db";

/** What statements tell beside what the carrying firm's books say: costs, dividends to come, months, orders, messages. */
type Owned<Row> = Row & { account_id: string };

/**
 * What the lots that were open on a day had cost, by account and symbol: those open now that were acquired by then, and
 * what was closed of them since.
 */
export const costsOf = (db: Tx | Db, on: LocalDate, accountIds: readonly string[]) =>
  db.$queryRaw<Owned<{ symbol: string; quantity: string; cost: string }>[]>`
    select account_id, symbol, trim_scale(sum(quantity))::text as quantity, sum(cost)::numeric(28, 2)::text as cost from (
      select account_id, symbol, open_quantity as quantity, open_cost as cost from portal.tax_lot
      where account_id = any(${accountIds}::uuid[]) and open_quantity > 0 and acquired_on <= ${on}::date
      union all
      select c.account_id, c.symbol, c.quantity, c.cost from portal.lot_closing c join portal.tax_lot l on l.id = c.lot_id
      where c.account_id = any(${accountIds}::uuid[]) and c.closed_on > ${on}::date and l.acquired_on <= ${on}::date
    ) as held group by account_id, symbol`;

/** Dollars of dividends a share, of the twelve months up to a day, by symbol. */
export async function dividendsPerShare(
  db: Tx | Db,
  to: LocalDate,
  symbols: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ symbol: string; dollars: string }[]>`
    select symbol, trim_scale(sum(value))::text as dollars from portal.corporate_action
    where type = 'CASH_DIVIDEND' and symbol = any(${symbols}::text[])
      and ex_date > ${addMonths(to, -12)}::date and ex_date <= ${to}::date
    group by symbol`;
  return new Map(rows.map(({ symbol, dollars }) => [symbol, dollars]));
}

/** Months that the drawing of the equity shows. */
const MONTHS = 13;

/** Equity at the last closes of the months up to this one, oldest first; months without books are left out. */
export async function equityByMonth(
  db: Tx | Db,
  month: string,
  accountIds: readonly string[],
): Promise<Owned<MonthEquity>[]> {
  const first = `${month}-01` as LocalDate;
  const days = Array.from({ length: MONTHS }, (_, back) =>
    exchangeCalendar.lastTradingDay(addMonths(first, -back)),
  );
  return db.$queryRaw<Owned<MonthEquity>[]>`
    select account_id, to_char(business_date, 'YYYY-MM') as month, equity::numeric(28, 2)::text as equity
    from portal.eod_balance
    where account_id = any(${accountIds}::uuid[]) and business_date = any(${days}::date[])
    order by account_id, business_date`;
}

/** More open orders than a person reads are not listed on paper. */
const MOST_ORDERS = 100;

/** Orders that were placed by a day and are not over; each half by an index of its own, however many orders there were. */
export const openOrdersOf = (db: Tx | Db, to: LocalDate, accountIds: readonly string[]) =>
  db.$queryRaw<Owned<OpenOrderLine>[]>`
    with open as (
      select * from portal.orders
      where account_id = any(${accountIds}::uuid[])
        and status in ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL', 'PENDING_REPLACE', 'STOPPED', 'SUSPENDED')
      union all
      select * from portal.orders
      where account_id = any(${accountIds}::uuid[]) and status in ('HELD', 'DONE_FOR_DAY')
    ), placed as (
      select *, row_number() over (partition by account_id order by exchange_at, id) as place from open
      where (exchange_at at time zone 'America/New_York')::date <= ${to}::date
    )
    select account_id, id::text as "orderReference", (exchange_at at time zone 'America/New_York')::date::text as "placedOn",
      side, symbol, type, time_in_force as "timeInForce", trim_scale(quantity)::text as quantity,
      trim_scale(leaves_qty)::text as "leavesQuantity", trim_scale(limit_price)::text as "limitPrice",
      trim_scale(stop_price)::text as "stopPrice"
    from placed where place <= ${MOST_ORDERS} order by account_id, place`;

/** What the desk has to say: margin calls that are open, and restrictions that stand. */
export const messagesOf = (db: Tx | Db, to: LocalDate, accountIds: readonly string[]) =>
  db.$queryRaw<Owned<{ text: string }>[]>`
    select account_id, text from (
      select account_id, 'A margin call of ' || to_char(amount, 'FM$999,999,999,990.00') || ' is open. It is due on '
        || to_char(due_on, 'FMDD Mon YYYY') || '.' as text, issued_on as on_day
      from portal.margin_call
      where account_id = any(${accountIds}::uuid[]) and status = 'OPEN' and issued_on <= ${to}::date
      union all
      select account_id, case kind
          when 'NO_BUYS' then 'Your account may not buy at present.'
          when 'NO_WITHDRAWALS' then 'Nothing can be withdrawn from your account at present.'
          when 'LIQUIDATE_ONLY' then 'Your account may only sell at present.'
          else 'Your account is restricted at present.' end || ' Ask us what can be done about it.', placed_at::date
      from portal.account_restriction
      where account_id = any(${accountIds}::uuid[]) and lifted_at is null and placed_at < ${to}::date + 1
    ) as said order by account_id, on_day, text`;
