import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type pg from "pg";
import { codeOf, SetupFailure } from "@/scripts/setup/failure";
import { withConnection } from "@/scripts/database/connection";
import { withFileLock } from "@/scripts/setup/lock";
import { BUILD, inRoot, ROOT } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";
import { filesBelow, hashFiles, unlessStamped } from "@/scripts/setup/stamp";

const MIGRATIONS = inRoot("prisma", "migrations");
const GENERATED = inRoot("prisma", "generated");
const SCHEMA_ENGINE = inRoot("scripts", "prisma-schema-engine.mjs");

/** A number of our own among PostgreSQL's advisory locks; Prisma's own lock is another one and gives up after 10 s. */
const MIGRATION_LOCK = 7_274_001;

/** Runs Prisma's command line on that database. Throws a SetupFailure with its complaint when it fails. */
async function prisma(args: readonly string[], purpose: string, url?: string): Promise<void> {
  // A copy of the sources that lost its run bits (an archive, some file shares) still works.
  if ((fs.statSync(SCHEMA_ENGINE).mode & 0o111) === 0) fs.chmodSync(SCHEMA_ENGINE, 0o755);
  const program = inRoot("node_modules", "prisma", "build", "index.js");
  const env: NodeJS.ProcessEnv = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", NO_COLOR: "1", CI: "1" };
  if (url !== undefined) env.DATABASE_URL = url;
  const { code, output } = await runQuietly(process.execPath, [program, ...args], { cwd: ROOT, env });
  if (code !== 0) throw new SetupFailure(`${purpose}: ${complaintIn(output)}`);
}

/** PostgreSQL's own sentence if there is one, with the migration's name; else what Prisma says first. */
function complaintIn(output: string): string {
  const [, sentence] = /\b(?:ERROR|Database error): (.+)/.exec(output) ?? [];
  const [, migration] = /migration_name="([^"]+)"|Migration name: (\S+)/.exec(output) ?? [];
  if (sentence) return migration ? `${sentence} (migration ${migration})` : sentence;
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const from = lines.findIndex((line) => line.startsWith("Error"));
  return lines.slice(Math.max(from, 0)).slice(0, 6).join("\n");
}

/** Generates the typed client into prisma/generated when the schema (or Prisma) has changed; true when it did. */
export async function ensureClient(): Promise<boolean> {
  const inputs = hashFiles([...filesBelow("prisma/schema"), "node_modules/prisma/package.json"]);
  return withFileLock(path.join(BUILD, "client.lock"), async () => {
    const stamp = path.join(GENERATED, ".stamp");
    return unlessStamped(stamp, inputs, () =>
      prisma(["generate"], "The database client could not be generated"),
    );
  });
}

interface Migration {
  readonly name: string;
  readonly checksum: string;
}

function migrationsInFolder(): Migration[] {
  return fs
    .readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const script = fs.readFileSync(path.join(MIGRATIONS, name, "migration.sql"));
      return { name, checksum: createHash("sha256").update(script).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One hash for the whole history of the schema: databases with the same one look alike. */
export function migrationsFingerprint(): string {
  return createHash("sha256").update(JSON.stringify(migrationsInFolder())).digest("hex");
}

const UNDEFINED_TABLE = "42P01";

/** The migrations that a database has, from Prisma's own record of them. */
async function appliedMigrations(url: string): Promise<Migration[]> {
  try {
    return await withConnection(url, async (client) => {
      const { rows } = await client.query<Migration>(
        `select migration_name as name, checksum from _prisma_migrations
         where finished_at is not null and rolled_back_at is null order by migration_name`,
      );
      return rows;
    });
  } catch (thrown) {
    if (codeOf(thrown) === UNDEFINED_TABLE) return [];
    throw thrown;
  }
}

/**
 * Brings the database's schema up to date; true when there was something to do. Any number of processes may ask at
 * the same time: one works, the others wait for it and find nothing left. A migration that was edited after it had
 * been applied is refused, because the database would silently differ from the code.
 */
export async function migrateDeploy(url: string): Promise<boolean> {
  if (await isUpToDate(url)) return false;
  return withConnection(url, async (client) => {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    if (await isUpToDate(url)) return false;
    await requireRights(client);
    await prisma(["migrate", "deploy"], "The database could not be brought up to date", url);
    return true;
  });
}

/**
 * The tables of an empty database that lives for minutes: the same scripts in the same order, without Prisma's record of
 * them, and without waiting for its program.
 */
export async function layMigrations(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    for (const { name } of migrationsInFolder())
      await client.query(fs.readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8"));
  });
}

/** The roles that keep the portal and the street out of each other's tables; the migrations make them. */
const WRITER_ROLES = ["rushtrade_portal", "rushtrade_street"];

/**
 * A migration that fails half way has to be repaired by hand, so the right that ours need beyond the database itself
 * is asked for first.
 */
async function requireRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ suffices: boolean }>(
    `select r.rolsuper or r.rolcreaterole or cardinality($1::text[]) = (
       select count(*) from pg_auth_members m join pg_roles g on g.oid = m.roleid
       where m.member = r.oid and g.rolname = any ($1)
     ) as suffices
     from pg_roles r where r.rolname = current_user`,
    [WRITER_ROLES],
  );
  if (rows[0]?.suffices) return;
  throw new SetupFailure(
    `The user in DATABASE_URL may not create roles; give it CREATEROLE, or create the roles ${WRITER_ROLES.join(" and ")} and grant them to it.`,
  );
}

async function isUpToDate(url: string): Promise<boolean> {
  const applied = new Map((await appliedMigrations(url)).map(({ name, checksum }) => [name, checksum]));
  const wanted = migrationsInFolder();
  const edited = wanted.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (edited) {
    throw new SetupFailure(
      `The migration ${edited.name} is not the one that this database was made with; “npm run reset” makes the demo world anew.`,
    );
  }
  return wanted.every(({ name }) => applied.has(name));
}
