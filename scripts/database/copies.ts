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

/** Removes what the test files of a run have left, by the number of the run's process, which their names hold. */
export async function dropDatabasesOf(url: string, run: number): Promise<void> {
  await withConnection(withDatabaseName(url, "postgres"), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where starts_with(datname, $1)",
      [`rt_test_${run}_`],
    );
    for (const { name } of rows)
      await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  });
}
