import { describe, expect, it, vi } from "vitest";
import { groupedBy } from "@/domain/grouped";
import { instantAt, localDate } from "@/domain/time/instant";
import { breaksOf, holder, type Holder } from "@/server/corporate-actions/testing/holders";
import { at, DAY, steeredWorld, SYMBOL } from "@/server/orders/testing/steered-world";
import { instructionsOf, instructLots } from "@/server/tax/instructions";
import { lotsOfOrder } from "@/server/tax/order-lots";
import { previewSaleOf } from "@/server/tax/preview-sale";
import { previewSaleInput, realisedGainsInput } from "@/domain/tax/tax-inputs";
import { realisedGains, realisedGainsCsv } from "@/server/tax/gains";
import { harvest } from "@/server/tax/harvest";
import { realisedOf, realisedSums } from "@/server/tax";
import { rebuildLotsOf } from "@/scripts/verify/lot-rebuild";
import { verify } from "@/scripts/verify/verify";

vi.setConfig({ testTimeout: 120_000 });

/** One market and one clock for all: each test has minutes of its own. */
const world = await steeredWorld(at("10:00"));
const { deps, priceFrom } = world;
const fund = { symbol: "SPY", side: "BUY", type: "LIMIT" } as const;

/** Three lots, of 10.02, 12.02 and 11.02 a share. */
async function threeLots(
  who: Holder,
  times: readonly [`${number}:${number}`, `${number}:${number}`, `${number}:${number}`],
) {
  const bids = ["10.00", "12.00", "11.00"];
  for (const [n, time] of times.entries()) {
    await priceFrom(bids[n] ?? "", at(time));
    await who.place({ type: "MARKET", quantity: "100" });
  }
  const lots = await deps.db.taxLot.findMany({
    where: { accountId: who.accountId },
    orderBy: { seq: "asc" },
  });
  return lots.map(({ id }) => id) as [string, string, string];
}
const openOf = async (who: Holder) => (await who.lots()).map((text) => text.split(" ")[1]);
/** "lot shares rule" of what an order closed, whatever the number of its fills. */
const closedOf = async (who: Holder, orderId: string) => {
  const { closed } = await lotsOfOrder(deps, who.actor, { orderId });
  return [...groupedBy(closed, ({ lotId, relief }) => `${lotId} ${relief}`).values()]
    .map((rows) => {
      const shares = rows.reduce((sum, row) => sum + Number(row.shares), 0);
      return `${rows[0]?.lotId} ${shares} ${rows[0]?.relief}`;
    })
    .toSorted();
};
const specific = (...lots: [lotId: string, shares: string][]) => ({
  method: "SPECIFIC",
  lots: lots.map(([lotId, shares]) => ({ lotId, shares })),
});

