-- Who may see the books of the venues, and what it costs. The portal's role has its rights by the default privileges of
-- its schema.
CREATE TABLE portal.market_data_declaration (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES portal.users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version text NOT NULL,
  answers jsonb NOT NULL,
  kind text NOT NULL,
  ip text NOT NULL,
  user_agent text NOT NULL,
  declared_at timestamptz(3) NOT NULL,
  exchange_at timestamptz(3) NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('NON_PROFESSIONAL', 'PROFESSIONAL'))
);
CREATE INDEX market_data_declaration_user_id_declared_at_idx ON portal.market_data_declaration (user_id, declared_at DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal.market_data_declaration
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON portal.market_data_declaration
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

CREATE TABLE portal.market_data_subscription (
  user_id uuid PRIMARY KEY REFERENCES portal.users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  account_id uuid NOT NULL REFERENCES portal.account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  plan text NOT NULL,
  next_plan text,
  since date NOT NULL,
  charged_through text NOT NULL,
  lapsed_on date,
  lapse_reason text,
  CONSTRAINT plan_known CHECK (plan IN ('BASIC', 'LEVEL_II') AND next_plan IN ('BASIC', 'LEVEL_II')),
  CONSTRAINT month_whole CHECK (charged_through ~ '^[0-9]{4}-[0-9]{2}$')
);
-- Which months are to be charged is asked in every round of the pump.
CREATE INDEX market_data_subscription_due ON portal.market_data_subscription (charged_through) WHERE plan <> 'BASIC';

CREATE TABLE portal.market_data_fee (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES portal.account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  user_id uuid NOT NULL REFERENCES portal.users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  month text NOT NULL,
  plan text NOT NULL,
  kind text NOT NULL,
  amount numeric(28, 8) NOT NULL,
  status text NOT NULL,
  reason text,
  charged_on date NOT NULL,
  posted_on date,
  CONSTRAINT status_known CHECK (status IN ('INSTRUCTED', 'POSTED', 'REFUSED', 'UNPAID')),
  CONSTRAINT amount_positive CHECK (amount > 0)
);
-- Once a month: whatever runs twice, a person pays one fee for it.
CREATE UNIQUE INDEX market_data_fee_user_id_month_key ON portal.market_data_fee (user_id, month);
CREATE INDEX market_data_fee_account_id_month_idx ON portal.market_data_fee (account_id, month);
