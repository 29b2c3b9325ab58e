import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";

/** Money that corporate actions moved on a day, in the columns of the money file. */
export const actionMoney = (day: LocalDate): Prisma.Sql => Prisma.sql`
  select e.id as reference, e.account_number as "accountNumber", v.kind,
    case v.kind when 'CASH_IN_LIEU' then coalesce(a.new_symbol, a.symbol) else a.symbol end as symbol,
    v.amount, e.paid_on as "postedOn"
  from street.firm_entitlement e
  join street.firm_action a on a.id = e.action_id
  cross join lateral (values
    (case a.type when 'CASH_DIVIDEND' then 'DIVIDEND' else 'CASH_IN_LIEU' end, e.gross),
    ('WITHHOLDING', e.withheld)) as v(kind, amount)
  where e.paid_on = ${day}::date and v.amount <> 0`;

/** Shares that corporate actions moved on a day, in the columns of the actions file. */
export const actionShares = (day: LocalDate): Prisma.Sql => Prisma.sql`
    select j.source as reference, j.account_number as "accountNumber",
      case j.kind when 'CASH_IN_LIEU' then 'FRACTION' else a.type end as kind, e.asset as symbol,
      sum(e.amount) as quantity, j.trade_date as "bookedOn"
    from street.firm_entitlement t
    join street.firm_action a on a.id = t.action_id
    join street.firm_journal j on j.kind in ('SHARES_CHANGED', 'CASH_IN_LIEU') and j.source = t.id::text
    join street.firm_entry e on e.journal_id = j.id and e.account_number = j.account_number and e.asset <> 'USD'
    where t.paid_on = ${day}::date and t.quantity_after is not null
    group by j.source, j.account_number, j.kind, a.type, e.asset, j.trade_date having sum(e.amount) <> 0`;
