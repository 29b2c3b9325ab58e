import { type Database, ensureTestServer } from "@/scripts/database/database";
import {
  createDatabaseIfMissing,
  databaseNameOf,
  withConnection,
  withDatabaseName,
} from "@/scripts/database/connection";
import { keepRows } from "@/server/platform/kept-rows";
import { migrateDeploy, migrationsFingerprint } from "@/scripts/database/migrate";

const TEMPLATE_PREFIX = "rt_template_";
/** What the tests call their copies. */
const COPY_PREFIX = "rt_test_";
const MAKING_LOCK = 7_274_002;

/**
 * A migrated, empty database that tests copy, and whose copies can be emptied again. Its name holds the history of the schema, so it is made once for each
 * state of the migrations, and found made by the next test run.
 */
export async function ensureTemplateDatabase(): Promise<Database> {
  const server = await ensureTestServer();
  try {
    const name = `${TEMPLATE_PREFIX}kept_${migrationsFingerprint().slice(0, 16)}`;
    await withConnection(server.url, async (client) => {
      await client.query("select pg_advisory_lock($1)", [MAKING_LOCK]);
      const found = await client.query("select 1 from pg_database where datname = $1", [name]);
      if (!found.rowCount) await makeTemplate(server.url, name);
    });
    if (server.embedded) await dropLeftovers(server.url, name);
    return { ...server, url: withDatabaseName(server.url, name) };
  } catch (thrown) {
    await server.stop();
    throw thrown;
  }
}

/** Made under another name and renamed at the end: a template of the right name is a whole one. */
async function makeTemplate(server: string, name: string): Promise<void> {
  const draft = withDatabaseName(server, `${name}_draft`);
  await withConnection(server, (client) =>
    client.query(`drop database if exists "${databaseNameOf(draft)}" with (force)`),
  );
  await createDatabaseIfMissing(draft);
  await migrateDeploy(draft);
  await withConnection(draft, keepRows);
  await withConnection(server, (client) =>
    client.query(`alter database "${databaseNameOf(draft)}" rename to "${name}"`),
  );
}

/**
 * Copies that killed test runs left behind, and templates of earlier migrations: those of our own server that nobody
 * is connected to and that were made more than an hour ago.
 */
async function dropLeftovers(server: string, current: string): Promise<void> {
  await withConnection(server, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database d
       where (starts_with(datname, $1) or starts_with(datname, $2)) and datname <> $3
         and (pg_stat_file('base/' || d.oid || '/PG_VERSION', true)).modification < now() - interval '1 hour'
         and not exists (select from pg_stat_activity a where a.datid = d.oid)`,
      [TEMPLATE_PREFIX, COPY_PREFIX, current],
    );
    for (const { name } of rows)
      await client.query(`drop database if exists ${client.escapeIdentifier(name)}`);
  });
}
