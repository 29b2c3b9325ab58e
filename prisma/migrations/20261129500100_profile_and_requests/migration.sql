-- What customers change of their record after opening: versions, the latest that counts is the record. The application
-- stays as it was signed.
CREATE TABLE "portal"."profile_entry" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'STANDING',
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "dispute_hash" TEXT,

    CONSTRAINT "profile_entry_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "profile_entry_status" CHECK ("status" IN ('STANDING', 'FROZEN', 'VOID'))
);
CREATE INDEX "profile_entry_user_id_kind_recorded_at_idx" ON "portal"."profile_entry"("user_id", "kind", "recorded_at");
CREATE UNIQUE INDEX "profile_entry_dispute_hash_key" ON "portal"."profile_entry"("dispute_hash");

-- Letters that go by post: the printer's queue.
CREATE TABLE "portal"."postal_letter" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "addressee" TEXT NOT NULL,
    "address" JSONB NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "postal_letter_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "postal_letter_user_id_created_at_idx" ON "portal"."postal_letter"("user_id", "created_at");

-- What customers ask the desk for: an upgrade to margin, the end of an account, a disputed change of address.
CREATE TABLE "portal"."customer_request" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'SUBMITTED',
    "detail" JSONB NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_request_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "customer_request_status_asked_at_idx" ON "portal"."customer_request"("status", "asked_at");
CREATE INDEX "customer_request_account_id_idx" ON "portal"."customer_request"("account_id");
CREATE INDEX "customer_request_user_id_idx" ON "portal"."customer_request"("user_id");
-- One open request of a kind for an account, however often the button is pressed.
CREATE UNIQUE INDEX "customer_request_one_open" ON "portal"."customer_request"("account_id", "kind")
  WHERE "status" IN ('SUBMITTED', 'INSTRUCTED');
