-- An account that broke the cash account's rules buys with settled cash only (Reg T 220.8(c)); every other one may use
-- the proceeds of sales before they have settled. Kept where the placing statement looks anyway, set at each day's end.
ALTER TABLE portal.account ADD COLUMN settled_only boolean NOT NULL DEFAULT false;
CREATE INDEX account_settled_only ON portal.account (id) WHERE settled_only;
