-- The second of two linked orders may come when the first is finished: its partner is looked for among all of them.
DROP INDEX street.venue_order_linked;
CREATE INDEX venue_order_linked ON street.venue_order (link_id) WHERE link_id IS NOT NULL;
