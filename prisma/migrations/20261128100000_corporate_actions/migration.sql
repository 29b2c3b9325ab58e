-- Corporate actions: announced, applied on the ex-date, paid on the pay date; once on each side.

-- The clearing firm's list of what was announced, by the market or from its own desk.
CREATE TABLE street.firm_action (
  id uuid PRIMARY KEY,
  symbol text NOT NULL,
  type text NOT NULL CHECK (type IN ('CASH_DIVIDEND', 'STOCK_DIVIDEND', 'SPLIT', 'REVERSE_SPLIT', 'SYMBOL_CHANGE')),
  ex_date date NOT NULL,
  pay_date date NOT NULL CHECK (pay_date >= ex_date),
  value numeric(28, 8) NOT NULL CHECK (value > 0),
  per numeric(28, 8) NOT NULL CHECK (per > 0),
  new_symbol text CHECK ((new_symbol IS NOT NULL) = (type = 'SYMBOL_CHANGE')),
  source text NOT NULL CHECK (source IN ('MARKET', 'DESK')),
  announced_on date NOT NULL,
  -- The last close in new shares, by which fractions are paid for.
  reference_price numeric(28, 8),
  applied_on date,
  paid_on date
);
CREATE INDEX firm_action_coming ON street.firm_action (ex_date) WHERE applied_on IS NULL;
CREATE INDEX firm_action_unpaid ON street.firm_action (pay_date) WHERE applied_on IS NOT NULL AND paid_on IS NULL;

-- What a holder of record gets: of a dividend dollars, of a change of shares those after it and cash for a fraction.
CREATE TABLE street.firm_entitlement (
  id uuid PRIMARY KEY,
  action_id uuid NOT NULL REFERENCES street.firm_action (id),
  account_number text NOT NULL,
  quantity numeric(28, 8) NOT NULL,
  quantity_after numeric(28, 8),
  gross numeric(28, 8) NOT NULL,
  withheld numeric(28, 8) NOT NULL DEFAULT 0,
  paid_on date,
  UNIQUE (action_id, account_number)
);

-- The tax form that the firm has of the holder, and his country of residence.
ALTER TABLE street.firm_account
  ADD COLUMN tax_form text NOT NULL DEFAULT 'W9' CHECK (tax_form IN ('W9', 'W8BEN', 'NONE')),
  ADD COLUMN tax_country text NOT NULL DEFAULT 'US';

-- What settles, where a split or a new symbol came between trade and settlement: the trade stays as it was made.
ALTER TABLE street.firm_trade ADD COLUMN settles_as numeric(28, 8), ADD COLUMN settles_symbol text;
ALTER TABLE portal.execution ADD COLUMN settles_as numeric(28, 8), ADD COLUMN settles_symbol text;

-- The same in our own books, as the clearing firm told it.
CREATE TABLE portal.corporate_action (
  id uuid PRIMARY KEY,
  symbol text NOT NULL,
  type text NOT NULL,
  ex_date date NOT NULL,
  pay_date date NOT NULL,
  value numeric(28, 8) NOT NULL,
  per numeric(28, 8) NOT NULL,
  new_symbol text,
  announced_at timestamptz(3) NOT NULL,
  applied_at timestamptz(3),
  paid_at timestamptz(3)
);
CREATE INDEX corporate_action_ex_date_idx ON portal.corporate_action (ex_date);
CREATE TABLE portal.entitlement (
  id uuid PRIMARY KEY,
  action_id uuid NOT NULL REFERENCES portal.corporate_action (id),
  account_id uuid NOT NULL REFERENCES portal.account (id),
  quantity numeric(28, 8) NOT NULL,
  quantity_after numeric(28, 8),
  gross numeric(28, 8) NOT NULL,
  withheld numeric(28, 8) NOT NULL DEFAULT 0,
  paid_on date
);
CREATE UNIQUE INDEX entitlement_action_id_account_id_key ON portal.entitlement (action_id, account_id);
CREATE INDEX entitlement_account_id_idx ON portal.entitlement (account_id);
CREATE INDEX entitlement_paid_on_idx ON portal.entitlement (paid_on);

-- A part of a lot is given up in a trade, or in cash for the fraction that a split left.
ALTER TABLE portal.lot_closing ADD COLUMN cause text NOT NULL DEFAULT 'TRADE' CHECK (cause IN ('TRADE', 'CASH_IN_LIEU'));
