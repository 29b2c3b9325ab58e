import autocannon from "autocannon";
import type { Env } from "@/server/platform/env";
import { newId } from "@/server/platform/ids";
import { alternate, type BenchResult, gradeOf } from "./harness";
import { freePort, serve } from "./serve";
import { serverEnv, signedIn } from "./sessions";
import { ACCOUNTS, benchWorld, requireDurable } from "./world";

const CONNECTIONS = 32;
const SLICE_S = 4;
const P99_LIMIT = 3;

type Slice = { perSecond: number; p99: number };

async function fire(
  url: string,
  request: () => { body: string; headers: Record<string, string> },
): Promise<Slice> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SLICE_S,
    requests: [{ method: "POST", setupRequest: (given) => ({ ...given, ...request() }) }],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

/** Orders a second over HTTP, each with a real session, against a bare handler running the same SQL. */
export async function orderHttp(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const { installation, accounts } = await benchWorld(env);
  const people = await signedIn(installation.deps, accounts.slice(0, 200));
  await installation.close();
  const [port, peerPort] = [await freePort(), await freePort()];
  const child = serverEnv(env, port);
  const stopOurs = await serve([".build/main.mjs"], child);
  const stopPeer = await serve(
    ["--import", "tsx", "bench/peers/bare-server.ts", String(peerPort), String(ACCOUNTS)],
    child,
  );
  const order = () => {
    const person = people[Math.floor(Math.random() * people.length)];
    const json = {
      accountId: person?.accountId,
      clientOrderId: newId(),
      symbol: "AAPL",
      side: "BUY",
      type: "LIMIT",
      timeInForce: "DAY",
      quantity: "1",
      limitPrice: "100.00",
    };
    return {
      body: JSON.stringify({ json }),
      headers: { "content-type": "application/json", cookie: person?.cookie ?? "" },
    };
  };
  const p99: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  const measure = async (url: string, kept: number[]) => {
    const slice = await fire(url, order);
    kept.push(slice.p99);
    return slice.perSecond;
  };
  try {
    const ours = `http://127.0.0.1:${port}/api/trpc/orders.place`;
    const peer = `http://127.0.0.1:${peerPort}/`;
    await fire(ours, order);
    await fire(peer, order);
    const measured = await alternate(
      () => measure(ours, p99.ours),
      () => measure(peer, p99.peer),
    );
    const middle = (values: number[]) =>
      [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const tail = {
      ours: middle(p99.ours),
      limit: middle(p99.peer),
      ratio: middle(p99.ours) / middle(p99.peer),
      allowed: P99_LIMIT,
    };
    const byRate = gradeOf(measured.ratio, { excellent: 0.5, good: 0.25 });
    process.stdout.write(
      `  p99: ours ${tail.ours} ms, limit ${tail.limit} ms, ratio ${tail.ratio.toFixed(2)} (at most ${P99_LIMIT} for excellent)\n`,
    );
    return {
      name: "order-http",
      unit: "orders/s",
      ...measured,
      grade: byRate === "excellent" && tail.ratio > P99_LIMIT ? "good" : byRate,
      settings: { connections: CONNECTIONS, sliceS: SLICE_S, accounts: ACCOUNTS, sessions: people.length },
      parts: { p99Ms: tail },
    };
  } finally {
    await stopOurs();
    await stopPeer();
  }
}
