-- The day's import looks for margin accounts among all: they are few.
CREATE INDEX account_margin ON portal.account (id) WHERE type LIKE '%\_MARGIN';
