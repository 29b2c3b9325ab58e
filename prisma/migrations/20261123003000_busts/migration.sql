-- Busts and corrections of fills (FINRA 11890): what was told stays on record, beside what holds now.

-- Which journals an execution has: TRADE with its id as source, then "id:1", "id:2" ... for each time it was changed.
ALTER TABLE portal.execution ADD COLUMN revision int NOT NULL DEFAULT 0;

-- A venue's trade as it was told, when it was taken back, and how often it was changed.
ALTER TABLE street.venue_trade
  ADD COLUMN busted_at timestamptz(3),
  ADD COLUMN amended_for text,
  ADD COLUMN revision int NOT NULL DEFAULT 0;
-- Shares that were executed and taken back: with them an order's count of executed shares, of which its execution ids
-- are made, never falls.
ALTER TABLE street.venue_order ADD COLUMN taken_back numeric(28, 8) NOT NULL DEFAULT 0,
  ADD CONSTRAINT taken_back_not_negative CHECK (taken_back >= 0);
ALTER TABLE street.firm_trade ADD COLUMN revision int NOT NULL DEFAULT 0;
DROP INDEX street.venue_trade_uncaptured;
CREATE INDEX venue_trade_uncaptured ON street.venue_trade (exec_id) WHERE captured_at IS NULL AND busted_at IS NULL;

-- Shares that were sold and turned out not to have been bought are a lot below zero, closed by the next purchase.
ALTER TABLE portal.tax_lot DROP CONSTRAINT open_in_range,
  ADD CONSTRAINT open_in_range CHECK (quantity <> 0 AND CASE WHEN quantity > 0
    THEN open_quantity >= 0 AND open_quantity <= quantity ELSE open_quantity <= 0 AND open_quantity >= quantity END);
CREATE INDEX tax_lot_short ON portal.tax_lot (account_id, symbol, acquired_on, seq) WHERE open_quantity < 0;
