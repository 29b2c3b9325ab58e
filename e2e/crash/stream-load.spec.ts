import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { expect, test } from "@playwright/test";
import { encode } from "next-auth/jwt";
import {
  deposit,
  liftLimits,
  openedCustomer,
  secondAdmin,
  staffClient,
  untilFunded,
  type WiredCustomer,
} from "@/e2e/customers-by-wire";
import { KillablePortal } from "@/e2e/crash/killable-portal";
import { type ReaderAnswer, readerAnswer, type ReaderOrder } from "@/e2e/crash/line-readers";
import { eventually } from "@/e2e/portal-client";
import { withConnection } from "@/scripts/database/connection";
import { describe as verdictText, verify } from "@/scripts/verify/verify";

const LINES = 1_000;
const DEAF = 100;
/** The portal lets nobody have more. */
const LINES_A_PERSON = 12;
const TRADERS = 2;
const ORDERS = 400;
const SENDERS = 4;
/** What a thousand lines may do to the slowest orders: so many times as slow, or this slow; and to the memory. */
const SLOWER_AT_MOST = 4;
const ALWAYS_FAST_ENOUGH_MS = 100;
const MEMORY_AT_MOST_MB = 160;

const SYMBOLS = ["AAPL", "MSFT", "AMZN", "NVDA", "KO", "F", "T", "JPM", "XOM", "SPY"];

/** The readers' process: one order, one answer. */
class Readers {
  readonly #child: ChildProcess = fork("e2e/crash/line-readers.ts", { execArgv: ["--import", "tsx"] });

