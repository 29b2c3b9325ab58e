import { readSdnList } from "@/domain/screening/sdn-csv";
import { toDate } from "@/domain/time/instant";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import { sha256 } from "@/server/platform/crypto";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

export type ListFiles = {
  source: "SDN" | "PEP";
  /** As its publisher calls it: the day of publication. */
  version: string;
  sdn: string;
  alt: string;
};
export type LoadedList = { listId: string; entries: number; names: number; isNew: boolean };

/**
 * Loads a list in OFAC's published format and puts it in force, in one transaction; earlier versions stay as evidence.
 * The same files again change nothing. Throws FILE_REFUSED, and then the list before stays in force.
 */
export async function loadWatchList(
  deps: Deps,
  actor: Actor | "SYSTEM",
  { source, version, sdn, alt }: ListFiles,
): Promise<LoadedList> {
  const entries = readSdnList(sdn, alt);
  const hash = sha256(`${sdn}\u0000${alt}`);
  const rows = entries.flatMap((entry) =>
    [entry.name, ...entry.otherNames].map((name, alt) => ({ ...entry, name, alt })),
  );
  const listId = newId();
  const now = deps.clock.now();
  return deps.db.$transaction(async (tx) => {
    // One list of a source is loaded at a time.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`watch-list:${source}`}))`;
    const known = await tx.watchList.findUnique({ where: { source_sha256: { source, sha256: hash } } });
    if (known?.isCurrent)
      return { listId: known.id, entries: known.entries, names: known.names, isNew: false };
    await tx.watchList.updateMany({ where: { source, isCurrent: true }, data: { isCurrent: false } });
    if (known) {
      await tx.watchList.update({ where: { id: known.id }, data: { isCurrent: true } });
    } else {
      await tx.watchList.create({
        data: {
          id: listId,
          source,
          version,
          sha256: hash,
          entries: entries.length,
          names: rows.length,
          loadedAt: toDate(now),
          loadedBy: actor === "SYSTEM" ? null : actor.userId,
          isCurrent: true,
        },
      });
      await tx.$executeRaw`
        insert into portal.watch_list_name (list_id, ent_num, alt, name, kind, program, born_in, country)
        select ${listId}::uuid, * from unnest(${rows.map((row) => row.entNum)}::text[], ${rows.map((row) => row.alt)}::int[],
          ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.program)}::text[],
          ${rows.map((row) => row.bornIn)}::int[], ${rows.map((row) => row.country)}::text[])`;
    }
    const id = known?.id ?? listId;
    await recordAudit(tx, {
      actor,
      action: "watch_list.loaded",
      subjectType: "watch_list",
      subjectId: id,
      detail: { source, version, sha256: hash, entries: entries.length, names: rows.length },
      at: now,
    });
    return { listId: id, entries: entries.length, names: rows.length, isNew: true };
  });
}
