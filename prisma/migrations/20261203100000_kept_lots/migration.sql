-- A choice of lots applies to what has not settled: a fill that had settled when its order's lots were named anew keeps
-- what it was closed by, with as much of its order as was filled before it.
ALTER TABLE portal.execution ADD COLUMN kept_lots jsonb;
ALTER TABLE street.firm_trade ADD COLUMN kept_lots jsonb;
