-- What the signed tax form says beyond its kind, and in whose names an account stands, in the firm's account master.
-- Accounts from before there were forms keep what their applications said: the treaty of their residence, no end.
ALTER TABLE street.firm_account
  ADD COLUMN registration text NOT NULL DEFAULT 'INDIVIDUAL',
  ADD COLUMN tax_treaty boolean NOT NULL DEFAULT true,
  ADD COLUMN tax_backup boolean NOT NULL DEFAULT false,
  ADD COLUMN tax_valid_through date;
