-- How many of an account's orders are open, beside its cash: the statement that places an order holds that row anyway,
-- so the limit on open orders costs the same whether there are ten or ten thousand, and parallel orders can't pass it.
ALTER TABLE portal.cash_balance ADD COLUMN open_orders integer NOT NULL DEFAULT 0;

UPDATE portal.cash_balance b SET open_orders = o.number
FROM (
  SELECT account_id, count(*)::integer AS number FROM portal.orders
  WHERE status IN ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL', 'PENDING_REPLACE', 'STOPPED', 'SUSPENDED')
  GROUP BY account_id) o
WHERE b.account_id = o.account_id;

-- Kept by the database, so that no way of changing an order can forget it. The statuses are those of the index
-- orders_open. Rows are locked in key order; orders come before cash, cash before positions.
CREATE FUNCTION portal.count_placed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO portal.cash_balance (account_id, open_orders)
  SELECT account_id, count(*)::integer FROM placed
  WHERE status IN ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL', 'PENDING_REPLACE', 'STOPPED', 'SUSPENDED')
  GROUP BY account_id ORDER BY account_id
  ON CONFLICT (account_id) DO UPDATE SET open_orders = cash_balance.open_orders + excluded.open_orders;
  RETURN NULL;
END $$;

CREATE FUNCTION portal.count_changed_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE portal.cash_balance b SET open_orders = b.open_orders + change.number
  FROM (
    SELECT account_id, sum(number)::integer AS number
    FROM (SELECT account_id, status, 1 AS number FROM after UNION ALL SELECT account_id, status, -1 FROM before) both_sides
    WHERE status IN ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL', 'PENDING_REPLACE', 'STOPPED', 'SUSPENDED')
    GROUP BY account_id HAVING sum(number) <> 0 ORDER BY account_id) change
  WHERE b.account_id = change.account_id;
  RETURN NULL;
END $$;

CREATE TRIGGER count_open AFTER INSERT ON portal.orders
  REFERENCING NEW TABLE AS placed FOR EACH STATEMENT EXECUTE FUNCTION portal.count_placed_orders();
CREATE TRIGGER count_open_again AFTER UPDATE ON portal.orders
  REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION portal.count_changed_orders();
