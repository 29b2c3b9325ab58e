import type pg from "pg";
import { benchId } from "./order-sql";

/**
 * Books for the end-of-day benchmark, written on both sides by plain SQL as the engine would have written them: each
 * account has a deposit, and one trade a day, by turns a purchase of ten and a sale of five shares. Everybody's cash,
 * positions, lots and journals agree.
 */
const SYMBOLS = "array['F', 'BAC', 'T', 'PFE', 'INTC']";
const symbolOf = (n: string) => `(${SYMBOLS})[1 + ${n} % 5]`;
const DEPOSIT = 100_000;

/** Accounts `from` to `to` on both sides, with a deposit that may be used. */
export async function openBothSides(client: pg.Client, from: number, to: number, on: string): Promise<void> {
  const accounts = `generate_series(${from}, ${to}) n`;
  const id = benchId("account", "n");
  const at = `timestamptz '${on} 09:30 America/New_York'`;
  for (const sql of [
    `insert into portal.users (id, email, password_hash, display_name, email_verified_at, created_at)
     select ${benchId("user", "n")}, 'bench' || n || '@example.com', 'none', 'Bench ' || n, now(), now() from ${accounts}`,
    `insert into portal.account (id, number, title, type, status, created_at, opened_on)
     select ${id}, 'B-' || n, 'Bench ' || n, 'INDIVIDUAL_CASH', 'OPEN', now(), '${on}' from ${accounts}`,
    `insert into portal.account_holder (account_id, user_id) select ${id}, ${benchId("user", "n")} from ${accounts}`,
    `insert into portal.cash_balance (account_id, settled) select ${id}, ${DEPOSIT} from ${accounts}`,
    `insert into portal.journal (id, kind, source, memo, account_id, trade_date, settlement_date, exchange_at)
     select md5(k || n)::uuid, k, 'bench-' || n, 'Deposit', ${id}, '${on}', '${on}', ${at}
     from ${accounts}, (values ('DEPOSIT'), ('DEPOSIT_RELEASE')) as kinds(k)`,
    `insert into portal.ledger_entry (journal_id, ledger_account, account_id, asset, amount)
     select md5(k || n)::uuid, ledger, case when ledger <> 'CLEARING_FIRM' then ${id} end, 'USD', sign * ${DEPOSIT}
     from ${accounts}, (values ('DEPOSIT', 'CASH_UNCOLLECTED', 1), ('DEPOSIT', 'CLEARING_FIRM', -1),
       ('DEPOSIT_RELEASE', 'CASH_UNCOLLECTED', -1), ('DEPOSIT_RELEASE', 'CASH_SETTLED', 1)) as lines(k, ledger, sign)`,
    `insert into street.firm_account (number, reference, title, commission_class, status, opened_on)
     select 'B-' || n, ${id}::text, 'Bench ' || n, 'STANDARD', 'OPEN', '${on}' from ${accounts}`,
    `insert into street.firm_journal (id, kind, source, account_number, trade_date, settlement_date, exchange_at)
     select md5('firm' || n)::uuid, 'DEPOSIT', 'bench-' || n, 'B-' || n, '${on}', '${on}', ${at} from ${accounts}`,
    `insert into street.firm_entry (journal_id, ledger_account, account_number, asset, amount)
     select md5('firm' || n)::uuid, ledger, case when sign > 0 then 'B-' || n end, 'USD', sign * ${DEPOSIT}
     from ${accounts}, (values ('CUSTOMER_SETTLED', 1), ('BANK', -1)) as lines(ledger, sign)`,
    `insert into street.firm_balance (account_number, asset, trade_date_qty, settled_qty)
     select 'B-' || n, 'USD', ${DEPOSIT}, ${DEPOSIT} from ${accounts}`,
  ])
    await client.query(sql);
}

export type TradingDay = { day: string; settles: string; side: "BUY" | "SELL" };

