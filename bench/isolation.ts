import pg from "pg";
import { settlementCalendar } from "@/domain/time/calendar";
import { instantAt, localDate, localDateOf, plus, toIso } from "@/domain/time/instant";
import { type Installation, install } from "@/server/compose";
import type { Env } from "@/server/platform/env";
import { newId } from "@/server/platform/ids";
import { openBothSides, tradeBothSides } from "./end-of-day-world";
import type { BenchResult } from "./harness";
import { openLots } from "./open-lots";
import { benchId } from "./order-sql";
import { freePort, serve } from "./serve";
import { serverEnv, type SignedIn, signedIn } from "./sessions";
import { ACCOUNTS as REFERENCE, requireDurable } from "./world";

const ACCOUNTS = Number(process.env.BENCH_CUSTOMERS ?? REFERENCE);
const LOTS = Number(process.env.BENCH_LOTS ?? 10_000);
/** Orders that arrive in a second, whether or not those before are answered: who waits is counted as waiting. */
const ORDERS_PER_SECOND = Number(process.env.BENCH_ORDERS_PER_SECOND ?? 40);
const IDLE_S = Number(process.env.BENCH_SLICE_S ?? 20);
const BUSY_S = IDLE_S * 2;
/** Money comes on the first day; the next is the last trading day of a month: after it the statements are due. */
const OPENED_ON = localDate("2026-06-29");
const DAY = localDate("2026-06-30");
const EXCELLENT = 3;
const GOOD = 6;

const percentile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
};

/** What was measured of one phase. */
type Phase = { latencies: number[]; refused: number };

/** Sends orders at their rate to the server's own door, one account after another, and waits for all answers. */
async function placeOrders(origin: string, people: readonly SignedIn[], seconds: number): Promise<Phase> {
  const phase: Phase = { latencies: [], refused: 0 };
  const waiting: Promise<void>[] = [];
  const start = performance.now();
  for (let n = 0; n < seconds * ORDERS_PER_SECOND; n++) {
    const due = start + (n * 1000) / ORDERS_PER_SECOND;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const person = people[n % people.length];
    if (person) waiting.push(placeOne(origin, person, due, phase));
  }
  await Promise.all(waiting);
  return phase;
}

/** No order is the twin of one before: each has a price of its own, far below the market. */
const priceOf = (): string => (1 + Math.random() * 2).toFixed(2);

async function placeOne(origin: string, person: SignedIn, due: number, phase: Phase): Promise<void> {
  const json = {
    accountId: person.accountId,
    clientOrderId: newId(),
    symbol: "F",
    side: "BUY",
    type: "LIMIT",
    timeInForce: "GTC",
    quantity: "1",
    limitPrice: priceOf(),
  };
  const answer = await fetch(`${origin}/api/trpc/orders.place`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: person.cookie },
    body: JSON.stringify({ json }),
  });
  const text = await answer.text();
  phase.latencies.push(performance.now() - due);
  if (answer.ok && !text.includes('"DENIED"')) return;
  phase.refused++;
  process.stdout.write(`  refused: ${text.slice(0, 300)}\n`);
}

type Done = { days: number; portfolios: number; papers: number };

/** Ends one day after another, for as long as `goesOn`. */
async function endDays({ deps }: Installation, goesOn: () => boolean, done: Done): Promise<void> {
  while (goesOn()) {
    const before = await deps.db.eodImport.count({ where: { status: "IMPORTED" } });
    await deps.controls.runTo("NEXT_DAY");
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if ((await deps.db.eodImport.count({ where: { status: "IMPORTED" } })) > before) break;
      if (!goesOn()) return;
    }
    done.days++;
  }
}

/** Asks for the portfolio of many lots again and again. */
async function readPortfolio(
  origin: string,
  { accountId, cookie }: SignedIn,
  goesOn: () => boolean,
  done: Done,
) {
  while (goesOn()) {
    const answer = await fetch(`${origin}/portfolio?account=${accountId}`, { headers: { cookie } });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`the portfolio answered ${answer.status}`);
    done.portfolios++;
  }
}

