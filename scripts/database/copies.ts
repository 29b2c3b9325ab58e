import { databaseNameOf, withConnection, withDatabaseName } from "@/scripts/database/connection";

/**
 * A copy of a database that nobody is connected to, on the same server under another name; returns its URL. LASTING is
 * for a server that will be killed. QUICK ones may lose what was just committed when the server dies, and worse: some
 * numbers of each sequence are given out without being noted in the log that PostgreSQL recovers from.
 */
export async function copyDatabase(url: string, name: string, kind: "QUICK" | "LASTING"): Promise<string> {
  await withConnection(withDatabaseName(url, "postgres"), async (client) => {
    const [copy, original] = [name, databaseNameOf(url)].map((text) => client.escapeIdentifier(text));
    const strategy = kind === "QUICK" ? "wal_log" : "file_copy";
    await client.query(`create database ${copy} template ${original} strategy ${strategy}`);
    if (kind === "QUICK") await client.query(`alter database ${copy} set synchronous_commit = off`);
  });
  return withDatabaseName(url, name);
}

/** Removes a database, whoever is connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  await withConnection(withDatabaseName(url, "postgres"), (client) =>
    client.query(`drop database if exists ${client.escapeIdentifier(databaseNameOf(url))} with (force)`),
  );
}
