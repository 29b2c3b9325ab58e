-- A day's files ask for what was paid or changed on it.
CREATE INDEX firm_entitlement_paid_on_idx ON street.firm_entitlement (paid_on);
