-- Margin accounts. What a purchase on margin is measured by stands on the very row that its hold is taken on, so that
-- one statement looks and takes (docs/decisions/margin-buying-power.md). `long_value` is null for a cash account.
ALTER TABLE portal.cash_balance
  ADD COLUMN long_value numeric(28, 8),
  ADD COLUMN loan_value numeric(28, 8),
  ADD COLUMN pending_loan numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN opening_power numeric(28, 8),
  ADD COLUMN pending_opening numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN may_borrow boolean NOT NULL DEFAULT true,
  ADD COLUMN marked_at timestamptz(3),
  ADD CONSTRAINT pending_not_negative CHECK (pending_loan >= 0 AND pending_opening >= 0),
  ADD CONSTRAINT marked_whole CHECK ((long_value IS NULL) = (loan_value IS NULL)
    AND (long_value IS NOT NULL OR (pending_loan = 0 AND pending_opening = 0 AND opening_power IS NULL)));
ALTER TABLE portal.orders
  ADD COLUMN hold_loan numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN hold_opening numeric(28, 8) NOT NULL DEFAULT 0,
  ADD CONSTRAINT margin_holds_not_negative CHECK (hold_loan >= 0 AND hold_opening >= 0);

-- The clearing firm's figures of a margin account at a day's end, beside our own reckoning of the same.
CREATE TABLE portal.margin_figure (
  account_id uuid NOT NULL,
  business_date date NOT NULL,
  long_market_value numeric(28, 8) NOT NULL,
  equity numeric(28, 8) NOT NULL,
  debit numeric(28, 8) NOT NULL,
  initial_requirement numeric(28, 8) NOT NULL,
  maintenance_requirement numeric(28, 8) NOT NULL,
  sma numeric(28, 8) NOT NULL,
  CONSTRAINT margin_figure_pkey PRIMARY KEY (account_id, business_date)
);
CREATE INDEX margin_figure_business_date_idx ON portal.margin_figure (business_date);

CREATE TABLE portal.margin_call (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES portal.account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  amount numeric(28, 8) NOT NULL,
  issued_on date NOT NULL,
  due_on date NOT NULL,
  status text NOT NULL DEFAULT 'OPEN',
  met_on date,
  restricted_until date,
  CONSTRAINT kind_known CHECK (kind IN ('REG_T', 'MAINTENANCE', 'INTRADAY')),
  CONSTRAINT status_known CHECK (status IN ('OPEN', 'MET', 'EXPIRED')),
  CONSTRAINT amount_positive CHECK (amount > 0)
);
CREATE INDEX margin_call_account_id_issued_on_idx ON portal.margin_call (account_id, issued_on);
CREATE INDEX margin_call_unmet ON portal.margin_call (account_id) WHERE status <> 'MET';

-- Interest that the clearing firm has charged (DEBIT) or paid (CREDIT): one row an account, month and kind.
CREATE TABLE portal.interest_posting (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES portal.account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  amount numeric(28, 8) NOT NULL,
  posted_on date NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('DEBIT', 'CREDIT')),
  CONSTRAINT amount_positive CHECK (amount > 0)
);
CREATE INDEX interest_posting_account_id_posted_on_idx ON portal.interest_posting (account_id, posted_on);
CREATE INDEX interest_posting_posted_on_idx ON portal.interest_posting (posted_on);

DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['portal.margin_figure', 'portal.margin_call', 'portal.interest_posting'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
  END LOOP;
END $$;

-- The clearing firm's side.
ALTER TABLE street.firm_account
  ADD COLUMN type text NOT NULL DEFAULT 'CASH',
  ADD COLUMN margin_regime text,
  ADD COLUMN next_regime text,
  ADD COLUMN next_regime_on date,
  ADD CONSTRAINT type_known CHECK (type IN ('CASH', 'MARGIN')),
  ADD CONSTRAINT margin_regime_known CHECK (margin_regime IN ('LEGACY_PDT', 'INTRADAY_MARGIN')
    AND next_regime IN ('LEGACY_PDT', 'INTRADAY_MARGIN'));
CREATE INDEX firm_account_margin ON street.firm_account (number) WHERE type = 'MARGIN';

CREATE TABLE street.firm_margin (
  account_number text NOT NULL,
  business_date date NOT NULL,
  long_market_value numeric(28, 8) NOT NULL,
  equity numeric(28, 8) NOT NULL,
  debit numeric(28, 8) NOT NULL,
  initial_requirement numeric(28, 8) NOT NULL,
  maintenance_requirement numeric(28, 8) NOT NULL,
  sma numeric(28, 8) NOT NULL,
  CONSTRAINT firm_margin_pkey PRIMARY KEY (account_number, business_date)
);

CREATE TABLE street.firm_margin_call (
  id uuid PRIMARY KEY,
  account_number text NOT NULL,
  kind text NOT NULL,
  amount numeric(28, 8) NOT NULL,
  covered numeric(28, 8) NOT NULL DEFAULT 0,
  issued_on date NOT NULL,
  due_on date NOT NULL,
  status text NOT NULL DEFAULT 'OPEN',
  met_on date,
  CONSTRAINT kind_known CHECK (kind IN ('REG_T', 'MAINTENANCE', 'INTRADAY')),
  CONSTRAINT status_known CHECK (status IN ('OPEN', 'MET', 'EXPIRED'))
);
CREATE INDEX firm_margin_call_unmet ON street.firm_margin_call (account_number, issued_on) WHERE status <> 'MET';

-- Interest of one balance for the days from a business date to the next one; not rounded to cents before it is posted.
CREATE TABLE street.firm_interest (
  account_number text NOT NULL,
  business_date date NOT NULL,
  kind text NOT NULL,
  balance numeric(28, 8) NOT NULL,
  days integer NOT NULL,
  amount numeric(28, 8) NOT NULL,
  posted_on date,
  CONSTRAINT firm_interest_pkey PRIMARY KEY (account_number, business_date, kind),
  CONSTRAINT kind_known CHECK (kind IN ('DEBIT', 'CREDIT'))
);
CREATE INDEX firm_interest_unposted ON street.firm_interest (account_number) WHERE posted_on IS NULL;
