-- A second factor (RFC 6238), its recovery codes, and the browsers that a person has signed in with before.

CREATE TABLE "portal"."second_factor" (
    "user_id" UUID NOT NULL,
    "secret_sealed" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "offered_sealed" TEXT,
    "offered_at" TIMESTAMPTZ(3),
    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT "second_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "portal"."users"("id")
);

CREATE TABLE "portal"."recovery_code" (
    "user_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id", "code_hash"),
    CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "portal"."users"("id")
);

CREATE TABLE "portal"."known_device" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "known_since" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "known_device_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "known_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "portal"."users"("id")
);
CREATE UNIQUE INDEX "known_device_user_id_secret_hash_key" ON "portal"."known_device"("user_id", "secret_hash");
CREATE INDEX "known_device_last_seen_at_idx" ON "portal"."known_device"("last_seen_at");

ALTER TABLE "portal"."session"
  ADD COLUMN "second_factor_at" TIMESTAMPTZ(3),
  ADD COLUMN "last_seen_at" TIMESTAMPTZ(3),
  ADD COLUMN "device_id" UUID REFERENCES "portal"."known_device"("id") ON DELETE SET NULL;
UPDATE "portal"."session" SET "last_seen_at" = "created_at";
ALTER TABLE "portal"."session" ALTER COLUMN "last_seen_at" SET NOT NULL, ALTER COLUMN "last_seen_at" SET DEFAULT now();
