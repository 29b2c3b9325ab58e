import { beforeAll, describe, expect, it, vi } from "vitest";
import type { FirmCommand } from "@/domain/clearing/messages";
import type { Message } from "@/domain/clearing/ports";
import { changeLotsInput, saleLotsInput } from "@/domain/tax/tax-inputs";
import { type Instant, instantAt, type LocalDate, localDate, plus } from "@/domain/time/instant";
import { rebuildLotsOf } from "@/scripts/verify/lot-rebuild";
import { holder, type Holder } from "@/server/corporate-actions/testing/holders";
import { changeLots } from "@/server/lot-choices/change-lots";
import { lotsOfSale } from "@/server/lot-choices/lots-of-sale";
import { bothBooks, named } from "@/server/lot-choices/testing/both-books";
import { at, DAY, steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";
import type { OrderView } from "@/server/orders/views";
import { verify } from "@/scripts/verify/verify";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Orders that are filled on Monday, Tuesday and Wednesday: what was sold first has settled while the rest has not. */
const world = await steeredWorld(at("10:00"));
const { deps } = world;
const { ours, theirs, openBreaks, closed, lotIds } = bothBooks(world);
const { clearing } = deps.ports;
const send = clearing.send.bind(clearing);
const [TUESDAY, WEDNESDAY, THURSDAY] = ["2026-06-02", "2026-06-03", "2026-06-04"].map(localDate) as [
  LocalDate,
  LocalDate,
  LocalDate,
];

const change = (who: Holder, { id }: OrderView, lots: object) =>
  changeLots(deps, who.actor, changeLotsInput.parse({ orderId: id, lots }));
const lotsOf = (who: Holder, { id }: OrderView, lots?: object) =>
  lotsOfSale(deps, who.actor, saleLotsInput.parse({ orderId: id, ...(lots ? { lots } : {}) }));
/** So much is bid for sixty shares, for a moment; then nobody bids as much. */
async function bidOf(price: string, when: Instant): Promise<void> {
  await world.quote(price, "11.20", when, 60);
  await world.quote("9.00", "11.20", plus(when, 250));
  await world.to(when);
}
const noBid = async (when: Instant) => {
  await world.quote("9.00", "11.20", when);
  await world.to(when);
};
const sellSome = (who: Holder, limitPrice: string, lots?: object) =>
  who.place({
    type: "LIMIT",
    limitPrice,
    side: "SELL",
    quantity: "100",
    timeInForce: "GTC",
    ...(lots ? { lots } : {}),
  });
/** Shares that trade at the limit of a resting order, so that it is filled. */
async function tradeAt(price: string, shares: number, when: Instant) {
  await world.print(price, shares, when);
  await world.to(plus(when, 2_000));
}
const filled = async (who: Holder, order: OrderView) => Number((await who.see(order)).cumQty);

let late: Holder;
let renaming: Holder;
let waiting: Holder;
let ofLate: OrderView;
let ofRenaming: OrderView;
/** What was filled of each on Monday. */
let monday = 0;

async function soundBooks(): Promise<void> {
  for (const who of [late, renaming, waiting]) {
    expect(await theirs(who)).toEqual(await ours(who));
    expect(await openBreaks(who)).toEqual([]);
  }
  expect(await rebuildLotsOf(world.database.url)).toMatchObject({ different: 0 });
}

/** Two lots of a hundred, of 10.02 and 12.02 a share; then orders of a hundred, of which sixty are sold at once. */
beforeAll(async () => {
  late = await holder(world, "100000.00", DAY);
  renaming = await holder(world, "100000.00", DAY);
  waiting = await holder(world, "100000.00", DAY);
  for (const [bid, time] of [
    ["10.00", "10:01"],
    ["12.00", "10:02"],
  ] as const) {
    await world.priceFrom(bid, at(time));
    for (const who of [late, renaming, waiting]) await who.place({ type: "MARKET", quantity: "100" });
  }
  await noBid(at("10:03"));
  const orders: OrderView[] = [];
  for (const [who, limit, time] of [
    [late, "11.00", "10:10"],
    [renaming, "10.90", "10:20"],
  ] as const) {
    await bidOf(limit, at(time));
    const kept: Message<FirmCommand>[] = [];
    if (who === late)
      clearing.send = async (messages) => {
        const isChoice = ({ command }: Message<FirmCommand>) => command.kind === "CHOOSE_LOTS";
        kept.push(...messages.filter(isChoice));
        await send(messages.filter((message) => !isChoice(message)));
      };
    orders.push(await sellSome(who, limit, who === late ? { method: "HIFO" } : undefined));
    clearing.send = send;
    if (who === late) forLater = kept;
    await noBid(plus(at(time), 60_000));
  }
  [ofLate, ofRenaming] = orders as [OrderView, OrderView];
  monday = await filled(late, ofLate);
});
/** The choice that the firm has not heard of. */
let forLater: Message<FirmCommand>[] = [];

describe("an order that still works", () => {
  it("was filled in part", async () => {
    expect(monday).toBeGreaterThan(0);
    expect(monday).toBeLessThan(100);
    expect(await filled(renaming, ofRenaming)).toBe(monday);
    expect(forLater).toHaveLength(1);
  });

  it("can have its lots named anew, for what was sold and for what is still to be sold", async () => {
    const [cheap, dear] = await lotIds(renaming);
    expect(await closed(renaming, ofRenaming)).toEqual([`${cheap} ${monday}`]);
    const view = await lotsOf(renaming, ofRenaming);
    expect(view).toMatchObject({
      closed: null,
      shares: "100",
      settled: "0",
      leaves: String(100 - monday),
      settlementDate: TUESDAY,
    });
    for (const wrong of [named([dear, String(monday)]), named([dear, "101"]), { method: "AVERAGE" }])
      await expect(change(renaming, ofRenaming, wrong)).rejects.toMatchObject({ code: "VALIDATION" });
    const choice = named([dear, "80"], [cheap, "20"]);
    expect((await lotsOf(renaming, ofRenaming, choice)).problem).toBeNull();
    await change(renaming, ofRenaming, choice);
    expect(await closed(renaming, ofRenaming)).toEqual([`${dear} ${monday}`]);
    await world.settle();
    expect((await lotsOf(renaming, ofRenaming)).changes.map(({ status }) => status)).toEqual(["TAKEN"]);
  });

  it("takes no lot for what was sold before it was there", async () => {
    await world.quote("9.00", "9.50", at("10:40"));
    await world.to(at("10:40"));
    await renaming.place({ type: "MARKET", quantity: "100" });
    await noBid(at("10:41"));
    const [, dear, fresh] = await lotIds(renaming);
    const tooEarly = named([fresh, "90"], [dear, "10"]);
    expect((await lotsOf(renaming, ofRenaming, tooEarly)).problem).toMatch(/before a named lot was there/);
    await expect(change(renaming, ofRenaming, tooEarly)).rejects.toMatchObject({ code: "VALIDATION" });
    const inOrder = named([dear, String(monday)], [fresh, String(100 - monday)]);
    expect((await lotsOf(renaming, ofRenaming, inOrder)).problem).toBeNull();
    expect(fresh).toBeTruthy();
  });

  it("that has sold nothing can be given others, too", async () => {
    const resting = await waiting.place({
      type: "LIMIT",
      limitPrice: "30.00",
      side: "SELL",
      quantity: "10",
      timeInForce: "GTC",
    });
    const [, dear] = await lotIds(waiting);
    const view = await change(waiting, resting, named([dear, "10"]));
    expect(view).toMatchObject({ method: "SPECIFIC", shares: "10", leaves: "10", until: null, gain: null });
    expect((await waiting.see(resting)).lotMethod).toBe("SPECIFIC");
    await waiting.cancel(resting);
    await expect(change(waiting, resting, { method: "LIFO" })).rejects.toThrow("Nothing was sold.");
  });
});

describe("once a part has settled", () => {
  beforeAll(async () => {
    // Monday's fills settle on Tuesday; on Wednesday some more is sold.
    await world.to(instantAt(WEDNESDAY, "09:31"));
    await noBid(instantAt(WEDNESDAY, "09:32"));
    await tradeAt("10.95", 20, instantAt(WEDNESDAY, "10:00"));
  });

  it("what has settled keeps its lots, and the choice is of the rest", async () => {
    const [cheap, dear, fresh] = await lotIds(renaming);
    const sold = await filled(renaming, ofRenaming);
    expect(sold).toBeGreaterThan(monday);
    expect(sold).toBeLessThan(100);
    const view = await lotsOf(renaming, ofRenaming);
    expect(view).toMatchObject({ closed: null, settled: String(monday), shares: String(100 - monday) });
    const left = 100 - monday;
    await expect(change(renaming, ofRenaming, named([cheap, "100"]))).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await change(renaming, ofRenaming, named([fresh, String(left)]));
    expect(await closed(renaming, ofRenaming)).toEqual(
      [`${dear} ${monday}`, `${fresh} ${sold - monday}`].sort(),
    );
    await world.settle();
    const rows = await deps.db.lotChoice.findMany({
      where: { orderId: ofRenaming.id },
      orderBy: { seq: "asc" },
    });
    expect(rows.map(({ status, answer }) => `${status} ${answer}`)).toEqual(["TAKEN null", "TAKEN null"]);
  });

  it("a first choice that reaches the firm only then counts for the rest, and the customer is told", async () => {
    await tradeAt("11.50", 30, instantAt(WEDNESDAY, "10:10"));
    const [cheap, dear] = await lotIds(late);
    const sold = await filled(late, ofLate);
    expect(sold).toBeGreaterThan(monday);
    expect(sold).toBeLessThan(100);
    // Our books went by the choice; the firm had not heard of it.
    expect(await closed(late, ofLate)).toEqual([`${dear} ${monday}`, `${dear} ${sold - monday}`].sort());
    expect(await openBreaks(late)).not.toEqual([]);
    await send(forLater);
    await deps.controls.cycle();
    await world.settle();
    expect(await closed(late, ofLate)).toEqual([`${cheap} ${monday}`, `${dear} ${sold - monday}`].sort());
    const sentence = `${monday} shares had settled before the clearing firm heard of the choice, and keep the lots that it had closed. The choice counts for what had not settled and for what is still to be sold.`;
    const { changes, method } = await lotsOf(late, ofLate);
    expect(method).toBe("HIFO");
    expect(changes.map(({ status, answer }) => [status, answer])).toEqual([["TAKEN", sentence]]);
    const mails = await deps.db.mailMessage.findMany({ where: { link: `/orders/${ofLate.id}` } });
    expect(mails.map(({ subject }) => subject)).toEqual([`Lots of a sale of ${SYMBOL} were changed in part`]);
    expect(mails[0]?.body).toContain(sentence);
    expect(await deps.db.auditEvent.count({ where: { action: "order.lots_kept" } })).toBe(1);
    expect(await openBreaks(late)).toEqual([]);
  });

  it("both books agree at the day's end, and once all of it is sold", async () => {
    await world.to(instantAt(THURSDAY, "09:31"));
    await soundBooks();
    await tradeAt("11.50", 1_000, instantAt(THURSDAY, "10:00"));
    for (const [who, order] of [
      [late, ofLate],
      [renaming, ofRenaming],
    ] as const)
      expect((await who.see(order)).status).toBe("FILLED");
    const [, , fresh] = await lotIds(renaming);
    const byFresh = (await closed(renaming, ofRenaming)).filter((one) => one.startsWith(fresh ?? "-"));
    expect(byFresh.reduce((sum, one) => sum + Number(one.split(" ")[1]), 0)).toBe(100 - monday);
    await world.to(instantAt(localDate("2026-06-05"), "09:31"));
    await soundBooks();
    expect((await verify(world.database.url)).violations).toEqual([]);
    const view = await lotsOf(renaming, ofRenaming);
    expect(view.closed).toBeNull();
    await world.to(instantAt(localDate("2026-06-08"), "09:31"));
    expect((await lotsOf(renaming, ofRenaming)).closed).toMatch(/has settled/);
  });
});
