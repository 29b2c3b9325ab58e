-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "platform";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "portal";

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "street";

-- CreateTable
CREATE TABLE "portal"."audit_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "exchange_at" TIMESTAMPTZ(3),
    "actor_id" UUID,
    "actor_role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."audit_seal" (
    "seq" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "portal"."audit_unsealed" (
    "event_id" UUID NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "portal"."users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'INVESTOR',
    "email_verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."email_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "email_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."mail_message" (
    "id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "link" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."rate_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "portal"."eod_import" (
    "business_date" DATE NOT NULL,
    "status" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "eod_import_pkey" PRIMARY KEY ("business_date")
);

-- CreateTable
CREATE TABLE "portal"."eod_file" (
    "business_date" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "eod_file_pkey" PRIMARY KEY ("business_date","name")
);

-- CreateTable
CREATE TABLE "portal"."eod_balance" (
    "account_id" UUID NOT NULL,
    "business_date" DATE NOT NULL,
    "settled_cash" DECIMAL(28,8) NOT NULL,
    "unsettled_cash" DECIMAL(28,8) NOT NULL,
    "uncollected" DECIMAL(28,8) NOT NULL,
    "position_value" DECIMAL(28,8) NOT NULL,
    "equity" DECIMAL(28,8) NOT NULL,
    "net_deposits" DECIMAL(28,8) NOT NULL,

    CONSTRAINT "eod_balance_pkey" PRIMARY KEY ("account_id","business_date")
);

-- CreateTable
CREATE TABLE "portal"."eod_position" (
    "account_id" UUID NOT NULL,
    "business_date" DATE NOT NULL,
    "symbol" TEXT NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "settled_quantity" DECIMAL(28,8) NOT NULL,
    "close_price" DECIMAL(28,8) NOT NULL,
    "value" DECIMAL(28,8) NOT NULL,

    CONSTRAINT "eod_position_pkey" PRIMARY KEY ("account_id","business_date","symbol")
);

-- CreateTable
CREATE TABLE "portal"."eod_movement" (
    "business_date" DATE NOT NULL,
    "reference" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "symbol" TEXT,
    "quantity" DECIMAL(28,8),
    "price" DECIMAL(28,8),
    "gross" DECIMAL(28,8) NOT NULL,
    "commission" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "sec_fee" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "taf_fee" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "net" DECIMAL(28,8) NOT NULL,
    "trade_date" DATE NOT NULL,
    "settlement_date" DATE NOT NULL,
    "order_reference" TEXT,

    CONSTRAINT "eod_movement_pkey" PRIMARY KEY ("business_date","reference")
);

-- CreateTable
CREATE TABLE "portal"."reconciliation_break" (
    "id" UUID NOT NULL,
    "business_date" DATE NOT NULL,
    "type" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "account_id" UUID,
    "item" TEXT NOT NULL,
    "ours" TEXT,
    "theirs" TEXT,
    "status" TEXT NOT NULL DEFAULT 'OPEN',
    "assigned_to" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT,

    CONSTRAINT "reconciliation_break_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."document" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "on_date" DATE NOT NULL,
    "model" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "first_read_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."document_content" (
    "document_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "document_content_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "portal"."document_job" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "document_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."bank_link" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "bank_name" TEXT NOT NULL,
    "routing_number" TEXT NOT NULL,
    "number_ciphertext" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."transfer" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "bank_link_id" UUID NOT NULL,
    "client_transfer_id" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "amount" DECIMAL(28,8) NOT NULL,
    "status" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_on" DATE NOT NULL,
    "settles_on" DATE,
    "tradable_on" DATE,
    "withdrawable_on" DATE,
    "return_code" TEXT,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."transfer_event" (
    "id" BIGSERIAL NOT NULL,
    "transfer_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "exchange_at" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transfer_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."journal" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "memo" TEXT NOT NULL,
    "account_id" UUID,
    "trade_date" DATE NOT NULL,
    "settlement_date" DATE,
    "exchange_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reverses_id" UUID,

    CONSTRAINT "journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "journal_id" UUID NOT NULL,
    "ledger_account" TEXT NOT NULL,
    "account_id" UUID,
    "asset" TEXT NOT NULL,
    "amount" DECIMAL(28,8) NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."cash_balance" (
    "account_id" UUID NOT NULL,
    "settled" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "unsettled_in" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "unsettled_out" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "uncollected" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "reserved" DECIMAL(28,8) NOT NULL DEFAULT 0,

    CONSTRAINT "cash_balance_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "portal"."position" (
    "account_id" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "settled" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "unsettled" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "reserved" DECIMAL(28,8) NOT NULL DEFAULT 0,

    CONSTRAINT "position_pkey" PRIMARY KEY ("account_id","symbol")
);

-- CreateTable
CREATE TABLE "portal"."tax_lot" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "acquired_on" DATE NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "open_quantity" DECIMAL(28,8) NOT NULL,
    "cost" DECIMAL(28,8) NOT NULL,
    "open_cost" DECIMAL(28,8) NOT NULL,
    "execution_id" UUID NOT NULL,

    CONSTRAINT "tax_lot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."lot_closing" (
    "id" UUID NOT NULL,
    "lot_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "closed_on" DATE NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "proceeds" DECIMAL(28,8) NOT NULL,
    "cost" DECIMAL(28,8) NOT NULL,
    "execution_id" UUID NOT NULL,

    CONSTRAINT "lot_closing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."outbox" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "party" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."inbound_cursor" (
    "party" TEXT NOT NULL,
    "last_seq" BIGINT NOT NULL,

    CONSTRAINT "inbound_cursor_pkey" PRIMARY KEY ("party")
);

-- CreateTable
CREATE TABLE "portal"."inbound_message" (
    "party" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "exchange_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbound_message_pkey" PRIMARY KEY ("party","seq")
);

-- CreateTable
CREATE TABLE "portal"."application" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "account_type" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "form" JSONB NOT NULL,
    "tax_id_ciphertext" TEXT,
    "tax_id_last4" TEXT,
    "tax_id_fingerprint" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,
    "decision_reason" TEXT,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."application_check" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."agreement_acceptance" (
    "id" UUID NOT NULL,
    "application_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "agreement_key" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "signed_name" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "agreement_acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."account" (
    "id" UUID NOT NULL,
    "number" TEXT,
    "title" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "commission_class" TEXT NOT NULL DEFAULT 'STANDARD',
    "status" TEXT NOT NULL DEFAULT 'OPENING',
    "application_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_on" DATE,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."account_holder" (
    "account_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'OWNER',

    CONSTRAINT "account_holder_pkey" PRIMARY KEY ("account_id","user_id")
);

-- CreateTable
CREATE TABLE "portal"."orders" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "client_order_id" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "placed_by" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "time_in_force" TEXT NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "limit_price" DECIMAL(28,8),
    "worst_price" DECIMAL(28,8),
    "status" TEXT NOT NULL,
    "cum_qty" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "leaves_qty" DECIMAL(28,8) NOT NULL,
    "cum_notional" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "commission" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "sec_fee" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "taf_fee" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "hold_cash" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "hold_shares" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "reasons" JSONB,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "exchange_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_on" DATE,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."order_event" (
    "id" BIGSERIAL NOT NULL,
    "order_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "exec_type" TEXT NOT NULL,
    "from_status" TEXT,
    "to_status" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "exchange_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."child_order" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "venue" TEXT NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "limit_price" DECIMAL(28,8),
    "status" TEXT NOT NULL,
    "cum_qty" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "nbbo_bid" DECIMAL(28,8),
    "nbbo_ask" DECIMAL(28,8),
    "routed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "child_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal"."execution" (
    "id" UUID NOT NULL,
    "venue" TEXT NOT NULL,
    "exec_id" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "child_order_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "symbol" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "price" DECIMAL(28,8) NOT NULL,
    "liquidity" TEXT NOT NULL,
    "venue_fee" DECIMAL(28,8) NOT NULL,
    "nbbo_bid" DECIMAL(28,8),
    "nbbo_ask" DECIMAL(28,8),
    "commission" DECIMAL(28,8) NOT NULL,
    "sec_fee" DECIMAL(28,8) NOT NULL,
    "taf_fee" DECIMAL(28,8) NOT NULL,
    "executed_at" TIMESTAMPTZ(3) NOT NULL,
    "trade_date" DATE NOT NULL,
    "settlement_date" DATE NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "busted_at" TIMESTAMPTZ(3),

    CONSTRAINT "execution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform"."exchange_clock" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "anchor_exchange" TIMESTAMPTZ(3) NOT NULL,
    "anchor_wall" TIMESTAMPTZ(3) NOT NULL,
    "rate" DOUBLE PRECISION NOT NULL,
    "ceiling" TIMESTAMPTZ(3) NOT NULL,
    "run_until" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "exchange_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "platform"."world_state" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "world_state_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "street"."command" (
    "id" BIGSERIAL NOT NULL,
    "message_id" UUID NOT NULL,
    "party" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street"."event" (
    "party" TEXT NOT NULL,
    "seq" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "exchange_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("party","seq")
);

-- CreateTable
CREATE TABLE "street"."door_nonce" (
    "nonce" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "door_nonce_pkey" PRIMARY KEY ("nonce")
);

-- CreateTable
CREATE TABLE "street"."venue_order" (
    "id" UUID NOT NULL,
    "venue" TEXT NOT NULL,
    "account_number" TEXT NOT NULL,
    "order_reference" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "time_in_force" TEXT NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "limit_price" DECIMAL(28,8),
    "cum_qty" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "queue_ahead" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "checked_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "venue_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street"."taken_liquidity" (
    "symbol" TEXT NOT NULL,
    "venue" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "price" DECIMAL(28,8) NOT NULL,
    "moment" BIGINT NOT NULL,
    "taken" DECIMAL(28,8) NOT NULL,

    CONSTRAINT "taken_liquidity_pkey" PRIMARY KEY ("symbol","venue","side","price","moment")
);

-- CreateTable
CREATE TABLE "street"."venue_trade" (
    "exec_id" TEXT NOT NULL,
    "venue" TEXT NOT NULL,
    "venue_order_id" UUID NOT NULL,
    "order_reference" TEXT NOT NULL,
    "account_number" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "price" DECIMAL(28,8) NOT NULL,
    "liquidity" TEXT NOT NULL,
    "executed_at" TIMESTAMPTZ(3) NOT NULL,
    "captured_at" TIMESTAMPTZ(3),

    CONSTRAINT "venue_trade_pkey" PRIMARY KEY ("exec_id")
);

-- CreateTable
CREATE TABLE "street"."firm_account" (
    "number" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "commission_class" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,

    CONSTRAINT "firm_account_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "street"."firm_journal" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "account_number" TEXT,
    "trade_date" DATE NOT NULL,
    "settlement_date" DATE,
    "exchange_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "firm_journal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street"."firm_entry" (
    "id" BIGSERIAL NOT NULL,
    "journal_id" UUID NOT NULL,
    "ledger_account" TEXT NOT NULL,
    "account_number" TEXT,
    "asset" TEXT NOT NULL,
    "amount" DECIMAL(28,8) NOT NULL,

    CONSTRAINT "firm_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street"."firm_balance" (
    "account_number" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "trade_date_qty" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "settled_qty" DECIMAL(28,8) NOT NULL DEFAULT 0,
    "uncollected" DECIMAL(28,8) NOT NULL DEFAULT 0,

    CONSTRAINT "firm_balance_pkey" PRIMARY KEY ("account_number","asset")
);

-- CreateTable
CREATE TABLE "street"."firm_trade" (
    "exec_id" TEXT NOT NULL,
    "account_number" TEXT NOT NULL,
    "order_reference" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" DECIMAL(28,8) NOT NULL,
    "price" DECIMAL(28,8) NOT NULL,
    "gross" DECIMAL(28,8) NOT NULL,
    "commission" DECIMAL(28,8) NOT NULL,
    "sec_fee" DECIMAL(28,8) NOT NULL,
    "taf_fee" DECIMAL(28,8) NOT NULL,
    "net" DECIMAL(28,8) NOT NULL,
    "trade_date" DATE NOT NULL,
    "settlement_date" DATE NOT NULL,
    "settled_on" DATE,

    CONSTRAINT "firm_trade_pkey" PRIMARY KEY ("exec_id")
);

-- CreateTable
CREATE TABLE "street"."firm_cash_movement" (
    "id" UUID NOT NULL,
    "account_number" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "amount" DECIMAL(28,8) NOT NULL,
    "bank_reference" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "settles_on" DATE NOT NULL,
    "tradable_on" DATE NOT NULL,
    "withdrawable_on" DATE NOT NULL,
    "posted_on" DATE,

    CONSTRAINT "firm_cash_movement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street"."firm_eod_step" (
    "business_date" DATE NOT NULL,
    "step" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "firm_eod_step_pkey" PRIMARY KEY ("business_date","step")
);

-- CreateTable
CREATE TABLE "street"."firm_file" (
    "business_date" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "content" TEXT NOT NULL,

    CONSTRAINT "firm_file_pkey" PRIMARY KEY ("business_date","name")
);

-- CreateTable
CREATE TABLE "street"."bank_account" (
    "reference" UUID NOT NULL,
    "routing" TEXT NOT NULL,
    "number_hash" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "bank_account_pkey" PRIMARY KEY ("reference")
);

-- CreateTable
CREATE TABLE "street"."market_script" (
    "id" BIGSERIAL NOT NULL,
    "symbol" TEXT NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "market_script_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "street"."fault_dial" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "fault_dial_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "audit_event_subject_type_subject_id_idx" ON "portal"."audit_event"("subject_type", "subject_id");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "portal"."audit_event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_event_id_key" ON "portal"."audit_seal"("event_id");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "portal"."users"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "portal"."session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "email_token_token_hash_key" ON "portal"."email_token"("token_hash");

-- CreateIndex
CREATE INDEX "email_token_user_id_idx" ON "portal"."email_token"("user_id");

-- CreateIndex
CREATE INDEX "mail_message_recipient_created_at_idx" ON "portal"."mail_message"("recipient", "created_at" DESC);

-- CreateIndex
CREATE INDEX "eod_balance_business_date_idx" ON "portal"."eod_balance"("business_date");

-- CreateIndex
CREATE INDEX "eod_position_business_date_idx" ON "portal"."eod_position"("business_date");

-- CreateIndex
CREATE INDEX "eod_movement_account_id_business_date_idx" ON "portal"."eod_movement"("account_id", "business_date");

-- CreateIndex
CREATE INDEX "reconciliation_break_status_idx" ON "portal"."reconciliation_break"("status");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_break_business_date_area_type_item_key" ON "portal"."reconciliation_break"("business_date", "area", "type", "item");

-- CreateIndex
CREATE INDEX "document_account_id_on_date_idx" ON "portal"."document"("account_id", "on_date" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "document_account_id_kind_subject_key" ON "portal"."document"("account_id", "kind", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "document_job_account_id_kind_subject_key" ON "portal"."document_job"("account_id", "kind", "subject");

-- CreateIndex
CREATE INDEX "bank_link_account_id_idx" ON "portal"."bank_link"("account_id");

-- CreateIndex
CREATE INDEX "transfer_account_id_requested_at_idx" ON "portal"."transfer"("account_id", "requested_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "transfer_account_id_client_transfer_id_key" ON "portal"."transfer"("account_id", "client_transfer_id");

-- CreateIndex
CREATE INDEX "transfer_event_transfer_id_idx" ON "portal"."transfer_event"("transfer_id");

-- CreateIndex
CREATE INDEX "journal_account_id_trade_date_idx" ON "portal"."journal"("account_id", "trade_date");

-- CreateIndex
CREATE UNIQUE INDEX "journal_kind_source_key" ON "portal"."journal"("kind", "source");

-- CreateIndex
CREATE INDEX "ledger_entry_journal_id_idx" ON "portal"."ledger_entry"("journal_id");

-- CreateIndex
CREATE INDEX "ledger_entry_account_id_asset_idx" ON "portal"."ledger_entry"("account_id", "asset");

-- CreateIndex
CREATE INDEX "tax_lot_account_id_symbol_acquired_on_seq_idx" ON "portal"."tax_lot"("account_id", "symbol", "acquired_on", "seq");

-- CreateIndex
CREATE INDEX "lot_closing_account_id_closed_on_idx" ON "portal"."lot_closing"("account_id", "closed_on");

-- CreateIndex
CREATE INDEX "lot_closing_lot_id_idx" ON "portal"."lot_closing"("lot_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_id_key" ON "portal"."outbox"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "application_number_key" ON "portal"."application"("number");

-- CreateIndex
CREATE INDEX "application_user_id_idx" ON "portal"."application"("user_id");

-- CreateIndex
CREATE INDEX "application_status_submitted_at_idx" ON "portal"."application"("status", "submitted_at");

-- CreateIndex
CREATE INDEX "application_tax_id_fingerprint_idx" ON "portal"."application"("tax_id_fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "application_check_application_id_kind_key" ON "portal"."application_check"("application_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_acceptance_application_id_agreement_key_version_key" ON "portal"."agreement_acceptance"("application_id", "agreement_key", "version");

-- CreateIndex
CREATE UNIQUE INDEX "account_number_key" ON "portal"."account"("number");

-- CreateIndex
CREATE UNIQUE INDEX "account_application_id_key" ON "portal"."account"("application_id");

-- CreateIndex
CREATE INDEX "account_status_idx" ON "portal"."account"("status");

-- CreateIndex
CREATE INDEX "account_holder_user_id_idx" ON "portal"."account_holder"("user_id");

-- CreateIndex
CREATE INDEX "orders_account_id_exchange_at_id_idx" ON "portal"."orders"("account_id", "exchange_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "orders_account_id_client_order_id_key" ON "portal"."orders"("account_id", "client_order_id");

-- CreateIndex
CREATE INDEX "order_event_order_id_id_idx" ON "portal"."order_event"("order_id", "id");

-- CreateIndex
CREATE INDEX "order_event_account_id_id_idx" ON "portal"."order_event"("account_id", "id");

-- CreateIndex
CREATE INDEX "child_order_order_id_idx" ON "portal"."child_order"("order_id");

-- CreateIndex
CREATE INDEX "execution_order_id_idx" ON "portal"."execution"("order_id");

-- CreateIndex
CREATE INDEX "execution_account_id_trade_date_idx" ON "portal"."execution"("account_id", "trade_date");

-- CreateIndex
CREATE INDEX "execution_trade_date_idx" ON "portal"."execution"("trade_date");

-- CreateIndex
CREATE UNIQUE INDEX "execution_venue_exec_id_key" ON "portal"."execution"("venue", "exec_id");

-- CreateIndex
CREATE UNIQUE INDEX "command_message_id_key" ON "street"."command"("message_id");

-- CreateIndex
CREATE INDEX "door_nonce_seen_at_idx" ON "street"."door_nonce"("seen_at");

-- CreateIndex
CREATE INDEX "venue_order_status_symbol_idx" ON "street"."venue_order"("status", "symbol");

-- CreateIndex
CREATE UNIQUE INDEX "firm_account_reference_key" ON "street"."firm_account"("reference");

-- CreateIndex
CREATE INDEX "firm_journal_account_number_trade_date_idx" ON "street"."firm_journal"("account_number", "trade_date");

-- CreateIndex
CREATE UNIQUE INDEX "firm_journal_kind_source_key" ON "street"."firm_journal"("kind", "source");

-- CreateIndex
CREATE INDEX "firm_entry_journal_id_idx" ON "street"."firm_entry"("journal_id");

-- CreateIndex
CREATE INDEX "firm_trade_settlement_date_settled_on_idx" ON "street"."firm_trade"("settlement_date", "settled_on");

-- CreateIndex
CREATE INDEX "firm_trade_trade_date_idx" ON "street"."firm_trade"("trade_date");

-- CreateIndex
CREATE INDEX "firm_trade_order_reference_idx" ON "street"."firm_trade"("order_reference");

-- CreateIndex
CREATE INDEX "firm_cash_movement_status_idx" ON "street"."firm_cash_movement"("status");

-- AddForeignKey
ALTER TABLE "portal"."session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "portal"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."document" ADD CONSTRAINT "document_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "portal"."account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."document_content" ADD CONSTRAINT "document_content_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "portal"."document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."bank_link" ADD CONSTRAINT "bank_link_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "portal"."account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."transfer" ADD CONSTRAINT "transfer_bank_link_id_fkey" FOREIGN KEY ("bank_link_id") REFERENCES "portal"."bank_link"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."transfer" ADD CONSTRAINT "transfer_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "portal"."account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."transfer_event" ADD CONSTRAINT "transfer_event_transfer_id_fkey" FOREIGN KEY ("transfer_id") REFERENCES "portal"."transfer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."ledger_entry" ADD CONSTRAINT "ledger_entry_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "portal"."journal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."application_check" ADD CONSTRAINT "application_check_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "portal"."application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."agreement_acceptance" ADD CONSTRAINT "agreement_acceptance_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "portal"."application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."account_holder" ADD CONSTRAINT "account_holder_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "portal"."account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."orders" ADD CONSTRAINT "orders_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "portal"."account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."order_event" ADD CONSTRAINT "order_event_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "portal"."orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."child_order" ADD CONSTRAINT "child_order_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "portal"."orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal"."execution" ADD CONSTRAINT "execution_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "portal"."orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "street"."firm_entry" ADD CONSTRAINT "firm_entry_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "street"."firm_journal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


