import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type ActivityInput, activityInput } from "@/domain/activity/activity-input";
import { cashJournal, settlementJournal, tradeJournal } from "@/domain/ledger/posting-rules";
import { money, quantity } from "@/domain/money/money";
import { instantFromIso, localDate, toColumn } from "@/domain/time/instant";
import { createAccount } from "@/prisma/factories/accounts";
import { createActor } from "@/prisma/factories/users";
import { listActivity } from "@/server/activity/list-activity";
import type { ActivityItem } from "@/server/activity/views";
import { postJournals } from "@/server/ledger";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps: Deps = testDeps(database);
const AT = instantFromIso("2026-11-20T15:00:00Z");
let counter = 0;

type Owner = { actor: Actor; accountId: string };

async function owner(): Promise<Owner> {
  const actor = await createActor(deps.db, { email: `reader${++counter}@example.com` }, AT);
  const account = await createAccount(deps.db, { owner: actor }, AT);
  return { actor, accountId: account.id };
}

async function order(
  who: Owner,
  at: string,
  more: { status?: string; reasons?: object[] } = {},
): Promise<string> {
  const id = randomUUID();
  await deps.db.order.create({
    data: {
      id,
      accountId: who.accountId,
      clientOrderId: id,
      bodyHash: "x",
      placedBy: who.actor.userId,
      symbol: "AAPL",
      side: "BUY",
      type: "LIMIT",
      timeInForce: "DAY",
      quantity: "100",
      limitPrice: "187.5",
      status: more.status ?? "NEW",
      leavesQty: "100",
      ...(more.reasons ? { reasons: more.reasons } : {}),
      placedAt: new Date(at),
      exchangeAt: new Date(at),
    },
  });
  return id;
}

const orderEvent = (who: Owner, orderId: string, execType: string, at: string) =>
  deps.db.orderEvent.create({
    data: {
      orderId,
      accountId: who.accountId,
      execType,
      toStatus: "NEW",
      detail: { note: `noted ${execType}` },
      exchangeAt: new Date(at),
    },
  });

/** Books one execution and its settlement. */
async function trade(who: Owner, orderId: string, at: string): Promise<void> {
  const id = randomUUID();
  const posting = {
    executionId: id,
    accountId: who.accountId,
    side: "BUY" as const,
    symbol: "AAPL",
    shares: quantity("100"),
    gross: money("18740"),
    commission: money("1"),
    regulatoryFees: money("0"),
    tradeDate: localDate("2026-11-20"),
    settlementDate: localDate("2026-11-23"),
    exchangeAt: instantFromIso(at),
  };
  await deps.db.execution.create({
    data: {
      id,
      venue: "XNAS",
      execId: id,
      orderId,
      childOrderId: randomUUID(),
      accountId: who.accountId,
      symbol: "AAPL",
      side: "BUY",
      quantity: "100",
      price: "187.4",
      liquidity: "REMOVED",
      venueFee: "0.3",
      commission: "1",
      secFee: "0",
      tafFee: "0",
      executedAt: new Date(at),
      tradeDate: toColumn(posting.tradeDate),
      settlementDate: toColumn(posting.settlementDate),
    },
  });
  await postJournals(deps.db, [tradeJournal(posting)]);
  await postJournals(deps.db, [settlementJournal(posting, instantFromIso("2026-11-23T21:00:00Z"))]);
}

async function depositBooked(who: Owner, at: string): Promise<void> {
  const id = randomUUID();
  await deps.db.bankLink.create({
    data: {
      id,
      accountId: who.accountId,
      bankName: "First National",
      routingNumber: "021000021",
      numberCiphertext: "x",
      last4: "6789",
      kind: "CHECKING",
      status: "VERIFIED",
      createdAt: new Date(at),
    },
  });
  await deps.db.transfer.create({
    data: {
      id,
      accountId: who.accountId,
      bankLinkId: id,
      clientTransferId: id,
      direction: "DEPOSIT",
      amount: "25000",
      status: "AVAILABLE",
      requestedAt: new Date(at),
      requestedOn: toColumn(localDate("2026-11-16")),
      tradableOn: toColumn(localDate("2026-11-19")),
    },
  });
  const posting = {
    source: id,
    accountId: who.accountId,
    amount: money("25000"),
    on: localDate("2026-11-17"),
    exchangeAt: instantFromIso(at),
  };
  await postJournals(deps.db, [cashJournal("DEPOSIT", posting)]);
  await postJournals(deps.db, [
    cashJournal("DEPOSIT_RELEASE", { ...posting, exchangeAt: instantFromIso("2026-11-19T14:30:00Z") }),
  ]);
}

const ask = (
  who: Owner,
  more: Omit<ActivityInput, "accountId" | "cursor"> & { cursor?: string | null } = {},
) => listActivity(deps, who.actor, activityInput.parse({ accountId: who.accountId, ...more }));

