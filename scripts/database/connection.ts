import pg from "pg";
import { codeOf, reasonOf, SetupFailure } from "@/scripts/setup/failure";

const CONNECT_LIMIT_MS = 10_000;

/** Prisma keeps the schema's name in the URL; PostgreSQL itself does not know that parameter. */
function plainUrl(url: string): string {
  const plain = new URL(url);
  plain.searchParams.delete("schema");
  return plain.toString();
}

/** Connects. Whoever asks for it ends it. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: plainUrl(url),
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    options: "-c timezone=UTC",
  });
  // A connection that breaks later also fails the query that waits on it; without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Connects, works, and always disconnects. */
export async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabaseName(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.toString();
}

export function databaseNameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** "host:port/name": what may be shown of a connection URL. */
export function describeUrl(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || "5432"}/${databaseNameOf(url)}`;
}

const DUPLICATE_DATABASE = new Set(["42P04", "23505"]);

/** Creates the database if the server has none of that name. Safe when two processes do it at once. */
export async function createDatabaseIfMissing(url: string): Promise<void> {
  const name = databaseNameOf(url);
  await withConnection(withDatabaseName(url, "postgres"), async (client) => {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount) return;
    try {
      await client.query(`create database ${client.escapeIdentifier(name)}`);
    } catch (thrown) {
      if (!DUPLICATE_DATABASE.has(codeOf(thrown) ?? "")) throw thrown;
    }
  });
}

/** Says in one sentence why a database of the user's own choice can't be used. */
export function connectionFailure(url: string, thrown: unknown): SetupFailure {
  const place = describeUrl(url);
  switch (codeOf(thrown)) {
    case "ECONNREFUSED":
      return new SetupFailure(`The database at ${place} is unreachable: nothing listens there.`);
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new SetupFailure(`The database at ${place} is unreachable: there is no such host.`);
    case "28P01":
    case "28000":
      return new SetupFailure(`The database at ${place} refused the user or password in DATABASE_URL.`);
    case "42501":
      return new SetupFailure(
        `The user in DATABASE_URL may not create the database ${place}; create it first.`,
      );
    default:
      return new SetupFailure(`The database at ${place} can't be used: ${reasonOf(thrown)}.`);
  }
}
