-- Lots of a sale that were named anew after it was filled, until its settlement date, and what the clearing firm said.
-- A choice that came with the order has a row only if the firm did not take it.
CREATE TABLE portal.lot_choice (
  id uuid PRIMARY KEY,
  seq bigserial NOT NULL,
  order_id uuid NOT NULL REFERENCES portal.orders (id),
  account_id uuid NOT NULL REFERENCES portal.account (id),
  symbol text NOT NULL,
  method text NOT NULL,
  lots jsonb,
  before_method text,
  before_lots jsonb,
  chosen_by uuid NOT NULL REFERENCES portal.users (id),
  chosen_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  status text NOT NULL DEFAULT 'SENT' CONSTRAINT lot_choice_status CHECK (status IN ('SENT', 'TAKEN', 'REFUSED')),
  answer text,
  answered_at timestamptz(3),
  CONSTRAINT lot_choice_lots CHECK ((lots IS NOT NULL) = (method = 'SPECIFIC')),
  CONSTRAINT lot_choice_answered CHECK ((status = 'SENT') = (answered_at IS NULL))
);
CREATE INDEX lot_choice_order_id_seq_idx ON portal.lot_choice (order_id, seq DESC);
CREATE INDEX lot_choice_account_id_symbol_idx ON portal.lot_choice (account_id, symbol);

-- Adjustments of shares are a part of the story of their lots.
CREATE INDEX break_proposal_adjustment ON portal.break_proposal (asset) WHERE kind = 'ADJUSTMENT' AND status = 'APPROVED';

-- What was chosen stays; only the firm's answer is added, once.
CREATE FUNCTION portal.refuse_choice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'SENT'
     OR (NEW.id, NEW.seq, NEW.order_id, NEW.account_id, NEW.symbol, NEW.method, NEW.chosen_by, NEW.chosen_at, NEW.recorded_at)
       IS DISTINCT FROM (OLD.id, OLD.seq, OLD.order_id, OLD.account_id, OLD.symbol, OLD.method, OLD.chosen_by, OLD.chosen_at, OLD.recorded_at)
     OR (NEW.lots, NEW.before_method, NEW.before_lots) IS DISTINCT FROM (OLD.lots, OLD.before_method, OLD.before_lots) THEN
    RAISE EXCEPTION 'a choice of lots is kept as it was made: % refused', TG_OP USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON portal.lot_choice FOR EACH ROW EXECUTE FUNCTION portal.refuse_choice_change();
