import type { EodFileName } from "@/domain/clearing/messages";
import type { Price } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";
import { actionMoney, actionShares } from "@/server/street/clearing-firm/actions/action-money";

/** A day of which the files are made, and the closing price of each symbol that is held. */
export type FileDay = { day: LocalDate; closes: ReadonlyMap<string, Price> };

/** Each holding with its price and its value, in dollars and whole cents. */
const valued = ({ closes }: FileDay): Prisma.Sql => Prisma.sql`
  select b.account_number, b.asset, b.trade_date_qty, b.settled_qty, coalesce(c.price, 0) as price,
    round(b.trade_date_qty * coalesce(c.price, 0), 2) as value
  from street.firm_balance b
  left join unnest(${[...closes.keys()]}::text[], ${[...closes.values()].map(String)}::numeric[]) as c(asset, price)
    on c.asset = b.asset
  where b.asset <> 'USD' and (b.trade_date_qty <> 0 or b.settled_qty <> 0)`;

/** The rows of each file, in the columns that its layout names; from the firm's books as they stand. */
export const FILE_ROWS: Record<EodFileName, (of: FileDay) => Prisma.Sql> = {
  /** As of their trade date: one that was rejected at first stands in the file of the day that booked it. */
  trades: ({ day }) => Prisma.sql`
    select exec_id as "execId", account_number as "accountNumber", order_reference as "orderReference", symbol, side,
      quantity, price, gross, commission, sec_fee as "secFee", taf_fee as "tafFee", net, trade_date as "tradeDate",
      settlement_date as "settlementDate"
    from street.firm_trade where booked_on = ${day}::date`,
  positions: (of) => Prisma.sql`
    select account_number as "accountNumber", asset as symbol, trade_date_qty as "tradeDateQty",
      settled_qty as "settledQty", price as "closePrice", value
    from (${valued(of)}) as v`,
  balances: (of) => Prisma.sql`
    select a.number as "accountNumber", coalesce(b.trade_date_qty, 0) as "tradeDateCash",
      coalesce(b.settled_qty, 0) as "settledCash", coalesce(b.uncollected, 0) as uncollected,
      coalesce(v.value, 0) as "positionValue", coalesce(b.trade_date_qty, 0) + coalesce(v.value, 0) as equity
    from street.firm_account a
    left join street.firm_balance b on b.account_number = a.number and b.asset = 'USD'
    left join (select account_number, sum(value) as value from (${valued(of)}) as v group by account_number) v
      on v.account_number = a.number
    where a.status = 'OPEN'`,
  money: ({ day }) => Prisma.sql`
    select m.id as reference, m.account_number as "accountNumber",
      case j.kind when 'INTEREST' then m.direction when 'JOURNAL' then 'JOURNAL_OUT' else j.kind end as kind, '' as symbol,
      case j.kind when 'WIRE_FEE' then m.fee else m.amount end as amount, j.trade_date as "postedOn"
    from street.firm_journal j join street.firm_cash_movement m on m.id::text = j.source
    where j.trade_date = ${day}::date and j.kind in ('DEPOSIT', 'WITHDRAWAL', 'DEPOSIT_RETURN', 'WITHDRAWAL_RETURN', 'WIRE_IN',
      'WIRE_OUT', 'WIRE_FEE', 'JOURNAL', 'FEE', 'INTEREST')
    union all
    select m.id, m.counter_account, 'JOURNAL_IN', '', m.amount, j.trade_date
    from street.firm_journal j join street.firm_cash_movement m on m.id::text = j.source
    where j.trade_date = ${day}::date and j.kind = 'JOURNAL'
    union all ${actionMoney(day)}`,
  lots: () => Prisma.sql`
    select account_number as "accountNumber", symbol, acquired_on as "acquiredOn", lot_id as "lotId",
      open_quantity as quantity, open_cost as cost
    from street.firm_lot where open_quantity <> 0`,
  /** Nobody has checked the number of an account that the firm does not know. */
  rejects: () => Prisma.sql`
    select exec_id as "execId", regexp_replace(account_number, '[^A-Za-z0-9._:-]|^$', '_', 'g') as "accountNumber",
      order_reference as "orderReference", symbol, side, quantity, price,
      (executed_at at time zone 'America/New_York')::date as "tradeDate", 'UNKNOWN_ACCOUNT' as reason
    from street.venue_trade where captured_at is null and busted_at is null`,
  actions: ({ day }) => actionShares(day),
};
