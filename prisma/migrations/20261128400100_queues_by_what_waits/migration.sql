-- What is asked again and again, many times a second while the street is busy, is found without reading what is over.
CREATE INDEX "taken_liquidity_symbol_moment_idx" ON "street"."taken_liquidity"("symbol", "moment");
CREATE INDEX outbox_to_route ON portal.outbox (id) WHERE sent_at IS NULL AND kind IN ('ROUTE_ORDER', 'ROUTE_EXITS');
CREATE INDEX firm_cash_movement_due ON street.firm_cash_movement (settles_on, id) WHERE status IN ('WITH_BANK', 'POSTED');
-- Orders at a venue are rewritten while they stand: room on their pages keeps the indexes out of it.
ALTER TABLE street.venue_order SET (fillfactor = 70);
