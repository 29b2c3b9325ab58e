import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Message } from "@/domain/clearing/ports";
import type { FirmCommand } from "@/domain/clearing/messages";
import { changeLotsInput, saleLotsInput } from "@/domain/tax/tax-inputs";
import { instantAt, type LocalDate, localDate } from "@/domain/time/instant";
import { rebuildLotsOf } from "@/scripts/verify/lot-rebuild";
import { holder, type Holder } from "@/server/corporate-actions/testing/holders";
import { changeLots } from "@/server/lot-choices/change-lots";
import { lotsOfSale } from "@/server/lot-choices/lots-of-sale";
import { at, DAY, steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";
import type { OrderView } from "@/server/orders/views";
import { bothBooks, named } from "@/server/lot-choices/testing/both-books";
import { lotsOfOrder } from "@/server/tax/order-lots";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** One market for all: what they do on each day goes before what the next describes. */
const world = await steeredWorld(at("10:00"));
const { deps, priceFrom } = world;
const { clearing } = deps.ports;
const send = clearing.send.bind(clearing);
const [TUESDAY, WEDNESDAY, THURSDAY] = ["2026-06-02", "2026-06-03", "2026-06-04"].map(localDate) as [
  LocalDate,
  LocalDate,
  LocalDate,
];

const { ours, theirs, openBreaks, closed, lotIds } = bothBooks(world);
const sell = (who: Holder, quantity: string, lots?: object) =>
  who.place({ type: "MARKET", side: "SELL", quantity, ...(lots ? { lots } : {}) });
const change = (who: Holder, { id }: OrderView, lots: object) =>
  changeLots(deps, who.actor, changeLotsInput.parse({ orderId: id, lots }));
const realisedOn = async ({ accountId }: Holder) => {
  const rows = await deps.db.performanceDay.findMany({ where: { accountId }, orderBy: { day: "asc" } });
  return rows.map(({ realised, unrealised }) => [Number(realised), Number(realised) + Number(unrealised)]);
};
const gainOf = async ({ accountId }: Holder) => {
  const rows = await deps.db.lotClosing.findMany({ where: { accountId } });
  return rows.reduce((sum, { proceeds, cost }) => sum + Number(proceeds) - Number(cost), 0);
};

/** Choices that wait at a slow door, until they are let go. */
let kept: Message<FirmCommand>[] = [];
async function letGo(): Promise<void> {
  await send(kept.splice(0));
  await deps.controls.cycle();
  await world.settle();
}
let [late, tooLate, changing, racing, splitting] = [] as unknown as [Holder, Holder, Holder, Holder, Holder];

/** Two lots, of 10.02 and 12.02 a share, bought at the same moments by all. */
beforeAll(async () => {
  const cash = "100000.00";
  late = await holder(world, cash, DAY);
  tooLate = await holder(world, cash, DAY);
  changing = await holder(world, cash, DAY);
  racing = await holder(world, cash, DAY);
  splitting = await holder(world, cash, DAY);
  for (const [bid, time] of [
    ["10.00", "10:01"],
    ["12.00", "10:02"],
    ["11.00", "10:03"],
  ] as const) {
    await priceFrom(bid, at(time));
    if (bid === "11.00") continue;
    for (const who of [late, tooLate, changing, racing, splitting])
      await who.place({ type: "MARKET", quantity: "100" });
  }
});

describe("on the trade date", () => {
  it("names lots anew, and shows what each would gain", async () => {
    const [cheap, dear] = await lotIds(changing);
    const order = await sell(changing, "60");
    expect(await closed(changing, order)).toEqual([`${cheap} 60`]);
    const choice = named([dear, "40"], [cheap, "20"]);
    const view = await lotsOfSale(
      deps,
      changing.actor,
      saleLotsInput.parse({ orderId: order.id, lots: choice }),
    );
    expect(view).toMatchObject({ settlementDate: TUESDAY, closed: null, problem: null, method: "SPECIFIC" });
    expect(view.until).toBe("2026-06-02T20:00:00.000Z");
    const after = await change(changing, order, choice);
    expect(await closed(changing, order)).toEqual([`${cheap} 20`, `${dear} 40`].sort());
    const booked = await lotsOfOrder(deps, changing.actor, { orderId: order.id });
    expect(booked.total.gain).toBe(view.gain?.total);
    expect(after.changes.map(({ method, status }) => `${method} ${status}`)).toEqual(["SPECIFIC SENT"]);
    await world.settle();
    expect((await change(changing, order, choice)).changes.map(({ status }) => status)).toEqual(["TAKEN"]);
  });

  it("refuses lots that were not open before the sale, orders that sold nothing, and another's", async () => {
    const [cheap, dear] = await lotIds(changing);
    const order = await sell(changing, "10");
    await expect(change(changing, order, named([cheap, "9"]))).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(change(changing, order, named([dear, "61"]))).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(change(changing, order, named([(await lotIds(late))[0], "10"]))).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await expect(change(changing, order, { method: "AVERAGE" })).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await expect(change(late, order, { method: "LIFO" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(lotsOfSale(deps, late.actor, { orderId: order.id })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const resting = await changing.place({
      type: "LIMIT",
      limitPrice: "13.00",
      side: "SELL",
      quantity: "10",
    });
    await changing.cancel(resting);
    await expect(change(changing, resting, { method: "LIFO" })).rejects.toThrow("Nothing was sold.");
  });

  it("keeps both of two choices made at once, and books the one that came last", async () => {
    const order = await sell(racing, "60");
    await Promise.all([change(racing, order, { method: "LIFO" }), change(racing, order, { method: "HIFO" })]);
    await world.settle();
    const rows = await deps.db.lotChoice.findMany({ where: { orderId: order.id }, orderBy: { seq: "asc" } });
    expect(rows.map(({ status }) => status)).toEqual(["TAKEN", "TAKEN"]);
    const { method } = await lotsOfOrder(deps, racing.actor, { orderId: order.id });
    expect(method).toBe(rows[1]?.method);
    expect(rows[1]?.beforeMethod).toBe(rows[0]?.method);
  });
});

describe("after the day's end", () => {
  let [inTime, missed, ofChanging, ofSplitting] = [] as unknown as [
    OrderView,
    OrderView,
    OrderView,
    OrderView,
  ];

  it("is a break while the firm has not heard of a choice, and explained once it has", async () => {
    clearing.send = async (messages) => {
      const isChoice = ({ command }: Message<FirmCommand>) => command.kind === "CHOOSE_LOTS";
      kept.push(...messages.filter(isChoice));
      await send(messages.filter((message) => !isChoice(message)));
    };
    inTime = await sell(late, "60", { method: "HIFO" });
    const other = await sell(late, "30");
    clearing.send = send;
    const waiting = kept;
    kept = [];
    clearing.send = async (messages) => void kept.push(...messages);
    missed = await sell(tooLate, "60", { method: "LIFO" });
    clearing.send = send;
    const forever = kept;
    kept = waiting;
    ofChanging = await sell(changing, "20");
    ofSplitting = await sell(splitting, "60");
    await world.script({ kind: "ACTION", symbol: SYMBOL, exDate: WEDNESDAY, type: "SPLIT", value: "2" });
    await world.to(instantAt(TUESDAY, "10:00"));
    expect(await openBreaks(late)).toHaveLength(2);
    expect(await theirs(late)).not.toEqual(await ours(late));

    await letGo();
    kept = forever;
    expect(await theirs(late)).toEqual(await ours(late));
    expect(await openBreaks(late)).toEqual([]);
    const [cheap, dear] = await lotIds(late);
    expect(await closed(late, inTime)).toEqual([`${dear} 60`]);
    expect(await closed(late, other)).toEqual([`${cheap} 30`]);
  });

  it("rewrites days of performance, later sales and papers that are there", async () => {
    const [cheap, dear] = await lotIds(changing);
    const before = await realisedOn(changing);
    await deps.db.document.create({
      data: {
        id: "7c1f4a52-3f0b-4c56-9d0e-0a5a1d1f0c01",
        accountId: changing.accountId,
        kind: "STATEMENT",
        subject: "2026-06",
        title: "Statement of June 2026",
        onDate: new Date("2026-06-30"),
        model: {},
        sha256: "0".repeat(64),
        size: 1,
        createdAt: new Date(0),
      },
    });
    const later = await sell(changing, "90");
    expect(await closed(changing, later)).toEqual([`${cheap} 50`, `${dear} 40`].sort());
    await change(changing, ofChanging, named([dear, "20"]));
    // What the sale before it has left of the old lot is more by twenty.
    expect(await closed(changing, later)).toEqual([`${cheap} 70`, `${dear} 20`].sort());
    const after = await realisedOn(changing);
    expect(after[0]?.[0]).not.toBe(before[0]?.[0]);
    expect(after[0]?.[1]).toBeCloseTo(before[0]?.[1] ?? 0, 6);
    const jobs = await deps.db.documentJob.findMany({
      where: { accountId: changing.accountId, kind: "STATEMENT" },
    });
    expect(jobs.map(({ subject, reason }) => `${subject} ${reason}`)).toEqual([
      `2026-06~2 The lots of a sale of ${SYMBOL} were named anew.`,
    ]);
    const audits = await deps.db.auditEvent.findMany({ where: { action: "document.correction_asked" } });
    expect(audits.map(({ subjectId, detail }) => [subjectId, detail])).toEqual([
      [
        "7c1f4a52-3f0b-4c56-9d0e-0a5a1d1f0c01",
        { kind: "STATEMENT", reason: jobs[0]?.reason, subject: "2026-06" },
      ],
    ]);
    await world.settle();
    expect(await theirs(changing)).not.toEqual([]);
  });

  it("may be changed at the moment of the settlement: either way both books say the same", async () => {
    await Promise.all([
      world.to(instantAt(WEDNESDAY, "09:31")),
      change(racing, (await firstSaleOf(racing)) as OrderView, { method: "FIFO" }).catch(() => {}),
    ]);
    await deps.controls.cycle();
    await world.settle();
    const rows = await deps.db.lotChoice.findMany({ where: { accountId: racing.accountId } });
    expect(rows.filter(({ status }) => status === "SENT")).toEqual([]);
    expect(await theirs(racing)).toEqual(await ours(racing));
  });

  it("is refused once it has settled, by us and by the firm, whose lots are booked", async () => {
    await expect(change(changing, ofChanging, { method: "LIFO" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const view = await lotsOfSale(deps, changing.actor, { orderId: ofChanging.id });
    expect(view.closed).toMatch(/has settled/);
    const [cheap] = await lotIds(tooLate);
    expect(await closed(tooLate, missed)).not.toEqual([`${cheap} 60`]);
    await letGo();
    expect(await closed(tooLate, missed)).toEqual([`${cheap} 60`]);
    expect(await theirs(tooLate)).toEqual(await ours(tooLate));
    const { changes } = await lotsOfSale(deps, tooLate.actor, { orderId: missed.id });
    expect(changes).toMatchObject([{ method: "LIFO", status: "REFUSED" }]);
    const mails = await deps.db.mailMessage.findMany({ where: { link: `/orders/${missed.id}` } });
    expect(mails.map(({ subject }) => subject)).toEqual([`Lots of a sale of ${SYMBOL} were not changed`]);
  });

  it("goes through a split, in both books, and leaves nothing that a rebuild would not find", async () => {
    // The split came on Wednesday; a sale of that morning can still be named, and one of before it cannot.
    expect((await splitting.lots()).length).toBe(2);
    const [cheap, dear] = await lotIds(splitting);
    expect(await closed(splitting, ofSplitting)).toEqual([`${cheap} 60`]);
    const sale = await sell(splitting, "100");
    await world.script({ kind: "ACTION", symbol: SYMBOL, exDate: THURSDAY, type: "SPLIT", value: "3" });
    await world.to(instantAt(THURSDAY, "10:00"));
    const view = await lotsOfSale(deps, splitting.actor, { orderId: sale.id });
    expect(view.lots.map(({ lotId, open }) => `${lotId} ${open}`)).toEqual([`${cheap} 80`, `${dear} 200`]);
    await change(splitting, sale, named([dear, "100"]));
    expect((await splitting.lots()).map((lot) => lot.split(" ")[1])).toEqual(["240", "300"]);
    await deps.controls.cycle();
    await world.settle();
    expect(await theirs(splitting)).toEqual(await ours(splitting));

    await world.to(instantAt(localDate("2026-06-05"), "09:31"));
    for (const who of [late, tooLate, changing, racing, splitting]) {
      expect(await openBreaks(who)).toEqual([]);
      expect(await theirs(who)).toEqual(await ours(who));
      const sums = await realisedOn(who);
      expect(sums.at(-1)?.[0]).toBeCloseTo(await gainOf(who), 2);
    }
    const rebuilt = await rebuildLotsOf(world.database.url);
    expect(rebuilt.rows).toBeGreaterThan(15);
    expect(rebuilt.different).toBe(0);
  });
});

const firstSaleOf = ({ accountId }: Holder) =>
  deps.db.order.findFirst({
    where: { accountId, side: "SELL" },
    orderBy: { exchangeAt: "asc" },
  }) as Promise<unknown>;
