-- What waits is found by who shall hear it, in its order: the old index knew neither, so the key was walked through all
-- that had ever been said.
DROP INDEX portal.outbox_waiting;
CREATE INDEX outbox_to_send ON portal.outbox (party, id)
  WHERE sent_at IS NULL AND kind NOT IN ('ROUTE_ORDER', 'ROUTE_EXITS');
CREATE INDEX outbox_to_retry ON portal.outbox (party, next_attempt_at) WHERE sent_at IS NULL AND attempts > 0;
-- A PDF is compressed, and sealed bytes cannot be: to try took longer than to write them.
ALTER TABLE portal.document_content ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE portal.signed_paper_content ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE portal.evidence_content ALTER COLUMN sealed SET STORAGE EXTERNAL;