/** One trade of every account up to `count` on a day, on both sides. */
export async function tradeBothSides(client: pg.Client, count: number, of: TradingDay): Promise<void> {
  const { day, settles, side } = of;
  const isBuy = side === "BUY";
  const sign = isBuy ? 1 : -1;
  const at = `timestamptz '${day} 10:00 America/New_York'`;
  await client.query(`drop table if exists pg_temp.traded`);
  await client.query(
    `create temp table traded as
     select t.*, round(quantity * price, 2) as gross, ${isBuy ? "-round(quantity * price, 2) - 1" : "round(quantity * price, 2) - 1"} as net,
       md5('execution' || exec_id)::uuid as execution_id, md5('order' || exec_id)::uuid as order_id
     from (select ${benchId("account", "n")} as account_id, ${benchId("user", "n")} as user_id, 'B-' || n as number,
       'XNYS-' || md5(n || '${day}') || '-10' as exec_id, ${symbolOf("n")} as symbol, ${isBuy ? 10 : 5}::numeric as quantity,
       (10 + n % 100 / 100.0)::numeric(28, 2) as price from generate_series(1, ${count}) n) t`,
  );
  const insert = (into: string, select: string) =>
    client.query(`insert into ${into} select ${select} from traded`);
  await insert(
    `portal.orders (id, account_id, client_order_id, body_hash, placed_by, symbol, side, type, time_in_force, quantity,
      status, cum_qty, leaves_qty, cum_notional, commission, placed_at, exchange_at, closed_at)`,
    `order_id, account_id, exec_id, 'bench', user_id, symbol, '${side}', 'MARKET', 'DAY', quantity, 'FILLED', quantity, 0,
      gross, 1, ${at}, ${at}, ${at}`,
  );
  await insert(
    "portal.child_order (id, order_id, venue, quantity, status, cum_qty, routed_at, routed_qty)",
    `order_id, order_id, 'XNYS', quantity, 'FILLED', quantity, ${at}, quantity`,
  );
  await insert(
    "portal.order_event (order_id, account_id, exec_type, to_status, detail, exchange_at)",
    `order_id, account_id, 'TRADE', 'FILLED', '{}', ${at}`,
  );
  await insert(
    "portal.outbox (message_id, party, kind, payload, sent_at)",
    `order_id, 'VENUES', 'ROUTE_ORDER', jsonb_build_object('orderId', order_id), now()`,
  );
  await insert(
    `portal.execution (id, venue, exec_id, order_id, child_order_id, account_id, symbol, side, quantity, price, liquidity,
      venue_fee, commission, sec_fee, taf_fee, executed_at, trade_date, settlement_date)`,
    `execution_id, 'XNYS', exec_id, order_id, order_id, account_id, symbol, '${side}', quantity, price, 'REMOVED', 0, 1, 0, 0,
      ${at}, '${day}', '${settles}'`,
  );
  await insert(
    "portal.journal (id, kind, source, memo, account_id, trade_date, settlement_date, exchange_at)",
    `execution_id, 'TRADE', execution_id::text, 'Traded', account_id, '${day}', '${settles}', ${at}`,
  );
  await client.query(
    `insert into portal.ledger_entry (journal_id, ledger_account, account_id, asset, amount)
     select execution_id, l.ledger, case when l.own then account_id end, l.asset, l.amount from traded,
     lateral (values ('${isBuy ? "CASH_UNSETTLED_OUT" : "CASH_UNSETTLED_IN"}', true, 'USD', net),
       ('CLEARING_FIRM', false, 'USD', ${sign} * gross), ('COMMISSIONS', false, 'USD', 1),
       ('SECURITIES_UNSETTLED', true, symbol, ${sign} * quantity), ('CLEARING_FIRM', false, symbol, ${-sign} * quantity)) as l(ledger, own, asset, amount)`,
  );
  await client.query(
    `update portal.cash_balance b set ${isBuy ? "unsettled_out = unsettled_out - net" : "unsettled_in = unsettled_in + net"}
     from traded t where t.account_id = b.account_id`,
  );
  await client.query(
    `insert into portal.position (account_id, symbol, unsettled) select account_id, symbol, ${sign} * quantity from traded
     on conflict (account_id, symbol) do update set unsettled = position.unsettled + excluded.unsettled`,
  );
  if (isBuy)
    await insert(
      `portal.tax_lot (id, account_id, symbol, acquired_on, quantity, open_quantity, cost, open_cost, execution_id)`,
      `execution_id, account_id, symbol, '${day}', quantity, quantity, -net, -net, execution_id`,
    );
  else await closeOldest(client, day);
  await insert(
    `street.firm_trade (exec_id, account_number, order_reference, symbol, side, quantity, price, gross, commission, sec_fee,
      taf_fee, net, trade_date, settlement_date, booked_on)`,
    `exec_id, number, order_id, symbol, '${side}', quantity, price, gross, 1, 0, 0, net, '${day}', '${settles}', '${day}'`,
  );
  await insert(
    "street.firm_journal (id, kind, source, account_number, trade_date, settlement_date, exchange_at)",
    `execution_id, 'TRADE', exec_id, number, '${day}', '${settles}', ${at}`,
  );
  await client.query(
    `insert into street.firm_entry (journal_id, ledger_account, account_number, asset, amount)
     select execution_id, l.ledger, case when l.own then number end, l.asset, l.amount from traded,
     lateral (values ('CUSTOMER_UNSETTLED', true, 'USD', net), ('CNS_UNSETTLED', false, 'USD', ${sign} * gross),
       ('COMMISSIONS_DUE', false, 'USD', 1), ('CUSTOMER_UNSETTLED', true, symbol, ${sign} * quantity),
       ('CNS_UNSETTLED', false, symbol, ${-sign} * quantity)) as l(ledger, own, asset, amount)`,
  );
  await client.query(
    `insert into street.firm_balance (account_number, asset, trade_date_qty)
     select number, 'USD', net from traded union all select number, symbol, ${sign} * quantity from traded
     on conflict (account_number, asset) do update set trade_date_qty = firm_balance.trade_date_qty + excluded.trade_date_qty`,
  );
}

/** Five shares of each account's oldest lot. */
async function closeOldest(client: pg.Client, day: string): Promise<void> {
  await client.query(`drop table if exists pg_temp.closed`);
  await client.query(
    `create temp table closed as
     select t.execution_id, t.account_id, t.symbol, t.net, l.id as lot_id,
       case when l.open_quantity = t.quantity then l.open_cost else round(l.open_cost * t.quantity / l.open_quantity, 2) end as cost
     from traded t cross join lateral (
       select id, open_quantity, open_cost from portal.tax_lot l
       where l.account_id = t.account_id and l.symbol = t.symbol and l.open_quantity > 0 order by acquired_on, seq limit 1) l`,
  );
  await client.query(
    `update portal.tax_lot l set open_quantity = open_quantity - 5, open_cost = open_cost - c.cost from closed c where c.lot_id = l.id`,
  );
  await client.query(
    `insert into portal.lot_closing (id, lot_id, account_id, symbol, closed_on, quantity, proceeds, cost, execution_id)
     select execution_id, lot_id, account_id, symbol, '${day}', 5, net, cost, execution_id from closed`,
  );
}
