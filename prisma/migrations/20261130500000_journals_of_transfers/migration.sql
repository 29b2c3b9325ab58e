-- Each day's end asks for the money that was booked of transfers that day: few among the journals.
CREATE INDEX journal_of_transfers ON portal.journal (trade_date)
WHERE kind IN ('DEPOSIT', 'WITHDRAWAL', 'DEPOSIT_RETURN', 'WITHDRAWAL_RETURN', 'WIRE_IN', 'WIRE_OUT', 'WIRE_FEE', 'JOURNAL_IN', 'JOURNAL_OUT');
