-- A change of the address that one signs in with: it counts once a link to the old and one to the new address were used.
CREATE TABLE portal.email_change (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES portal.users (id),
  old_email text NOT NULL,
  new_email text NOT NULL,
  old_hash text NOT NULL,
  new_hash text NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  old_confirmed_at timestamptz(3),
  new_confirmed_at timestamptz(3),
  outcome text CONSTRAINT outcome_known CHECK (outcome IN ('CHANGED', 'STOPPED', 'REPLACED')),
  ended_at timestamptz(3),
  CONSTRAINT ended_with_an_outcome CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  CONSTRAINT changed_by_both CHECK (outcome IS DISTINCT FROM 'CHANGED' OR (old_confirmed_at IS NOT NULL AND new_confirmed_at IS NOT NULL))
);
CREATE UNIQUE INDEX email_change_old_hash_key ON portal.email_change (old_hash);
CREATE UNIQUE INDEX email_change_new_hash_key ON portal.email_change (new_hash);
CREATE INDEX email_change_user_id_idx ON portal.email_change (user_id);
CREATE UNIQUE INDEX email_change_one_open ON portal.email_change (user_id) WHERE ended_at IS NULL;
