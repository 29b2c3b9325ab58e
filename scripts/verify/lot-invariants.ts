import type { Invariant } from "./invariants";

/**
 * Closings with the lots that they are of. What is closed of a lot that lay above zero costs as much of it; one below
 * zero had brought its part of what it was sold for.
 */
const CLOSED = `
  select lot_id, sum(quantity) as quantity, sum(cost) as cost, sum(proceeds) as proceeds from portal.lot_closing group by 1`;

/** The stocks whose number of shares an action has changed, by every name that they had before it or have since. */
const RESHAPED = `
  with recursive named(symbol, ex_date) as (
    select symbol, ex_date from portal.corporate_action
    where applied_at is not null and type in ('SPLIT', 'REVERSE_SPLIT', 'STOCK_DIVIDEND')
    union
    select case when a.symbol = n.symbol then a.new_symbol else a.symbol end, n.ex_date
    from named n join portal.corporate_action a on n.symbol in (a.symbol, a.new_symbol)
    where a.new_symbol is not null and a.applied_at is not null)
  select symbol, max(ex_date) as last_on from named group by 1`;

/** What an execution paid or brought, all its fees in it. */
const NET = `case x.side when 'BUY' then 1 else -1 end * round(x.quantity * x.price, 2) + x.commission + x.sec_fee + x.taf_fee`;

/**
 * What must hold of tax lots whatever the rule by which a sale chooses them: the rebuild of lots (lot-rebuild.ts) goes
 * by the same functions as the books, so it can't tell whether those are right. These are sums and orders of rows.
 */
export const LOT_INVARIANTS: readonly Invariant[] = [
  {
    id: "I2",
    promise: "what a lot cost is what is left of its cost, and what its closings and averages took of it",
    sql: `select l.id, l.symbol, l.cost, l.open_cost, c.cost as closed from portal.tax_lot l
          left join (${CLOSED}) c on c.lot_id = l.id
          left join (select lot_id, sum(change) as change from portal.lot_recost group by 1) r on r.lot_id = l.id
          where l.cost + coalesce(r.change, 0) <> l.open_cost
            + case when l.quantity < 0 then -coalesce(c.proceeds, 0) else coalesce(c.cost, 0) end`,
  },
  {
    id: "I2",
    promise: "averages move cost between lots and make or lose none",
    sql: `select execution_id, sum(change) as off from portal.lot_recost group by 1 having sum(change) <> 0`,
  },
  {
    id: "I2",
    promise: "the shares that a lot was opened with are open or closed, where no action changed their number",
    sql: `select l.id, l.symbol, l.quantity, l.open_quantity, c.quantity as closed from portal.tax_lot l
          left join (${CLOSED}) c on c.lot_id = l.id
          left join (${RESHAPED}) a on a.symbol = l.symbol and a.last_on > l.acquired_on
          where a.symbol is null
            and abs(l.quantity) <> abs(l.open_quantity) + coalesce(c.quantity, 0)`,
  },
  {
    id: "I2",
    promise: "nothing is open of a lot that was never in it, and no lot has changed its side",
    sql: `select id, quantity, open_quantity from portal.tax_lot
          where abs(open_quantity) > abs(quantity) or sign(open_quantity) = -sign(quantity) and open_quantity <> 0`,
  },
  {
    id: "I2",
    promise: "a lot was there before any of it was closed, and is of the same account",
    sql: `select c.id, c.lot_id, c.closed_on, l.acquired_on from portal.lot_closing c
          left join portal.tax_lot l on l.id = c.lot_id
          left join portal.execution x on x.id = c.execution_id
          left join portal.execution o on o.id = l.execution_id
          where l.id is null or l.account_id <> c.account_id or c.closed_on < l.acquired_on
            or x.seq < o.seq and x.trade_date <= o.trade_date or x.trade_date < o.trade_date`,
  },
  {
    id: "I2",
    promise: "each share that was traded opened a lot or closed one, once",
    sql: `select x.id, x.side, x.symbol, x.quantity, c.quantity as closed, l.quantity as opened from portal.execution x
          left join (select execution_id, sum(quantity) as quantity from portal.lot_closing where cause = 'TRADE' group by 1) c
            on c.execution_id = x.id
          left join portal.tax_lot l on l.execution_id = x.id
          left join (${RESHAPED}) a on a.symbol = l.symbol and a.last_on > l.acquired_on
          where case when x.busted_at is not null then c.execution_id is not null or l.id is not null
            when a.symbol is not null then sign(l.quantity) <> case x.side when 'BUY' then 1 else -1 end
            else coalesce(c.quantity, 0) + coalesce(l.quantity, 0) * case x.side when 'BUY' then 1 else -1 end <> x.quantity end`,
  },
  {
    id: "I2",
    promise: "what a trade paid or brought is what its lots cost and what its closings brought, to the cent",
    sql: `select x.id, x.side, x.symbol, ${NET} as net, coalesce(l.cost, 0) as opened, c.cost as closed_cost, c.proceeds as brought
          from portal.execution x
          left join (select execution_id, sum(cost) as cost, sum(proceeds) as proceeds from portal.lot_closing
                     where cause = 'TRADE' group by 1) c on c.execution_id = x.id
          left join portal.tax_lot l on l.execution_id = x.id
          where x.busted_at is null and ${NET} <> coalesce(l.cost, 0)
            + case x.side when 'BUY' then coalesce(c.cost, 0) else -coalesce(c.proceeds, 0) end`,
  },
];
