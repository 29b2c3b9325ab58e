-- The clearing firm's own tax lots, and the order in which trades were heard of: first in, first out needs it on both sides.

ALTER TABLE portal.execution ADD COLUMN seq bigserial;
ALTER TABLE street.firm_trade ADD COLUMN seq bigserial,
  -- The day in whose file the trade stands: one that was rejected at first is booked later, as of its trade date.
  ADD COLUMN booked_on date;
UPDATE street.firm_trade SET booked_on = trade_date;
ALTER TABLE street.firm_trade ALTER COLUMN booked_on SET NOT NULL;
DROP INDEX street.firm_trade_trade_date_idx;
CREATE INDEX firm_trade_booked_on_idx ON street.firm_trade (booked_on);

CREATE TABLE street.firm_lot (
  account_number text NOT NULL,
  symbol text NOT NULL,
  -- The execution that opened it.
  lot_id text NOT NULL,
  acquired_on date NOT NULL,
  seq bigserial NOT NULL,
  quantity numeric(28, 8) NOT NULL,
  open_quantity numeric(28, 8) NOT NULL,
  cost numeric(28, 8) NOT NULL,
  open_cost numeric(28, 8) NOT NULL,
  PRIMARY KEY (account_number, symbol, lot_id),
  CONSTRAINT open_in_range CHECK (quantity <> 0 AND CASE WHEN quantity > 0
    THEN open_quantity >= 0 AND open_quantity <= quantity ELSE open_quantity <= 0 AND open_quantity >= quantity END)
);
CREATE INDEX firm_lot_open ON street.firm_lot (account_number, symbol, acquired_on, seq) WHERE open_quantity <> 0;

-- A street that has traded before begins with the lots that its trades left: the portal's, since both closed them by one rule.
INSERT INTO street.firm_lot (account_number, symbol, lot_id, acquired_on, quantity, open_quantity, cost, open_cost)
SELECT a.number, l.symbol, x.exec_id, l.acquired_on, l.quantity, l.open_quantity, l.cost, l.open_cost
FROM portal.tax_lot l JOIN portal.execution x ON x.id = l.execution_id JOIN portal.account a ON a.id = l.account_id
ORDER BY l.seq;
