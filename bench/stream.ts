import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { encode } from "next-auth/jwt";
import { z } from "zod";
import { syntheticMarket } from "@/domain/market/synthetic";
import { toDate } from "@/domain/time/instant";
import { sessionCookieName } from "@/server/auth";
import type { Env } from "@/server/platform/env";
import { newId } from "@/server/platform/ids";
import { alternate, type BenchResult, gradeOf } from "./harness";
import { WATCH_LISTS, watchLists } from "./peers/stream-frames";
import { freePort, serve } from "./serve";
import { benchWorld } from "./world";

const CLIENTS = 1_000;
const SLICE_MS = 4_000;
const PAIRS = 5;
const KILOBYTE = 1024;
const MEMORY_LIMIT_KB = { excellent: 30, good: 60 };

const answer = z.union([
  z.object({ lines: z.number(), events: z.number(), bytes: z.number() }),
  z.object({ failed: z.string() }),
]);
const memoryUse = z.object({ rss: z.number(), heap: z.number() });
type Counted = { lines: number; events: number; bytes: number };
type Side = "ours" | "raw";
type Request = { path: string; cookie: string };

/** The readers' process: one order, one answer. */
class Clients {
  readonly #child: ChildProcess = fork("bench/peers/stream-clients.ts", { execArgv: ["--import", "tsx"] });

  async ask(order: object): Promise<Counted> {
    this.#child.send(order);
    const [message] = await once(this.#child, "message");
    const said = answer.parse(message);
    if ("failed" in said) throw new Error(said.failed);
    return said;
  }

  end(): void {
    this.#child.disconnect();
  }
}

/** Lines of real sessions, one a person, for the portal; the raw server takes anybody. */
async function ourRequests(env: Env): Promise<Request[]> {
  const { installation, accounts } = await benchWorld(env, CLIENTS);
  const { deps } = installation;
  const now = deps.clock.now();
  const lists = watchLists(syntheticMarket(env.MARKET_SEED));
  const requests: Request[] = [];
  for (const [n, { userId, accountId }] of accounts.entries()) {
    const id = newId();
    const expiresAt = new Date(now + 3_600_000);
    await deps.db.session.create({
      data: { id, userId, createdAt: toDate(now), expiresAt, ip: "127.0.0.1", userAgent: "bench" },
    });
    const token = await encode({ token: { sid: id }, secret: env.NEXTAUTH_SECRET });
    const input = { json: { symbols: lists[n % WATCH_LISTS], accountId } };
    requests.push({
      path: `/api/trpc/market.live?input=${encodeURIComponent(JSON.stringify(input))}`,
      cookie: `${sessionCookieName(env)}=${token}`,
    });
  }
  await installation.close();
  return requests;
}

const middle = (values: readonly number[]): number =>
  Number(([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0).toFixed(2));

/** Events a second delivered to 1,000 readers, and memory per line, against a loop that writes the same bytes. */
export async function stream(env: Env): Promise<BenchResult & { parts: unknown }> {
  const requests: Record<Side, Request[]> = {
    ours: await ourRequests(env),
    raw: Array.from({ length: CLIENTS }, (_, n) => ({ path: `/stream?list=${n % WATCH_LISTS}`, cookie: "" })),
  };
  const ports: Record<Side, number> = { ours: await freePort(), raw: await freePort() };
  const child = {
    ...process.env,
    PORT: String(ports.ours),
    DATABASE_URL: env.DATABASE_URL,
    NODE_ENV: "production" as const,
    LOG_LEVEL: "error",
  };
  const args = (side: Side) => [
    "--expose-gc",
    "--import",
    "tsx",
    "bench/peers/stream-server.ts",
    side,
    String(ports[side]),
  ];
  const stops = [await serve(args("ours"), child), await serve(args("raw"), child)];
  const clients = new Clients();
  const ask = async (side: Side, path: string) =>
    (await fetch(`http://127.0.0.1:${ports[side]}${path}`)).text();
  const slice = async (side: Side): Promise<number> => {
    const before = await clients.ask({ do: "count", side });
    const start = performance.now();
    const microseconds = Number(await ask(side, `/run?ms=${SLICE_MS}`));
    const after = await clients.ask({ do: "count", side });
    cost[side].push(microseconds / (after.events - before.events));
    return ((after.events - before.events) * 1000) / (performance.now() - start);
  };
  const memory: Record<Side, number> = { ours: 0, raw: 0 };
  const cost: Record<Side, number[]> = { ours: [], raw: [] };
  try {
    for (const side of ["ours", "raw"] as const) {
      const open = () => clients.ask({ do: "open", side, port: ports[side], requests: requests[side] });
      // Code and caches are there before the lines are weighed.
      await open();
      await ask(side, "/run?ms=500");
      await clients.ask({ do: "close", side });
      const empty = memoryUse.parse(JSON.parse(await ask(side, "/memory")));
      await open();
      const full = memoryUse.parse(JSON.parse(await ask(side, "/memory")));
      // What an earlier life left resident can be used again, and hides: the larger of the two is told.
      const grown = Math.max(full.rss - empty.rss, full.heap - empty.heap);
      memory[side] = grown / CLIENTS / KILOBYTE;
      await slice(side);
    }
    const start = {
      ours: await clients.ask({ do: "count", side: "ours" }),
      raw: await clients.ask({ do: "count", side: "raw" }),
    };
    const measured = await alternate(
      () => slice("ours"),
      () => slice("raw"),
      PAIRS,
    );
    const bytesAnEvent = async (side: Side) => {
      const now = await clients.ask({ do: "count", side });
      return Math.round((now.bytes - start[side].bytes) / (now.events - start[side].events));
    };
    const bytes = { ours: await bytesAnEvent("ours"), limit: await bytesAnEvent("raw") };
    const kilobytes = { ours: Math.round(memory.ours * 10) / 10, limit: Math.round(memory.raw * 10) / 10 };
    process.stdout.write(
      `  memory a line: ours ${kilobytes.ours} KB, limit ${kilobytes.limit} KB (at most ${MEMORY_LIMIT_KB.excellent} KB for excellent); bytes an event: ${bytes.ours} and ${bytes.limit}\n`,
    );
    const byRate = gradeOf(measured.ratio, { excellent: 0.7, good: 0.4 });
    const byMemory =
      kilobytes.ours <= MEMORY_LIMIT_KB.excellent
        ? "excellent"
        : kilobytes.ours <= MEMORY_LIMIT_KB.good
          ? "good"
          : "below";
    const grade = [byRate, byMemory].includes("below")
      ? "below"
      : [byRate, byMemory].includes("good")
        ? "good"
        : "excellent";
    return {
      name: "stream",
      unit: "events/s",
      ...measured,
      grade,
      settings: { clients: CLIENTS, sliceMs: SLICE_MS, watchLists: WATCH_LISTS, symbolsALine: 10 },
      parts: {
        kilobytesALine: kilobytes,
        bytesAnEvent: bytes,
        serverMicrosecondsAnEvent: { ours: middle(cost.ours), limit: middle(cost.raw) },
      },
    };
  } finally {
    clients.end();
    for (const stop of stops) await stop();
  }
}
