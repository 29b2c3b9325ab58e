import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "@/domain/errors";
import { orderInput } from "@/domain/orders/order-input";
import { instantAt, localDate, plus } from "@/domain/time/instant";
import { giveLevelTwo } from "@/prisma/factories/market-data";
import { endSession, startSession } from "@/server/auth/sessions";
import { type LiveMessage, readFrames } from "@/server/market/live-frames";
import { LiveHub } from "@/server/market/live-hub";
import type { Line, Sink } from "@/server/market/live-line";
import { endUnentitled } from "@/server/market/live-places";
import { placeOrder } from "@/server/orders";
import type { Actor } from "@/server/platform/actor";
import { wallClock } from "@/server/platform/clock";
import type { Tx } from "@/server/platform/db";
import { openHub } from "@/server/platform/hub";
import { publish } from "@/server/platform/news";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const base = testDeps(database);
const news = openHub(database.url, base.log);
const deps = testDeps(database, { hub: news });
// It says "reconnected" once it listens: only then is every piece of news heard under its own name.
await new Promise<void>((resolve) => news.subscribe("clock", () => resolve()));
afterAll(() => news.close());
let live: LiveHub;
beforeEach(() => {
  live = new LiveHub(deps);
});
afterEach(() => live.close());

/** A reader in this process that lets a test wait for what it hears. */
class Ear implements Sink {
  readonly heard: { message: LiveMessage; id: string | null }[] = [];
  ended: { reason: AppError | null } | null = null;
  #waiting: (() => void)[] = [];

  write(bytes: Buffer): boolean {
    this.heard.push(...readFrames(bytes));
    for (const look of this.#waiting) look();
    return true;
  }

  end(reason: AppError | null): void {
    this.ended = { reason };
    for (const look of this.#waiting) look();
  }

  until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => (isTrue() ? resolve() : undefined);
      this.#waiting.push(look);
      look();
    });
  }

  get orders(): string[] {
    return this.heard.flatMap(({ message }) => (message.kind === "order" ? [message.eventId] : []));
  }

  get lastId(): string {
    return this.heard.findLast(({ id }) => id !== null)?.id ?? "";
  }

  hasNews(about: string): boolean {
    return this.heard.some(({ message }) => message.kind === "news" && message.about === about);
  }
}

type Customer = { actor: Actor; accountId: string; orderId: string };

async function customer(): Promise<Customer> {
  const { actor, accountId } = await customerWith(deps, "100000");
  const terms = {
    accountId,
    clientOrderId: "a",
    symbol: "AAPL",
    side: "BUY",
    type: "LIMIT",
    timeInForce: "DAY",
    quantity: "1",
    limitPrice: "100.00",
  };
  const order = await placeOrder(deps, actor, orderInput.parse(terms));
  const sessionId = await deps.db.$transaction((tx) =>
    startSession(
      tx,
      {
        user: { id: actor.userId, role: "INVESTOR" },
        origin: { ip: "192.0.2.1", userAgent: "test" },
        deviceId: null,
        isPending: false,
      },
      deps.clock.now(),
    ),
  );
  return { actor: { ...actor, sessionId }, accountId, orderId: order.id };
}

async function happen(tx: Tx, { accountId, orderId }: Customer, count = 1): Promise<string[]> {
  const rows = await tx.orderEvent.createManyAndReturn({
    data: Array.from({ length: count }, () => ({
      orderId,
      accountId,
      execType: "TRADE",
      fromStatus: "NEW",
      toStatus: "PARTIALLY_FILLED",
      detail: { note: "1 at 99.5 on XNAS", cumQty: "1", lastQty: "1", lastPx: "99.5", venue: "XNAS" },
      exchangeAt: new Date(deps.clock.now()),
    })),
    select: { id: true },
  });
  await publish(tx, `account:${accountId}`, "fills");
  return rows.map((row) => String(row.id));
}