/**
 * The 99th percentile of placing an order at the built server's door while days end for all accounts, the statements of
 * a month are printed and a portfolio of 10,000 lots is read without a pause, against the same server with nothing to do.
 */
export async function isolation(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const world = await install(
    { ...env, EXCHANGE_CLOCK: "virtual", EXCHANGE_CLOCK_START: toIso(instantAt(OPENED_ON, "10:30")) },
    "in-process",
  );
  await world.deps.controls.setRate(0);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  await openBothSides(client, 1, ACCOUNTS, OPENED_ON);
  await world.deps.controls.advanceTo(plus(instantAt(OPENED_ON, "16:00"), 1));
  await world.pump.run(10_000);
  if (localDateOf(await world.deps.clock.exchangeNow()) !== DAY) throw new Error(`it is not ${DAY}`);
  await tradeBothSides(client, ACCOUNTS, {
    day: DAY,
    settles: settlementCalendar.settlementDate(DAY),
    side: "BUY",
  });
  await openLots(client, ACCOUNTS, { day: DAY, lots: LOTS });
  await client.query("vacuum analyze");
  const { rows } = await client.query<{ accountId: string; userId: string }>(
    `select ${benchId("account", "n")} as "accountId", ${benchId("user", "n")} as "userId" from generate_series(1, $1) n`,
    [ACCOUNTS],
  );
  const people = await signedIn(world.deps, rows);
  const holder = people.at(-1);
  if (!holder) throw new Error("isolation needs an account");
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const stop = await serve([".build/main.mjs"], serverEnv(env, port, { EXCHANGE_CLOCK: "virtual" }));
  try {
    const traders = people.slice(0, -1);
    await placeOrders(origin, traders, 3);
    const idle = await placeOrders(origin, traders, IDLE_S);
    process.stdout.write(`  idle: p99 ${percentile(idle.latencies, 0.99).toFixed(1)} ms\n`);
    const done: Done = { days: 0, portfolios: 0, papers: 0 };
    let isBusy = true;
    const goesOn = () => isBusy;
    const work = Promise.all([endDays(world, goesOn, done), readPortfolio(origin, holder, goesOn, done)]);
    const busy = await placeOrders(origin, traders, BUSY_S);
    isBusy = false;
    await work;
    done.papers = await world.deps.db.documentJob.count({ where: { doneAt: { not: null } } });
    process.stdout.write(
      `  busy: p99 ${percentile(busy.latencies, 0.99).toFixed(1)} ms; ${done.days} days ended, ${done.papers} papers, ${done.portfolios} portfolios read\n`,
    );
    return await judged(idle, busy, done);
  } finally {
    await stop();
    await client.end();
    await world.close();
  }
}

async function judged(idle: Phase, busy: Phase, done: Done): Promise<BenchResult & { parts: unknown }> {
  if (idle.refused + busy.refused > 0)
    throw new Error(`${idle.refused} and ${busy.refused} orders were refused: the figures would not count.`);
  if (done.days === 0 || done.papers === 0 || done.portfolios === 0)
    throw new Error(`nothing else ran beside the orders: ${JSON.stringify(done)}`);
  const [ours, limit] = [percentile(busy.latencies, 0.99), percentile(idle.latencies, 0.99)];
  const ratio = ours / limit;
  return {
    name: "isolation",
    ratio,
    spread: [ratio, ratio],
    pairs: 1,
    ours,
    limit,
    unit: "ms, p99",
    grade: ratio <= EXCELLENT ? "excellent" : ratio <= GOOD ? "good" : "below",
    settings: {
      accounts: ACCOUNTS,
      lots: LOTS,
      ordersPerSecond: ORDERS_PER_SECOND,
      idleS: IDLE_S,
      busyS: BUSY_S,
    },
    parts: {
      done,
      idle: spreadOf(idle.latencies),
      busy: spreadOf(busy.latencies),
    },
  };
}

const spreadOf = (latencies: readonly number[]) => ({
  orders: latencies.length,
  p50: percentile(latencies, 0.5),
  p99: percentile(latencies, 0.99),
  most: percentile(latencies, 1),
});
