import { beforeAll, describe, expect, it, vi } from "vitest";
import { instantAt, localDate, plus, toIso } from "@/domain/time/instant";
import { at, DAY, steeredWorld, SYMBOL, type SteeredWorld } from "@/server/orders/testing/steered-world";

/** Ex-dates of the tests, one a day, from the day after the first. */
const DAYS = ["2026-06-02", "2026-06-03", "2026-06-04", "2026-06-05", "2026-06-08"].map(localDate);
const [DIVIDEND, SPLIT, REVERSE, BRACKET, LATE] = DAYS as [
  (typeof DAYS)[number],
  (typeof DAYS)[number],
  (typeof DAYS)[number],
  (typeof DAYS)[number],
  (typeof DAYS)[number],
];

// Each test lives through a day or more of a whole installation.
vi.setConfig({ testTimeout: 120_000 });

let world: SteeredWorld;
let trader: Awaited<ReturnType<SteeredWorld["customer"]>>;

const action = (exDate: string, type: "CASH_DIVIDEND" | "SPLIT", value: string) =>
  world.script({ kind: "ACTION", symbol: SYMBOL, exDate, type, value });
const said = (order: { events: { execType: string }[] }) => order.events.map(({ execType }) => execType);
const terms = (order: {
  status: string;
  quantity: string;
  limitPrice: string | null;
  stopPrice: string | null;
}) => [order.status, order.quantity, order.limitPrice, order.stopPrice];
const toOpen = (day: (typeof DAYS)[number]) => world.to(instantAt(day, "09:31"));

async function expectHolds(): Promise<void> {
  const { cash, shares, sumOfOrders } = await trader.held();
  expect(sumOfOrders).toBe(`${cash} ${shares}`);
}

beforeAll(async () => {
  world = await steeredWorld(at("15:00"));
  trader = await world.customer("1000000.00");
  await action(DIVIDEND, "CASH_DIVIDEND", "0.155");
  await action(SPLIT, "SPLIT", "2");
  await action(REVERSE, "SPLIT", "0.1");
  await action(BRACKET, "CASH_DIVIDEND", "0.10");
  await action(LATE, "SPLIT", "3");
  await trader.place({ type: "MARKET", quantity: "1000" });
});

describe("a dividend", () => {
  it("lowers good-till buy limits and sell stops on the ex-date, once, and leaves the others", async () => {
    const gtc = { timeInForce: "GTC" };
    const limit = await trader.place({ ...gtc, type: "LIMIT", limitPrice: "9.50" });
    const marked = await trader.place({ ...gtc, type: "LIMIT", limitPrice: "9.49", doNotReduce: true });
    const stop = await trader.place({ ...gtc, type: "STOP", side: "SELL", stopPrice: "9.00" });
    const both = await trader.place({
      ...gtc,
      type: "STOP_LIMIT",
      side: "SELL",
      stopPrice: "9.00",
      limitPrice: "8.90",
    });
    const sale = await trader.place({ ...gtc, type: "LIMIT", side: "SELL", limitPrice: "12.00" });
    const held = Number((await trader.held()).cash);
    expect(marked.doNotReduce).toBe(true);
    await toOpen(DIVIDEND);
    const lowered = await trader.see(limit);
    expect(terms(lowered)).toEqual(["NEW", "100", "9.34", null]);
    expect(said(lowered)).toEqual(["PENDING_NEW", "NEW", "RESTATED"]);
    expect(lowered.events.at(-1)?.at).toBe(toIso(instantAt(DIVIDEND, "00:00")));
    expect(terms(await trader.see(marked))).toEqual(["NEW", "100", "9.49", null]);
    expect(terms(await trader.see(stop))).toEqual(["NEW", "100", null, "8.84"]);
    expect(terms(await trader.see(both))).toEqual(["NEW", "100", "8.74", "8.84"]);
    expect(terms(await trader.see(sale))).toEqual(["NEW", "100", "12", null]);
    expect(held - Number((await trader.held()).cash)).toBeGreaterThanOrEqual(16);
    await expectHolds();
    // Asked again and again, the street adjusts no further; an order of the ex-date itself is none of its concern.
    const today = await trader.place({ ...gtc, type: "LIMIT", limitPrice: "9.20" });
    await world.to(instantAt(DIVIDEND, "12:00"));
    expect(said(await trader.see(limit))).toEqual(["PENDING_NEW", "NEW", "RESTATED"]);
    expect(said(await trader.see(today))).toEqual(["PENDING_NEW", "NEW"]);
    for (const order of [limit, marked, stop, both, sale, today]) await trader.cancel(order);
    await expectHolds();
  });
});

