-- The clearing firm names what has settled by its execution id alone, five hundred at a time.
CREATE INDEX "execution_exec_id_idx" ON "portal"."execution"("exec_id");
