import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { withConnection } from "@/scripts/database/connection";
import type { Location } from "@/scripts/database/location";
import { giveTo } from "@/scripts/database/server-user";
import { codeOf, SetupFailure } from "@/scripts/setup/failure";
import { inspectProcess, until } from "@/scripts/setup/processes";

/** The cluster's only login. It is the superuser of a server that listens on this machine alone. */
export const CLUSTER_USER = "rushtrade";

/** After a crash PostgreSQL replays its log before it answers; that may take long, a hang may not. */
const READY_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 60_000;
const LOG_LIMIT_BYTES = 5_000_000;

/**
 * fsync and synchronous_commit stay on, as PostgreSQL has them: what was acknowledged survives a crash. Parallel
 * workers are off because our queries are short, and because containers often have little shared memory.
 */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  max_connections: "200",
  shared_buffers: "512MB",
  // A day's end writes much at once: a checkpoint in its middle would write all of it twice.
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  jit: "off",
  max_parallel_workers_per_gather: "0",
  timezone: "UTC",
  log_timezone: "UTC",
} as const;

/** What is kept when the server ends, and by which settings. */
export type Keeping = "LASTING" | "KILLED" | "FORGETFUL";

const KEEPING: Record<Keeping, Record<string, string>> = {
  /** Everything that was acknowledged, whatever happens to the machine. */
  LASTING: {},
  /**
   * The same, while the machine lives: what a killed server has written, the system still has. Whole pages go to the
   * log as ever, because a kill may cut one in two.
   */
  KILLED: { fsync: "off" },
  /** For what is made anew by whoever misses it: nothing is waited for that only a lost machine would need. */
  FORGETFUL: {
    fsync: "off",
    full_page_writes: "off",
    synchronous_commit: "off",
    shared_buffers: "256MB",
    // Its tables are filled and emptied in seconds: what was counted at one moment of a test misleads the next.
    autovacuum: "off",
  },
};

/** The server's environment holds nothing of ours: PGPORT, PGDATA and the like would change what it does. */
const SERVER_ENV: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: process.env.PATH ?? "",
  LC_ALL: "C",
  TZ: "UTC",
};

/** Longer addresses of sockets are refused by some systems. */
const SOCKET_PATH_LIMIT = 100;

const socketIn = (folder: string, port: number): string => path.join(folder, `.s.PGSQL.${port}`);

/** The folder of the server's socket, which only its user may enter; empty where there can be none. */
function socketFolder({ base }: Location): string {
  const isShort = Buffer.byteLength(socketIn(base, 65_535)) <= SOCKET_PATH_LIMIT;
  return process.platform !== "win32" && isShort ? base : "";
}

/**
 * How to reach the server: by its socket where it has one (a bare question and its answer took a tenth to two fifths
 * less time than through the network's loop, on a busy machine), else by its port.
 */
export function clusterUrl(location: Location, port: number, password: string, database: string): string {
  const url = portUrl(port, password, database);
  const folder = socketFolder(location);
  return folder !== "" && fs.existsSync(socketIn(folder, port))
    ? `${url}?host=${encodeURIComponent(folder)}`
    : url;
}