  async ask(order: ReaderOrder): Promise<ReaderAnswer> {
    this.#child.send(order);
    const [message] = await once(this.#child, "message");
    const answer = readerAnswer.parse(message);
    expect(answer.failed).toBeNull();
    return answer;
  }

  end(): void {
    this.#child.disconnect();
  }
}

type Line = Extract<ReaderOrder, { do: "open" }>["lines"][number];

/**
 * People who only watch, books too, which one account pays for: written straight into the tables, because signing a
 * hundred people up is not the point.
 */
async function watchers(portal: KillablePortal, count: number, payer: string): Promise<string[]> {
  const people = Array.from({ length: count }, () => ({ user: randomUUID(), session: randomUUID() }));
  await withConnection(portal.databaseUrl, (client) =>
    client.query(
      `with people as (
         insert into portal.users (id, email, password_hash, display_name, email_verified_at, created_at)
         select u, u || '@example.com', 'none', 'Watcher', now(), now() from unnest($1::uuid[]) u returning id),
       plans as (
         insert into portal.market_data_subscription (user_id, account_id, plan, since, charged_through)
         select id, $3::uuid, 'LEVEL_II', current_date, '9999-12' from people)
       insert into portal.session (id, user_id, created_at, expires_at, ip, user_agent)
       select s, u, now(), now() + interval '1 hour', '127.0.0.1', 'watcher'
       from unnest($1::uuid[], $2::uuid[]) as p(u, s) join people on people.id = p.u`,
      [people.map(({ user }) => user), people.map(({ session }) => session), payer],
    ),
  );
  return Promise.all(
    people.map(
      async ({ session }) =>
        `next-auth.session-token=${await encode({ token: { sid: session }, secret: portal.sessionSecret })}`,
    ),
  );
}

function lineOf(
  portal: KillablePortal,
  cookie: string,
  of: { accountId: string | null; name: string | null; isDeaf?: boolean },
): Line {
  const input = {
    json: { symbols: SYMBOLS, accountId: of.accountId, depth: of.isDeaf ? ["AAPL", "MSFT"] : [] },
  };
  return {
    url: `${portal.baseUrl}/api/trpc/market.live?input=${encodeURIComponent(JSON.stringify(input))}`,
    cookie,
    name: of.name,
    isDeaf: of.isDeaf ?? false,
  };
}

/** Places orders from several senders; returns the slowest of a hundred, in milliseconds. */
async function slowestOrders(
  traders: readonly WiredCustomer[],
  name: string,
  halfway = async () => {},
): Promise<number> {
  const took: number[] = [];
  const half = { reached: false };
  let pending: Promise<void> = Promise.resolve();
  await Promise.all(
    Array.from({ length: SENDERS }, async (_, sender) => {
      for (let n = 0; n < ORDERS / SENDERS; n++) {
        const trader = traders[(sender + n) % traders.length] as WiredCustomer;
        const terms = {
          accountId: trader.accountId,
          clientOrderId: `${name}-${sender}-${n}`,
          symbol: "F",
          side: "BUY",
          quantity: "1",
          timeInForce: "DAY",
        } as const;
        const start = performance.now();
        const order = await (n % 4 > 0
          ? trader.client.orders.place.mutate({ ...terms, type: "MARKET" })
          : trader.client.orders.place.mutate({ ...terms, type: "LIMIT", limitPrice: "1.00" }));
        took.push(performance.now() - start);
        expect(order.reasons).toEqual([]);
        if (!half.reached && took.length >= ORDERS / 2) {
          half.reached = true;
          pending = halfway();
        }
      }
    }),
  );
  await pending;
  return took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0;
}

const residentMegabytes = (pid: number): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;

test("a thousand lines, a tenth of them deaf, cost orders little, memory a bound, and lose no order event", async () => {
  test.setTimeout(180_000);
  const portal = await KillablePortal.create("stream");
  const readers = new Readers();
  try {
    await portal.start();
    const traders = await Promise.all(
      Array.from({ length: TRADERS }, (_, n) =>
        openedCustomer(portal.baseUrl, { first: "Stella", last: `Strom${"ab"[n]}` }),
      ),
    );
    await Promise.all(traders.map((trader) => deposit(trader, "25000.00")));
    const admin = await staffClient(portal.baseUrl, "ADMIN");
    const second = await secondAdmin(portal.baseUrl);
    await untilFunded(admin, traders);
    for (const trader of traders) await liftLimits(admin, second, trader.accountId);
    await slowestOrders(traders, "warm");
    const alone = await slowestOrders(traders, "alone");
    const before = residentMegabytes(portal.pid);

    const names = traders.flatMap((_, trader) =>
      Array.from({ length: LINES_A_PERSON }, (_, n) => `${trader}-${n}`),
    );
    const traderOf = (name: string) => traders[Number(name.split("-")[0])] as WiredCustomer;
    const watching = LINES - names.length;
    const cookies = await watchers(portal, Math.ceil(watching / LINES_A_PERSON), traders[0]?.accountId ?? "");
    await readers.ask({
      do: "open",
      lines: [
        ...names.map((name) => {
          const { cookie, accountId } = traderOf(name);
          return lineOf(portal, cookie, { accountId, name });
        }),
        ...Array.from({ length: watching }, (_, n) =>
          lineOf(portal, cookies[n % cookies.length] ?? "", {
            accountId: null,
            name: null,
            isDeaf: n < DEAF,
          }),
        ),
      ],
    });
    // Two thirds of the traders' lines break while orders flow, and come back.
    const dropped = names.filter((_, n) => n % 3 > 0);
    const crowded = await slowestOrders(traders, "crowded", async () => {
      await readers.ask({ do: "drop", names: dropped });
    });
    const grown = residentMegabytes(portal.pid) - before;

    await withConnection(portal.databaseUrl, async (client) => {
      await eventually("every order is with its venue", async () => {
        const { rows } = await client.query<{ waiting: string }>(
          `select (select count(*) from portal.orders where status = 'PENDING_NEW')
             + (select count(*) from portal.outbox where sent_at is null)
             + (select count(*) from street.command where processed_at is null) as waiting`,
        );
        return rows[0]?.waiting === "0";
      });
      const { rows } = await client.query<{ id: string; account_id: string }>(
        "select id, account_id from portal.order_event order by id",
      );
      await eventually("every line has heard every event of its account since it began", async () => {
        const { heard } = await readers.ask({ do: "tell" });
        return names.every((name) => {
          const { from, orders } = heard[name] ?? { from: "0", orders: [] };
          const mine = rows.filter((row) => row.account_id === traderOf(name).accountId);
          const wanted = mine.map((row) => row.id).filter((id) => BigInt(id) > BigInt(from));
          const known = new Set(orders);
          return wanted.length >= ORDERS / TRADERS && wanted.every((id) => known.has(id));
        });
      });
      const { heard, open } = await readers.ask({ do: "tell" });
      expect(open).toBe(LINES);
      const unbroken = names
        .filter((name) => !dropped.includes(name))
        .map((name) => heard[name]?.orders ?? []);
      for (const orders of unbroken) expect(new Set(orders).size).toBe(orders.length);
    });
    test.info().annotations.push({
      type: "measured",
      description: `p99 of an order ${alone.toFixed(1)} ms alone, ${crowded.toFixed(1)} ms among ${LINES} lines; ${grown.toFixed(0)} MB`,
    });
    expect(crowded).toBeLessThan(Math.max(SLOWER_AT_MOST * alone, ALWAYS_FAST_ENOUGH_MS));
    expect(grown).toBeLessThan(MEMORY_AT_MOST_MB);
    const verdict = await verify(portal.databaseUrl);
    expect(verdict.violations, verdictText(verdict)).toEqual([]);
  } finally {
    readers.end();
    await portal.dispose();
  }
});
