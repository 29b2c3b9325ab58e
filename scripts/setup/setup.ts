import { type Database, ensureDatabase, ensureDatabaseNamed } from "@/scripts/database/database";
import { ensureClient, migrateDeploy } from "@/scripts/database/migrate";
import { ensureBuild } from "@/scripts/portal/build";
import { say, step } from "@/scripts/setup/terminal";

/** The steps that the tasks share. Each shows itself, and does nothing when nothing has changed. */

export async function prepareDatabase(name?: string): Promise<Database> {
  const database = await step(
    "database ready",
    () => (name === undefined ? ensureDatabase() : ensureDatabaseNamed(name)),
    ({ embedded }) => (embedded ? "" : "the one in DATABASE_URL"),
  );
  if (database.note) say(`  ${database.note}`);
  return database;
}

export async function prepareSchema(url: string): Promise<void> {
  await step("database client", ensureClient, (made) => (made ? "generated" : "unchanged"));
  await step(
    "migrations",
    () => migrateDeploy(url),
    (applied) => (applied ? "applied" : "none new"),
  );
}

export async function prepareBuild(): Promise<void> {
  await step("portal built", ensureBuild, (built) => (built ? "" : "unchanged"));
}
