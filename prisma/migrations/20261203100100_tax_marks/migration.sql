-- How an account's lots of one stock stood at a day's end as taxes see them, so that a sale by lowest tax goes on from
-- there instead of from the beginning. Made from what happened, thrown away where that changes, and made anew.
CREATE TABLE portal.tax_mark (
  account_id uuid NOT NULL REFERENCES portal.account (id),
  symbol text NOT NULL,
  day date NOT NULL,
  stocks jsonb NOT NULL,
  PRIMARY KEY (account_id, symbol, day)
);
