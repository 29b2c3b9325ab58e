import { randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  clusterUrl,
  createCluster,
  runningServer,
  startServer,
  stopServer,
  waitForServer,
} from "@/scripts/database/cluster";
import { withDatabaseName } from "@/scripts/database/connection";
import { type Location, locateDatabase } from "@/scripts/database/location";
import { giveTo } from "@/scripts/database/server-user";
import { findFreePort } from "@/scripts/setup/port";
import { inspectProcess } from "@/scripts/setup/processes";

const STARTS = 80;

/** Which processes a process has started, by the system's own list. */
export function childrenOf(parent: number): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [pid, ppid] = line.trim().split(/\s+/).map(Number);
    return pid && ppid === parent ? [pid] : [];
  });
}

/** Ends a database server and all its workers at once, as a power cut would. */
export function cutPower(postmaster: number): void {
  for (const pid of [postmaster, ...childrenOf(postmaster)]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It had ended before.
    }
  }
}

const NAME = /^faults-(\d+)$/;

/** What runs that were killed themselves left behind: their servers are ended and their folders removed. */
async function removeLeftovers(shared: Location): Promise<void> {
  for (const name of fs.readdirSync(shared.base)) {
    const owner = NAME.exec(name)?.[1];
    if (owner === undefined || inspectProcess(Number(owner))) continue;
    const base = path.join(shared.base, name);
    await stopServer({ ...shared, base, cluster: path.join(base, "cluster") });
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** A database server of one's own, which may be killed without harm to anybody else. */
export class OwnCluster {
  readonly #location: Location;
  readonly #port: number;
  readonly #password: string;
  #isOver = false;

  private constructor(location: Location, port: number, password: string) {
    this.#location = location;
    this.#port = port;
    this.#password = password;
  }

  /** Makes it and starts it. Whoever made it disposes of it. */
  static async create(): Promise<OwnCluster> {
    const shared = locateDatabase();
    await removeLeftovers(shared);
    const base = path.join(shared.base, `faults-${process.pid}`);
    fs.mkdirSync(base, { recursive: true, mode: 0o700 });
    giveTo(shared.user, base);
    const location = {
      ...shared,
      base,
      cluster: path.join(base, "cluster"),
      log: path.join(base, "postgresql.log"),
    };
    const password = randomBytes(24).toString("base64url");
    createCluster(location, password);
    const cluster = new OwnCluster(location, await findFreePort(), password);
    await cluster.revive();
    return cluster;
  }

  url(database: string): string {
    return withDatabaseName(clusterUrl(this.#location, this.#port, this.#password, "postgres"), database);
  }

  get postmaster(): number {
    const running = runningServer(this.#location);
    if (!running) throw new Error("the database does not run");
    return running.pid;
  }

  /** Waits until it takes connections: started again if it was killed, or recovered by itself from a killed worker. */
  async revive(): Promise<void> {
    if (this.#isOver) return;
    if (runningServer(this.#location) && (await waitForServer(this.#location, this.#port, this.#password)))
      return;
    for (let start = 0; start < STARTS && !this.#isOver; start++) {
      const result = await startServer(this.#location, this.#port, this.#password, "KILLED");
      if (result === "ready") return;
      // The workers of a killed server hold its memory until they notice.
      await pause(100);
    }
    if (this.#isOver) return;
    throw new Error(`the killed database does not start again; see ${this.#location.log}`);
  }

  async dispose(): Promise<void> {
    this.#isOver = true;
    await stopServer(this.#location);
    fs.rmSync(this.#location.base, { recursive: true, force: true });
  }
}
