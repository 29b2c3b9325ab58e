import type { Deps } from "@/server/platform/deps";

/** Counters of attempts and the ends of sessions move with every request; they say nothing about what was done. */
const LEFT_OUT = ["rate_limit"];

/** A fingerprint of every row of every table of the portal, by table: any insert, update or delete changes one. */
export async function portalRows({ db }: Deps): Promise<Record<string, string>> {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(
    "select tablename as name from pg_tables where schemaname = 'portal' order by 1",
  );
  const names = tables.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name));
  const parts = names.map(
    (name) =>
      `select '${name}' as name, count(*) || ' rows ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as rows from portal."${name}" t`,
  );
  const rows = await db.$queryRawUnsafe<{ name: string; rows: string }[]>(parts.join(" union all "));
  return Object.fromEntries(rows.map(({ name, rows: text }) => [name, text]));
}
