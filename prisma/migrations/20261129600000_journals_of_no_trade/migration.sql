-- Deposits, fees, dividends and whatever else moved cash: few among the journals, and asked for at every day's end.
CREATE INDEX journal_of_no_trade ON portal.journal (account_id, trade_date) WHERE kind NOT IN ('TRADE', 'SETTLEMENT');
