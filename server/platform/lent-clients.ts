import type pg from "pg";
import { InvariantError } from "@/domain/errors";
import { adapterFor, clientWith, type Db, placeClient, type Writer } from "@/server/platform/db";

/**
 * Clients of databases that live for a short time, one of many. A new client reads the schema and compiles every query
 * anew, and its sessions plan every statement, which takes longer than many a test: so they are used again.
 */
type Lendable = { client: Db; at: { url: string; pool: pg.Pool | null } };
type Pair = Record<Writer, Lendable>;

/** Those that are connected to a database which nobody uses at the moment, and those that are connected to none. */
const connected = new Map<string, Pair>();
const free: Pair[] = [];

const WRITERS = ["portal", "street"] as const;
const SETTLE_TRIES = 100;

function makeLendable(writer: Writer): Lendable {
  const { provider, adapterName } = adapterFor("", writer);
  const at: Lendable["at"] = { url: "", pool: null };
  const connect = async () => {
    const adapter = await adapterFor(at.url, writer, true).connect();
    at.pool = adapter.underlyingDriver();
    return adapter;
  };
  return { client: clientWith({ provider, adapterName, connect }), at };
}

/** Whoever keeps it beyond its time must not write into the database of the next one. */
function guarded({ client, at: { url } }: Lendable, giveBack: () => void): Db {
  let isBack = false;
  return new Proxy(client, {
    get(target, name) {
      if (name === "$disconnect")
        return async () => {
          if (!isBack) giveBack();
          isBack = true;
        };
      if (isBack && typeof name === "string") throw new InvariantError(`the database ${url} has been closed`);
      return Reflect.get(target, name) as unknown;
    },
  });
}

/** Has both writers of a database served by clients that are there, until `closeDb` gives them back. */
export function lendClients(url: string): Record<Writer, Db> {
  const pair = connected.get(url) ??
    free.pop() ?? { portal: makeLendable("portal"), street: makeLendable("street") };
  connected.delete(url);
  let out: number = WRITERS.length;
  const giveBack = () => {
    if (--out === 0) connected.set(url, pair);
  };
  const lend = (writer: Writer) => {
    pair[writer].at.url = url;
    return placeClient(url, writer, guarded(pair[writer], giveBack));
  };
  return { portal: lend("portal"), street: lend("street") };
}

/**
 * Waits until what was under way in a database that was given back has ended, and tells how many sessions of ours are
 * still connected to it. Null when it does not end.
 */
export async function idleSessions(url: string): Promise<number | null> {
  const pair = connected.get(url);
  const pools = WRITERS.flatMap((writer) => pair?.[writer].at.pool ?? []);
  for (let turn = 0; turn < SETTLE_TRIES; turn++) {
    if (
      pools.every(({ idleCount, totalCount, waitingCount }) => idleCount === totalCount && waitingCount === 0)
    )
      return pools.reduce((sum, { totalCount }) => sum + totalCount, 0);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return null;
}

/** Disconnects the clients of a database that was given back; others will have them. */
export async function disconnectClients(url: string): Promise<void> {
  const pair = connected.get(url);
  if (!pair) return;
  connected.delete(url);
  for (const writer of WRITERS) {
    await pair[writer].client.$disconnect();
    pair[writer].at.pool = null;
  }
  free.push(pair);
}
