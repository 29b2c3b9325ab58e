-- An account that may only be liquidated keeps its money, too.
CREATE OR REPLACE FUNCTION portal.keep_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Locked first: the next statement sees what others had written of this account until then.
  PERFORM 1 FROM portal.cash_balance WHERE account_id = NEW.account_id FOR UPDATE;
  UPDATE portal.cash_balance b SET trading_block = r.block, withdrawals_blocked = r.blocked
  FROM (SELECT CASE WHEN bool_or(kind = 'NO_BUSINESS') THEN 'ALL' WHEN bool_or(kind IN ('NO_BUYS', 'LIQUIDATE_ONLY')) THEN 'BUYS' END AS block,
          coalesce(bool_or(kind IN ('NO_WITHDRAWALS', 'LIQUIDATE_ONLY', 'NO_BUSINESS')), false) AS blocked
        FROM portal.account_restriction WHERE account_id = NEW.account_id AND lifted_at IS NULL) r
  WHERE b.account_id = NEW.account_id;
  RETURN NULL;
END $$;
