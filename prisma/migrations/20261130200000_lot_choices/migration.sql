-- Which lots a sale closes: a standing instruction of the account, or the order's own choice. Without either, first in first out.

-- Each line is an instruction from its moment on; the latest counts for orders that are placed. Lines are never changed.
CREATE TABLE "portal"."lot_instruction" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "stocks" TEXT NOT NULL,
    "funds" TEXT NOT NULL,
    "set_by" UUID NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lot_instruction_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "lot_instruction_stocks" CHECK ("stocks" IN ('FIFO', 'LIFO', 'HIFO', 'LOWEST_TAX')),
    CONSTRAINT "lot_instruction_funds" CHECK ("funds" IN ('FIFO', 'LIFO', 'HIFO', 'LOWEST_TAX', 'AVERAGE'))
);
CREATE INDEX "lot_instruction_account_id_seq_idx" ON "portal"."lot_instruction"("account_id", "seq" DESC);
ALTER TABLE "portal"."lot_instruction" ADD CONSTRAINT "lot_instruction_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "portal"."account"("id");
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON portal.lot_instruction FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();

-- An order's choice, its own or the account's at its placing; null is first in first out. Named lots have their shares.
ALTER TABLE portal.orders ADD COLUMN lot_method text, ADD COLUMN named_lots jsonb,
  ADD CONSTRAINT lot_choice CHECK ((named_lots IS NOT NULL) = (lot_method IS NOT DISTINCT FROM 'SPECIFIC')) NOT VALID;

-- By which rule a closing took its shares, where it was not first in first out; FALLBACK: named lots were not open any more.
ALTER TABLE portal.lot_closing ADD COLUMN relief text;

-- Cost that an average moved between lots before a sale; the changes of one execution sum to nothing.
CREATE TABLE "portal"."lot_recost" (
    "execution_id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "made_on" DATE NOT NULL,
    "change" DECIMAL(28,8) NOT NULL,

    CONSTRAINT "lot_recost_pkey" PRIMARY KEY ("execution_id", "lot_id")
);
CREATE INDEX "lot_recost_account_id_symbol_made_on_idx" ON "portal"."lot_recost"("account_id", "symbol", "made_on");

-- The clearing firm's own list of choices, by the order that its trades name.
CREATE TABLE "street"."firm_lot_choice" (
    "order_reference" TEXT NOT NULL,
    "account_number" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "lots" JSONB,

    CONSTRAINT "firm_lot_choice_pkey" PRIMARY KEY ("order_reference")
);
CREATE INDEX "firm_lot_choice_symbol_idx" ON "street"."firm_lot_choice"("symbol");
