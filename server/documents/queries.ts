import { AppError } from "@/domain/errors";
import {
  DOCUMENTS_PAGE,
  type DocumentInput,
  type DocumentKind,
  type DocumentsInput,
} from "@/domain/statements/document-inputs";
import type { LocalDate } from "@/domain/time/instant";
import { toDate } from "@/domain/time/instant";
import { MAX_ATTEMPTS } from "@/server/documents/paper-mill";
import type { DocumentPage, PaperProgress } from "@/server/documents/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";

type Row = {
  id: string;
  kind: DocumentKind;
  title: string;
  on_date: LocalDate;
  size: number;
  first_read_at: Date | null;
};

/** The search as a pattern: its own wildcards mean themselves. */
const pattern = (search: string): string => `%${search.replace(/[\\%_]/g, "\\$&")}%`;

/** Papers of one of the actor's accounts, newest first, a page at a time. NOT_FOUND for anybody else's account. */
export async function listDocuments(deps: Deps, actor: Actor, input: DocumentsInput): Promise<DocumentPage> {
  const account = await deps.db.account.findFirst({
    where: { id: input.accountId, ...heldBy(actor) },
    select: { id: true },
  });
  if (!account) throw new AppError("NOT_FOUND");
  const last = input.cursor
    ? await deps.db.document.findFirst({
        where: { id: input.cursor, accountId: account.id },
        select: { id: true, onDate: true },
      })
    : null;
  if (input.cursor && !last) throw new AppError("NOT_FOUND");
  const [rows, unread] = await Promise.all([
    deps.db.$queryRaw<Row[]>`
      select id, kind, title, on_date::text, size, first_read_at from portal.document
      where account_id = ${account.id}::uuid
        ${input.kind ? Prisma.sql`and kind = ${input.kind}` : Prisma.empty}
        ${input.search ? Prisma.sql`and title ilike ${pattern(input.search)}` : Prisma.empty}
        ${last ? Prisma.sql`and (on_date, id) < (${last.onDate}::date, ${last.id}::uuid)` : Prisma.empty}
      order by on_date desc, id desc limit ${DOCUMENTS_PAGE + 1}`,
    deps.db.document.count({ where: { accountId: account.id, firstReadAt: null } }),
  ]);
  const shown = rows.slice(0, DOCUMENTS_PAGE);
  return {
    documents: shown.map((row) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      onDate: row.on_date,
      size: row.size,
      isUnread: row.first_read_at === null,
    })),
    nextCursor: rows.length > DOCUMENTS_PAGE ? (shown.at(-1)?.id ?? null) : null,
    unread,
  };
}

/** Notes that a paper was read; the first time counts. NOT_FOUND for anybody else's paper. */
export async function markRead(
  deps: Deps,
  actor: Actor,
  input: DocumentInput,
): Promise<{ documentId: string }> {
  await deps.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ account_id: string; first_read_at: Date | null }[]>`
      select d.account_id, d.first_read_at from portal.document d
      join portal.account_holder h on h.account_id = d.account_id and h.user_id = ${actor.userId}::uuid
      where d.id = ${input.documentId}::uuid for update of d`;
    if (!row) throw new AppError("NOT_FOUND");
    if (row.first_read_at !== null) return;
    await tx.document.update({
      where: { id: input.documentId },
      data: { firstReadAt: toDate(deps.clock.now()) },
    });
    await publish(tx, `account:${row.account_id}`, "documents");
  });
  return { documentId: input.documentId };
}

export type OpenedDocument = { fileName: string; sha256: string; bytes: Uint8Array };

/** A paper's bytes, for its owner: reading it marks it as read. NOT_FOUND for anybody else's paper. */
export async function openDocument(deps: Deps, actor: Actor, input: DocumentInput): Promise<OpenedDocument> {
  await markRead(deps, actor, input);
  const found = await deps.db.document.findUnique({
    where: { id: input.documentId },
    select: { kind: true, title: true, onDate: true, sha256: true, content: { select: { bytes: true } } },
  });
  if (!found?.content) throw new AppError("DOCUMENT_NOT_READY");
  const day = found.onDate.toISOString().slice(0, 10);
  const name = `RushTrade ${found.kind.toLowerCase()} ${day} ${found.title}`;
  return {
    fileName: `${name.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 100)}.pdf`,
    sha256: found.sha256,
    bytes: found.content.bytes,
  };
}

/** How many papers wait, and how many could not be made: for staff. */
export async function paperProgress(deps: Deps): Promise<PaperProgress> {
  const [row] = await deps.db.$queryRaw<{ waiting: bigint; failed: bigint; reason: string | null }[]>`
    select count(*) filter (where attempts < ${MAX_ATTEMPTS}) as waiting, count(*) filter (where attempts >= ${MAX_ATTEMPTS}) as failed,
      (array_agg(last_error order by id) filter (where attempts >= ${MAX_ATTEMPTS}))[1] as reason
    from portal.document_job where done_at is null`;
  return {
    waiting: Number(row?.waiting ?? 0),
    failed: Number(row?.failed ?? 0),
    reason: row?.reason ?? null,
  };
}
