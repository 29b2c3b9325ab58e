-- When a request reached its door in exchange time: an order's fills depend on this, not on when the cycle gets to it.
ALTER TABLE street.command ADD COLUMN exchange_at timestamptz(3);

-- A limit order first takes what is displayed within its limit, moment by moment; when nothing is, it comes to rest.
ALTER TABLE street.venue_order ADD COLUMN resting boolean NOT NULL DEFAULT false;

-- The cycle's own ways to what is due.
CREATE INDEX firm_cash_movement_pending ON street.firm_cash_movement (settles_on) WHERE status IN ('WITH_BANK', 'POSTED');
