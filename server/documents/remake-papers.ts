import type { DocumentKind } from "@/domain/statements/document-inputs";
import { draftPapers } from "@/server/documents/draft-papers";
import { paperOf } from "@/domain/statements/read-model";
import type { Press } from "@/server/documents/press";
import { EDITION, type Job } from "@/server/documents/store-papers";
import { sha256 } from "@/server/platform/crypto";
import type { Db } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Papers looked at, and those whose bytes are not what they should be. */
export type PaperCheck = { checked: number; wrong: { id: string; problem: string }[] };

/**
 * Holds papers against what they were made of: the kept bytes must have the kept hash, and the kept model, printed anew,
 * must give the same bytes. Looks at `sample` papers of the present edition, spread over all of them.
 */
export async function checkPapers(db: Db, press: Press, sample: number): Promise<PaperCheck> {
  const rows = await db.$queryRaw<
    { id: string; kind: DocumentKind; sha256: string; model: unknown; bytes: Uint8Array | null }[]
  >`
    select d.id, d.kind, d.sha256, d.model, c.bytes
    from portal.document d left join portal.document_content c on c.document_id = d.id
    where d.edition = ${EDITION}
    order by md5(d.id::text) limit ${sample}`;
  const wrong: PaperCheck["wrong"] = [];
  for (const row of rows) {
    if (!row.bytes || sha256(row.bytes) !== row.sha256)
      wrong.push({ id: row.id, problem: "its bytes do not have its hash" });
    else if (sha256(await press.print(paperOf[row.kind](row.model))) !== row.sha256)
      wrong.push({ id: row.id, problem: "its model prints to other bytes" });
  }
  return { checked: rows.length, wrong };
}

/** Papers made again at once. */
const BATCH = 50;

/**
 * Makes papers of a kind and subject again from the books as they are, stores nothing, and counts those that have other
 * bytes than the kept ones: as long as nothing was booked since, there are none.
 */
export async function remakePapers(
  deps: Deps,
  press: Press,
  { kind, subject }: { kind: DocumentKind; subject: string },
): Promise<{ made: number; different: number }> {
  const jobs = await deps.db.$queryRaw<(Job & { sha256: string })[]>`
    select j.id, j.kind, j.account_id, j.subject, j.corrects_id, j.reason, d.sha256
    from portal.document d join portal.document_job j using (account_id, kind, subject)
    where d.kind = ${kind} and d.subject = ${subject} order by j.id`;
  const counts = { made: 0, different: 0 };
  for (let from = 0; from < jobs.length; from += BATCH) {
    const batch = jobs.slice(from, from + BATCH);
    const drafts = await deps.db.$transaction((tx) =>
      draftPapers(tx, deps, batch, async (_job, work) => {
        await work();
      }),
    );
    const hashes = new Map(batch.map((job) => [job.id, job.sha256]));
    await Promise.all(
      drafts.map(async ({ job, paper }) => {
        counts.made++;
        if (sha256(await press.print(paper)) !== hashes.get(job.id)) counts.different++;
      }),
    );
  }
  return counts;
}