describe("the choice of lots", () => {
  it("closes by the order's method, and previews what it books", async () => {
    const who = await holder(world, "100000.00", DAY);
    const [, dear] = await threeLots(who, ["10:01", "10:02", "10:03"]);
    const preview = await previewSaleOf(
      deps,
      who.actor,
      previewSaleInput.parse({
        accountId: who.accountId,
        symbol: SYMBOL,
        quantity: "60",
        lots: { method: "HIFO" },
      }),
    );
    const order = await who.place({ type: "MARKET", side: "SELL", quantity: "60", lots: { method: "HIFO" } });
    const booked = await lotsOfOrder(deps, who.actor, { orderId: order.id });
    expect(await closedOf(who, order.id)).toEqual([`${dear} 60 HIFO`]);
    expect(booked.total.gain).toBe(preview.gain?.total);
    expect(preview.lots.filter(({ taken }) => taken).map(({ lotId }) => lotId)).toEqual([dear]);
    expect(booked.closed[0]?.gain).toBe(preview.lots.find(({ lotId }) => lotId === dear)?.taken?.gain);
  });

  it("takes the named lots through partial fills, a bust and a correction", async () => {
    const who = await holder(world, "100000.00", DAY);
    const [cheap, dear, middle] = await threeLots(who, ["10:11", "10:12", "10:13"]);
    await world.quote("11.00", "11.02", at("10:14"), 50);
    await world.to(at("10:14"));
    const order = await who.place({
      type: "LIMIT",
      limitPrice: "11.00",
      side: "SELL",
      quantity: "120",
      timeInForce: "GTC",
      lots: specific([middle, "70"], [cheap, "50"]),
    });
    expect(await closedOf(who, order.id)).toEqual([`${middle} 50 SPECIFIC`]);
    await world.quote("11.00", "11.02", at("10:15"), 5_000);
    await world.to(at("10:16"));
    expect((await who.see(order)).status).toBe("FILLED");
    expect((await openOf(who)).toSorted()).toEqual(["100", "30", "50"].toSorted());

    const fills = await deps.db.execution.findMany({ where: { orderId: order.id }, orderBy: { seq: "asc" } });
    await deps.controls.bustFill(fills[0]?.execId ?? "", "Far from the market.");
    await world.settle();
    // What stands of it are the first that were named, however much of it was filled anew.
    const filled = Number((await who.see(order)).cumQty);
    const expected = [`${middle} ${Math.min(filled, 70)} SPECIFIC`];
    if (filled > 70) expected.push(`${cheap} ${filled - 70} SPECIFIC`);
    expect(await closedOf(who, order.id)).toEqual(expected.toSorted());
    expect((await openOf(who))[1]).toBe("100");
    expect(dear).toBeTruthy();
  });

  it("makes up for lots that another order was filled with first, and says so", async () => {
    const who = await holder(world, "100000.00", DAY);
    const [cheap, dear] = await threeLots(who, ["10:21", "10:22", "10:23"]);
    const named = { side: "SELL", quantity: "80", lots: specific([dear, "80"]) };
    const [first, second] = await Promise.all([
      who.place({ ...named, type: "MARKET" }),
      who.place({ ...named, type: "MARKET" }),
    ]);
    const views = await Promise.all(
      [first, second].map(({ id }) => lotsOfOrder(deps, who.actor, { orderId: id })),
    );
    const fallback = views.map((view) => Number(view.fallback));
    // Twenty of it were left for whoever came second, and sixty of the oldest.
    expect(fallback.toSorted()).toEqual([0, 60]);
    expect(await openOf(who)).toEqual(["40", "100"]);
    expect(cheap).toBeTruthy();
    await expect(who.place({ ...named, type: "MARKET" })).rejects.toThrow("A named lot is not open.");
  });

  it("keeps what counted when the order was placed, and tells its history", async () => {
    const who = await holder(world, "100000.00", DAY);
    const [cheap, , middle] = await threeLots(who, ["10:31", "10:32", "10:33"]);
    const { accountId, actor } = who;
    await instructLots(deps, actor, { accountId, stocks: "LIFO", funds: "AVERAGE" });
    await instructLots(deps, actor, { accountId, stocks: "LIFO", funds: "AVERAGE" });
    const resting = await who.place({
      type: "LIMIT",
      limitPrice: "13.00",
      side: "SELL",
      quantity: "10",
      timeInForce: "GTC",
    });
    await instructLots(deps, actor, { accountId, stocks: "FIFO", funds: "AVERAGE" });
    const now = await who.place({ type: "MARKET", side: "SELL", quantity: "10" });
    expect(await closedOf(who, now.id)).toEqual([`${cheap} 10 null`]);
    await priceFrom("13.00", at("10:35"));
    expect(await closedOf(who, resting.id)).toEqual([`${middle} 10 LIFO`]);
    const { history } = await instructionsOf(deps, actor, { accountId });
    expect(history.map(({ stocks, funds }) => `${stocks} ${funds}`)).toEqual([
      "FIFO AVERAGE",
      "LIFO AVERAGE",
    ]);
  });

  it("goes with the exits of groups: by their own method, or as the account instructed", async () => {
    const who = await holder(world, "100000.00", DAY);
    const [cheap, dear] = await threeLots(who, ["10:36", "10:37", "10:38"]);
    const { accountId, actor } = who;
    const exits = { takeProfit: { limitPrice: "20.00" }, stopLoss: { stopPrice: "5.00" } };
    const bought = await who.group({
      kind: "BRACKET",
      side: "BUY",
      entry: { type: "MARKET" },
      ...exits,
      exitLots: "LIFO",
    });
    expect(bought.map(({ groupRole, lotMethod }) => `${groupRole} ${lotMethod}`)).toEqual([
      "ENTRY null",
      "TAKE_PROFIT LIFO",
      "STOP_LOSS LIFO",
    ]);
    await instructLots(deps, actor, { accountId, stocks: "HIFO", funds: "AVERAGE" });
    const oco = { kind: "OCO", side: "SELL", ...exits, takeProfit: { limitPrice: "11.50" } };
    const [profit, loss] = await who.group({ ...oco, quantity: "50" });
    expect([profit?.lotMethod, loss?.lotMethod]).toEqual(["HIFO", "HIFO"]);
    const [first] = await who.group({ ...oco, quantity: "20", exitLots: "FIFO" });
    expect(first?.lotMethod).toBe("FIFO");
    await expect(who.group({ ...oco, exitLots: "AVERAGE" })).rejects.toThrow(
      "Average cost is for shares of funds alone.",
    );
    await priceFrom("11.50", at("10:39"));
    expect(await closedOf(who, profit?.id ?? "")).toEqual([`${dear} 50 HIFO`]);
    expect(await closedOf(who, first?.id ?? "")).toEqual([`${cheap} 20 FIFO`]);
    const [, exit] = bought;
    if (exit) await who.cancel(exit);
  });

  it("averages a fund, and gives the cost back when the sale is busted", async () => {
    const who = await holder(world, "200000.00", DAY);
    for (const [bid, ask, time] of [
      ["99.98", "100.00", "10:41"],
      ["119.98", "120.00", "10:42"],
    ] as const) {
      await world.script({
        kind: "QUOTE",
        symbol: fund.symbol,
        from: new Date(at(time)).toISOString(),
        bid,
        ask,
        bidSize: 10_000,
        askSize: 10_000,
        others: "NOTHING",
      });
      await world.to(at(time));
      await who.place({ ...fund, limitPrice: ask, quantity: "100" });
    }
    const before = await who.lots();
    expect(before).toHaveLength(2);
    await expect(
      who.place({ type: "MARKET", side: "SELL", quantity: "1", lots: { method: "AVERAGE" } }),
    ).rejects.toThrow("Average cost is for shares of funds alone.");
    const sale = {
      ...fund,
      side: "SELL",
      limitPrice: "119.00",
      quantity: "100",
      timeInForce: "IOC",
      lots: { method: "AVERAGE" },
    };
    const order = await who.place(sale);
    const { total } = await lotsOfOrder(deps, who.actor, { orderId: order.id });
    const cost = before.reduce((sum, text) => sum + Number(text.split(" ")[2]), 0);
    expect(Number(total.cost)).toBeCloseTo(cost / 2, 2);
    expect((await deps.db.lotRecost.findMany({ where: { accountId: who.accountId } })).length).toBe(2);
    const [fill] = await deps.db.execution.findMany({ where: { orderId: order.id } });
    await deps.controls.bustFill(fill?.execId ?? "", "Far from the market.");
    await world.settle();
    expect(await who.lots()).toEqual(before);
    expect(await deps.db.lotRecost.count({ where: { accountId: who.accountId } })).toBe(0);
  });

  it("goes by what is taxed, with the loss that a wash sale has moved into a lot, in the preview and in the books", async () => {
    const who = await holder(world, "100000.00", DAY);
    const buyAt = async (bid: string, time: `${number}:${number}`) => {
      await priceFrom(bid, at(time));
      await who.place({ type: "MARKET", quantity: "100" });
    };
    await buyAt("12.00", "10:44");
    await priceFrom("9.00", at("10:45"));
    await who.place({ type: "MARKET", side: "SELL", quantity: "100" });
    await buyAt("9.00", "10:46");
    await buyAt("10.00", "10:47");
    await priceFrom("11.00", at("10:48"));
    const [, washed, other] = await deps.db.taxLot.findMany({
      where: { accountId: who.accountId },
      orderBy: { seq: "asc" },
    });
    // At eleven the one gained two a share and is taxed as a loss; the other gained one.
    const lots = { method: "LOWEST_TAX" };
    const preview = await previewSaleOf(
      deps,
      who.actor,
      previewSaleInput.parse({ accountId: who.accountId, symbol: SYMBOL, quantity: "100", lots }),
    );
    expect(preview.lots.filter(({ taken }) => taken).map(({ lotId }) => lotId)).toEqual([washed?.id]);
    const order = await who.place({ type: "MARKET", side: "SELL", quantity: "100", lots });
    expect(await closedOf(who, order.id)).toEqual([`${washed?.id} 100 LOWEST_TAX`]);
    const hifo = await who.place({ type: "MARKET", side: "SELL", quantity: "10", lots: { method: "HIFO" } });
    expect(await closedOf(who, hifo.id)).toEqual([`${other?.id} 10 HIFO`]);
  });

  it("is a loss that a purchase disallows, without changing what was earned", async () => {
    const who = await holder(world, "100000.00", DAY);
    await threeLots(who, ["10:51", "10:52", "10:53"]);
    const { accountId } = who;
    await who.place({ type: "MARKET", side: "SELL", quantity: "100", lots: { method: "HIFO" } });
    const period = { from: DAY, to: DAY };
    const rows = await realisedOf(deps.db, [accountId], period);
    // The other two lots were bought within thirty days: they replace all that was sold.
    const gain = rows.reduce((sum, row) => sum + Number(row.gain), 0);
    const disallowed = rows.reduce((sum, row) => sum + Number(row.washDisallowed), 0);
    expect(gain).toBeLessThan(0);
    expect(disallowed).toBeCloseTo(-gain, 2);
    const sums = (await realisedSums(deps.db, [accountId], period)).get(accountId);
    expect(Number(sums?.total.taxable)).toBeCloseTo(0, 2);

    const view = await realisedGains(deps, who.actor, realisedGainsInput.parse({ accountId }));
    expect(view.sums.total.gain).toBe(sums?.total.gain.toFixed(2));
    const { text } = await realisedGainsCsv(deps, who.actor, { accountId, year: 2026, scope: "ACCOUNT" });
    const lines = text.trimEnd().split("\r\n");
    const column = lines[0]?.split(",").indexOf("Gain or loss") ?? -1;
    const told = lines.slice(1).reduce((sum, line) => sum + Number(line.split(",")[column]), 0);
    expect(told).toBeCloseTo(Number(view.sums.total.gain), 2);

    // The loss went into the two that are left: at nine dollars both stand far below their basis.
    await priceFrom("9.00", at("10:54"));
    await world.print("9.00", 100, at("10:54"));
    const losses = await harvest(deps, who.actor, { accountId });
    expect(losses.rows.length).toBeGreaterThan(0);
    const basis = losses.rows.reduce((sum, row) => sum + Number(row.basis), 0);
    const cost = (await who.lots()).reduce((sum, lot) => sum + Number(lot.split(" ")[2]), 0);
    expect(basis).toBeCloseTo(cost + disallowed, 2);

    // Once they are sold, what went into them is told beside the cost, and leads from the gain to what is taxed.
    await who.place({ type: "MARKET", side: "SELL", quantity: "200" });
    const sold = await realisedGains(deps, who.actor, realisedGainsInput.parse({ accountId }));
    expect(Number(sold.sums.total.washCarried)).toBeCloseTo(disallowed, 2);
    for (const row of [...sold.rows, sold.sums.total, sold.sums.SHORT])
      expect(Number(row.gain) - Number(row.washCarried) + Number(row.washDisallowed)).toBeCloseTo(
        Number(row.taxable),
        2,
      );
  });

  it("is closed alike by the clearing firm, through a split, and can be built anew from nothing", async () => {
    const who = await holder(world, "100000.00", DAY);
    const [cheap, dear] = await threeLots(who, ["11:01", "11:02", "11:03"]);
    const resting = await who.place({
      type: "LIMIT",
      limitPrice: "14.00",
      side: "SELL",
      quantity: "50",
      timeInForce: "GTC",
      lots: specific([dear, "30"], [cheap, "20"]),
    });
    const exDate = localDate("2026-06-02");
    await world.script({ kind: "ACTION", symbol: SYMBOL, exDate, type: "SPLIT", value: "2" });
    await world.quote("7.20", "7.22", instantAt(exDate, "09:30"));
    await world.to(instantAt(exDate, "10:00"));
    expect((await who.see(resting)).status).toBe("FILLED");
    expect(await closedOf(who, resting.id)).toEqual(
      [`${cheap} 40 SPECIFIC`, `${dear} 60 SPECIFIC`].toSorted(),
    );
    await world.to(instantAt(localDate("2026-06-03"), "09:31"));
    expect(await breaksOf(world)).toEqual([]);
    expect((await verify(world.database.url)).violations).toEqual([]);
    // These customers' cash came into the firm's books without an entry, so lots are built anew by themselves.
    const rebuilt = await rebuildLotsOf(world.database.url);
    expect(rebuilt.rows).toBeGreaterThan(30);
    expect(rebuilt.different).toBe(0);
    const rows = await realisedOf(deps.db, [who.accountId], { from: DAY, to: exDate });
    expect(rows.map(({ orderId }) => orderId)).toContain(resting.id);
  });
});
