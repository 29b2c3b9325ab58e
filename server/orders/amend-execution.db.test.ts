import { beforeAll, describe, expect, it } from "vitest";
import { price, quantity } from "@/domain/money/money";
import { type Instant, instantFromIso, plus } from "@/domain/time/instant";
import { asPerson } from "@/server/compose";
import { applyVenueEvents } from "@/server/orders/apply-venue-events";
import { at, DAY, steeredWorld, type SteeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";
import { verify } from "@/scripts/verify/verify";

/** Each test has a stretch of the day to itself, because they share one market and one clock. */
let world: SteeredWorld;
const REASON = "Far from the market: ruled clearly erroneous.";
const DIRECT = { kind: "DIRECT", venue: "XNYS", onProtected: "SLIDE" };

beforeAll(async () => {
  world = await steeredWorld();
});

/** A customer whom the clearing firm knows, with the same cash in its books as in ours. */
async function customer(cash = "100000.00") {
  const who = await world.customer(cash);
  const account = await world.deps.db.account.findUniqueOrThrow({ where: { id: who.accountId } });
  const number = account.number ?? "";
  const { street } = world.database;
  await street.firmAccount.create({
    data: {
      number,
      reference: who.accountId,
      title: account.title,
      commissionClass: account.commissionClass,
      status: "OPEN",
      openedOn: new Date(DAY),
    },
  });
  await street.firmBalance.create({
    data: { accountNumber: number, asset: "USD", tradeDateQty: cash, settledQty: cash },
  });
  return { ...who, number };
}
type Who = Awaited<ReturnType<typeof customer>>;

const fillsOf = (orderId: string) =>
  world.deps.db.execution.findMany({
    where: { orderId },
    orderBy: [{ executedAt: "asc" }, { execId: "asc" }],
  });

async function execIdOf(orderId: string, index = 0): Promise<string> {
  const fill = (await fillsOf(orderId))[index];
  if (!fill) throw new Error("the order has no such fill");
  return fill.execId;
}

async function bust(orderId: string, index = 0): Promise<void> {
  await world.deps.controls.bustFill(await execIdOf(orderId, index), REASON);
  await world.settle();
}

async function correct(orderId: string, shares: string, dollars: string): Promise<void> {
  const should = { quantity: quantity(shares), price: price(dollars) };
  await world.deps.controls.correctFill(await execIdOf(orderId), should, REASON);
  await world.settle();
}

/** Everything that must hold, and both sides' books alike to the cent, account by account. */
async function expectSound(who: Who): Promise<void> {
  expect((await verify(world.database.url)).violations).toEqual([]);
  const theirs = await world.database.street.firmBalance.findMany({ where: { accountNumber: who.number } });
  const cash = theirs.find(({ asset }) => asset === "USD");
  const ours = await world.deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: who.accountId } });
  expect(ours.settled.plus(ours.unsettledIn).minus(ours.unsettledOut).toFixed(2)).toBe(
    cash?.tradeDateQty.toFixed(2),
  );
  expect(await heldOf(who)).toBe(theirs.find(({ asset }) => asset === SYMBOL)?.tradeDateQty.toNumber() ?? 0);
}

async function heldOf(who: Who): Promise<number> {
  const position = await world.deps.db.position.findUnique({
    where: { accountId_symbol: { accountId: who.accountId, symbol: SYMBOL } },
  });
  return position ? position.settled.plus(position.unsettled).toNumber() : 0;
}

const statusOf = async (who: Who) =>
  (await world.deps.db.account.findUniqueOrThrow({ where: { id: who.accountId } })).status;
const cashOf = async (who: Who) => {
  const row = await world.deps.db.cashBalance.findUniqueOrThrow({ where: { accountId: who.accountId } });
  return row.settled.plus(row.unsettledIn).minus(row.unsettledOut).toFixed(2);
};
const lotsOf = async (who: Who) => {
  const rows = await world.deps.db.taxLot.findMany({
    where: { accountId: who.accountId, openQuantity: { not: 0 } },
    orderBy: { seq: "asc" },
  });
  return rows.map((lot) => `${lot.openQuantity.toFixed()} for ${lot.openCost.toFixed(2)}`);
};
const said = (order: { events: { execType: string }[] }) => order.events.map(({ execType }) => execType);

/** A limit order for 100 at 10.02 of which 40 trade at once, and 60 rest; from a quarter second on the ask is 10.05. */
async function partlyFilled(who: Who, when: Instant) {
  await world.to(when);
  await world.quote("10.00", "10.02", when, 40);
  await world.quote("10.00", "10.05", plus(when, 250));
  const order = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
  expect([order.status, order.cumQty]).toEqual(["PARTIALLY_FILLED", "40"]);
  return order;
}
const calm = (when: Instant) => world.quote("10.00", "10.02", when);

