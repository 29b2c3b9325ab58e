-- How a break is resolved: one person proposes, another one decides. An adjustment posts its journal when it is approved.
CREATE TABLE portal.break_proposal (
  id uuid PRIMARY KEY,
  break_id uuid NOT NULL REFERENCES portal.reconciliation_break (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('ADJUSTMENT', 'EXPLANATION')),
  -- Of an adjustment only: the customer's ledger account, what it lacks (signed), of what, and what shares had cost.
  ledger_account text,
  asset text,
  amount numeric(28, 8),
  cost numeric(28, 8),
  reason text NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  status text NOT NULL DEFAULT 'PROPOSED' CHECK (status IN ('PROPOSED', 'APPROVED', 'DECLINED')),
  decided_by uuid,
  decided_at timestamptz(3),
  journal_id uuid,
  CONSTRAINT adjusts_something CHECK ((kind = 'ADJUSTMENT') = (ledger_account IS NOT NULL AND asset IS NOT NULL AND amount IS NOT NULL AND amount <> 0)),
  CONSTRAINT decided_whole CHECK ((status = 'PROPOSED') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT journal_of_adjustment CHECK ((journal_id IS NOT NULL) = (kind = 'ADJUSTMENT' AND status = 'APPROVED')),
  CONSTRAINT four_eyes CHECK (status <> 'APPROVED' OR decided_by <> proposed_by)
);
CREATE UNIQUE INDEX break_proposal_one ON portal.break_proposal (break_id) WHERE status = 'PROPOSED';
CREATE INDEX break_proposal_break_id_idx ON portal.break_proposal (break_id);
