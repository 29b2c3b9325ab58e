import pg from "pg";
import { expect, it } from "vitest";
import { restoreRows } from "@/server/platform/kept-rows";
import { newId } from "@/server/platform/ids";
import { createTestDatabase, testDatabase } from "@/server/platform/testing/database";
import { customerWith, testDeps } from "@/server/platform/testing/deps";

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All rows of all tables, as hashes, and where the sequences stand. */
const contents = (url: string): Promise<Record<string, string>> =>
  on(url, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('portal', 'street', 'platform')`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ said: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as said from ${name} t`,
      );
      found[name] = rows[0]?.said ?? "";
    }
    const sequences = await client.query<{ name: string; last: string | null }>(
      "select schemaname || '.' || sequencename as name, last_value::text as last from pg_sequences",
    );
    for (const { name, last } of sequences.rows) found[name] = String(last);
    return found;
  });

const database = await testDatabase();
/** On a server of one's own the user may lack it: then every test gets a new database. */
const mayPassByTriggers = await on(database.url, async (client) => {
  const { rows } = await client.query<{ may: boolean }>(
    "select has_parameter_privilege('session_replication_role', 'SET') as may",
  );
  return rows[0]?.may === true;
});
const itRestores = it.skipIf(!mayPassByTriggers);

itRestores(
  "brings back every row and sequence, also what is append-only and what migrations have laid",
  async () => {
    const before = await contents(database.url);
    expect(before["portal.place_ruling"]).not.toMatch(/^0 /);
    const deps = testDeps(database);
    await customerWith(deps, "1000");
    await database.portal.outbox.create({
      data: { messageId: newId(), party: "BANK", kind: "TEST", payload: {} },
    });
    await on(database.url, (client) =>
      client.query(`
      set session_replication_role = replica;
      update portal.place_ruling set reason = 'another';
      delete from portal.watch_list;
      insert into portal.audit_event (id, at, actor_role, action, subject_type, subject_id, detail, hash)
        values (gen_random_uuid(), now(), 'SYSTEM', 'test', 'test', 'test', '{}', 'none')`),
    );
    const changed = await contents(database.url);
    const differs = Object.keys(before).filter((name) => changed[name] !== before[name]);
    expect(differs).toEqual(
      expect.arrayContaining([
        "portal.users",
        "portal.outbox",
        "portal.outbox_id_seq",
        "portal.place_ruling",
      ]),
    );
    expect(differs).toEqual(expect.arrayContaining(["portal.watch_list", "portal.audit_event"]));
    const sessions = await on(database.url, async (client) => {
      const { rows } = await client.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      return rows[0]?.others ?? 0;
    });
    expect(await on(database.url, (client) => restoreRows(client, sessions))).toBe(true);
    expect(await contents(database.url)).toEqual(before);
  },
);

it("changes nothing while somebody is there who was not expected", async () => {
  await customerWith(testDeps(database), "1000");
  const before = await contents(database.url);
  expect(await on(database.url, (client) => restoreRows(client, 0))).toBe(false);
  expect(await contents(database.url)).toEqual(before);
});

itRestores("is what a test's database goes through before the next test has it", async () => {
  const first = await createTestDatabase();
  const before = await contents(first.url);
  await customerWith(testDeps(first), "1000");
  const { portal } = first;
  await first.drop();
  const second = await createTestDatabase();
  expect(second.url).toBe(first.url);
  expect(await contents(second.url)).toEqual(before);
  expect(() => portal.user).toThrow(/has been closed/);
  await second.drop();
});
