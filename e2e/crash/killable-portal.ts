import fs from "node:fs";
import { once } from "node:events";
import { databaseNameOf, withConnection, withDatabaseName } from "@/scripts/database/connection";
import { type Database, ensureDatabaseNamed } from "@/scripts/database/database";
import { migrateDeploy } from "@/scripts/database/migrate";
import { type Started, startNode, startServer, waitUntilHealthy } from "@/scripts/portal/server";
import { readSettings, type Settings } from "@/scripts/setup/environment";
import { inRoot } from "@/scripts/setup/places";
import { findFreePort } from "@/scripts/setup/port";

/** A built portal on a database of its own, which can be killed and started again. */
export class KillablePortal {
  readonly #settings: Settings;
  readonly #database: Database;
  readonly #log: string;
  #server: Started | undefined;

  private constructor(settings: Settings, database: Database, log: string) {
    this.#settings = settings;
    this.#database = database;
    this.#log = log;
  }

  static async create(name: string): Promise<KillablePortal> {
    const port = String(await findFreePort());
    const settings = await readSettings({
      PORT: port,
      NEXTAUTH_URL: `http://localhost:${port}`,
      APP_MODE: "test",
      DEMO_WORLD: "off",
      MARKET_DATA: "synthetic",
    });
    const database = await ensureDatabaseNamed(`rt_e2e_${name}_${port}`);
    await migrateDeploy(database.url);
    const log = inRoot("test-results", "logs", `${name}.log`);
    fs.rmSync(log, { force: true });
    const portal = new KillablePortal(settings, database, log);
    const seed = startNode(["--import", "tsx", "prisma/seed/index.ts", "--staff-only"], portal.#env(), {
      log,
    });
    const { code } = await seed.ended;
    if (code !== 0) throw new Error(`the seed ended with ${code}; see ${log}`);
    return portal;
  }

  get baseUrl(): string {
    return this.#settings.address;
  }

  get databaseUrl(): string {
    return this.#database.url;
  }

  /** With it a test makes the cookie of a session that it wrote itself. */
  get sessionSecret(): string {
    return this.#settings.values.NEXTAUTH_SECRET;
  }

  get pid(): number {
    const pid = this.#server?.child.pid;
    if (pid === undefined) throw new Error("the portal does not run");
    return pid;
  }

  #env(): NodeJS.ProcessEnv {
    return { ...this.#settings.env, DATABASE_URL: this.#database.url };
  }

  async start(): Promise<void> {
    this.#server = startServer(this.#env(), this.#log);
    await waitUntilHealthy(this.#settings.values.PORT, this.#server, this.#log);
  }

  /** No farewell: the process is gone between two instructions. */
  async kill(): Promise<void> {
    const child = this.#server?.child;
    if (!child) throw new Error("there is nothing to kill");
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async dispose(): Promise<void> {
    await this.#server?.stop();
    const { url } = this.#database;
    await withConnection(withDatabaseName(url, "postgres"), (client) =>
      client.query(`drop database if exists ${client.escapeIdentifier(databaseNameOf(url))} with (force)`),
    );
    await this.#database.stop();
  }
}