/** The port is always open to this machine, also before there is a socket. */
function portUrl(port: number, password: string, database: string): string {
  return `postgresql://${CLUSTER_USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

export function clusterExists({ cluster }: Location): boolean {
  return fs.existsSync(path.join(cluster, "PG_VERSION"));
}

/**
 * Makes an empty cluster. It is made beside its place and renamed at the end, so that an interruption leaves no half
 * of one behind.
 */
export function createCluster(location: Location, password: string): void {
  const draft = `${location.cluster}.new`;
  const passwordFile = path.join(location.base, "password.new");
  fs.rmSync(draft, { recursive: true, force: true });
  try {
    fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    giveTo(location.user, passwordFile);
    const made = spawnSync(
      location.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${CLUSTER_USER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // PostgreSQL's own collation sorts the same on every system, whatever locales are installed.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      { ...location.user.ids, cwd: location.base, env: SERVER_ENV, encoding: "utf8" },
    );
    if (made.status !== 0) {
      const reason =
        lastComplaint(`${made.stdout}\n${made.stderr}`) ?? made.error?.message ?? "it gave no reason";
      throw new SetupFailure(`The embedded database could not be made in “${location.base}”: ${reason}.`);
    }
    fs.renameSync(draft, location.cluster);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

/** Keeps a cluster that nobody can log in to any more, under another name. */
export function setClusterAside({ cluster }: Location): string {
  let n = 1;
  while (fs.existsSync(`${cluster}.old-${n}`)) n += 1;
  fs.renameSync(cluster, `${cluster}.old-${n}`);
  return `${cluster}.old-${n}`;
}

function lastComplaint(output: string): string | undefined {
  const lines = output.split("\n").filter((line) => /\b(FATAL|PANIC|error):/.test(line));
  return lines.at(-1)?.replace(/^.*?\b(FATAL|PANIC|error):\s*/, "");
}

interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * The running server of this cluster. PostgreSQL leaves postmaster.pid behind when it is killed; the number in it may
 * belong to nobody, to a zombie or to a stranger by now, so the process is asked for its name and data folder.
 */
export function runningServer({ cluster }: Location): Postmaster | undefined {
  const lines = readPidFile(cluster);
  if (!lines) return undefined;
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const command = inspectProcess(pid)?.command;
  return command?.includes("postgres") && command.includes(cluster) ? { pid, port } : undefined;
}

function readPidFile(cluster: string): string[] | undefined {
  try {
    return fs.readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}

export type StartResult = "ready" | "port busy" | "still closing";

/** Starts the server on that port and waits until it takes connections. It outlives this process until it is stopped. */
export async function startServer(
  location: Location,
  port: number,
  password: string,
  keeping: Keeping = "LASTING",
): Promise<StartResult> {
  // Only called when no server of this cluster runs: what the file says is of the past.
  fs.rmSync(path.join(location.cluster, "postmaster.pid"), { force: true });
  const log = openLog(location);
  const wanted = {
    ...SETTINGS,
    ...KEEPING[keeping],
    unix_socket_directories: socketFolder(location),
  };
  const settings = Object.entries(wanted).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(location.binaries.postgres, ["-D", location.cluster, "-p", String(port), ...settings], {
    ...location.user.ids,
    cwd: location.base,
    env: SERVER_ENV,
    // A session of its own: Ctrl-C in the terminal must not reach it before the app has finished with it.
    detached: true,
    stdio: ["ignore", log.descriptor, log.descriptor],
  });
  fs.closeSync(log.descriptor);
  let failed: string | undefined;
  child.once("error", (error) => {
    failed = error.message;
  });
  child.once("exit", () => {
    failed ??= lastComplaint(log.newText()) ?? "it ended without a reason in its log";
  });
  const url = portUrl(port, password, "postgres");
  const ready = await until(async () => failed !== undefined || (await answers(url)), READY_LIMIT_MS);
  child.unref();
  if (failed === undefined && ready) return "ready";
  if (failed === undefined) child.kill("SIGINT");
  const said = log.newText();
  if (/Address already in use|could not create any TCP\/IP sockets/.test(said)) return "port busy";
  if (/pre-existing shared memory block|lock file .* already exists/.test(said)) return "still closing";
  throw new SetupFailure(
    `The embedded database did not start (see ${location.log}): ${failed ?? "it does not answer"}.`,
  );
}

function openLog({ log, user }: Location): { descriptor: number; newText: () => string } {
  const size = fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const from = size > LOG_LIMIT_BYTES ? 0 : size;
  const descriptor = fs.openSync(log, from === 0 ? "w" : "a", 0o600);
  giveTo(user, log);
  // A server that is stopped for good may be gone with its folder before its end is heard of.
  const newText = () => (fs.existsSync(log) ? fs.readFileSync(log).subarray(from).toString("utf8") : "");
  return { descriptor, newText };
}

/** True once the server takes connections; a refused password is a failure that waiting can't cure. */
async function answers(url: string): Promise<boolean> {
  try {
    await withConnection(url, (client) => client.query("select 1"));
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "28P01") {
      throw new SetupFailure(
        "The embedded database does not know the password in .data/secrets.json; restore that file, or delete .data to start with an empty world.",
      );
    }
    return false;
  }
}

/** Waits until a server that is already running (perhaps still recovering) takes connections. */
export async function waitForServer(location: Location, port: number, password: string): Promise<boolean> {
  const url = portUrl(port, password, "postgres");
  let reached = false;
  await until(async () => {
    reached = await answers(url);
    return reached || runningServer(location) === undefined;
  }, READY_LIMIT_MS);
  return reached;
}

/** A clean ("fast") shutdown: running transactions are rolled back, everything committed is on disk. */
export async function stopServer(location: Location): Promise<void> {
  const running = runningServer(location);
  if (!running) return;
  try {
    process.kill(running.pid, "SIGINT");
  } catch {
    return;
  }
  await until(() => inspectProcess(running.pid) === undefined, STOP_LIMIT_MS);
}
