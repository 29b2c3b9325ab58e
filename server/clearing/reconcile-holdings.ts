import { type Instant, toDate } from "@/domain/time/instant";
import { fileRows } from "@/server/clearing/file-rows";
import { Prisma } from "@/server/platform/db";

/**
 * Our trade journals of later days, and what was reversed of them: venues' reports may be applied before the files of
 * the day they follow. An execution's journals are named by it and by the number of its form.
 */
const laterTrades = (date: string): Prisma.Sql => Prisma.sql`
  select e.account_id, e.asset, 0::numeric as settled, sum(e.amount) as unsettled, 0::numeric as uncollected
  from portal.execution x
  cross join generate_series(0, x.revision) as form(number)
  join portal.journal j on j.kind in ('TRADE', 'REVERSAL')
    and j.source = x.id::text || case when form.number = 0 then '' else ':' || form.number end
  join portal.ledger_entry e on e.journal_id = j.id and e.account_id is not null
  where x.trade_date > ${date}::date
  group by e.account_id, e.asset`;

/**
 * All our journals of later days, when a day's files come after its books have moved on. A journal is of its trade date,
 * but a settlement of the day on which the firm settled.
 */
const laterJournals = (date: string): Prisma.Sql => Prisma.sql`
  select e.account_id, e.asset,
    coalesce(sum(e.amount) filter (where e.ledger_account in ('CASH_SETTLED', 'SECURITIES_SETTLED')), 0) as settled,
    coalesce(sum(e.amount) filter (where e.ledger_account in
      ('CASH_UNSETTLED_IN', 'CASH_UNSETTLED_OUT', 'SECURITIES_UNSETTLED')), 0) as unsettled,
    coalesce(sum(e.amount) filter (where e.ledger_account = 'CASH_UNCOLLECTED'), 0) as uncollected
  from portal.journal j join portal.ledger_entry e on e.journal_id = j.id and e.account_id is not null
  where case j.kind when 'SETTLEMENT' then (j.exchange_at at time zone 'America/New_York')::date else j.trade_date end
    > ${date}::date
  group by e.account_id, e.asset`;

/** What our books hold beyond a day's end: account_id, asset, settled, unsettled, uncollected. */
const later = (date: string, isLate: boolean): Prisma.Sql =>
  isLate ? laterJournals(date) : laterTrades(date);

/** Settled, uncollected and unsettled cash: the carrying firm's against the fold of our ledger. */
export const cash = (date: string, isLate: boolean): Prisma.Sql => Prisma.sql`
  select 'AMOUNT' as type, 'CASH' as area, b.account_id, a.number || ' ' || v.kind as item,
    trim_scale(v.ours)::text as ours, trim_scale(v.theirs)::text as theirs
  from portal.eod_balance b
  join portal.account a on a.id = b.account_id
  left join portal.cash_balance c on c.account_id = b.account_id
  left join (${later(date, isLate)}) l on l.account_id = b.account_id and l.asset = 'USD'
  cross join lateral (values
    ('settled', coalesce(c.settled, 0) - coalesce(l.settled, 0), b.settled_cash),
    ('uncollected', coalesce(c.uncollected, 0) - coalesce(l.uncollected, 0), b.uncollected),
    ('unsettled', coalesce(c.unsettled_in - c.unsettled_out, 0) - coalesce(l.unsettled, 0), b.unsettled_cash)
  ) as v(kind, ours, theirs)
  where b.business_date = ${date}::date and v.ours <> v.theirs`;

/** Shares by trade date and by settlement date. */
export const positions = (date: string, isLate: boolean): Prisma.Sql => Prisma.sql`
  select case when v.theirs = 0 then 'MISSING_THERE' when v.ours = 0 then 'MISSING_HERE' else 'AMOUNT' end as type,
    'POSITION' as area, p.account_id, a.number || ' ' || p.symbol || v.kind as item,
    nullif(trim_scale(v.ours), 0)::text as ours, nullif(trim_scale(v.theirs), 0)::text as theirs
  from (
    select account_id, symbol, coalesce(o.settled + o.unsettled - coalesce(l.settled + l.unsettled, 0), 0) as quantity,
      coalesce(o.settled - coalesce(l.settled, 0), 0) as settled, coalesce(t.quantity, 0) as their_quantity, coalesce(t.settled_quantity, 0) as their_settled
    from (select account_id, symbol, quantity, settled_quantity from portal.eod_position where business_date = ${date}::date) t
    full join (
      select p.account_id, p.symbol, p.settled, p.unsettled from portal.position p
      join portal.eod_balance b on b.account_id = p.account_id and b.business_date = ${date}::date
    ) o using (account_id, symbol)
    left join (select account_id, asset as symbol, x.settled, x.unsettled from (${later(date, isLate)}) x) l using (account_id, symbol)
  ) p
  join portal.account a on a.id = p.account_id
  cross join lateral (values ('', p.quantity, p.their_quantity), (' settled', p.settled, p.their_settled)) as v(kind, ours, theirs)
  where v.ours <> v.theirs`;

const lotText = (quantity: string, cost: string, acquiredOn: string): Prisma.Sql =>
  Prisma.raw(
    `trim_scale(${quantity})::text || ' for ' || trim_scale(${cost})::text || ' of ' || ${acquiredOn}::text`,
  );

/**
 * Symbols whose lots a later corporate action has changed: of them nothing is known of the days before. The next day's
 * files compare them.
 */
const changedLater = (date: string): Prisma.Sql => Prisma.sql`
  select unnest(array[c.symbol, c.new_symbol]) from portal.corporate_action c
  where c.type <> 'CASH_DIVIDEND' and c.applied_at is not null and c.ex_date > ${date}::date`;

/**
 * Open tax lots by the execution that opened them; what was closed or averaged on later days counts as it was. Where
 * lots were named anew since the day's end (`at`), the firm could not know it by then: the next files compare them.
 */
export const lots = (date: string, isLate: boolean, at: Instant): Prisma.Sql => Prisma.sql`
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
  where (o.quantity, o.cost, o.acquired_on) is distinct from (t.quantity, t.cost, t.acquired_on)
    and not exists (select from portal.lot_choice c
      where c.account_id = a.id and c.symbol = coalesce(o.symbol, t.symbol) and c.chosen_at >= ${toDate(at)})
    ${isLate ? Prisma.sql`and symbol not in (select c.symbol from (${changedLater(date)}) as c(symbol) where c.symbol is not null)` : Prisma.empty}`;
