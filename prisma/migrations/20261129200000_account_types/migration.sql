-- The second owner of a joint account: his own part of the application, with his own answers and number, which the
-- first owner never sees. Invited by mail with a one-time link, of which only the hash is kept.
CREATE TABLE portal.co_owner (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL UNIQUE REFERENCES portal.application (id),
  email text NOT NULL,
  token_hash text UNIQUE,
  token_expires_at timestamptz(3),
  user_id uuid REFERENCES portal.users (id),
  form jsonb NOT NULL DEFAULT '{}',
  tax_id_ciphertext text,
  tax_id_last4 text,
  tax_id_fingerprint text,
  version integer NOT NULL DEFAULT 1,
  invited_at timestamptz(3) NOT NULL,
  joined_at timestamptz(3),
  CONSTRAINT link_is_whole CHECK ((token_hash IS NULL) = (token_expires_at IS NULL)),
  CONSTRAINT joined_is_whole CHECK ((user_id IS NULL) = (joined_at IS NULL))
);
CREATE INDEX co_owner_user_id_idx ON portal.co_owner (user_id);
CREATE INDEX co_owner_tax_id_fingerprint_idx ON portal.co_owner (tax_id_fingerprint);

-- Numbers beside the applicant's own: an entity's, those of its owners and its control person, foreign tax numbers.
-- Sealed; the fingerprint finds the same person twice.
CREATE TABLE portal.application_number_on_file (
  application_id uuid NOT NULL REFERENCES portal.application (id),
  -- entity, person:KEY, foreign-tin, co-owner:foreign-tin
  subject text NOT NULL,
  kind text NOT NULL,
  register text NOT NULL,
  ciphertext text NOT NULL,
  last4 text NOT NULL,
  fingerprint text NOT NULL,
  PRIMARY KEY (application_id, subject)
);
CREATE INDEX application_number_on_file_fingerprint_idx ON portal.application_number_on_file (fingerprint);

-- A signed Form W-9, W-8BEN or W-8BEN-E. The number itself is where the application keeps it.
CREATE TABLE portal.tax_form (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES portal.application (id),
  user_id uuid NOT NULL REFERENCES portal.users (id),
  form text NOT NULL CHECK (form IN ('W9', 'W8BEN', 'W8BENE')),
  -- Of residence, and the one whose treaty is claimed.
  country char(2) NOT NULL,
  treaty_country char(2),
  is_subject_to_backup boolean NOT NULL DEFAULT false,
  details jsonb NOT NULL,
  signed_name text NOT NULL,
  signed_at timestamptz(3) NOT NULL,
  -- The last day on which it proves anything; null for a W-9, which does not run out.
  valid_through date,
  ip text NOT NULL,
  user_agent text NOT NULL,
  CONSTRAINT w8_runs_out CHECK ((form = 'W9') = (valid_through IS NULL))
);
CREATE INDEX tax_form_application_id_idx ON portal.tax_form (application_id);
CREATE INDEX tax_form_user_id_idx ON portal.tax_form (user_id);

-- What was signed, as a paper: the record when it was signed, the bytes once they are printed. Neither ever changes.
CREATE TABLE portal.signed_paper (
  id uuid PRIMARY KEY,
  application_id uuid NOT NULL REFERENCES portal.application (id),
  user_id uuid NOT NULL REFERENCES portal.users (id),
  kind text NOT NULL CHECK (kind IN ('AGREEMENTS', 'TAX_FORM', 'OWNERS')),
  title text NOT NULL,
  model jsonb NOT NULL,
  -- Of the model's text as it was signed.
  model_sha256 text NOT NULL,
  signed_name text NOT NULL,
  signed_at timestamptz(3) NOT NULL,
  ip text NOT NULL,
  user_agent text NOT NULL,
  UNIQUE (application_id, user_id, kind)
);
CREATE INDEX signed_paper_user_id_idx ON portal.signed_paper (user_id);
CREATE TABLE portal.signed_paper_content (
  paper_id uuid PRIMARY KEY REFERENCES portal.signed_paper (id),
  sha256 text NOT NULL,
  size integer NOT NULL,
  bytes bytea NOT NULL,
  printed_at timestamptz(3) NOT NULL
);

DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['portal.tax_form', 'portal.signed_paper', 'portal.signed_paper_content'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
  END LOOP;
END $$;

-- Each signer accepts the texts apart.
DROP INDEX portal.agreement_acceptance_application_id_agreement_key_version_key;
CREATE UNIQUE INDEX agreement_acceptance_application_id_user_id_agreement_key_v_key
  ON portal.agreement_acceptance (application_id, user_id, agreement_key, version);