async function listen(
  of: Customer,
  lastEventId?: string,
  hub = live,
  symbols: string[] = [],
  madeAt?: number,
): Promise<{ ear: Ear; line: Line }> {
  const ear = new Ear();
  const line = await hub.open(of.actor, { symbols, accountId: of.accountId, lastEventId, madeAt }, ear);
  return { ear, line };
}

describe("a live line", () => {
  it("begins with the clock under the number of the newest event, and then tells each event under its own", async () => {
    const me = await customer();
    const { ear } = await listen(me);
    expect(ear.heard[0]?.message.kind).toBe("clock");
    expect(ear.lastId).toMatch(/^[1-9]\d*$/);
    const ids = await deps.db.$transaction((tx) => happen(tx, me, 3));
    await ear.until(() => ear.orders.length === 3);
    expect(ear.orders).toEqual(ids);
    expect(ear.lastId).toBe(ids[2]);
    const event = ear.heard.map(({ message }) => message).find(({ kind }) => kind === "order");
    expect(event).toMatchObject({
      orderId: me.orderId,
      symbol: "AAPL",
      execType: "TRADE",
      status: "PARTIALLY_FILLED",
      cumQty: "1",
      lastQty: "1",
      lastPx: "99.5",
      venue: "XNAS",
    });
    await ear.until(() => ear.hasNews("fills"));
  });

  it("shows the quotes and the book that it asks for at once", async () => {
    const me = await customer();
    deps.clock.set(instantAt(localDate("2026-07-14"), "11:00"));
    const ear = new Ear();
    const asks = { symbols: ["KO", "AAPL", "NOPE"], accountId: null, depth: ["AAPL"] };
    await expect(live.open(me.actor, asks, new Ear())).rejects.toMatchObject({ code: "FORBIDDEN" });
    await giveLevelTwo(deps.db, { userId: me.actor.userId, accountId: me.accountId }, deps.clock.now());
    await live.open(me.actor, asks, ear);
    const [quotes, book] = ["quotes", "book"].map((kind) =>
      ear.heard.map(({ message }) => message).find((message) => message.kind === kind),
    );
    expect(quotes?.kind === "quotes" && quotes.quotes.map(({ symbol }) => symbol)).toEqual(["AAPL", "KO"]);
    if (book?.kind !== "book") throw new Error("no book");
    expect([book.bids.length, book.asks.length]).toEqual([5, 5]);
    expect(book.venues.length).toBeGreaterThan(1);
    const best = quotes?.kind === "quotes" ? quotes.quotes[0] : undefined;
    expect(book.bids[0]).toEqual([best?.bid, best?.bidSize]);
    expect(book.asks[0]).toEqual([best?.ask, best?.askSize]);
    deps.clock.set(plus(await deps.clock.exchangeNow(), 60_000));
    const before = ear.heard.length;
    await live.board.sendQuotes(await deps.clock.exchangeNow());
    await live.board.sendBooks(await deps.clock.exchangeNow());
    expect(ear.heard.length).toBe(before + 2);
    await live.board.sendQuotes(await deps.clock.exchangeNow());
    expect(ear.heard.length).toBe(before + 2);
  });

  it("tells an event that committed after one with a higher number", async () => {
    const me = await customer();
    const { ear, line } = await listen(me);
    let late: string[] = [];
    let early: string[] = [];
    await deps.db.$transaction(async (tx) => {
      late = await happen(tx, me);
      early = await deps.db.$transaction((other) => happen(other, me));
      await ear.until(() => ear.orders.length === 1);
    });
    await ear.until(() => ear.orders.length === 2);
    expect(ear.orders).toEqual([...early, ...late]);
    expect(Number(early[0])).toBeGreaterThan(Number(late[0]));
    line.gone();

    // Here it is known which came later; a server that was started anew tells a little more rather than too little.
    const back = await listen(me, early[0]);
    expect(back.ear.orders).toEqual(late);
    const anew = new LiveHub(deps);
    const { ear: other } = await listen(me, early[0], anew);
    expect(other.orders).toEqual(expect.arrayContaining(late));
    anew.close();
  });

  it("tells a line that comes back what it missed, once, also while more happens", async () => {
    const me = await customer();
    const { ear, line } = await listen(me);
    const first = await deps.db.$transaction((tx) => happen(tx, me, 2));
    await ear.until(() => ear.orders.length === 2);
    line.gone();
    const missed = await deps.db.$transaction((tx) => happen(tx, me, 40));
    const [back, during] = await Promise.all([
      listen(me, ear.lastId),
      deps.db.$transaction((tx) => happen(tx, me, 40)),
    ]);
    expect(back.ear.hasNews("reconnected")).toBe(true);
    await back.ear.until(() => back.ear.orders.length >= 80);
    expect(back.ear.orders).toEqual([...missed, ...during]);

    const anew = new LiveHub(deps);
    const { ear: other } = await listen(me, first[1], anew);
    expect(new Set(other.orders)).toEqual(new Set([...other.orders.slice(0, -80), ...missed, ...during]));
    expect(other.orders.slice(-80)).toEqual([...missed, ...during]);
    anew.close();
  });

  it("says to a new page whether there may have been news since it was made", async () => {
    const me = await customer();
    const { ear } = await listen(me);
    const madeBefore = wallClock();
    await deps.db.$transaction((tx) => happen(tx, me));
    await ear.until(() => ear.hasNews("fills"));
    const openedBy = async (madeAt: number) => (await listen(me, undefined, live, [], madeAt)).ear;
    expect((await openedBy(madeBefore)).hasNews("reconnected")).toBe(true);
    expect((await openedBy(wallClock() + 1)).hasNews("reconnected")).toBe(false);
    // Before this process listened, anything may have been said.
    expect((await openedBy(0)).hasNews("reconnected")).toBe(true);
    // What concerns others is no news here.
    const other = await customer();
    const madeAt = wallClock() + 1;
    const { ear: theirs } = await listen(other);
    await deps.db.$transaction((tx) => happen(tx, other));
    await theirs.until(() => theirs.hasNews("fills"));
    expect((await openedBy(madeAt)).hasNews("reconnected")).toBe(false);
  });

  it("says to read everything again when too much was missed", async () => {
    const me = await customer();
    const from = (await listen(me)).ear.lastId;
    live.close();
    live = new LiveHub(deps);
    const ids = await deps.db.$transaction((tx) => happen(tx, me, 501));
    const { ear } = await listen(me, from);
    expect(ear.orders).toEqual([]);
    expect(ear.hasNews("reconnected")).toBe(true);
    expect(ear.lastId).toBe(ids.at(-1));
  });
});

