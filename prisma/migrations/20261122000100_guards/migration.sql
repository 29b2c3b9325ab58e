-- What the database itself refuses, whatever the code above it does.

-- 1. Two writers. The portal's role cannot touch the street's tables, nor the street's role the portal's.
-- Roles belong to the whole server, so another database may have made them already, perhaps at this very moment.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['rushtrade_portal', 'rushtrade_street'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    IF NOT pg_has_role(current_user, role_name, 'MEMBER') OR NOT EXISTS (
      SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member
      WHERE r.rolname = role_name AND u.rolname = current_user
    ) THEN
      BEGIN
        EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA portal TO rushtrade_portal;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA portal TO rushtrade_portal;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA portal TO rushtrade_portal;
ALTER DEFAULT PRIVILEGES IN SCHEMA portal GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rushtrade_portal;
ALTER DEFAULT PRIVILEGES IN SCHEMA portal GRANT USAGE, SELECT ON SEQUENCES TO rushtrade_portal;

GRANT USAGE ON SCHEMA street TO rushtrade_street;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA street TO rushtrade_street;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA street TO rushtrade_street;
ALTER DEFAULT PRIVILEGES IN SCHEMA street GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO rushtrade_street;
ALTER DEFAULT PRIVILEGES IN SCHEMA street GRANT USAGE, SELECT ON SEQUENCES TO rushtrade_street;

-- The clock is the street's to move and everybody's to read; the world's state belongs to the seed.
GRANT USAGE ON SCHEMA platform TO rushtrade_portal, rushtrade_street;
GRANT SELECT ON ALL TABLES IN SCHEMA platform TO rushtrade_portal, rushtrade_street;
GRANT INSERT, UPDATE ON platform.exchange_clock TO rushtrade_street;
GRANT INSERT, UPDATE ON platform.world_state TO rushtrade_portal, rushtrade_street;

-- 2. Append-only tables: corrections are new rows.
CREATE FUNCTION platform.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY[
    'portal.journal', 'portal.ledger_entry', 'portal.order_event', 'portal.audit_event', 'portal.audit_seal',
    'portal.agreement_acceptance', 'portal.inbound_message', 'portal.document_content', 'portal.transfer_event',
    'street.event', 'street.firm_journal', 'street.firm_entry'
  ] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
    EXECUTE format('CREATE TRIGGER never_truncated BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change()', target);
  END LOOP;
END $$;

-- 3. Every journal balances per asset. Checked per statement over its own rows, so all entries of a journal must
-- come in one statement: a journal that is half written cannot exist, and a bulk load costs one grouping.
CREATE FUNCTION platform.refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad record;
BEGIN
  SELECT journal_id, asset, sum(amount) AS off INTO bad
    FROM added GROUP BY journal_id, asset HAVING sum(amount) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'journal % is out of balance by % %', bad.journal_id, bad.off, bad.asset USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER balanced AFTER INSERT ON portal.ledger_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_unbalanced();
CREATE TRIGGER balanced AFTER INSERT ON street.firm_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_unbalanced();
ALTER TABLE portal.ledger_entry ADD CONSTRAINT entry_not_zero CHECK (amount <> 0);

-- 4. Holds and fills stay within their bounds.
ALTER TABLE portal.cash_balance ADD CONSTRAINT reserved_not_negative CHECK (reserved >= 0);
ALTER TABLE portal.position ADD CONSTRAINT reserved_not_negative CHECK (reserved >= 0);
ALTER TABLE portal.orders
  ADD CONSTRAINT quantity_positive CHECK (quantity > 0),
  ADD CONSTRAINT not_overfilled CHECK (cum_qty >= 0 AND cum_qty <= quantity),
  ADD CONSTRAINT leaves_in_range CHECK (leaves_qty >= 0 AND leaves_qty <= quantity),
  ADD CONSTRAINT holds_not_negative CHECK (hold_cash >= 0 AND hold_shares >= 0),
  ADD CONSTRAINT side_known CHECK (side IN ('BUY', 'SELL')),
  ADD CONSTRAINT limit_has_price CHECK ((type = 'LIMIT') = (limit_price IS NOT NULL)),
  ADD CONSTRAINT status_known CHECK (status IN ('DENIED', 'PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'FILLED', 'PENDING_CANCEL',
    'CANCELED', 'REJECTED', 'EXPIRED', 'DONE_FOR_DAY', 'PENDING_REPLACE', 'REPLACED', 'STOPPED', 'SUSPENDED', 'CALCULATED'));
ALTER TABLE portal.execution ADD CONSTRAINT quantity_positive CHECK (quantity > 0), ADD CONSTRAINT price_positive CHECK (price > 0);
ALTER TABLE portal.tax_lot ADD CONSTRAINT open_in_range CHECK (open_quantity >= 0 AND open_quantity <= quantity);
ALTER TABLE portal.transfer
  ADD CONSTRAINT amount_positive CHECK (amount > 0),
  ADD CONSTRAINT status_known CHECK (status IN ('REQUESTED', 'INSTRUCTED', 'POSTED', 'AVAILABLE', 'COMPLETED', 'RETURNED', 'REFUSED'));
ALTER TABLE portal.application ADD CONSTRAINT status_known CHECK (status IN ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED'));
ALTER TABLE portal.account ADD CONSTRAINT status_known CHECK (status IN ('OPENING', 'OPEN', 'RESTRICTED', 'CLOSED'));
ALTER TABLE portal.users ADD CONSTRAINT role_known CHECK (role IN ('INVESTOR', 'REVIEWER', 'ADMIN')), ADD CONSTRAINT email_lower CHECK (email = lower(email));
ALTER TABLE street.taken_liquidity ADD CONSTRAINT taken_positive CHECK (taken > 0);
ALTER TABLE street.venue_order ADD CONSTRAINT not_overfilled CHECK (cum_qty >= 0 AND cum_qty <= quantity);

-- One draft or submitted application per person and account type at a time.
CREATE UNIQUE INDEX application_one_open ON portal.application (user_id, account_type) WHERE status IN ('DRAFT', 'SUBMITTED');

-- 5. Short ways to what is open: these lists stay small however long the history grows.
CREATE INDEX orders_open ON portal.orders (account_id, symbol)
  WHERE status IN ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL', 'PENDING_REPLACE', 'STOPPED', 'SUSPENDED');
CREATE INDEX outbox_waiting ON portal.outbox (next_attempt_at, id) WHERE sent_at IS NULL;
CREATE INDEX document_job_waiting ON portal.document_job (id) WHERE done_at IS NULL;
CREATE INDEX tax_lot_open ON portal.tax_lot (account_id, symbol, acquired_on, seq) WHERE open_quantity > 0;
CREATE INDEX execution_unsettled ON portal.execution (settlement_date) WHERE settled_at IS NULL AND busted_at IS NULL;
CREATE INDEX command_waiting ON street.command (id) WHERE processed_at IS NULL;
CREATE INDEX venue_order_open ON street.venue_order (symbol, id) WHERE status = 'OPEN';
CREATE INDEX venue_trade_uncaptured ON street.venue_trade (exec_id) WHERE captured_at IS NULL;
CREATE INDEX firm_trade_unsettled ON street.firm_trade (settlement_date) WHERE settled_on IS NULL;

-- 6. Numbers that people read.
CREATE SEQUENCE portal.application_number START 1001;
CREATE SEQUENCE street.firm_account_number START 10004417;
GRANT USAGE, SELECT ON SEQUENCE portal.application_number TO rushtrade_portal;
GRANT USAGE, SELECT ON SEQUENCE street.firm_account_number TO rushtrade_street;

-- 7. The audit trail: a row's hash is computed here, in the transaction of the change that it records.
CREATE FUNCTION portal.audit_hash(e portal.audit_event) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\x1f', e.id::text, extract(epoch FROM e.at)::text,
    coalesce(extract(epoch FROM e.exchange_at)::text, ''), coalesce(e.actor_id::text, ''), e.actor_role, e.action,
    e.subject_type, e.subject_id, e.detail::text), 'UTF8')), 'hex')
$$;
CREATE FUNCTION portal.audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.hash := portal.audit_hash(NEW);
  RETURN NEW;
END $$;
CREATE FUNCTION portal.audit_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO portal.audit_unsealed (event_id) SELECT id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER stamped BEFORE INSERT ON portal.audit_event FOR EACH ROW EXECUTE FUNCTION portal.audit_stamp();
CREATE TRIGGER queued AFTER INSERT ON portal.audit_event
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION portal.audit_queue();
