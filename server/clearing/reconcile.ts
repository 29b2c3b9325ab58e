import type { EodFileName } from "@/domain/clearing/messages";
import { fileRows } from "@/server/clearing/file-rows";
import { actionMoney } from "@/server/clearing/reconcile-actions";
import { cash, lots, positions } from "@/server/clearing/reconcile-holdings";
import { fees, money, moneyMissingThere } from "@/server/clearing/reconcile-money";
import type { EndOfDay } from "@/server/clearing/read-files";
import { type Instant, toDate } from "@/domain/time/instant";
import { type MarginDifference, reconcileMargin } from "@/server/margin";
import { Prisma, type Tx } from "@/server/platform/db";

/** What a comparison needs to know besides the loaded books. */
export type Comparison = {
  day: EndOfDay;
  /** Exchange time of the day's end. */
  at: Instant;
  /** Whether our books have moved on since this day's end: then what came later is taken out of them again. */
  isLate: boolean;
};

/**
 * Compares a day's loaded books with ours and writes every difference as a break; changes nothing else. A difference
 * that is open already stays as it is and ages, and so does one that a later day's files have brought up; one that has
 * grown is a new break. Returns how many are new.
 */
export async function reconcile(tx: Tx, comparison: Comparison): Promise<number> {
  const { day, isLate } = comparison;
  const date = day.businessDate;
  let found = await addBreaks(tx, comparison, accounts(date));
  found += await addBreaks(tx, comparison, cash(date, isLate));
  found += await addBreaks(tx, comparison, positions(date, isLate));
  found += await addBreaks(tx, comparison, lots(date, isLate, comparison.at));
  found += await addBreaks(tx, comparison, trades(date));
  found += await addBreaks(tx, comparison, tradesMissingThere(comparison));
  found += await addBreaks(tx, comparison, money(date));
  found += await addBreaks(tx, comparison, fees(date));
  found += await addBreaks(tx, comparison, asBreaks(await reconcileMargin(tx, date)));
  found += await addBreaks(tx, comparison, actionMoney(date));
  return found + (await addBreaks(tx, comparison, moneyMissingThere(date)));
}

/** `found` selects type, area, account_id, item, ours, theirs. */
async function addBreaks(tx: Tx, { day, at }: Comparison, found: Prisma.Sql): Promise<number> {
  return tx.$executeRaw`
    insert into portal.reconciliation_break (id, business_date, type, area, account_id, item, ours, theirs, opened_at)
    select gen_random_uuid(), ${day.businessDate}::date, f.type, f.area, f.account_id, f.item, f.ours, f.theirs, ${toDate(at)}
    from (${found}) as f
    where not exists (
      select from portal.reconciliation_break b
      where (b.status = 'OPEN' or b.business_date > ${day.businessDate}::date) and b.area = f.area and b.type = f.type and b.item = f.item
        and case when f.area in ('CASH', 'POSITION')
          then coalesce(b.theirs, '0')::numeric - coalesce(b.ours, '0')::numeric
            = coalesce(f.theirs, '0')::numeric - coalesce(f.ours, '0')::numeric
          else b.theirs is not distinct from f.theirs and b.ours is not distinct from f.ours end)
    order by f.area, f.item
    on conflict do nothing`;
}

/** Files that may name an account which no other does: holdings and lots are of accounts that have a balance. */
const NAMING_ACCOUNTS: readonly EodFileName[] = ["trades", "balances", "money", "rejects"];
/** Differences that were found in code, as rows for `addBreaks`. */
const asBreaks = (differences: readonly MarginDifference[]): Prisma.Sql => Prisma.sql`
  select type, area, "accountId" as account_id, item, ours, theirs
  from jsonb_to_recordset(${JSON.stringify(differences)}::jsonb)
    as d(type text, area text, "accountId" uuid, item text, ours text, theirs text)`;

/** Account numbers in the files that we do not have, and open accounts of ours that the balances file lacks. */
function accounts(date: string): Prisma.Sql {
  const numbers = Prisma.join(
    NAMING_ACCOUNTS.map(
      (name) => Prisma.sql`select "accountNumber" as number from ${fileRows(name, date)} as r`,
    ),
    " union ",
  );
  return Prisma.sql`
    select 'MISSING_HERE' as type, 'ACCOUNT' as area, null::uuid as account_id, n.number as item, null::text as ours,
      'in the files' as theirs
    from (${numbers}) as n
    where not exists (select from portal.account a where a.number = n.number)
    union all
    select 'MISSING_THERE', 'ACCOUNT', a.id, a.number, lower(a.status), null
    from portal.account a
    where a.status in ('OPEN', 'RESTRICTED') and a.number is not null and a.opened_on <= ${date}::date
      and not exists (select from portal.eod_balance b where b.account_id = a.id and b.business_date = ${date}::date)`;
}

