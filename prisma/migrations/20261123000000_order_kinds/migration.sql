-- Every kind of order: stops and trailing stops, hours, routes, dollars, groups, replacements.
ALTER TABLE portal.orders
  ADD COLUMN session text NOT NULL DEFAULT 'REGULAR',
  ADD COLUMN stop_price numeric(28, 8),
  ADD COLUMN trail_by text,
  ADD COLUMN trail_value numeric(28, 8),
  ADD COLUMN amount numeric(28, 8),
  ADD COLUMN route_venue text,
  ADD COLUMN on_protected text,
  ADD COLUMN route_round int NOT NULL DEFAULT 0,
  ADD COLUMN group_id uuid,
  ADD COLUMN group_role text,
  ADD COLUMN pending_replace jsonb,
  ADD COLUMN triggered_at timestamptz(3),
  DROP CONSTRAINT limit_has_price,
  DROP CONSTRAINT status_known,
  ADD CONSTRAINT limit_has_price CHECK ((type IN ('LIMIT', 'STOP_LIMIT')) = (limit_price IS NOT NULL)),
  ADD CONSTRAINT stop_has_price CHECK ((type IN ('STOP', 'STOP_LIMIT')) = (stop_price IS NOT NULL)),
  ADD CONSTRAINT trailing_has_trail CHECK (
    (type = 'TRAILING_STOP') = (trail_by IS NOT NULL) AND (trail_by IS NULL) = (trail_value IS NULL)),
  ADD CONSTRAINT group_has_role CHECK ((group_id IS NULL) = (group_role IS NULL)),
  ADD CONSTRAINT status_known CHECK (status IN ('DENIED', 'HELD', 'PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'FILLED',
    'PENDING_CANCEL', 'CANCELED', 'REJECTED', 'EXPIRED', 'DONE_FOR_DAY', 'PENDING_REPLACE', 'STOPPED', 'SUSPENDED',
    'CALCULATED'));

-- The orders of one group are always looked at together; most orders belong to none.
CREATE INDEX orders_group ON portal.orders (group_id) WHERE group_id IS NOT NULL;

-- TAKE children are there for what is displayed at one moment; what they do not get is routed anew.
ALTER TABLE portal.child_order
  ADD COLUMN role text NOT NULL DEFAULT 'WAIT',
  ADD COLUMN link_id uuid,
  ADD COLUMN routed_qty numeric(28, 8);
UPDATE portal.child_order SET routed_qty = quantity;
ALTER TABLE portal.child_order ALTER COLUMN routed_qty SET NOT NULL;


ALTER TABLE street.venue_order
  ADD COLUMN session text NOT NULL DEFAULT 'REGULAR',
  ADD COLUMN stop_price numeric(28, 8),
  ADD COLUMN trail_by text,
  ADD COLUMN trail_value numeric(28, 8),
  ADD COLUMN peak numeric(28, 8),
  ADD COLUMN triggered boolean NOT NULL DEFAULT true,
  ADD COLUMN on_protected text,
  ADD COLUMN link_id uuid;
CREATE INDEX venue_order_linked ON street.venue_order (link_id) WHERE status = 'OPEN' AND link_id IS NOT NULL;

-- The last seconds of an account's orders: its rate, and twins.
CREATE INDEX orders_recent ON portal.orders (account_id, placed_at DESC);
