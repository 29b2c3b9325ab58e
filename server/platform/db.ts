import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory } from "@prisma/client/runtime/client";
import { Prisma, PrismaClient } from "@/prisma/generated/client";

export { Prisma };
export type Db = PrismaClient;
/** What runs inside an interactive transaction. */
export type Tx = Prisma.TransactionClient;

/** The two writers: each may touch its own schema only (the database enforces it, see the guards migration). */
export type Writer = "portal" | "street";

const ROLE: Record<Writer, string> = { portal: "rushtrade_portal", street: "rushtrade_street" };

/**
 * Next loads server modules more than once; the pools hang on globalThis so that one process keeps one pool per
 * database and writer.
 */
const pools: Map<string, PrismaClient> = ((
  globalThis as { __rushtradePools?: Map<string, PrismaClient> }
).__rushtradePools ??= new Map());

const SEEN_BEFORE_NAMED = 3;
const NAMED_AT_MOST = 300;

/**
 * Names the statements that come again and again, so that PostgreSQL plans them once per connection: planning the
 * order's one statement costs more than running it. Statements that vary (lists of changing length) stay unnamed, and
 * the number of names is bounded, because each is kept by every connection.
 */
function statementNames(atMost: number): (query: { sql: string }) => string {
  const UNNAMED = "";
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= atMost) return UNNAMED;
    const times = (seen.get(sql) ?? 0) + 1;
    if (seen.size > 5_000) seen.clear();
    seen.set(sql, times);
    if (times < SEEN_BEFORE_NAMED) return UNNAMED;
    const name = `rt_${names.size}`;
    names.set(sql, name);
    seen.delete(sql);
    return name;
  };
}

const poolKey = (url: string, writer: Writer): string => `${writer} ${url}`;

/**
 * How one writer connects: its sessions run in UTC and give up a statement after 60 s and an idle transaction after 30 s.
 * `passing` is for a process that serves many things one after the other: its sessions name more statements, and idle
 * ones do not keep it from ending.
 */
export function adapterFor(url: string, writer: Writer, passing = false): PrismaPg {
  const options = [
    `-c role=${ROLE[writer]}`,
    "-c timezone=UTC",
    "-c statement_timeout=60000",
    "-c idle_in_transaction_session_timeout=30000",
  ].join(" ");
  const pool = { connectionString: url, max: 12, options, connectionTimeoutMillis: 10_000 };
  const statementNameGenerator = statementNames(passing ? 10 * NAMED_AT_MOST : NAMED_AT_MOST);
  return new PrismaPg({ ...pool, allowExitOnIdle: passing }, { statementNameGenerator });
}

/** A client that connects so. Nobody else knows of it until it is put in its place by `placeClient`. */
export const clientWith = (adapter: SqlDriverAdapterFactory): Db =>
  new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 55_000 } });

/** The client of one writer, the same one for everybody in this process who asks for that database. */
export function openDb(url: string, writer: Writer): Db {
  return pools.get(poolKey(url, writer)) ?? placeClient(url, writer, clientWith(adapterFor(url, writer)));
}

/** Makes it the client that `openDb` finds and `closeDb` disconnects. */
export function placeClient(url: string, writer: Writer, client: Db): Db {
  pools.set(poolKey(url, writer), client);
  return client;
}

const BULK_MS = 600_000;

/** How long a transaction may take that works on a whole firm's day. */
export const BULK = { timeout: BULK_MS } as const;

/**
 * Readies a transaction for statements over a whole firm's day: at 200,000 accounts they take longer than any other may,
 * and sort and join more than fits into the memory that a short question gets.
 */
export async function readyForBulk(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    select set_config('statement_timeout', ${String(BULK_MS)}, true), set_config('work_mem', '64MB', true)`;
}

export async function closeDb(url: string): Promise<void> {
  for (const writer of ["portal", "street"] as const) {
    const client = pools.get(poolKey(url, writer));
    pools.delete(poolKey(url, writer));
    await client?.$disconnect();
  }
}

/**
 * Whether a statement was refused because a unique key was taken: Prisma's P2002 or, from raw SQL, PostgreSQL's 23505.
 * Told by its code, not by its class: Next bundles the class more than once.
 */
export const isUniqueViolation = (error: unknown): boolean => hasCode(error, "P2002", "23505");

/** Whether PostgreSQL ended a transaction because two waited for each other (P2034, or 40P01): it may be tried again. */
export const isDeadlock = (error: unknown): boolean => hasCode(error, "P2034", "40P01");

function hasCode(error: unknown, prisma: string, postgres: string): boolean {
  if (typeof error !== "object" || error === null || !("code" in error)) return false;
  if (error.code === prisma) return true;
  const said = `${JSON.stringify("meta" in error ? error.meta : null)} ${"message" in error ? String(error.message) : ""}`;
  return error.code === "P2010" && said.includes(postgres);
}
