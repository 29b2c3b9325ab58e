import type { Deps } from "@/server/platform/deps";

/** Counters of attempts and the ends of sessions move with every request; they say nothing about what was done. */
const LEFT_OUT = ["rate_limit"];

/** Which tables there are is asked once: they are the same in every copy of the template. */
let question: Promise<string> | undefined;

async function askForRows({ db }: Deps): Promise<string> {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(
    "select tablename as name from pg_tables where schemaname = 'portal' order by 1",
  );
  const names = tables.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name));
  return names
    .map(
      (name) =>
        `select '${name}' as name, count(*) || ' rows, last written by ' || coalesce(max(xmin::text::bigint), 0) as rows from portal."${name}"`,
    )
    .join(" union all ");
}

/**
 * What shows that no row of the portal was written, by table: how many there are, and the latest transaction that wrote
 * one. An update is by a later transaction than any row before it; a row that is gone is missed, or made up for by one
 * of a later transaction.
 */
export async function portalRows(deps: Deps): Promise<Record<string, string>> {
  question ??= askForRows(deps);
  const rows = await deps.db.$queryRawUnsafe<{ name: string; rows: string }[]>(await question);
  return Object.fromEntries(rows.map(({ name, rows: text }) => [name, text]));
}