describe("what happened in an account", () => {
  let who: Owner;
  let items: ActivityItem[];

  beforeAll(async () => {
    who = await owner();
    await depositBooked(who, "2026-11-17T14:30:00Z");
    const orderId = await order(who, "2026-11-20T15:00:00Z");
    await orderEvent(who, orderId, "PENDING_NEW", "2026-11-20T15:00:00Z");
    await orderEvent(who, orderId, "NEW", "2026-11-20T15:00:00.050Z");
    await orderEvent(who, orderId, "TRADE", "2026-11-20T15:00:00.060Z");
    await trade(who, orderId, "2026-11-20T15:00:00.060Z");
    await order(who, "2026-11-20T15:01:00Z", {
      status: "DENIED",
      reasons: [{ code: "BUYING_POWER", message: "There is not enough buying power." }],
    });
    items = (await ask(who)).items;
  });

  it("is one list of books, orders and refusals, newest first", () => {
    expect(items.map((item) => [item.kind, item.title])).toEqual([
      ["SETTLEMENT", "Purchase of 100 AAPL settled"],
      ["ORDER", "Order refused"],
      ["TRADE", "Bought 100 AAPL at 187.40"],
      ["ORDER", "Order accepted"],
      ["ORDER", "Order received"],
      ["CASH", "Deposit usable for trading"],
      ["CASH", "Deposit booked, not yet usable"],
    ]);
  });

  it("says what each did to cash and shares, and on which dates", () => {
    expect(items[0]).toMatchObject({ amount: null, at: "2026-11-23T21:00:00.000Z" });
    expect(items[1]).toMatchObject({
      detail: "Buy 100 AAPL, limit 187.50, day · There is not enough buying power.",
      amount: null,
    });
    expect(items[2]).toMatchObject({
      amount: "-18741.00",
      quantity: "100",
      price: "187.4",
      symbol: "AAPL",
      detail: "Fees $1.00 · XNAS",
      tradeDate: "2026-11-20",
      settlementDate: "2026-11-23",
    });
    expect(items[3]).toMatchObject({ detail: "Buy 100 AAPL, limit 187.50, day", orderId: items[2]?.orderId });
    expect(items[5]).toMatchObject({ amount: null, detail: "$25,000.00 · From First National ••6789" });
    expect(items[6]).toMatchObject({
      amount: "25000.00",
      detail: "From First National ••6789 · usable on Thu 19 Nov",
      tradeDate: "2026-11-17",
    });
  });

  it.each([
    [["TRADE"], ["TRADE"]],
    [["CASH"], ["CASH", "CASH"]],
    [["ORDER"], ["ORDER", "ORDER", "ORDER"]],
    [
      ["SETTLEMENT", "CASH"],
      ["SETTLEMENT", "CASH", "CASH"],
    ],
  ] as const)("shows only %j", async (kinds, expected) => {
    const page = await ask(who, { kinds: [...kinds] });
    expect(page.items.map((item) => item.kind)).toEqual(expected);
  });

  it("counts days as New York does", async () => {
    const day = (from: string, to: string) => ask(who, { from: localDate(from), to: localDate(to) });
    expect((await day("2026-11-17", "2026-11-17")).items).toHaveLength(1);
    expect((await day("2026-11-18", "2026-11-20")).items).toHaveLength(5);
    expect((await day("2026-11-21", "2026-11-22")).items).toHaveLength(0);
    await deps.db.orderEvent.create({
      data: {
        orderId: items[2]?.orderId ?? "",
        accountId: who.accountId,
        execType: "EXPIRED",
        toStatus: "EXPIRED",
        detail: { note: "noted EXPIRED" },
        exchangeAt: new Date("2026-11-22T04:59:59.999Z"),
      },
    });
    expect((await day("2026-11-21", "2026-11-21")).items).toMatchObject([
      { title: "Order expired", detail: "Buy 100 AAPL, limit 187.50, day · noted EXPIRED" },
    ]);
    expect((await day("2026-11-22", "2026-11-22")).items).toHaveLength(0);
  });

  it("is nobody else's", async () => {
    const stranger = await owner();
    await expect(ask({ ...stranger, accountId: who.accountId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(ask({ ...who, accountId: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await ask(stranger)).items).toEqual([]);
  });
});

describe("a long history", () => {
  it("pages through everything once, also where many things happened at one instant", async () => {
    const who = await owner();
    const at = "2026-11-20T15:00:00Z";
    const orderId = await order(who, at);
    const instants = [at, at, "2026-11-20T15:00:01Z"];
    await deps.db.orderEvent.createMany({
      data: Array.from({ length: 90 }, (_, i) => ({
        orderId,
        accountId: who.accountId,
        execType: "NEW",
        toStatus: "NEW",
        detail: {},
        exchangeAt: new Date(instants[i % 3] ?? at),
      })),
    });
    await postJournals(
      deps.db,
      Array.from({ length: 40 }, () =>
        cashJournal("DEPOSIT", {
          source: randomUUID(),
          accountId: who.accountId,
          amount: money("1"),
          on: localDate("2026-11-20"),
          exchangeAt: AT,
        }),
      ),
    );
    for (let i = 0; i < 5; i++) await order(who, at, { status: "DENIED" });
    const seen: ActivityItem[] = [];
    let cursor: string | null = null;
    const sizes: number[] = [];
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(who, { cursor });
      seen.push(...page.items);
      sizes.push(page.items.length);
      cursor = page.nextCursor;
    } while (cursor);
    expect(sizes).toEqual([50, 50, 35]);
    expect(new Set(seen.map((item) => item.id)).size).toBe(135);
    expect(seen.map((item) => item.at)).toEqual(
      seen
        .map((item) => item.at)
        .sort()
        .reverse(),
    );
  });
});
