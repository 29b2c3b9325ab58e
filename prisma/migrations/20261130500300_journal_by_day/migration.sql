-- Reports read a year of journals. They are written in the order of their days, so a summary of each stretch of the table
-- is enough to leave out the other years, and costs next to nothing when they are written.
CREATE INDEX journal_by_day ON portal.journal USING brin (trade_date) WITH (pages_per_range = 32, autosummarize = on);
