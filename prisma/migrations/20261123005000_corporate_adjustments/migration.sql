-- Orders whose price stands through ordinary dividends (FINRA 5330: do not reduce), and, at a venue, orders that a split
-- cancels because they belong together.
ALTER TABLE portal.orders
  ADD COLUMN do_not_reduce boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT do_not_reduce_stands CHECK (NOT do_not_reduce OR time_in_force IN ('GTC', 'GTD'));
ALTER TABLE street.venue_order
  ADD COLUMN do_not_reduce boolean NOT NULL DEFAULT false,
  ADD COLUMN is_grouped boolean NOT NULL DEFAULT false;