describe("a split", () => {
  it("scales what is open of the orders that stand, and what they hold", async () => {
    const shown = instantAt(DIVIDEND, "12:31");
    await world.quote("10.00", "10.02", shown, 40);
    await world.quote("10.20", "10.40", plus(shown, 250));
    await world.to(shown);
    const part = await trader.place({ type: "LIMIT", limitPrice: "10.02", timeInForce: "GTC" });
    await world.to(instantAt(DIVIDEND, "12:33"));
    const filled = Number((await trader.see(part)).cumQty);
    expect(filled).toBeGreaterThan(0);
    expect(filled).toBeLessThan(100);
    const trailing = await trader.place({
      type: "TRAILING_STOP",
      side: "SELL",
      timeInForce: "GTC",
      trail: { by: "AMOUNT", value: "3.00" },
    });
    const stopToBuy = await trader.place({ type: "STOP", stopPrice: "14.00", timeInForce: "GTC" });
    await world.quote("5.10", "5.20", instantAt(SPLIT, "04:00"));
    await toOpen(SPLIT);
    const scaled = await trader.see(part);
    expect([scaled.quantity, scaled.limitPrice, scaled.cumQty]).toEqual([
      String(filled + 2 * (100 - filled)),
      "5.01",
      String(filled),
    ]);
    const trail = await trader.see(trailing);
    expect([trail.quantity, trail.trail?.value]).toEqual(["200", "1.5"]);
    expect(terms(await trader.see(stopToBuy))).toEqual(["NEW", "200", null, "7"]);
    await expectHolds();
    // The scaled order trades by its new terms, within what it holds.
    await world.quote("4.98", "5.00", instantAt(SPLIT, "10:00"), 50_000);
    await world.to(instantAt(SPLIT, "10:01"));
    expect((await trader.see(part)).status).toBe("FILLED");
    for (const order of [trailing, stopToBuy]) await trader.cancel(order);
    await expectHolds();
  });

  it("cancels every open order when it is a reverse one, orders for the day included", async () => {
    const limit = await trader.place({ type: "LIMIT", limitPrice: "4.00", timeInForce: "GTC" });
    const sale = await trader.place({ type: "LIMIT", side: "SELL", limitPrice: "9.00", timeInForce: "GTC" });
    await toOpen(REVERSE);
    for (const order of [limit, sale]) {
      const seen = await trader.see(order);
      expect([seen.status, said(seen).at(-1)]).toEqual(["CANCELED", "CANCELED"]);
      expect(seen.events.at(-1)?.note).toContain("reverse split");
    }
    expect(await trader.held()).toEqual({ cash: "0", shares: "0", sumOfOrders: "0 0" });
  });
});

describe("orders that belong together", () => {
  it("adjusts exits that wait for their entry by the dividends since, when they go out", async () => {
    const [entry, profit, loss] = await trader.group({
      kind: "BRACKET",
      side: "BUY",
      entry: { type: "LIMIT", limitPrice: "4.50", timeInForce: "GTC" },
      takeProfit: { limitPrice: "6.00" },
      stopLoss: { stopPrice: "4.00" },
    });
    await toOpen(BRACKET);
    if (!entry || !profit || !loss) throw new Error("a bracket has three orders");
    expect(terms(await trader.see(entry))).toEqual(["NEW", "100", "4.4", null]);
    await world.quote("4.38", "4.40", instantAt(BRACKET, "10:00"));
    await world.to(instantAt(BRACKET, "10:01"));
    expect((await trader.see(entry)).status).toBe("FILLED");
    expect(terms(await trader.see(loss))).toEqual(["NEW", "100", null, "3.9"]);
    expect(said(await trader.see(loss))).toContain("RESTATED");
    expect(terms(await trader.see(profit))).toEqual(["NEW", "100", "6", null]);
    await expectHolds();
    await toOpen(LATE);
    for (const order of [profit, loss]) expect((await trader.see(order)).status).toBe("CANCELED");
    expect(await trader.held()).toEqual({ cash: "0", shares: "0", sumOfOrders: "0 0" });
  });
});

it("begins each day once", async () => {
  const rows = await world.database.street.firmEodStep.findMany({
    where: { step: "BEGIN" },
    orderBy: { businessDate: "asc" },
  });
  const days = rows.map(({ businessDate }) => businessDate.toISOString().slice(0, 10));
  expect(days).toEqual([DAY, ...DAYS]);
});
