import type { ListAnswer } from "@/domain/onboarding/checks";
import { NameIndex } from "@/domain/screening/name-index";
import type { Db, Tx } from "@/server/platform/db";

type Listed = {
  listId: string;
  entNum: string;
  name: string;
  program: string;
  bornIn: number | null;
  country: string | null;
};
type List = { id: string; source: string; version: string; sha256: string; index: NameIndex };

/** Versions of lists never change, so what was made ready of one stays good; two sources, and one version more of each. */
const MOST_READY = 4;
const ready = new Map<string, NameIndex>();

async function indexOf(db: Db | Tx, listId: string): Promise<NameIndex> {
  const known = ready.get(listId);
  if (known) return known;
  const names = await db.$queryRaw<Listed[]>`
    select list_id as "listId", ent_num as "entNum", name, program, born_in as "bornIn", country
    from portal.watch_list_name where list_id = ${listId}::uuid order by ent_num, alt`;
  const index = new NameIndex(names);
  const [oldest] = ready.keys();
  if (ready.size >= MOST_READY && oldest) ready.delete(oldest);
  ready.set(listId, index);
  return index;
}

/** The lists in force, made ready for questions. */
export async function currentLists(db: Db | Tx): Promise<List[]> {
  const rows = await db.watchList.findMany({
    where: { isCurrent: true },
    orderBy: { source: "desc" },
    select: { id: true, source: true, version: true, sha256: true },
  });
  const lists: List[] = [];
  for (const row of rows) lists.push({ ...row, index: await indexOf(db, row.id) });
  return lists;
}

/** What each list says of a name. */
export const askLists = (lists: readonly List[], name: string): ListAnswer[] =>
  lists.map(({ source, version, sha256, index }) => {
    const match = index.nearest(name);
    const listed = match?.listed as Listed | undefined;
    return {
      source,
      version,
      sha256,
      names: index.size,
      nearest:
        match && listed
          ? {
              name: listed.name,
              entry: listed.entNum,
              score: match.score,
              program: listed.program,
              bornIn: listed.bornIn,
              country: listed.country,
            }
          : null,
    };
  });

/** A version of a list. Instants are ISO texts. */
export type ListVersionView = {
  id: string;
  source: string;
  version: string;
  sha256: string;
  entries: number;
  names: number;
  loadedAt: string;
  isCurrent: boolean;
};

/** The versions that were in force, the newest first. */
export async function listVersions({ db }: { db: Db }): Promise<ListVersionView[]> {
  const rows = await db.watchList.findMany({ orderBy: [{ loadedAt: "desc" }, { source: "desc" }], take: 50 });
  return rows.map(({ loadedAt, loadedBy: _by, ...row }) => ({ ...row, loadedAt: loadedAt.toISOString() }));
}
