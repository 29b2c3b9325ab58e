import type { EodFileName } from "@/domain/clearing/messages";
import { fileRows } from "@/server/clearing/file-rows";
import { actionMoney } from "@/server/clearing/reconcile-actions";
import type { EndOfDay } from "@/server/clearing/read-files";
import { type Instant, toDate } from "@/domain/time/instant";
import { type MarginDifference, reconcileMargin } from "@/server/margin";
import { Prisma, type Tx } from "@/server/platform/db";

/** What a comparison needs to know besides the loaded books. */
export type Comparison = {
  day: EndOfDay;
  /** Exchange time of the day's end. */
  at: Instant;
  /** Cash and positions are compared only while our books stand at this day's end. */
  withBalances: boolean;
};

/**
 * Compares a day's loaded books with ours and writes every difference as a break; changes nothing else. A difference
 * that is open already stays as it is and ages; one that has grown is a new break. Returns how many are new.
 */
export async function reconcile(tx: Tx, comparison: Comparison): Promise<number> {
  const { day, withBalances } = comparison;
  const date = day.businessDate;
  let found = await addBreaks(tx, comparison, accounts(date));
  if (withBalances) {
    found += await addBreaks(tx, comparison, cash(date));
    found += await addBreaks(tx, comparison, positions(date));
    found += await addBreaks(tx, comparison, lots(date));
  }
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
      where b.status = 'OPEN' and b.area = f.area and b.type = f.type and b.item = f.item
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

/**
 * Our trade journals of later days, and what was reversed of them: venues' reports may be applied before the files of
 * the day they follow. An execution's journals are named by it and by the number of its form.
 */
const later = (date: string): Prisma.Sql => Prisma.sql`
  select e.account_id, e.asset, sum(e.amount) as amount
  from portal.execution x
  cross join generate_series(0, x.revision) as form(number)
  join portal.journal j on j.kind in ('TRADE', 'REVERSAL')
    and j.source = x.id::text || case when form.number = 0 then '' else ':' || form.number end
  join portal.ledger_entry e on e.journal_id = j.id and e.account_id is not null
  where x.trade_date > ${date}::date
  group by e.account_id, e.asset`;

/** Settled, uncollected and unsettled cash: the carrying firm's against the fold of our ledger. */
const cash = (date: string): Prisma.Sql => Prisma.sql`
  select 'AMOUNT' as type, 'CASH' as area, b.account_id, a.number || ' ' || v.kind as item,
    trim_scale(v.ours)::text as ours, trim_scale(v.theirs)::text as theirs
  from portal.eod_balance b
  join portal.account a on a.id = b.account_id
  left join portal.cash_balance c on c.account_id = b.account_id
  left join (${later(date)}) l on l.account_id = b.account_id and l.asset = 'USD'
  cross join lateral (values
    ('settled', coalesce(c.settled, 0), b.settled_cash),
    ('uncollected', coalesce(c.uncollected, 0), b.uncollected),
    ('unsettled', coalesce(c.unsettled_in - c.unsettled_out, 0) - coalesce(l.amount, 0), b.unsettled_cash)
  ) as v(kind, ours, theirs)
  where b.business_date = ${date}::date and v.ours <> v.theirs`;

/** Shares by trade date and by settlement date. */
const positions = (date: string): Prisma.Sql => Prisma.sql`
  select case when v.theirs = 0 then 'MISSING_THERE' when v.ours = 0 then 'MISSING_HERE' else 'AMOUNT' end as type,
    'POSITION' as area, p.account_id, a.number || ' ' || p.symbol || v.kind as item,
    nullif(trim_scale(v.ours), 0)::text as ours, nullif(trim_scale(v.theirs), 0)::text as theirs
  from (
    select account_id, symbol, coalesce(o.settled + o.unsettled - coalesce(l.amount, 0), 0) as quantity,
      coalesce(o.settled, 0) as settled, coalesce(t.quantity, 0) as their_quantity, coalesce(t.settled_quantity, 0) as their_settled
    from (select account_id, symbol, quantity, settled_quantity from portal.eod_position where business_date = ${date}::date) t
    full join (
      select p.account_id, p.symbol, p.settled, p.unsettled from portal.position p
      join portal.eod_balance b on b.account_id = p.account_id and b.business_date = ${date}::date
    ) o using (account_id, symbol)
    left join (select account_id, asset as symbol, amount from (${later(date)}) x) l using (account_id, symbol)
  ) p
  join portal.account a on a.id = p.account_id
  cross join lateral (values ('', p.quantity, p.their_quantity), (' settled', p.settled, p.their_settled)) as v(kind, ours, theirs)
  where v.ours <> v.theirs`;

const lotText = (quantity: string, cost: string, acquiredOn: string): Prisma.Sql =>
  Prisma.raw(
    `trim_scale(${quantity})::text || ' for ' || trim_scale(${cost})::text || ' of ' || ${acquiredOn}::text`,
  );

/** Open tax lots by the execution that opened them; what was closed or averaged on later days counts as it was. */
const lots = (date: string): Prisma.Sql => Prisma.sql`
  with theirs as (
    select a.id as account_id, r.symbol, r."lotId" as lot_id, r."acquiredOn" as acquired_on, r.quantity, r.cost
    from ${fileRows("lots", date)} as r
    join portal.account a on a.number = r."accountNumber"
  ), closed_later as (
    select c.lot_id, sum(c.quantity * sign(l.quantity)) as quantity,
      sum(case when l.quantity > 0 then c.cost else -c.proceeds end) as cost
    from portal.lot_closing c join portal.tax_lot l on l.id = c.lot_id where c.closed_on > ${date}::date group by c.lot_id
  ), averaged_later as (
    select lot_id, sum(change) as cost from portal.lot_recost where made_on > ${date}::date group by lot_id
  ), ours as (
    select l.account_id, l.symbol, x.exec_id as lot_id, l.acquired_on, l.open_quantity + coalesce(c.quantity, 0) as quantity,
      l.open_cost + coalesce(c.cost, 0) - coalesce(v.cost, 0) as cost
    from portal.tax_lot l
    join portal.execution x on x.id = l.execution_id
    join portal.eod_balance b on b.account_id = l.account_id and b.business_date = ${date}::date
    left join closed_later c on c.lot_id = l.id
    left join averaged_later v on v.lot_id = l.id
    where l.acquired_on <= ${date}::date and (l.open_quantity <> 0 or c.quantity <> 0)
  )
  select case when o.quantity is null then 'MISSING_HERE' when t.quantity is null then 'MISSING_THERE' else 'AMOUNT' end as type,
    'LOT' as area, account_id, a.number || ' ' || symbol || ' ' || lot_id as item,
    ${lotText("o.quantity", "o.cost", "o.acquired_on")} as ours, ${lotText("t.quantity", "t.cost", "t.acquired_on")} as theirs
  from theirs t full join ours o using (account_id, symbol, lot_id)
  join portal.account a on a.id = account_id
  where (o.quantity, o.cost, o.acquired_on) is distinct from (t.quantity, t.cost, t.acquired_on)`;

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

/** Executions of that day that the file lacks. */
const tradesMissingThere = ({ day, at }: Comparison): Prisma.Sql => Prisma.sql`
  select 'MISSING_THERE' as type, 'TRADE' as area, x.account_id, x.exec_id as item, ${tradeText("x")} as ours,
    'rejected: ' || lower(replace(r.reason, '_', ' ')) as theirs
  from portal.execution x
  left join ${fileRows("rejects", day.businessDate)} as r on r."execId" = x.exec_id
  where x.trade_date = ${day.businessDate}::date and x.busted_at is null and x.executed_at <= ${toDate(at)}
    and not exists (select from portal.eod_movement m
      where m.business_date = x.trade_date and m.reference = x.exec_id and m.order_reference = x.order_id::text)`;

const TRANSFER_KINDS = Prisma.sql`('DEPOSIT', 'WITHDRAWAL', 'DEPOSIT_RETURN', 'WITHDRAWAL_RETURN', 'WIRE_IN', 'WIRE_OUT',
  'WIRE_FEE', 'JOURNAL_IN', 'JOURNAL_OUT')`;
const moneyText = (direction: string, amount: string): Prisma.Sql =>
  Prisma.raw(`lower(${direction}) || ' of ' || trim_scale(${amount})::text`);
/** What a transfer of ours is called, and a movement of theirs without its being a return or one side of two. */
const OUR_KIND =
  "case t.method when 'ACH' then t.direction when 'JOURNAL' then 'JOURNAL' else case t.direction when 'DEPOSIT' then 'WIRE_IN' else 'WIRE_OUT' end end";
const THEIR_KIND =
  "case when m.kind like 'JOURNAL%' then 'JOURNAL' when m.kind = 'WIRE_FEE' then 'WIRE_OUT' else replace(m.kind, '_RETURN', '') end";

/**
 * Each movement of money in the file against the transfer that asked for it. A wire's fee is compared with the fee, the
 * side of a journal that comes with the account to which it was sent.
 */
const money = (date: string): Prisma.Sql => Prisma.sql`
  with paired as (
    select m.account_id, m.reference, ${moneyText(THEIR_KIND, "m.gross")} as theirs, t.id as ours_id,
      ${moneyText(OUR_KIND, "case m.kind when 'WIRE_FEE' then t.fee else t.amount end")} as ours,
      case m.kind when 'JOURNAL_IN' then t.counter_account_id else t.account_id end is distinct from m.account_id as other_account,
      m.kind in ('DEPOSIT_RETURN', 'WITHDRAWAL_RETURN') as is_return, t.status
    from portal.eod_movement m
    left join portal.transfer t on t.id = case when m.kind in ${TRANSFER_KINDS} then split_part(m.reference, ':', 1)::uuid end
    where m.business_date = ${date}::date and m.kind in ${TRANSFER_KINDS}
  )
  select 'MISSING_HERE' as type, 'MONEY' as area, account_id, reference as item, null::text as ours, theirs
  from paired where ours_id is null
  union all
  select 'AMOUNT', 'MONEY', account_id, reference, ours || case when other_account then ', another account' else '' end, theirs
  from paired where ours_id is not null and (ours <> theirs or other_account)
  union all
  select 'AMOUNT', 'MONEY', account_id, reference, ours || ', ' || lower(status), theirs || ', returned'
  from paired where ours_id is not null and is_return and status <> 'RETURNED'`;

/** Each fee in the file against the fee that we charged, and the other way round. */
const fees = (date: string): Prisma.Sql => Prisma.sql`
  select case when f.id is null then 'MISSING_HERE' else 'AMOUNT' end as type, 'MONEY' as area, m.account_id,
    m.reference as item, case when f.id is not null then ${moneyText("'FEE'", "f.amount")} || ', ' || lower(f.status) end as ours,
    ${moneyText("'FEE'", "m.gross")} as theirs
  from portal.eod_movement m left join portal.market_data_fee f on f.id::text = m.reference
  where m.business_date = ${date}::date and m.kind = 'FEE'
    and (f.id is null or f.amount <> m.gross or f.account_id <> m.account_id or f.status <> 'POSTED')
  union all
  select 'MISSING_THERE', 'MONEY', f.account_id, f.id::text, ${moneyText("'FEE'", "f.amount")}, null
  from portal.market_data_fee f
  where f.status = 'POSTED' and f.posted_on = ${date}::date
    and not exists (select from portal.eod_movement m where m.reference = f.id::text and m.business_date = ${date}::date)`;

/**
 * Transfers that we booked since the last day that the clearing firm announced and that the files lack. What belongs to
 * a day whose files were refused is compared when they are imported after all.
 */
const moneyMissingThere = (date: string): Prisma.Sql => Prisma.sql`
  select 'MISSING_THERE' as type, 'MONEY' as area, t.account_id, t.id::text as item, ${moneyText(OUR_KIND, "t.amount")} as ours,
    null::text as theirs
  from portal.transfer t
  where t.status in ('POSTED', 'AVAILABLE', 'COMPLETED', 'RETURNED') and t.settles_on <= ${date}::date
    and t.settles_on > coalesce((select max(business_date) from portal.eod_import where business_date < ${date}::date), ${date}::date - 1)
    and not exists (select from portal.eod_movement m where m.reference = t.id::text and m.business_date = ${date}::date)`;
