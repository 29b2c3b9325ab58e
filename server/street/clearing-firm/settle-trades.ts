import { type LocalDate, toIso } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";

/** As many executions as one event may name. */
const EXECUTIONS_AN_EVENT = 500;

/**
 * Settles every trade that is due on a day: shares and money move from unsettled to settled, one journal an account and
 * one for the day's net obligations to the clearing corporation (continuous net settlement), and the portal is told
 * which executions it was. Set-based: a handful of statements however many trades there are.
 */
export async function settleTrades(step: Step, on: LocalDate): Promise<number> {
  const settled = await step.tx.$queryRaw<{ exec_id: string }[]>`
    update street.firm_trade set settled_on = ${on}::date
    where settled_on is null and settlement_date <= ${on}::date returning exec_id`;
  if (settled.length === 0) return 0;
  await step.tx.$executeRaw`
    with traded as materialized (
      select account_number, coalesce(settles_symbol, symbol) as symbol, net,
        case side when 'BUY' then gross else -gross end as cns,
        coalesce(settles_as, quantity) * case side when 'BUY' then 1 else -1 end as shares
      from street.firm_trade where settled_on = ${on}::date
    ), journal as (
      insert into street.firm_journal (id, kind, source, account_number, trade_date, settlement_date, exchange_at)
      select gen_random_uuid(), 'SETTLEMENT', coalesce(account_number, 'CNS') || ' ' || ${on}::text, account_number,
        ${on}::date, ${on}::date, ${toIso(step.now)}::timestamptz
      from (select distinct account_number from traded union all select null) as accounts
      returning id, account_number
    ), moved as materialized (
      select account_number, 'USD' as asset, sum(net) as amount from traded group by account_number
      union all select account_number, symbol, sum(shares) from traded group by account_number, symbol
    ), lines as (
      select account_number, asset, l.ledger, l.amount
      from moved cross join lateral (values
        ('CUSTOMER_UNSETTLED', -amount), ('CUSTOMER_SETTLED', amount)) as l(ledger, amount)
      union all
      select null, asset, l.ledger, l.amount
      from (select 'USD' as asset, sum(cns) as amount from traded union all select symbol, -sum(shares) from traded group by symbol) as net
      cross join lateral (values ('CNS_UNSETTLED', -amount), ('CNS_SETTLED', amount)) as l(ledger, amount)
    ), booked as (
      insert into street.firm_entry (journal_id, ledger_account, account_number, asset, amount)
      select j.id, lines.ledger, lines.account_number, lines.asset, lines.amount
      from lines join journal j on coalesce(j.account_number, '') = coalesce(lines.account_number, '')
      where lines.amount <> 0)
    update street.firm_balance b set settled_qty = b.settled_qty + moved.amount
    from moved where b.account_number = moved.account_number and b.asset = moved.asset`;
  const ids = settled.map((row) => row.exec_id).sort();
  for (let from = 0; from < ids.length; from += EXECUTIONS_AN_EVENT) {
    const execIds = ids.slice(from, from + EXECUTIONS_AN_EVENT);
    step.events.add("CLEARING", { kind: "TRADES_SETTLED", settledOn: on, execIds, at: toIso(step.now) });
  }
  return settled.length;
}
