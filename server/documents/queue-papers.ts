import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";

/**
 * Asks for the papers that a day's books call for, once each: for each account a confirm of the trades of that day (and
 * one more for each earlier trade date of which something was booked only now), and on the last trading day of a month a statement for each account that held or did anything (FINRA Rule
 * 2231 asks for a quarterly one at least; ours are monthly). Set-based, in the transaction of the import.
 */
export async function queuePapers(tx: Tx, businessDate: LocalDate): Promise<void> {
  await tx.$executeRaw`
    insert into portal.document_job (kind, account_id, subject)
    select distinct 'CONFIRM', account_id,
      trade_date::text || case when trade_date = business_date then '' else ':' || business_date::text end
    from portal.eod_movement
    where business_date = ${businessDate}::date and kind in ('BUY', 'SELL') and order_reference is not null
    order by 2, 3
    on conflict do nothing`;
  if (!exchangeCalendar.isLastTradingDayOfMonth(businessDate)) return;
  await tx.$executeRaw`
    insert into portal.document_job (kind, account_id, subject)
    select 'STATEMENT', b.account_id, to_char(b.business_date, 'YYYY-MM')
    from portal.eod_balance b
    where b.business_date = ${businessDate}::date and (
      b.equity <> 0 or b.settled_cash <> 0 or b.unsettled_cash <> 0 or b.uncollected <> 0 or b.position_value <> 0
      or exists (select from portal.eod_movement m where m.account_id = b.account_id
        and m.business_date between date_trunc('month', b.business_date)::date and b.business_date))
    order by b.account_id
    on conflict do nothing`;
  if (!businessDate.startsWith(LAST_MONTH, 5)) return;
  await tx.$executeRaw`
    insert into portal.document_job (kind, account_id, subject)
    select distinct 'REALISED_GAINS', account_id, to_char(${businessDate}::date, 'YYYY')
    from portal.lot_closing
    where closed_on between date_trunc('year', ${businessDate}::date)::date and ${businessDate}::date
    order by 2
    on conflict do nothing`;
}

/** With December's statements come the year's realised gains, for each account that closed a lot. */
const LAST_MONTH = "12";
