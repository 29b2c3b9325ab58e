/** SQL for the id of the n-th account (or person) of the bench world: a valid UUIDv8 made of its number. */
export const benchId = (what: "account" | "user", n: string): string =>
  `overlay(overlay(md5('bench-${what}:' || ${n}) placing '8' from 13) placing '8' from 17)::uuid`;

/**
 * The smallest durable SQL that writes the rows of one accepted order: the hold on the cash balance, the order, its
 * first event and the outbox message, without any check. What the use case is measured against.
 * `account` is SQL that gives the account's id.
 */
export const smallestOrderSql = (account: string): string => `
with guard as (
  update portal.cash_balance set reserved = reserved + 101 where account_id = ${account} returning account_id
), placed as (
  insert into portal.orders (id, account_id, client_order_id, body_hash, placed_by, symbol, side, type, time_in_force,
    quantity, limit_price, worst_price, status, leaves_qty, hold_cash, placed_at, exchange_at)
  select gen_random_uuid(), account_id, gen_random_uuid()::text, 'bench', account_id, 'AAPL', 'BUY', 'LIMIT', 'DAY',
    1, 100, 100, 'PENDING_NEW', 1, 101, now(), now() from guard returning id, account_id
), noted as (
  insert into portal.order_event (order_id, account_id, exec_type, to_status, detail, exchange_at)
  select id, account_id, 'PENDING_NEW', 'PENDING_NEW', '{"note":"Received."}'::jsonb, now() from placed
), sent as (
  insert into portal.outbox (message_id, party, kind, payload)
  select gen_random_uuid(), 'VENUES', 'ROUTE_ORDER', jsonb_build_object('orderId', id) from placed
)
select count(*) from placed`;
