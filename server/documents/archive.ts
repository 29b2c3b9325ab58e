import { AppError } from "@/domain/errors";
import { ARCHIVE_LIMIT, type ArchiveInput } from "@/domain/statements/document-inputs";
import { fileNameOf, narrowed, ownAccount } from "@/server/documents/queries";
import type { ArchiveView } from "@/server/documents/views";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/**
 * The papers that an archive will hold: what the list shows, newest first. Their bytes are fetched one by one while it
 * is written. NOT_FOUND for anybody else's account; LIMIT_EXCEEDED when there are more than one archive holds.
 */
export async function archiveOf(deps: Deps, actor: Actor, input: ArchiveInput): Promise<ArchiveView> {
  const accountId = await ownAccount(deps, actor, input.accountId);
  const rows = await deps.db.$queryRaw<
    { id: string; kind: string; title: string; on_date: Date; size: number }[]
  >`
    select d.id, d.kind, d.title, d.on_date, d.size from portal.document d
    where d.account_id = ${accountId}::uuid ${narrowed(input)}
    order by d.on_date desc, d.id desc limit ${ARCHIVE_LIMIT + 1}`;
  if (rows.length > ARCHIVE_LIMIT)
    throw new AppError(
      "VALIDATION",
      `An archive holds up to ${ARCHIVE_LIMIT} documents. Choose a year or a kind.`,
    );
  const account = await deps.db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { number: true },
  });
  const parts = ["RushTrade documents", account.number, input.year, input.kind?.toLowerCase()];
  return {
    name: `${parts
      .filter(Boolean)
      .join(" ")
      .replace(/[^A-Za-z0-9]+/g, "-")}.zip`,
    documents: uniqueNames(rows).map(({ row, name }) => ({ id: row.id, fileName: name, size: row.size })),
  };
}

/** Two papers of one day may have one title: the second is numbered. */
function uniqueNames<Row extends { kind: string; title: string; on_date: Date }>(rows: readonly Row[]) {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const name = fileNameOf({ ...row, onDate: row.on_date });
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return { row, name: number === 1 ? `${name}.pdf` : `${name}-${number}.pdf` };
  });
}
