import { Prisma } from "@/server/platform/db";

/** How a payment of a corporate action reads in a break. */
const text = (kind: string, amount: string): Prisma.Sql =>
  Prisma.raw(`lower(replace(${kind}, '_', ' ')) || ' of ' || trim_scale(${amount})::text`);

/**
 * Each payment of a corporate action in the money file against what we have booked of it on that day: dividends, tax
 * withheld, cash in lieu of fractions; and the other way round. Rows as reconcile.ts wants them.
 */
export const actionMoney = (date: string): Prisma.Sql => Prisma.sql`
  with theirs as (
    select m.account_id, m.reference as item, m.kind, m.gross as amount from portal.eod_movement m
    where m.business_date = ${date}::date and m.kind in ('DIVIDEND', 'WITHHOLDING', 'CASH_IN_LIEU')
  ), ours as (
    select e.account_id, e.id::text || v.suffix as item, v.kind, v.amount
    from portal.entitlement e join portal.corporate_action a on a.id = e.action_id
    cross join lateral (values
      (case a.type when 'CASH_DIVIDEND' then 'DIVIDEND' else 'CASH_IN_LIEU' end, '', e.gross),
      ('WITHHOLDING', ':TAX', e.withheld)) as v(kind, suffix, amount)
    where e.paid_on = ${date}::date and v.amount <> 0
  )
  select case when o.item is null then 'MISSING_HERE' when t.item is null then 'MISSING_THERE' else 'AMOUNT' end as type,
    'MONEY' as area, coalesce(o.account_id, t.account_id) as account_id, coalesce(o.item, t.item) as item,
    ${text("o.kind", "o.amount")} || case when o.account_id <> t.account_id then ', another account' else '' end as ours,
    ${text("t.kind", "t.amount")} as theirs
  from ours o full join theirs t using (item)
  where o.item is null or t.item is null or o.kind <> t.kind or o.amount <> t.amount or o.account_id <> t.account_id`;
