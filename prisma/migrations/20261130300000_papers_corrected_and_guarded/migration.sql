-- A paper that corrects another names it; the other stays. `edition` is that of the wording and templates that printed
-- it: a paper of the present edition can be printed again, byte for byte, from its model.
ALTER TABLE "portal"."document"
  ADD COLUMN "corrects_id" UUID,
  ADD COLUMN "edition" INTEGER NOT NULL DEFAULT 1,
  ADD CONSTRAINT "document_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "portal"."document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "document_corrects_id_idx" ON "portal"."document"("corrects_id");

ALTER TABLE "portal"."document_job"
  ADD COLUMN "corrects_id" UUID,
  ADD COLUMN "reason" TEXT;

-- How far a month's statements are is counted by kind and month.
CREATE INDEX "document_job_kind_subject_idx" ON "portal"."document_job"("kind", "subject");

-- Unread marks are counted on every page of the portal.
CREATE INDEX document_unread ON portal.document (account_id) WHERE first_read_at IS NULL;

-- Of what a break holds back: open breaks by account.
CREATE INDEX reconciliation_break_open_account ON portal.reconciliation_break (account_id) WHERE status = 'OPEN';

-- Open orders that the index of open orders does not hold: few, and on every statement.
CREATE INDEX orders_waiting ON portal.orders (account_id) WHERE status IN ('HELD', 'DONE_FOR_DAY');

-- SEC Rule 17a-4(f): a paper is kept as it was made. Only that it was read is noted later, and once.
CREATE FUNCTION portal.refuse_paper_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a paper is kept: DELETE refused' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.account_id, NEW.kind, NEW.subject, NEW.title, NEW.on_date, NEW.sha256, NEW.size, NEW.created_at, NEW.edition)
       IS DISTINCT FROM
     (OLD.id, OLD.account_id, OLD.kind, OLD.subject, OLD.title, OLD.on_date, OLD.sha256, OLD.size, OLD.created_at, OLD.edition)
     OR NEW.corrects_id IS DISTINCT FROM OLD.corrects_id
     OR NEW.model IS DISTINCT FROM OLD.model
     OR (OLD.first_read_at IS NOT NULL AND NEW.first_read_at IS DISTINCT FROM OLD.first_read_at) THEN
    RAISE EXCEPTION 'a paper is kept as it was made: UPDATE refused' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept_as_made BEFORE UPDATE OR DELETE ON portal.document
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_paper_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON portal.document
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
