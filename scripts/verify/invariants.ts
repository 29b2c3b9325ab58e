/**
 * What must hold after every event, in any order, after any crash: each as a query whose rows are the violations.
 * Plain SQL on purpose, apart from the code that it checks.
 */
export type Invariant = { id: string; promise: string; sql: string };

/** As domain/orders/order-machine.ts has it: a DONE_FOR_DAY of ours goes on tomorrow, a HELD one has not begun. */
const OPEN =
  "('HELD', 'PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'DONE_FOR_DAY', 'PENDING_CANCEL', 'PENDING_REPLACE', 'STOPPED', 'SUSPENDED')";

export const INVARIANTS: readonly Invariant[] = [
  {
    id: "I1",
    promise: "each journal of ours balances, per asset, and has lines",
    sql: `select j.id, e.asset, sum(e.amount) as off from portal.journal j left join portal.ledger_entry e on e.journal_id = j.id
          group by j.id, e.asset having sum(e.amount) is distinct from 0`,
  },
  {
    id: "I1",
    promise: "each journal of the clearing firm balances, per asset",
    sql: `select journal_id, asset, sum(amount) as off from street.firm_entry group by journal_id, asset having sum(amount) <> 0`,
  },
  {
    id: "I2",
    promise: "cash balances are the fold of the entries",
    sql: `select coalesce(b.account_id, f.account_id) as account_id, b.settled, f.settled as folded
          from portal.cash_balance b full join (
            select account_id,
              coalesce(sum(amount) filter (where ledger_account = 'CASH_SETTLED'), 0) as settled,
              coalesce(sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_IN'), 0) as unsettled_in,
              coalesce(-sum(amount) filter (where ledger_account = 'CASH_UNSETTLED_OUT'), 0) as unsettled_out,
              coalesce(sum(amount) filter (where ledger_account = 'CASH_UNCOLLECTED'), 0) as uncollected
            from portal.ledger_entry where account_id is not null and asset = 'USD' group by account_id) f using (account_id)
          where coalesce(b.settled, 0) <> coalesce(f.settled, 0) or coalesce(b.unsettled_in, 0) <> coalesce(f.unsettled_in, 0)
            or coalesce(b.unsettled_out, 0) <> coalesce(f.unsettled_out, 0) or coalesce(b.uncollected, 0) <> coalesce(f.uncollected, 0)`,
  },
  {
    id: "I2",
    promise: "positions are the fold of the entries",
    sql: `select coalesce(p.account_id, f.account_id) as account_id, coalesce(p.symbol, f.asset) as symbol
          from portal.position p full join (
            select account_id, asset,
              coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_SETTLED'), 0) as settled,
              coalesce(sum(amount) filter (where ledger_account = 'SECURITIES_UNSETTLED'), 0) as unsettled
            from portal.ledger_entry where account_id is not null and asset <> 'USD' group by account_id, asset) f
            on f.account_id = p.account_id and f.asset = p.symbol
          where coalesce(p.settled, 0) <> coalesce(f.settled, 0) or coalesce(p.unsettled, 0) <> coalesce(f.unsettled, 0)`,
  },
  {
    id: "I2",
    promise: "open tax lots sum to the position",
    sql: `select coalesce(p.account_id, l.account_id) as account_id, coalesce(p.symbol, l.symbol) as symbol, p.quantity, l.quantity as lots
          from (select account_id, symbol, settled + unsettled as quantity from portal.position) p
          full join (select account_id, symbol, sum(open_quantity) as quantity from portal.tax_lot group by 1, 2) l
            on l.account_id = p.account_id and l.symbol = p.symbol
          where coalesce(p.quantity, 0) <> coalesce(l.quantity, 0)`,
  },
  {
    id: "I3",
    promise: "cash held is the sum of the holds of open orders, and of withdrawals and fees under way",
    sql: `select b.account_id, b.reserved, coalesce(o.held, 0) + coalesce(t.held, 0) + coalesce(f.held, 0) as held from portal.cash_balance b
          left join (select account_id, sum(hold_cash) as held from portal.orders where status in ${OPEN} group by 1) o using (account_id)
          left join (select account_id, sum(amount + fee) as held from portal.transfer
                     where direction = 'WITHDRAWAL' and status in ('CALLBACK', 'APPROVAL', 'REQUESTED', 'INSTRUCTED') group by 1) t using (account_id)
          left join (select account_id, sum(amount) as held from portal.market_data_fee
                     where status = 'INSTRUCTED' group by 1) f using (account_id)
          where b.reserved <> coalesce(o.held, 0) + coalesce(t.held, 0) + coalesce(f.held, 0)`,
  },
  {
    id: "I3",
    promise: "shares held are the sum of the holds of open orders",
    sql: `select p.account_id, p.symbol, p.reserved, o.held from portal.position p
          left join (select account_id, symbol, sum(hold_shares) as held from portal.orders where status in ${OPEN} group by 1, 2) o using (account_id, symbol)
          where p.reserved <> coalesce(o.held, 0)`,
  },
  {
    id: "I3",
    promise: "the count of open orders beside an account's cash is how many are open",
    sql: `select b.account_id, b.open_orders, coalesce(o.number, 0) as counted from portal.cash_balance b
          full join (select account_id, count(*) as number from portal.orders
                     where status in ${OPEN} and status not in ('HELD', 'DONE_FOR_DAY') group by 1) o using (account_id)
          where coalesce(b.open_orders, 0) <> coalesce(o.number, 0)`,
  },
  {
    id: "I3",
    promise: "orders that are over hold nothing",
    sql: `select id, status, hold_cash, hold_shares from portal.orders where status not in ${OPEN} and (hold_cash <> 0 or hold_shares <> 0)`,
  },
  {
    id: "I3",
    promise:
      "no order has taken available cash below zero (only a returned deposit or a bust may, and then the account is restricted)",
    sql: `select b.account_id, b.settled + b.unsettled_in - b.unsettled_out - b.reserved as available from portal.cash_balance b
          join portal.account a on a.id = b.account_id
          where b.long_value is null
            and b.settled + b.unsettled_in - b.unsettled_out - b.reserved < 0 and a.status <> 'RESTRICTED'
            and not exists (select from portal.account_restriction r
              where r.account_id = a.id and r.kind = 'LIQUIDATE_ONLY' and r.lifted_at is null)`,
  },
  {
    id: "I3",
    promise:
      "what is lent and opened for open orders of margin accounts is the sum of their holds, and nothing else is",
    sql: `select b.account_id, b.pending_loan, b.pending_opening, o.loan, o.opening from portal.cash_balance b
          left join (select account_id, sum(hold_loan) as loan, sum(hold_opening) as opening from portal.orders
                     where status in ${OPEN} group by 1) o using (account_id)
          where b.pending_loan <> coalesce(o.loan, 0) or b.pending_opening <> coalesce(o.opening, 0)
          union all
          select account_id, hold_loan, hold_opening, null, null from portal.orders
          where status not in ${OPEN} and (hold_loan <> 0 or hold_opening <> 0)`,
  },
  {
    id: "I3",
    promise:
      "only margin accounts are lent to, and one below its maintenance at the last end of day has a call for it",
    sql: `with day as (select max(business_date) as d from portal.margin_figure)
          select b.account_id, null::numeric as excess from portal.cash_balance b join portal.account a on a.id = b.account_id
          where (b.long_value is not null) <> (a.type like '%_MARGIN')
          union all
          select f.account_id, f.equity - f.maintenance_requirement from portal.margin_figure f, day
          where f.business_date = day.d and f.equity < f.maintenance_requirement and not exists (
            select from portal.margin_call c where c.account_id = f.account_id and c.kind = 'MAINTENANCE' and c.status <> 'MET')`,
  },
  {
    id: "I3",
    promise:
      "nobody has sold shares that he does not have (but for a bust, and then the account is restricted)",
    sql: `select p.account_id, p.symbol, p.settled + p.unsettled as quantity, p.reserved from portal.position p
          join portal.account a on a.id = p.account_id
          where p.settled + p.unsettled - p.reserved < 0 and a.status <> 'RESTRICTED'`,
  },
  {
    id: "I4",
    promise: "filled is never above quantity, and the live executions sum to filled",
    sql: `select o.id, o.quantity, o.cum_qty, e.filled from portal.orders o
          left join (select order_id, sum(quantity) as filled from portal.execution where busted_at is null group by 1) e on e.order_id = o.id
          where o.cum_qty > o.quantity or o.cum_qty <> coalesce(e.filled, 0)`,
  },
  {
    id: "I4",
    promise: "child orders are filled by their own executions",
    sql: `select c.id, c.quantity, c.cum_qty, e.filled from portal.child_order c
          left join (select child_order_id, sum(quantity) as filled from portal.execution where busted_at is null group by 1) e on e.child_order_id = c.id
          where c.cum_qty > c.quantity or c.cum_qty <> coalesce(e.filled, 0)`,
  },
  {
    id: "I5",
    promise: "one order for an account and client order id",
    sql: `select account_id, client_order_id, count(*) from portal.orders group by 1, 2 having count(*) > 1`,
  },
  {
    id: "I6",
    promise: "every order that was accepted has its history and was put on its way",
    // Sets are compared as sets: looked for one by one, a million orders among a million messages take hours.
    sql: `with routed as (
            select (payload->>'orderId')::uuid as id from portal.outbox where kind = 'ROUTE_ORDER'
            union
            select o.id from portal.outbox x join portal.orders o on o.group_id = (x.payload->>'groupId')::uuid where x.kind = 'ROUTE_EXITS'
            union
            select o.id from portal.orders o join portal.orders e on e.group_id = o.group_id and e.group_role = 'ENTRY' and e.id <> o.id
          ), lacking as (
            (select id from portal.orders except select order_id from portal.order_event)
            union
            (select id from portal.orders except select id from routed))
          select o.id, o.status from portal.orders o join lacking using (id) where o.status <> 'DENIED'`,
  },
  {
    id: "I7",
    promise: "each order's history is a chain of statuses that ends in its own",
    sql: `select e.order_id, e.id, e.from_status, e.before from (
            select order_id, id, from_status, lag(to_status) over (partition by order_id order by id) as before from portal.order_event) e
          where e.before is not null and e.from_status is distinct from e.before
          union all
          select o.id, null, o.status, last.to_status from portal.orders o
          join lateral (select to_status from portal.order_event e where e.order_id = o.id order by id desc limit 1) last on true
          where last.to_status <> o.status`,
  },
  {
    id: "I7",
    promise:
      "an order that is over does not come back, but a filled one by a bust, a correction or a replacement",
    sql: `select e.order_id, e.exec_type, e.from_status, e.to_status from portal.order_event e
          where e.from_status in ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED', 'DENIED') and e.to_status in ${OPEN}
            and not (e.from_status = 'FILLED'
              and e.exec_type in ('TRADE_CANCEL', 'TRADE_CORRECT', 'PENDING_REPLACE', 'REPLACED', 'RESTATED'))`,
  },
  {
    id: "I8",
    promise: "each execution counts once",
    sql: `select venue, exec_id, count(*) from portal.execution group by 1, 2 having count(*) > 1`,
  },
  {
    id: "I8",
    promise: "no event of a party is missing below the cursor",
    sql: `select c.party, c.last_seq, count(m.seq) as applied from portal.inbound_cursor c
          left join portal.inbound_message m on m.party = c.party and m.seq <= c.last_seq
          group by c.party, c.last_seq having count(m.seq) <> c.last_seq`,
  },
  {
    id: "I2",
    promise:
      "cash that was journaled left one account and came into another of the same owners, in the same amount",
    sql: `select j.source, count(*) as sides, sum(e.amount) as off from portal.journal j
          join portal.ledger_entry e on e.journal_id = j.id and e.account_id is not null
          where j.kind in ('JOURNAL_IN', 'JOURNAL_OUT') group by j.source having count(*) <> 2 or sum(e.amount) <> 0`,
  },
  {
    promise:
      "no wire was sent that nobody had confirmed by phone, and nothing that needs approvals left with fewer, or with its maker's",
    id: "I7",
    sql: `select t.id, t.method, t.status, a.approvals_needed, v.votes from portal.transfer t
          left join portal.approval a on a.kind = 'MONEY_OUT' and a.subject_id = t.id::text and a.status = 'APPROVED'
          left join lateral (select count(*) filter (where voter <> a.proposed_by) as votes from portal.approval_vote
                             where approval_id = a.id) v on true
          where t.direction = 'WITHDRAWAL' and t.status in ('REQUESTED', 'INSTRUCTED', 'COMPLETED')
            and (t.method = 'WIRE' or exists (select from portal.transfer_event e where e.transfer_id = t.id and e.status = 'APPROVAL'))
            and (coalesce(v.votes, 0) < coalesce(a.approvals_needed, 1)
              or (t.method = 'WIRE' and not exists (
                select from portal.wire_callback c where c.transfer_id = t.id and c.outcome = 'CONFIRMED')))`,
  },
  {
    id: "I9",
    promise:
      "our cash and positions equal the clearing firm's at the last end of day, or a break says where not, which is open or was explained by two people",
    sql: `with day as (select max(business_date) as d from portal.eod_import where status = 'IMPORTED'),
          theirs as (select account_id, settled_cash + unsettled_cash + uncollected as cash from portal.eod_balance, day where business_date = day.d),
          ours as (select e.account_id, sum(e.amount) as cash from portal.ledger_entry e join portal.journal j on j.id = e.journal_id, day
                   where e.asset = 'USD' and e.account_id is not null
                     and j.trade_date <= day.d
                   group by e.account_id)
          select t.account_id, t.cash as theirs, coalesce(o.cash, 0) as ours from theirs t left join ours o using (account_id)
          where t.cash <> coalesce(o.cash, 0)
            and not exists (select 1 from portal.reconciliation_break b where b.account_id = t.account_id
              and (b.status = 'OPEN' or b.business_date = (select d from day) and exists (
                select 1 from portal.break_proposal p where p.break_id = b.id and p.status = 'APPROVED' and p.kind = 'EXPLANATION')))`,
  },
  {
    id: "I10",
    promise: "each audit row has the hash of what it says",
    sql: `select e.id, e.action from portal.audit_event e where e.hash <> portal.audit_hash(e)`,
  },
  {
    id: "I10",
    promise: "each audit row is sealed or waits for the sealer",
    sql: `select e.id, e.action from portal.audit_event e
          left join portal.audit_seal s on s.event_id = e.id left join portal.audit_unsealed u on u.event_id = e.id
          where (s.event_id is null) = (u.event_id is null)`,
  },
  {
    id: "I10",
    promise: "the chain of seals is unbroken",
    sql: `select seq from (
            select s.seq, s.hash, encode(sha256(convert_to(coalesce(lag(s.hash) over (order by s.seq), '') || e.hash, 'UTF8')), 'hex') as expected,
              s.seq - coalesce(lag(s.seq) over (order by s.seq), 0) as step
            from portal.audit_seal s join portal.audit_event e on e.id = s.event_id) chain
          where hash <> expected or step <> 1`,
  },
  {
    id: "17a-4",
    promise: "the latest papers are the bytes that were kept: their size and SHA-256 are those on record",
    sql: `select d.id, d.sha256, d.size, encode(sha256(c.bytes), 'hex') as found, octet_length(c.bytes) as length
          from (select * from portal.document order by created_at desc, id limit 500) d
          left join portal.document_content c on c.document_id = d.id
          where c.bytes is null or encode(sha256(c.bytes), 'hex') <> d.sha256 or octet_length(c.bytes) <> d.size`,
  },
];
