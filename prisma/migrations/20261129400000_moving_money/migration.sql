-- Linking a bank in three ways, wires, transfers between own accounts, and what waits for the broker's staff.

ALTER TABLE portal.bank_link
  ADD COLUMN method text NOT NULL DEFAULT 'NUMBERS',
  ADD COLUMN holder_name text,
  ADD COLUMN verified_on date,
  ADD COLUMN withdrawals_from date,
  ADD COLUMN micro_ciphertext text,
  ADD COLUMN micro_tries int NOT NULL DEFAULT 0,
  ADD COLUMN micro_arrives_on date,
  ADD COLUMN micro_expires_on date,
  ADD CONSTRAINT method_known CHECK (method IN ('NUMBERS', 'MICRO_DEPOSITS', 'INSTANT')),
  ADD CONSTRAINT status_known CHECK (status IN ('PENDING', 'MICRO_DEPOSITS', 'VERIFIED', 'REFUSED', 'STOPPED', 'REMOVED'));

-- A visit to the bank's consent page: whose, for which account, and that it counts once.
CREATE TABLE portal.bank_consent (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES portal.account (id),
  user_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX bank_consent_account_id_idx ON portal.bank_consent (account_id);

ALTER TABLE portal.transfer
  ALTER COLUMN bank_link_id DROP NOT NULL,
  ADD COLUMN method text NOT NULL DEFAULT 'ACH',
  ADD COLUMN counter_account_id uuid REFERENCES portal.account (id),
  ADD COLUMN fee numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN cancel_asked_at timestamptz(3),
  ADD COLUMN booked_on date,
  ADD COLUMN requested_by uuid,
  DROP CONSTRAINT status_known,
  ADD CONSTRAINT status_known CHECK (status IN ('CALLBACK', 'APPROVAL', 'REQUESTED', 'INSTRUCTED', 'POSTED', 'AVAILABLE',
    'COMPLETED', 'RETURNED', 'REFUSED', 'DECLINED', 'CANCELED')),
  ADD CONSTRAINT fee_not_negative CHECK (fee >= 0),
  ADD CONSTRAINT method_known CHECK (method IN ('ACH', 'WIRE', 'JOURNAL')),
  ADD CONSTRAINT parties_of_method CHECK (
    (method = 'ACH' AND bank_link_id IS NOT NULL AND counter_account_id IS NULL)
    OR (method = 'WIRE' AND bank_link_id IS NULL AND counter_account_id IS NULL)
    OR (method = 'JOURNAL' AND bank_link_id IS NULL AND counter_account_id IS NOT NULL AND counter_account_id <> account_id
      AND direction = 'WITHDRAWAL'));
CREATE INDEX transfer_counter_account_id_idx ON portal.transfer (counter_account_id, requested_at DESC) WHERE counter_account_id IS NOT NULL;
-- What waits for staff: this list stays small however long the history grows.
CREATE INDEX transfer_waiting ON portal.transfer (requested_at) WHERE status IN ('CALLBACK', 'APPROVAL');
CREATE INDEX transfer_returned ON portal.transfer (requested_at DESC) WHERE status = 'RETURNED';

CREATE TABLE portal.wire (
  transfer_id uuid PRIMARY KEY REFERENCES portal.transfer (id),
  party_name text NOT NULL,
  bank_name text NOT NULL,
  routing_number text,
  number_ciphertext text,
  last4 text,
  purpose text,
  travel_rule jsonb
);

-- A call to the number of record, before a wire may be approved. Never changed.
CREATE TABLE portal.wire_callback (
  id uuid PRIMARY KEY,
  transfer_id uuid NOT NULL REFERENCES portal.transfer (id),
  called_by uuid NOT NULL,
  phone text NOT NULL,
  called_at timestamptz(3) NOT NULL,
  said text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('CONFIRMED', 'NOT_REACHED', 'DENIED')),
  at timestamptz(3) NOT NULL
);
CREATE INDEX wire_callback_transfer_id_idx ON portal.wire_callback (transfer_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal.wire_callback FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON portal.wire_callback FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

-- Limits of one account from a day on, instead of everybody's.
CREATE TABLE portal.transfer_limit (
  account_id uuid NOT NULL REFERENCES portal.account (id),
  method text NOT NULL CHECK (method IN ('ACH', 'WIRE', 'JOURNAL')),
  from_day date NOT NULL,
  per_transfer numeric(28, 8) NOT NULL CHECK (per_transfer > 0),
  per_day numeric(28, 8) NOT NULL CHECK (per_day > 0),
  per_month numeric(28, 8) NOT NULL CHECK (per_month > 0),
  PRIMARY KEY (account_id, method, from_day)
);

ALTER TABLE street.firm_cash_movement
  ALTER COLUMN bank_reference DROP NOT NULL,
  ADD COLUMN counter_account text,
  ADD COLUMN fee numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN return_code text,
  ADD COLUMN return_on date,
  ADD COLUMN detail jsonb;

-- Entries that a bank will send back: few, among all that were ever booked.
CREATE INDEX firm_cash_movement_comes_back ON street.firm_cash_movement (return_on) WHERE return_on IS NOT NULL AND status <> 'RETURNED';

ALTER TABLE street.bank_account
  ADD COLUMN micro_amounts jsonb,
  ADD COLUMN micro_arrives_on date,
  ADD COLUMN notice_given boolean NOT NULL DEFAULT false;

-- A customer who stands at the bank's consent page.
CREATE TABLE street.bank_consent (
  id uuid PRIMARY KEY,
  holder_name text NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  sign_in text,
  code_hash text,
  chosen text,
  declined boolean NOT NULL DEFAULT false
);
