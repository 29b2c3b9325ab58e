-- What accounts may do, symbols that are restricted, and violations of the cash account's rules. The portal's role has
-- its rights on new tables by the default privileges of the guards.
CREATE TABLE portal.account_limit (
  id bigserial PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES portal.account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  effective_on date NOT NULL,
  max_shares numeric(28, 8) NOT NULL,
  max_value numeric(28, 8) NOT NULL,
  max_open_orders integer NOT NULL,
  orders_per_second integer NOT NULL,
  limit_collar numeric(9, 4) NOT NULL,
  duplicate_seconds integer NOT NULL,
  halt_policy text NOT NULL,
  margin_regime text,
  reason text NOT NULL,
  set_by uuid NOT NULL,
  set_at timestamptz(3) NOT NULL,
  CONSTRAINT limits_in_range CHECK (max_shares > 0 AND max_value > 0 AND max_open_orders >= 0 AND orders_per_second > 0
    AND limit_collar > 0 AND limit_collar <= 1 AND duplicate_seconds >= 0),
  CONSTRAINT halt_policy_known CHECK (halt_policy IN ('REJECT', 'QUEUE')),
  CONSTRAINT margin_regime_known CHECK (margin_regime IN ('LEGACY_PDT', 'INTRADAY_MARGIN'))
);
-- The order's one statement reads the limits by this.
CREATE INDEX account_limit_account_id_effective_on_id_idx ON portal.account_limit (account_id, effective_on DESC, id DESC);

CREATE TABLE portal.restricted_symbol (
  id bigserial PRIMARY KEY,
  symbol text NOT NULL,
  scope text NOT NULL,
  effective_on date NOT NULL,
  reason text NOT NULL,
  set_by uuid NOT NULL,
  set_at timestamptz(3) NOT NULL,
  lifted_on date,
  lift_reason text,
  lifted_by uuid,
  lifted_at timestamptz(3),
  CONSTRAINT scope_known CHECK (scope IN ('BUYS', 'ALL')),
  CONSTRAINT lifted_whole CHECK (num_nulls(lifted_on, lift_reason, lifted_by, lifted_at) IN (0, 4))
);
CREATE INDEX restricted_symbol_symbol_effective_on_idx ON portal.restricted_symbol (symbol, effective_on);
CREATE UNIQUE INDEX restricted_symbol_one_current ON portal.restricted_symbol (symbol) WHERE lifted_on IS NULL;

CREATE TABLE portal.cash_violation (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES portal.account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  purchase_id uuid NOT NULL,
  symbol text NOT NULL,
  occurred_on date NOT NULL,
  amount numeric(28, 8) NOT NULL,
  relieved_on date,
  noted_on date NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('GOOD_FAITH', 'FREE_RIDING', 'CASH_LIQUIDATION')),
  CONSTRAINT amount_not_negative CHECK (amount >= 0)
);
CREATE UNIQUE INDEX cash_violation_account_id_purchase_id_kind_key ON portal.cash_violation (account_id, purchase_id, kind);
CREATE INDEX cash_violation_account_id_occurred_on_idx ON portal.cash_violation (account_id, occurred_on);

-- Limits are never rewritten, and nothing of the three is removed.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal.account_limit
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['portal.restricted_symbol', 'portal.cash_violation'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
  END LOOP;
  FOREACH target IN ARRAY ARRAY['portal.account_limit', 'portal.restricted_symbol', 'portal.cash_violation'] LOOP
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
  END LOOP;
END $$;
