import type { DocumentKind } from "@/domain/statements/document-inputs";
import type { Paper } from "@/domain/statements/paper";
import { type LocalDate, toColumn, toDate } from "@/domain/time/instant";
import { tellHolders } from "@/server/documents/tell-holders";
import { sha256 } from "@/server/platform/crypto";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { idFrom } from "@/server/platform/ids";
import { publishAll } from "@/server/platform/news";

export type Job = {
  id: bigint;
  kind: DocumentKind;
  account_id: string;
  subject: string;
  /** The paper that it replaces, and why; null for a first edition. */
  corrects_id: string | null;
  reason: string | null;
};
/** What a job comes to before it is printed. `model` is kept with the document; the paper follows from it. */
export type Draft = { job: Job; title: string; onDate: LocalDate; model: object; paper: Paper };
export type Printed = { draft: Draft; bytes: Buffer };

/**
 * Of the wording and the templates: raised with every change that prints a kept model to other bytes, so that papers of
 * the present edition can be held against their models (`checkPapers`).
 */
export const EDITION = 4;

/** Stores papers for good. A paper that is there already stays as it is: what a customer has read never changes. */
export async function storePapers(tx: Tx, deps: Deps, printed: readonly Printed[]): Promise<void> {
  if (printed.length === 0) return;
  const now = toDate(deps.clock.now());
  const rows = printed.map(({ draft, bytes }) => ({
    id: idFrom("document", draft.job.account_id, draft.job.kind, draft.job.subject),
    draft,
    bytes: new Uint8Array(bytes),
  }));
  await tx.document.createMany({
    data: rows.map(({ id, draft, bytes }) => ({
      id,
      accountId: draft.job.account_id,
      kind: draft.job.kind,
      subject: draft.job.subject,
      title: draft.title,
      onDate: toColumn(draft.onDate),
      model: draft.model as Prisma.InputJsonObject,
      sha256: sha256(bytes),
      size: bytes.length,
      createdAt: now,
      correctsId: draft.job.corrects_id,
      edition: EDITION,
    })),
    skipDuplicates: true,
  });
  await tx.documentContent.createMany({
    data: rows.map(({ id, bytes }) => ({ documentId: id, bytes })),
    skipDuplicates: true,
  });
  await tx.documentJob.updateMany({
    where: { id: { in: rows.map(({ draft }) => draft.job.id) } },
    data: { doneAt: now, attempts: { increment: 1 }, lastError: null },
  });
  const titles = new Map<string, string[]>();
  for (const { draft } of rows) {
    const accountId = draft.job.account_id;
    titles.set(accountId, [...(titles.get(accountId) ?? []), draft.title]);
  }
  await tellHolders(tx, deps, titles);
  const accounts = [...titles.keys()].map((accountId) => `account:${accountId}` as const);
  await publishAll(tx, [...accounts, "staff"], "documents");
}
