import { type LocalDate, toIso } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

/** As many executions as one event may name. */
const EXECUTIONS_AN_EVENT = 500;

/**
 * Settles every trade that is due on a day: shares and money move from unsettled to settled, one journal an account,
 * and the portal is told which executions it was. Set-based: a handful of statements however many trades there are.
 */
export async function settleTrades(step: Step, on: LocalDate): Promise<number> {
  const settled = await step.tx.$queryRaw<{ exec_id: string }[]>`
    update street.firm_trade set settled_on = ${on}::date
    where settled_on is null and settlement_date <= ${on}::date returning exec_id`;
  if (settled.length === 0) return 0;
  await step.tx.$executeRaw`
    insert into street.firm_journal (id, kind, source, account_number, trade_date, settlement_date, exchange_at)
    select gen_random_uuid(), 'SETTLEMENT', account_number || ' ' || ${on}::text, account_number, ${on}::date, ${on}::date,
      ${toIso(step.now)}::timestamptz
    from (select distinct account_number from street.firm_trade where settled_on = ${on}::date) as accounts`;
  await step.tx.$executeRaw`
    with moved as (
      select account_number, 'USD' as asset, sum(net) as customer,
        sum(case when side = 'BUY' then gross else -gross end) as cns
      from street.firm_trade where settled_on = ${on}::date group by account_number
      union all
      select account_number, coalesce(settles_symbol, symbol),
        sum(case when side = 'BUY' then shares else -shares end), sum(case when side = 'BUY' then -shares else shares end)
      from street.firm_trade cross join lateral (select coalesce(settles_as, quantity) as shares) as l
      where settled_on = ${on}::date group by account_number, coalesce(settles_symbol, symbol)),
    lines as (
      select account_number, asset, l.ledger, l.amount, l.is_customer
      from moved cross join lateral (values
        ('CUSTOMER_UNSETTLED', -customer, true), ('CUSTOMER_SETTLED', customer, true),
        ('CNS_UNSETTLED', -cns, false), ('CNS_SETTLED', cns, false)) as l(ledger, amount, is_customer)
      where l.amount <> 0),
    booked as (
      insert into street.firm_entry (journal_id, ledger_account, account_number, asset, amount)
      select j.id, lines.ledger, case when lines.is_customer then lines.account_number end, lines.asset, lines.amount
      from lines join street.firm_journal j
        on j.kind = 'SETTLEMENT' and j.source = lines.account_number || ' ' || ${on}::text)
    update street.firm_balance b set settled_qty = b.settled_qty + moved.customer
    from moved where b.account_number = moved.account_number and b.asset = moved.asset`;
  const ids = settled.map((row) => row.exec_id).sort();
  for (let from = 0; from < ids.length; from += EXECUTIONS_AN_EVENT) {
    const execIds = ids.slice(from, from + EXECUTIONS_AN_EVENT);
    step.events.add("CLEARING", { kind: "TRADES_SETTLED", settledOn: on, execIds, at: toIso(step.now) });
  }
  return settled.length;
}
