-- The clearing firm names the executions that it has settled: the way to those that wait for it, and to no others.
CREATE INDEX execution_to_settle ON portal.execution (exec_id) WHERE settled_at IS NULL AND busted_at IS NULL;