/** How a trade reads in a break. */
const tradeText = (alias: string): Prisma.Sql =>
  Prisma.raw(
    `${alias}.side || ' ' || trim_scale(${alias}.quantity)::text || ' ' || ${alias}.symbol || ' at ' || trim_scale(${alias}.price)::text
      || ', commission ' || trim_scale(${alias}.commission)::text || ', fees ' || trim_scale(${alias}.sec_fee + ${alias}.taf_fee)::text`,
  );
const dateText = (alias: string): Prisma.Sql =>
  Prisma.raw(`'traded ' || ${alias}.trade_date::text || ', settles ' || ${alias}.settlement_date::text`);

/** How far back a trade is looked for that is booked a second time. */
const DUPLICATE_DAYS = 31;

/**
 * Each trade of the file against the execution that a venue reported to us. Nearly all agree in every figure and were
 * traded on the day of the file: they are left out before anything is written out or looked for a second time.
 */
const trades = (date: string): Prisma.Sql => Prisma.sql`
  with theirs as (
    select m.*, m.kind as side from portal.eod_movement m where m.business_date = ${date}::date and m.kind in ('BUY', 'SELL')
  ), paired as (
    select t.account_id, t.reference, ${tradeText("t")} as their_trade, ${dateText("t")} as their_dates, t.business_date,
      x.id as ours_id, ${tradeText("x")} as our_trade, ${dateText("x")} as our_dates,
      x.account_id is distinct from t.account_id as other_account
    from theirs t
    left join portal.execution x on x.order_id = t.order_reference::uuid and x.exec_id = t.reference and x.busted_at is null
    where (t.account_id, t.side, t.symbol, t.quantity, t.price, t.commission, t.sec_fee + t.taf_fee, t.trade_date,
        t.settlement_date, t.business_date)
      is distinct from (x.account_id, x.side, x.symbol, x.quantity, x.price, x.commission, x.sec_fee + x.taf_fee, x.trade_date,
        x.settlement_date, x.trade_date)
  )
  select 'MISSING_HERE' as type, 'TRADE' as area, account_id, reference as item, null::text as ours, their_trade as theirs
  from paired where ours_id is null
  union all
  select 'AMOUNT', 'TRADE', account_id, reference, our_trade || case when other_account then ', another account' else '' end, their_trade
  from paired where ours_id is not null and (our_trade <> their_trade or other_account)
  union all
  select 'AS_OF', 'TRADE', account_id, reference, our_dates, their_dates from paired where ours_id is not null and our_dates <> their_dates
  union all
  select 'DUPLICATE', 'TRADE', p.account_id, p.reference, 'booked ' || e.business_date::text, 'booked again ' || p.business_date::text
  from paired p
  join portal.eod_movement e on e.reference = p.reference
    and e.business_date between ${date}::date - ${DUPLICATE_DAYS}::int and ${date}::date - 1 and e.kind in ('BUY', 'SELL')`;

/**
 * Executions of that day that the file lacks. The rejects are read from their file once: read anew for each execution,
 * as may be planned where nobody knows how many there are, a thousand of them took a minute.
 */
const tradesMissingThere = ({ day, at }: Comparison): Prisma.Sql => Prisma.sql`
  with rejects as materialized (
    select r."execId" as exec_id, r.reason from ${fileRows("rejects", day.businessDate)} as r
  )
  select 'MISSING_THERE' as type, 'TRADE' as area, x.account_id, x.exec_id as item, ${tradeText("x")} as ours,
    'rejected: ' || lower(replace(r.reason, '_', ' ')) as theirs
  from portal.execution x
  left join rejects r on r.exec_id = x.exec_id
  where x.trade_date = ${day.businessDate}::date and x.busted_at is null and x.executed_at <= ${toDate(at)}
    and not exists (select from portal.eod_movement m
      where m.business_date = x.trade_date and m.reference = x.exec_id and m.order_reference = x.order_id::text)`;
