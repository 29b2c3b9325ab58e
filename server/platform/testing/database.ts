import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";
import { restoreRows } from "@/server/platform/kept-rows";
import { closeDb, type Db } from "@/server/platform/db";
import { disconnectClients, idleSessions, lendClients } from "@/server/platform/lent-clients";

/** `isAltered`: set by who changes more than rows; such a database is for one test file. */
export type TestDatabase = {
  url: string;
  portal: Db;
  street: Db;
  isAltered?: boolean;
  drop(): Promise<void>;
};

function templateUrl(): URL {
  const text = process.env.TEST_DATABASE_TEMPLATE_URL;
  if (!text)
    throw new Error("TEST_DATABASE_TEMPLATE_URL is missing: run the tests with npm test or npm run check.");
  return new URL(text);
}

const withName = (name: string): URL => {
  const url = templateUrl();
  url.pathname = `/${name}`;
  return url;
};

async function on<T>(url: URL, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const admin = (sql: string) => on(withName("postgres"), (client) => client.query(sql));

/** Databases of this worker that are empty again, with sessions that know their way about. Whoever began the run drops them. */
const spare: string[] = [];

async function freshCopy(): Promise<string> {
  const name = `rt_test_${process.ppid}_${randomBytes(6).toString("hex")}`;
  await admin(`CREATE DATABASE "${name}" TEMPLATE "${templateUrl().pathname.slice(1)}"`);
  return withName(name).toString();
}

/** Whether a database that was given back is as the template again. One in which anything still goes on is not. */
async function isEmptied(url: string): Promise<boolean> {
  const sessions = await idleSessions(url);
  return sessions !== null && on(new URL(url), (client) => restoreRows(client, sessions));
}

/** A migrated, empty database of one's own: like the template that the test run made once. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = spare.pop() ?? (await freshCopy());
  const database: TestDatabase = {
    url,
    ...lendClients(url),
    async drop() {
      await closeDb(url);
      if (!database.isAltered && (await isEmptied(url))) {
        spare.push(url);
        return;
      }
      await disconnectClients(url);
      await admin(`DROP DATABASE IF EXISTS "${new URL(url).pathname.slice(1)}" WITH (FORCE)`);
    },
  };
  return database;
}

/** The same, dropped when the test file is done. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  afterAll(() => database.drop());
  return database;
}
