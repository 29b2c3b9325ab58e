import type { EodRow } from "@/domain/clearing/eod-files";
import type { LocalDate } from "@/domain/time/instant";
import { Prisma } from "@/server/platform/db";
import type { Step } from "@/server/street/street";

/** Money that corporate actions moved on a day, in the columns of the money file. */
export const actionMoney = (day: LocalDate): Prisma.Sql => Prisma.sql`
  select e.id::text as reference, e.account_number as "accountNumber", j.kind,
    (case j.kind when 'WITHHOLDING' then e.withheld else e.gross end)::text as amount,
    case j.kind when 'CASH_IN_LIEU' then coalesce(a.new_symbol, a.symbol) else a.symbol end as symbol,
    j.trade_date::text as "postedOn"
  from street.firm_journal j
  join street.firm_entitlement e on e.id::text = j.source
  join street.firm_action a on a.id = e.action_id
  where j.trade_date = ${day}::date and j.kind in ('DIVIDEND', 'WITHHOLDING', 'CASH_IN_LIEU')
    and case j.kind when 'WITHHOLDING' then e.withheld else e.gross end <> 0`;

/** Shares that corporate actions moved on a day, in the columns of the actions file. */
export const actionShares = (step: Step, day: LocalDate): Promise<EodRow<"actions">[]> =>
  step.tx.$queryRaw<EodRow<"actions">[]>`
    select j.source as reference, j.account_number as "accountNumber",
      case j.kind when 'CASH_IN_LIEU' then 'FRACTION' else a.type end as kind, e.asset as symbol,
      sum(e.amount)::text as quantity, j.trade_date::text as "bookedOn"
    from street.firm_journal j
    join street.firm_entry e on e.journal_id = j.id and e.account_number = j.account_number and e.asset <> 'USD'
    join street.firm_entitlement t on t.id::text = j.source
    join street.firm_action a on a.id = t.action_id
    where j.trade_date = ${day}::date and j.kind in ('SHARES_CHANGED', 'CASH_IN_LIEU')
    group by j.source, j.account_number, j.kind, a.type, e.asset, j.trade_date having sum(e.amount) <> 0`;
