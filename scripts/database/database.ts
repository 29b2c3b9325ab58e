import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { z } from "zod";
import * as cluster from "@/scripts/database/cluster";
import {
  connectionFailure,
  createDatabaseIfMissing,
  withConnection,
  withDatabaseName,
} from "@/scripts/database/connection";
import { type Location, locateDatabase, locateTestDatabase } from "@/scripts/database/location";
import { codeOf, SetupFailure } from "@/scripts/setup/failure";
import { withFileLock } from "@/scripts/setup/lock";
import { DATA } from "@/scripts/setup/places";
import { identify, isAlive, type ProcessIdentity } from "@/scripts/setup/processes";
import { knownDatabasePassword, makeDatabasePassword } from "@/scripts/setup/secrets";

const DEFAULT_PORT = 54329;
const PORTS_TO_TRY = 50;
const LEAST_VERSION = 15;
const APP_DATABASE = "rushtrade";
const LOCK_FILE = path.join(DATA, "database.lock");

/**
 * The embedded server that keeps what is the user's, or the one that only tests use: what that one holds may be lost
 * with the machine, and so its databases are made and dropped in a fraction of the time.
 */
type Purpose = "app" | "tests";
const nameOf = (purpose: Purpose): string => (purpose === "app" ? "database" : "test-database");
const portFile = (purpose: Purpose): string => path.join(DATA, `${nameOf(purpose)}-port.json`);
/** One file for each use of an embedded server by a process; the last one to go stops it. */
const holdersOf = (purpose: Purpose): string => path.join(DATA, `${nameOf(purpose)}-holders`);
let holdersOfThisProcess = 0;

/** A database that takes connections. */
export interface Database {
  readonly url: string;
  /** Whether it is the PostgreSQL that we brought, or the one that DATABASE_URL names. */
  readonly embedded: boolean;
  /** What is worth telling about where the data is, if anything. */
  readonly note?: string;
  /**
   * Resolves when the embedded server has ended though nobody here stopped it (it was killed, the machine is out of
   * memory). Never resolves for a database of the user's own: its absence is for the app to bear.
   */
  untilGone(): Promise<void>;
  /**
   * Says that this process needs the database no more. The embedded server is shut down cleanly when no other process
   * of this checkout uses it; a database of the user's own is left alone. Calling it twice is harmless.
   */
  stop(): Promise<void>;
}

/**
 * The app's database: the one in DATABASE_URL (PostgreSQL 15 or newer; created if the server has none of that name),
 * else the embedded one, started or, when it already runs, reused. Throws a SetupFailure that says what is wrong.
 */
export async function ensureDatabase(): Promise<Database> {
  return ensureDatabaseNamed(undefined);
}

/** The same server, with a database of the given name, created if it is missing. */
export async function ensureDatabaseNamed(name: string | undefined): Promise<Database> {
  const own = process.env.DATABASE_URL;
  const database = own ? await connectToOwnServer(own) : await connectToEmbeddedServer("app");
  const url = name === undefined ? database.url : withDatabaseName(database.url, name);
  try {
    await createDatabaseIfMissing(url);
  } catch (thrown) {
    await database.stop();
    throw connectionFailure(url, thrown);
  }
  return { ...database, url };
}

/** The server for tests: the user's own where DATABASE_URL names one, else an embedded one apart from the app's. */
export async function ensureTestServer(): Promise<Database> {
  const own = process.env.DATABASE_URL;
  const database = own ? await connectToOwnServer(own) : await connectToEmbeddedServer("tests");
  return { ...database, url: withDatabaseName(database.url, "postgres") };
}

const UNKNOWN_DATABASE = "3D000";

async function connectToOwnServer(url: string): Promise<Database> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new SetupFailure("DATABASE_URL must look like postgresql://user:password@host:5432/name.");
  }
  if (new URL(url).pathname.length < 2) {
    throw new SetupFailure("DATABASE_URL must end with the name of a database, such as /rushtrade.");
  }
  const ask = (address: string) =>
    withConnection(address, async (client) => {
      const { rows } = await client.query<{ version: string }>(
        "select current_setting('server_version_num') as version",
      );
      return Math.floor(Number(rows[0]?.version) / 10_000);
    });
  let version: number;
  try {
    version = await ask(url).catch((thrown: unknown) => {
      if (codeOf(thrown) !== UNKNOWN_DATABASE) throw thrown;
      return ask(withDatabaseName(url, "postgres"));
    });
  } catch (thrown) {
    throw connectionFailure(url, thrown);
  }
  if (version < LEAST_VERSION) {
    throw new SetupFailure(
      `PostgreSQL ${LEAST_VERSION} or newer is needed; the server in DATABASE_URL is ${version}.`,
    );
  }
  return { url, embedded: false, untilGone: () => new Promise(() => {}), stop: async () => {} };
}

