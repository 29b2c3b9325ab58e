-- A tax form after opening is another row of portal.tax_form about the same application; the latest of each signer counts.
-- Its paper names it: one paper of each kind from the submission, and one of each later form.
ALTER TABLE portal.signed_paper ADD COLUMN tax_form_id uuid UNIQUE REFERENCES portal.tax_form (id);
ALTER TABLE portal.signed_paper DROP CONSTRAINT signed_paper_application_id_user_id_kind_key;
CREATE UNIQUE INDEX signed_paper_of_submission ON portal.signed_paper (application_id, user_id, kind)
  WHERE tax_form_id IS NULL;

-- That a signer was reminded of a form that runs out: once before its last day, once after it.
CREATE TABLE portal.tax_form_reminder (
  tax_form_id uuid NOT NULL REFERENCES portal.tax_form (id),
  stage text NOT NULL CHECK (stage IN ('EXPIRING', 'EXPIRED')),
  sent_at timestamptz(3) NOT NULL,
  PRIMARY KEY (tax_form_id, stage)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal.tax_form_reminder
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON portal.tax_form_reminder
  FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE INDEX tax_form_valid_through_idx ON portal.tax_form (valid_through) WHERE valid_through IS NOT NULL;
