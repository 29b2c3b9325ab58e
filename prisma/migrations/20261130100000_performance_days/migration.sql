-- A day of an account as one row: where its equity stood, how it came there, and its chain of daily returns.
CREATE TABLE "portal"."performance_day" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "equity" DECIMAL(28,8) NOT NULL,
    "inflow" DECIMAL(28,8) NOT NULL,
    "outflow" DECIMAL(28,8) NOT NULL,
    "growth" DOUBLE PRECISION NOT NULL,
    "days_at_work" INTEGER NOT NULL,
    "total_losses" INTEGER NOT NULL,
    "gaps" INTEGER NOT NULL,
    "no_return" TEXT,
    "deposits" DECIMAL(28,8) NOT NULL,
    "withdrawals" DECIMAL(28,8) NOT NULL,
    "securities_transferred" DECIMAL(28,8) NOT NULL,
    "realised" DECIMAL(28,8) NOT NULL,
    "unrealised" DECIMAL(28,8) NOT NULL,
    "dividends" DECIMAL(28,8) NOT NULL,
    "interest" DECIMAL(28,8) NOT NULL,
    "tax_withheld" DECIMAL(28,8) NOT NULL,
    "fees" DECIMAL(28,8) NOT NULL,
    "corrections" DECIMAL(28,8) NOT NULL,
    "open_cost" DECIMAL(28,8) NOT NULL,

    CONSTRAINT "performance_day_pkey" PRIMARY KEY ("account_id", "day")
);
CREATE INDEX "performance_day_day_idx" ON "portal"."performance_day"("day");
ALTER TABLE portal.performance_day
  ADD CONSTRAINT flows_not_negative CHECK (inflow >= 0 AND outflow >= 0),
  ADD CONSTRAINT no_return_known CHECK (no_return IN ('NEGATIVE_EQUITY', 'GAIN_WITHOUT_MONEY'));

-- What is asked for at every day's end, of all accounts together: the day's own rows, however long the history.
CREATE INDEX "lot_closing_closed_on_idx" ON "portal"."lot_closing"("closed_on");
CREATE INDEX journal_of_no_trade_by_day ON portal.journal (trade_date) WHERE kind NOT IN ('TRADE', 'SETTLEMENT');

-- Daily growths are chained one after the other, as a loop would.
CREATE AGGREGATE portal.product(double precision) (SFUNC = float8mul, STYPE = double precision, INITCOND = '1');
