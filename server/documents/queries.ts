import { AppError } from "@/domain/errors";
import {
  DOCUMENTS_PAGE,
  type DocumentFileInput,
  type DocumentInput,
  type DocumentKind,
  type DocumentsInput,
  RETENTION_YEARS,
} from "@/domain/statements/document-inputs";
import { formatsOf, RENDERERS } from "@/domain/statements/read-model";
import { addMonths, type LocalDate, toDate } from "@/domain/time/instant";
import type { DocumentPage, DocumentView } from "@/server/documents/views";
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
  sha256: string;
  first_read_at: Date | null;
  corrects: string | null;
  replaced_by: string | null;
};

/** A paper's date as it is shown, "27 Oct 2026", and as files have it. */
const DATE_IN_WORDS = Prisma.sql`to_char(d.on_date, 'FMDD Mon FMYYYY YYYY-MM-DD')`;

/** What a list is narrowed to, as a condition on portal.document `d`. */
export const narrowed = ({
  kind,
  search,
  year,
}: Pick<DocumentsInput, "kind" | "search" | "year">): Prisma.Sql =>
  Prisma.sql`${kind ? Prisma.sql`and d.kind = ${kind}` : Prisma.empty}
    ${search ? Prisma.sql`and (d.title ilike ${pattern(search)} or ${DATE_IN_WORDS} ilike ${pattern(search)})` : Prisma.empty}
    ${year ? Prisma.sql`and d.on_date between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date` : Prisma.empty}`;

/** The account's id if the actor holds it. NOT_FOUND for anybody else's. */
export async function ownAccount(deps: Deps, actor: Actor, accountId: string): Promise<string> {
  const account = await deps.db.account.findFirst({
    where: { id: accountId, ...heldBy(actor) },
    select: { id: true },
  });
  if (!account) throw new AppError("NOT_FOUND");
  return account.id;
}

/** The search as a pattern: its own wildcards mean themselves. */
const pattern = (search: string): string => `%${search.replace(/[\\%_]/g, "\\$&")}%`;

/** Papers of one of the actor's accounts, newest first, a page at a time. NOT_FOUND for anybody else's account. */
export async function listDocuments(deps: Deps, actor: Actor, input: DocumentsInput): Promise<DocumentPage> {
  const accountId = await ownAccount(deps, actor, input.accountId);
  const last = input.cursor
    ? await deps.db.document.findFirst({
        where: { id: input.cursor, accountId },
        select: { id: true, onDate: true },
      })
    : null;
  if (input.cursor && !last) throw new AppError("NOT_FOUND");
  const [rows, unread, years] = await Promise.all([
    deps.db.$queryRaw<Row[]>`
      select d.id, d.kind, d.title, d.on_date::text, d.size, d.sha256, d.first_read_at, d.corrects_id as corrects,
        (select c.id from portal.document c where c.corrects_id = d.id limit 1) as replaced_by
      from portal.document d
      where d.account_id = ${accountId}::uuid ${narrowed(input)}
        ${last ? Prisma.sql`and (d.on_date, d.id) < (${last.onDate}::date, ${last.id}::uuid)` : Prisma.empty}
      order by d.on_date desc, d.id desc limit ${DOCUMENTS_PAGE + 1}`,
    deps.db.document.count({ where: { accountId, firstReadAt: null } }),
    yearsOf(deps, accountId),
  ]);
  const shown = rows.slice(0, DOCUMENTS_PAGE);
  return {
    documents: shown.map(viewOf),
    nextCursor: rows.length > DOCUMENTS_PAGE ? (shown.at(-1)?.id ?? null) : null,
    unread,
    years,
  };
}

const viewOf = (row: Row): DocumentView => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  onDate: row.on_date,
  size: row.size,
  sha256: row.sha256,
  formats: formatsOf(row.kind),
  keptUntil: addMonths(row.on_date, 12 * RETENTION_YEARS[row.kind]),
  isUnread: row.first_read_at === null,
  replacedBy: row.replaced_by,
  corrects: row.corrects,
});

/** From year to year by the index, so that a long history costs no more than the years that it has. */
async function yearsOf(deps: Deps, accountId: string): Promise<string[]> {
  const rows = await deps.db.$queryRaw<{ year: string }[]>`
    with recursive years as (
      (select date_trunc('year', on_date)::date as year from portal.document
       where account_id = ${accountId}::uuid order by on_date desc limit 1)
      union all
      select (select date_trunc('year', d.on_date)::date from portal.document d
              where d.account_id = ${accountId}::uuid and d.on_date < years.year order by d.on_date desc limit 1)
      from years where years.year is not null)
    select to_char(year, 'YYYY') as year from years where year is not null`;
  return rows.map(({ year }) => year);
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

const day = (onDate: Date): string => onDate.toISOString().slice(0, 10);

/** "RushTrade-statement-2026-10-30-Statement-for-October-2026" */
export const fileNameOf = ({ kind, onDate, title }: { kind: string; onDate: Date; title: string }): string =>
  `RushTrade ${kind.toLowerCase()} ${day(onDate)} ${title}`.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 100);

/** A paper's bytes, for its owner: reading it marks it as read. NOT_FOUND for anybody else's paper. */
export async function openDocument(deps: Deps, actor: Actor, input: DocumentInput): Promise<OpenedDocument> {
  await markRead(deps, actor, input);
  const found = await deps.db.document.findUnique({
    where: { id: input.documentId },
    select: { kind: true, title: true, onDate: true, sha256: true, content: { select: { bytes: true } } },
  });
  if (!found?.content) throw new AppError("DOCUMENT_NOT_READY");
  return { fileName: `${fileNameOf(found)}.pdf`, sha256: found.sha256, bytes: found.content.bytes };
}

/**
 * The same paper in another format, drawn from the model that its PDF was made of. NOT_FOUND for anybody else's paper,
 * and for a format that papers of this kind are not had as.
 */
export async function documentFile(
  deps: Deps,
  actor: Actor,
  { documentId, format }: DocumentFileInput,
): Promise<OpenedDocument> {
  if (format === "pdf") return openDocument(deps, actor, { documentId });
  await markRead(deps, actor, { documentId });
  const found = await deps.db.document.findUniqueOrThrow({
    where: { id: documentId },
    select: { kind: true, title: true, onDate: true, sha256: true, model: true },
  });
  const render = RENDERERS[found.kind as DocumentKind][format];
  if (!render) throw new AppError("NOT_FOUND");
  return {
    fileName: `${fileNameOf(found)}.${format}`,
    sha256: found.sha256,
    bytes: new TextEncoder().encode(render(found.model)),
  };
}
