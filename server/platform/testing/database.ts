import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";
import { closeDb, type Db, openDb } from "@/server/platform/db";

export type TestDatabase = { url: string; portal: Db; street: Db; drop(): Promise<void> };

function templateUrl(): URL {
  const text = process.env.TEST_DATABASE_TEMPLATE_URL;
  if (!text)
    throw new Error("TEST_DATABASE_TEMPLATE_URL is missing: run the tests with npm test or npm run check.");
  return new URL(text);
}

async function admin(sql: string): Promise<void> {
  const url = templateUrl();
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A migrated, empty database of one's own: a copy of the template that the test run made once. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = templateUrl();
  const name = `rt_test_${randomBytes(6).toString("hex")}`;
  await admin(`CREATE DATABASE "${name}" TEMPLATE "${template.pathname.slice(1)}"`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  const text = url.toString();
  return {
    url: text,
    portal: openDb(text, "portal"),
    street: openDb(text, "street"),
    async drop() {
      await closeDb(text);
      await admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

/** The same, dropped when the test file is done. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  return database;
}
