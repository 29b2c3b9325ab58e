-- Why an account is restricted, so that one cause lifted (a hit that was cleared) leaves another's (a disputed address)
-- in force: a kind stands once for each cause.
ALTER TABLE portal.account_restriction ADD COLUMN cause text NOT NULL DEFAULT 'STAFF'
  CONSTRAINT cause_known CHECK (cause IN ('STAFF', 'SHORT', 'RETURNED_DEPOSIT', 'NAME_LIST', 'DISPUTED_ADDRESS'));

ALTER TABLE portal.account_restriction DISABLE TRIGGER USER;
UPDATE portal.account_restriction
SET cause = CASE WHEN reason LIKE 'A deposit %' THEN 'RETURNED_DEPOSIT' WHEN reason LIKE 'A name list %' THEN 'NAME_LIST' ELSE 'SHORT' END
WHERE placed_by IS NULL;
ALTER TABLE portal.account_restriction ENABLE TRIGGER USER;

DROP INDEX portal.account_restriction_one;
CREATE UNIQUE INDEX account_restriction_one ON portal.account_restriction (account_id, kind, cause) WHERE lifted_at IS NULL;

CREATE OR REPLACE FUNCTION portal.only_lifted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_at IS NOT NULL OR (NEW.id, NEW.account_id, NEW.kind, NEW.cause, NEW.reason, NEW.placed_by, NEW.placed_at)
      IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.kind, OLD.cause, OLD.reason, OLD.placed_by, OLD.placed_at) THEN
    RAISE EXCEPTION 'a restriction is lifted once, and nothing else of it changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