async function connectToEmbeddedServer(purpose: Purpose): Promise<Database> {
  return withFileLock(LOCK_FILE, async () => {
    const location = purpose === "app" ? locateDatabase() : locateTestDatabase();
    const { password, note } = await ensureCluster(location);
    const port =
      (await reuseServer(location, password)) ?? (await startOnFreePort(purpose, location, password));
    const holders = holdersOf(purpose);
    fs.mkdirSync(holders, { recursive: true });
    holdersOfThisProcess += 1;
    const holder = path.join(holders, `${process.pid}-${holdersOfThisProcess}.json`);
    fs.writeFileSync(holder, JSON.stringify(identify(process.pid)));
    return {
      url: cluster.clusterUrl(location, port, password, APP_DATABASE),
      embedded: true,
      untilGone: () => untilServerGone(location),
      ...(note === undefined ? {} : { note }),
      stop: () => releaseServer(location, holder),
    };
  });
}

async function ensureCluster(location: Location): Promise<{ password: string; note?: string }> {
  const place = location.outside ? `its data is in ${location.cluster}` : undefined;
  const known = knownDatabasePassword();
  if (known !== undefined && cluster.clusterExists(location)) {
    return { password: known, ...(place === undefined ? {} : { note: place }) };
  }
  const notes = place === undefined ? [] : [place];
  if (cluster.clusterExists(location)) {
    // Its secrets are gone, and with them the key to what is encrypted in it. Nothing is deleted.
    await cluster.stopServer(location);
    notes.push(`an older one without its secrets was kept as ${cluster.setClusterAside(location)}`);
  }
  const password = known ?? (await makeDatabasePassword());
  cluster.createCluster(location, password);
  return { password, ...(notes.length === 0 ? {} : { note: notes.join("; ") }) };
}

async function reuseServer(location: Location, password: string): Promise<number | undefined> {
  const running = cluster.runningServer(location);
  if (!running) return undefined;
  return (await cluster.waitForServer(location, running.port, password)) ? running.port : undefined;
}

const STILL_CLOSING_TRIES = 40;

async function startOnFreePort(purpose: Purpose, location: Location, password: string): Promise<number> {
  let closing = 0;
  for (const port of portsToTry(purpose)) {
    if (!(await isFree(port))) continue;
    const start = () =>
      cluster.startServer(location, port, password, purpose === "tests" ? "FORGETFUL" : "LASTING");
    let result = await start();
    // The workers of a killed server hold its memory until they notice, for a second or so.
    while (result === "still closing" && closing < STILL_CLOSING_TRIES) {
      closing += 1;
      await new Promise((resolve) => setTimeout(resolve, 250));
      result = await start();
    }
    if (result === "still closing") {
      throw new SetupFailure(
        `An earlier database server of “${location.cluster}” has not ended; end it and try again.`,
      );
    }
    if (result === "ready") {
      fs.writeFileSync(portFile(purpose), JSON.stringify({ port }));
      return port;
    }
  }
  throw new SetupFailure(
    `No free port for the embedded database near ${DEFAULT_PORT}; name one in EMBEDDED_PG_PORT.`,
  );
}

/** The port that was asked for, the one of the last time, and then upwards from the usual one. */
function portsToTry(purpose: Purpose): number[] {
  const asked = process.env.EMBEDDED_PG_PORT;
  const first = asked ? Number(asked) : DEFAULT_PORT;
  if (!Number.isInteger(first) || first < 1024 || first > 65_535) {
    throw new SetupFailure(`EMBEDDED_PG_PORT must be a port from 1024 to 65535, not “${asked}”.`);
  }
  const upwards = Array.from({ length: PORTS_TO_TRY }, (_, n) => first + n).filter((port) => port <= 65_535);
  const last = asked ? undefined : rememberedPort(purpose);
  return last === undefined ? upwards : [last, ...upwards];
}

function rememberedPort(purpose: Purpose): number | undefined {
  try {
    return z.object({ port: z.number().int() }).parse(JSON.parse(fs.readFileSync(portFile(purpose), "utf8")))
      .port;
  } catch {
    return undefined;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

const LOOK_EVERY_MS = 500;

/** Looking must not keep a process alive that has nothing else to do. */
function untilServerGone(location: Location): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (cluster.runningServer(location)) return;
      clearInterval(timer);
      resolve();
    }, LOOK_EVERY_MS);
    timer.unref();
  });
}

async function releaseServer(location: Location, holder: string): Promise<void> {
  await withFileLock(LOCK_FILE, async () => {
    if (!fs.existsSync(holder)) return;
    fs.rmSync(holder);
    if (!otherHolders(path.dirname(holder))) await cluster.stopServer(location);
  });
}

/** Whether another living process uses the server; the marks of dead ones are removed. */
function otherHolders(holders: string): boolean {
  let found = false;
  for (const name of fs.readdirSync(holders)) {
    const file = path.join(holders, name);
    let identity: ProcessIdentity | undefined;
    try {
      identity = JSON.parse(fs.readFileSync(file, "utf8")) as ProcessIdentity;
    } catch {
      identity = undefined;
    }
    if (isAlive(identity)) found = true;
    else fs.rmSync(file, { force: true });
  }
  return found;
}