describe("who may have a line", () => {
  it("is nobody else's business", async () => {
    const [me, you] = [await customer(), await customer()];
    const input = { symbols: [], accountId: you.accountId };
    await expect(live.open(me.actor, input, new Ear())).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(live.size).toBe(0);
  });

  it("is a person with fewer than twelve, however fast they ask", async () => {
    const me = await customer();
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => listen(me)));
    const open = tries.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(open).toHaveLength(12);
    const codes = tries.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(codes).toEqual(Array(8).fill("RATE_LIMITED"));
    open[0]?.line.gone();
    await expect(listen(me)).resolves.toBeDefined();
  });

  it("is over at sign-out, and when the account is no longer theirs", async () => {
    const [me, you] = [await customer(), await customer()];
    const [mine, yours] = [await listen(me), await listen(you)];
    await endSession(deps, me.actor, { sessionId: me.actor.sessionId });
    await mine.ear.until(() => mine.ear.ended !== null);
    expect(mine.ear.ended?.reason?.code).toBe("UNAUTHENTICATED");
    expect(yours.line.isOpen).toBe(true);
    await deps.db.accountHolder.deleteMany({ where: { accountId: you.accountId } });
    await endUnentitled(deps, [yours.line]);
    expect(yours.ear.ended?.reason?.code).toBe("NOT_FOUND");
    expect(live.size).toBe(0);
  });
});
