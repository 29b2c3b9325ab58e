-- Papers that customers send in (passports, bills, papers of companies). Their bytes are sealed with the key that the
-- row names; a paper that its owner takes back before anybody decided loses its bytes and keeps its row.
CREATE TABLE "portal"."evidence_paper" (
    "id" UUID NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "part" TEXT,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "pages" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sent_by" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_paper_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "evidence_paper_subject" CHECK ("subject_type" IN ('APPLICATION', 'ACCOUNT')),
    CONSTRAINT "evidence_paper_format" CHECK ("format" IN ('JPEG', 'PDF'))
);
CREATE INDEX "evidence_paper_subject_type_subject_id_idx" ON "portal"."evidence_paper"("subject_type", "subject_id");

CREATE TABLE "portal"."evidence_content" (
    "paper_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "evidence_content_pkey" PRIMARY KEY ("paper_id")
);
ALTER TABLE "portal"."evidence_content" ADD CONSTRAINT "evidence_content_paper_id_fkey" FOREIGN KEY ("paper_id") REFERENCES "portal"."evidence_paper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- What was sent in is never exchanged for something else.
CREATE TRIGGER never_changed BEFORE UPDATE ON "portal"."evidence_content" FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON "portal"."evidence_content" FOR EACH STATEMENT EXECUTE FUNCTION platform.refuse_change();
-- Sealed bytes do not compress.
ALTER TABLE "portal"."evidence_content" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
