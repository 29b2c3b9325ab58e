-- 1. Four eyes: what one proposes and others approve. What is done then is an effect of its kind, once.
CREATE TABLE portal.approval (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  -- What the approver reads, and what the effect does. No secrets.
  payload jsonb NOT NULL,
  reason text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  approvals_needed smallint NOT NULL CHECK (approvals_needed BETWEEN 1 AND 5),
  status text NOT NULL DEFAULT 'PROPOSED' CHECK (status IN ('PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  decided_by uuid,
  decided_at timestamptz(3),
  decision_reason text,
  -- A permission that may be used once (to see a tax id): when it was.
  used_at timestamptz(3),
  UNIQUE (id, proposed_by),
  CONSTRAINT decided_whole CHECK ((status = 'PROPOSED') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT four_eyes CHECK (CASE status WHEN 'APPROVED' THEN decided_by <> proposed_by WHEN 'REJECTED' THEN decided_by <> proposed_by
    WHEN 'WITHDRAWN' THEN decided_by = proposed_by ELSE true END),
  CONSTRAINT used_when_approved CHECK (used_at IS NULL OR status = 'APPROVED')
);
CREATE UNIQUE INDEX approval_one_open ON portal.approval (kind, subject_id) WHERE status = 'PROPOSED';
CREATE INDEX approval_status_proposed_at_idx ON portal.approval (status, proposed_at);
CREATE INDEX approval_subject_id_idx ON portal.approval (subject_id);

-- One person's yes; never the maker's, whatever the code above says.
CREATE TABLE portal.approval_vote (
  approval_id uuid NOT NULL,
  voter uuid NOT NULL,
  proposed_by uuid NOT NULL,
  voted_at timestamptz(3) NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (approval_id, voter),
  FOREIGN KEY (approval_id, proposed_by) REFERENCES portal.approval (id, proposed_by),
  CONSTRAINT four_eyes CHECK (voter <> proposed_by)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal.approval_vote FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON portal.approval_vote FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

-- 2. What an account may not do. A row is placed and lifted, and never changed otherwise.
CREATE TABLE portal.account_restriction (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES portal.account (id),
  kind text NOT NULL CHECK (kind IN ('NO_BUYS', 'NO_WITHDRAWALS', 'LIQUIDATE_ONLY', 'NO_BUSINESS')),
  reason text NOT NULL,
  -- Null: the house itself, because of a returned deposit, a bust, a correction.
  placed_by uuid,
  placed_at timestamptz(3) NOT NULL,
  lifted_by uuid,
  lifted_at timestamptz(3),
  lift_reason text,
  CONSTRAINT lifted_whole CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
);
CREATE UNIQUE INDEX account_restriction_one ON portal.account_restriction (account_id, kind) WHERE lifted_at IS NULL;
CREATE INDEX account_restriction_account_id_idx ON portal.account_restriction (account_id, placed_at);

-- The row that an order or a withdrawal takes its hold from says what is forbidden: whoever waits for that row reads
-- it again as it is then, so nothing slips in between looking and taking.
ALTER TABLE portal.cash_balance
  ADD COLUMN trading_block text CHECK (trading_block IN ('BUYS', 'ALL')),
  ADD COLUMN withdrawals_blocked boolean NOT NULL DEFAULT false;

CREATE FUNCTION portal.keep_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Locked first: the next statement sees what others had written of this account until then.
  PERFORM 1 FROM portal.cash_balance WHERE account_id = NEW.account_id FOR UPDATE;
  UPDATE portal.cash_balance b SET trading_block = r.block, withdrawals_blocked = r.blocked
  FROM (SELECT CASE WHEN bool_or(kind = 'NO_BUSINESS') THEN 'ALL' WHEN bool_or(kind IN ('NO_BUYS', 'LIQUIDATE_ONLY')) THEN 'BUYS' END AS block,
          coalesce(bool_or(kind IN ('NO_WITHDRAWALS', 'NO_BUSINESS')), false) AS blocked
        FROM portal.account_restriction WHERE account_id = NEW.account_id AND lifted_at IS NULL) r
  WHERE b.account_id = NEW.account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER kept_in_cash_row AFTER INSERT OR UPDATE ON portal.account_restriction
  FOR EACH ROW EXECUTE FUNCTION portal.keep_blocks();

CREATE FUNCTION portal.only_lifted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.lifted_at IS NOT NULL OR (NEW.id, NEW.account_id, NEW.kind, NEW.reason, NEW.placed_by, NEW.placed_at)
      IS DISTINCT FROM (OLD.id, OLD.account_id, OLD.kind, OLD.reason, OLD.placed_by, OLD.placed_at) THEN
    RAISE EXCEPTION 'a restriction is lifted once, and nothing else of it changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_lifted BEFORE UPDATE ON portal.account_restriction FOR EACH ROW EXECUTE FUNCTION portal.only_lifted();
CREATE TRIGGER never_deleted BEFORE DELETE ON portal.account_restriction FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

INSERT INTO portal.account_restriction (id, account_id, kind, reason, placed_at)
SELECT gen_random_uuid(), id, 'NO_BUSINESS', 'Restricted before restrictions were kept as rows.', created_at
FROM portal.account WHERE status = 'RESTRICTED';

-- 3. An application may also wait for its customer's answer, or for an administrator.
ALTER TABLE portal.application DROP CONSTRAINT status_known;
ALTER TABLE portal.application ADD CONSTRAINT status_known
  CHECK (status IN ('DRAFT', 'SUBMITTED', 'INFO_REQUESTED', 'ESCALATED', 'APPROVED', 'REJECTED'));
DROP INDEX portal.application_one_open;
CREATE UNIQUE INDEX application_one_open ON portal.application (user_id, account_type)
  WHERE status IN ('DRAFT', 'SUBMITTED', 'INFO_REQUESTED', 'ESCALATED');
ALTER TABLE portal.application
  ADD COLUMN escalated_at timestamptz(3),
  ADD COLUMN assigned_to uuid,
  ADD COLUMN assigned_at timestamptz(3);
CREATE INDEX application_waiting ON portal.application (submitted_at, id) WHERE status IN ('SUBMITTED', 'INFO_REQUESTED', 'ESCALATED');

CREATE TABLE portal.application_message (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES portal.application (id),
  author_id uuid NOT NULL,
  -- FIRM: a question of ours; CUSTOMER: an answer.
  side text NOT NULL CHECK (side IN ('FIRM', 'CUSTOMER')),
  body text NOT NULL,
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX application_message_application_id_idx ON portal.application_message (application_id, created_at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal.application_message FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON portal.application_message FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