describe("a bust", () => {
  it("gives back a whole fill with its fees, and ends an order that had left the book", async () => {
    const who = await customer();
    const order = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    expect([order.status, await heldOf(who)]).toEqual(["FILLED", 100]);
    await bust(order.id);
    const after = await who.see(order);
    expect([after.status, after.cumQty, after.leavesQty]).toEqual(["CANCELED", "0", "0"]);
    expect(said(after).slice(-2)).toEqual(["TRADE_CANCEL", "CANCELED"]);
    expect([await heldOf(who), await cashOf(who), await lotsOf(who)]).toEqual([0, "100000.00", []]);
    const [execution] = await fillsOf(order.id);
    expect(execution?.bustedAt).not.toBeNull();
    const row = await world.deps.db.order.findUniqueOrThrow({ where: { id: order.id } });
    expect([row.commission.toFixed(), row.holdCash.toFixed(), await statusOf(who)]).toEqual([
      "0",
      "0",
      "OPEN",
    ]);
    await expectSound(who);
  });

  it("sends what a smart order lost out again", async () => {
    const who = await customer();
    const order = await who.place({ type: "MARKET" });
    await bust(order.id);
    const after = await who.see(order);
    const standing = (await fillsOf(order.id)).filter(({ bustedAt }) => bustedAt === null);
    expect([after.status, after.cumQty, standing.length]).toEqual(["FILLED", "100", 1]);
    expect([await heldOf(who), await lotsOf(who)]).toEqual([100, [expect.stringMatching(/^100 for/)]]);
    await expectSound(who);
  });

  it("lets an order that still stands work again on what was taken back", async () => {
    const who = await customer();
    const order = await partlyFilled(who, at("10:05"));
    const before = await who.held();
    await bust(order.id);
    const open = await who.see(order);
    expect([open.status, open.cumQty, open.leavesQty]).toEqual(["NEW", "0", "100"]);
    expect(Number((await who.held()).cash)).toBeGreaterThan(Number(before.cash));
    await expectSound(who);
    await calm(at("10:06"));
    await world.to(at("10:07"));
    const filled = await who.see(order);
    expect([filled.status, filled.cumQty, await heldOf(who)]).toEqual(["FILLED", "100", 100]);
    expect(new Set((await fillsOf(order.id)).map(({ execId }) => execId)).size).toBe(
      (await fillsOf(order.id)).length,
    );
    expect((await who.held()).cash).toBe("0");
    await expectSound(who);
  });

  it("charges the order's day anew from what stands", async () => {
    const who = await customer();
    const order = await partlyFilled(who, at("10:10"));
    await calm(at("10:11"));
    await world.to(at("10:12"));
    const [first, second] = await fillsOf(order.id);
    // The day's minimum was charged on the first fill; without it the second bears it.
    expect(first?.commission.gt(second?.commission ?? 0)).toBe(true);
    await bust(order.id, 0);
    const [, left] = await fillsOf(order.id);
    const row = await world.deps.db.order.findUniqueOrThrow({ where: { id: order.id } });
    expect([left?.revision, left?.commission.toFixed()]).toEqual([1, first?.commission.toFixed()]);
    expect([row.status, row.cumQty.toFixed(), row.commission.toFixed()]).toEqual([
      "CANCELED",
      "60",
      first?.commission.toFixed(),
    ]);
    await expectSound(who);
  });

  it("takes a sale back: the shares and their cost are there again, the proceeds are not", async () => {
    const who = await customer();
    await world.to(at("10:20"));
    await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    const [lots, cash] = [await lotsOf(who), await cashOf(who)];
    const sale = await who.place({ side: "SELL", type: "LIMIT", limitPrice: "10.00", route: DIRECT });
    expect([sale.status, await lotsOf(who)]).toEqual(["FILLED", []]);
    await bust(sale.id);
    expect([await lotsOf(who), await cashOf(who), await heldOf(who)]).toEqual([lots, cash, 100]);
    expect(await world.deps.db.lotClosing.count({ where: { accountId: who.accountId } })).toBe(0);
    expect([(await who.see(sale)).status, await statusOf(who)]).toEqual(["CANCELED", "OPEN"]);
    await expectSound(who);
  });

  it("leaves an account short and restricted whose bought shares were sold meanwhile", async () => {
    const who = await customer();
    await world.to(at("10:25"));
    const purchase = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    await who.place({ side: "SELL", type: "LIMIT", limitPrice: "10.00", quantity: "60", route: DIRECT });
    await bust(purchase.id);
    expect([await heldOf(who), await statusOf(who)]).toEqual([-60, "RESTRICTED"]);
    expect(await lotsOf(who)).toEqual([expect.stringMatching(/^-60 for -/)]);
    await expectSound(who);
  });

  it("restricts an account whose open sale is for shares that are gone, and takes its orders off the venues", async () => {
    const who = await customer();
    await world.to(at("10:30"));
    const purchase = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    const sale = await who.place({ side: "SELL", type: "LIMIT", limitPrice: "10.10", route: DIRECT });
    const other = await who.place({ type: "LIMIT", limitPrice: "9.00", route: DIRECT });
    expect([sale.status, other.status]).toEqual(["NEW", "NEW"]);
    await bust(purchase.id);
    expect([await heldOf(who), await statusOf(who)]).toEqual([0, "RESTRICTED"]);
    const rows = await world.deps.db.accountRestriction.findMany({ where: { accountId: who.accountId } });
    expect(rows).toMatchObject([
      { kind: "NO_BUSINESS", cause: "SHORT", placedBy: null, reason: expect.stringContaining(REASON) },
    ]);
    await world.quote("10.10", "10.12", at("10:31"));
    await world.to(at("10:32"));
    await calm(at("10:33"));
    const ended = [await who.see(sale), await who.see(other)];
    expect(ended.map(({ status }) => status)).toEqual(["CANCELED", "CANCELED"]);
    expect([await heldOf(who), await who.held()]).toMatchObject([0, { cash: "0" }]);
    await world.to(at("10:34"));
    await expectSound(who);
  });

  it("takes back the exits of an entry that is busted", async () => {
    const who = await customer();
    await world.to(at("10:40"));
    const group = await who.group({
      kind: "BRACKET",
      side: "BUY",
      entry: { type: "LIMIT", limitPrice: "10.02", timeInForce: "DAY" },
      takeProfit: { limitPrice: "10.60" },
      stopLoss: { stopPrice: "9.50" },
    });
    const [entry] = group;
    if (!entry) throw new Error("a bracket has an entry");
    await bust(entry.id);
    const after = await Promise.all(group.map((order) => who.see(order)));
    expect(after.slice(1).map(({ status }) => status)).toEqual(["CANCELED", "CANCELED"]);
    await expectSound(who);
  });

  it("counts once, however often and from wherever it is asked for", async () => {
    const who = await customer();
    await world.to(at("10:45"));
    const order = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    const execId = await execIdOf(order.id);
    const { controls } = world.deps;
    const asked = await Promise.allSettled([1, 2, 3].map(() => controls.bustFill(execId, REASON)));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await world.settle();
    await expect(controls.bustFill(execId, REASON)).rejects.toMatchObject({ code: "CONFLICT" });
    await world.settle();
    const reversals = await world.deps.db.journal.count({
      where: { accountId: who.accountId, kind: "REVERSAL" },
    });
    expect([reversals, await heldOf(who)]).toEqual([1, 0]);
    await expectSound(who);
    const told = await world.deps.ports.venues.events(0, 1_000);
    const again = told.filter(({ event }) => event.kind === "FILL_BUSTED" && event.execId === execId);
    expect(again).toHaveLength(1);
    await world.deps.db.$transaction((tx) => applyVenueEvents(tx, world.deps, again));
    expect(await heldOf(who)).toBe(0);
    await expectSound(who);
  });

  it("may arrive together with its fill, and while a cancel is on its way", async () => {
    const who = await customer();
    await world.to(at("10:47"));
    const order = await who.place({ type: "LIMIT", limitPrice: "10.00", route: DIRECT });
    await world.print("9.99", 500, plus(at("10:47"), 5_000));
    await world.deps.controls.advanceTo(plus(at("10:47"), 10_000));
    const [trade] = await world.database.street.venueTrade.findMany({ where: { orderReference: order.id } });
    expect((await who.see(order)).cumQty).toBe("0");
    await world.deps.controls.bustFill(trade?.execId ?? "", REASON);
    await world.settle();
    const after = await who.see(order);
    expect([after.status, after.cumQty, said(after).includes("TRADE")]).toEqual(["CANCELED", "0", true]);
    await expectSound(who);
    const open = await partlyFilled(who, at("10:48"));
    await Promise.all([who.cancel(open), world.deps.controls.bustFill(await execIdOf(open.id), REASON)]);
    await world.settle();
    const cancelled = await who.see(open);
    expect([cancelled.status, cancelled.cumQty, (await who.held()).cash]).toEqual(["CANCELED", "0", "0"]);
    await expectSound(who);
    await calm(at("10:49"));
  });

  it("comes from the desk with a reason, on record, and from nobody else", async () => {
    const who = await customer();
    await world.to(at("10:50"));
    const order = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    const execId = await execIdOf(order.id);
    const refused = asPerson(world.deps, who.actor).clearing.bustFill({ execId, reason: REASON });
    await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
    const desk = asPerson(world.deps, { ...who.actor, role: "ADMIN" }).clearing;
    await desk.correctFill({ execId, quantity: "90", price: "10.01", reason: REASON });
    await desk.bustFill({ execId, reason: REASON });
    await world.settle();
    const lines = await world.deps.db.auditEvent.findMany({
      where: { subjectId: execId },
      orderBy: { id: "asc" },
    });
    expect(lines.map(({ action, detail }) => [action, detail])).toEqual([
      ["fill.corrected", { reason: REASON, quantity: "90", price: "10.01" }],
      ["fill.busted", { reason: REASON }],
    ]);
    expect(await heldOf(who)).toBe(0);
    const unknown = `XNYS-${"0".repeat(32)}-100`;
    await expect(desk.bustFill({ execId: unknown, reason: REASON })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expectSound(who);
  });
});

describe("a correction", () => {
  it("of the price books the difference", async () => {
    const who = await customer();
    await world.to(at("11:00"));
    const order = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    const before = Number(await cashOf(who));
    await correct(order.id, "100", "10.01");
    const after = await who.see(order);
    expect([after.status, after.cumQty, after.executions[0]?.price]).toEqual(["FILLED", "100", "10.01"]);
    expect(Number(await cashOf(who)) - before).toBeCloseTo(1, 6);
    await expectSound(who);
  });

  it("of the shares ends what had left the book, and books what stands", async () => {
    const who = await customer();
    await world.to(at("11:05"));
    const order = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    await correct(order.id, "60", "10.02");
    const after = await who.see(order);
    expect([after.status, after.cumQty, await heldOf(who)]).toEqual(["CANCELED", "60", 60]);
    expect(await lotsOf(who)).toEqual([expect.stringMatching(/^60 for/)]);
    await expectSound(who);
    await expect(correct(order.id, "61", "10.02")).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(correct(order.id, "60", "10.02")).rejects.toMatchObject({ code: "CONFLICT" });
    await correct(order.id, "50", "10.00");
    await bust(order.id);
    expect([await heldOf(who), await cashOf(who)]).toEqual([0, "100000.00"]);
    await expectSound(who);
  });

  it("to more than was told, of an order that stands", async () => {
    const who = await customer();
    const order = await partlyFilled(who, at("11:10"));
    await correct(order.id, "70", "10.02");
    const open = await who.see(order);
    expect([open.status, open.cumQty, open.leavesQty]).toEqual(["PARTIALLY_FILLED", "70", "30"]);
    await expectSound(who);
    await correct(order.id, "100", "10.02");
    const filled = await who.see(order);
    expect([filled.status, filled.leavesQty, (await who.held()).cash]).toEqual(["FILLED", "0", "0"]);
    await expectSound(who);
    await calm(at("11:11"));
  });

  it("upwards can leave an account short of cash, and then restricts it", async () => {
    const who = await customer("1020.00");
    await world.to(at("11:20"));
    const order = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    expect(order.status).toBe("FILLED");
    await correct(order.id, "100", "10.50");
    expect([await statusOf(who), Number(await cashOf(who))]).toEqual(["RESTRICTED", expect.any(Number)]);
    expect(Number(await cashOf(who))).toBeLessThan(0);
    await expectSound(who);
  });
});

describe("the day's end", () => {
  it("finds no difference, settles what stands, and lets nobody bust what is over", async () => {
    const who = await customer();
    await world.to(at("15:00"));
    const kept = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT });
    const gone = await who.place({ type: "LIMIT", limitPrice: "10.02", route: DIRECT, quantity: "30" });
    await bust(gone.id);
    await world.to(instantFromIso("2026-06-02T13:31:00Z"));
    const day = await world.deps.db.eodImport.findFirstOrThrow();
    expect([day.status, (day.detail as { breaks?: number }).breaks]).toEqual(["IMPORTED", 0]);
    expect(await world.deps.db.reconciliationBreak.findMany()).toEqual([]);
    await expect(world.deps.controls.bustFill(await execIdOf(kept.id), REASON)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("only on its trade date"),
    });
    await world.to(instantFromIso("2026-06-03T13:31:00Z"));
    const settled = await world.deps.db.execution.findMany({ where: { bustedAt: null, settledAt: null } });
    expect(settled).toEqual([]);
    expect(
      await world.deps.db.execution.count({ where: { bustedAt: { not: null }, settledAt: { not: null } } }),
    ).toBe(0);
    expect(await world.deps.db.reconciliationBreak.findMany()).toEqual([]);
    await expectSound(who);
  });
});
