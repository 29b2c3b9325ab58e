-- An account of somebody who lives where we no longer do business buys nothing more.
ALTER TABLE portal.account_restriction DROP CONSTRAINT cause_known;
ALTER TABLE portal.account_restriction ADD CONSTRAINT cause_known
  CHECK (cause IN ('STAFF', 'SHORT', 'RETURNED_DEPOSIT', 'NAME_LIST', 'DISPUTED_ADDRESS', 'REFUSED_PLACE'));
