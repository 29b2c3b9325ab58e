import { beforeAll, describe, expect, it } from "vitest";
import { instantFromIso, plus } from "@/domain/time/instant";
import { verify } from "@/scripts/verify/verify";
import { at, steeredWorld, type SteeredWorld } from "@/server/orders/testing/steered-world";

/** Each test has a stretch of the day to itself, because they share one market and one clock. */
let world: SteeredWorld;
let trader: Awaited<ReturnType<SteeredWorld["customer"]>>;

beforeAll(async () => {
  world = await steeredWorld();
  trader = await world.customer("1000000.00");
});

const fills = (order: { executions: { quantity: string; price: string }[] }) =>
  order.executions.map(({ quantity, price }) => `${quantity} at ${price}`);
const said = (order: { events: { execType: string }[] }) => order.events.map(({ execType }) => execType);

/** What orders hold is what the books hold back, at any time. */
async function expectHolds(): Promise<void> {
  const { cash, shares, sumOfOrders } = await trader.held();
  expect(sumOfOrders).toBe(`${cash} ${shares}`);
}

describe("orders for this moment", () => {
  it("takes what is displayed at the market", async () => {
    const order = await trader.place({ type: "MARKET", quantity: "1000" });
    expect([order.status, fills(order)]).toEqual(["FILLED", ["1000 at 10.02"]]);
    await expectHolds();
  });

  it("kills a fill-or-kill order that finds too little, and fills one that finds enough", async () => {
    const tooMuch = await trader.place({
      type: "LIMIT",
      limitPrice: "10.02",
      quantity: "20000",
      timeInForce: "FOK",
    });
    expect([tooMuch.status, tooMuch.cumQty]).toEqual(["CANCELED", "0"]);
    const enough = await trader.place({
      type: "LIMIT",
      limitPrice: "10.02",
      quantity: "500",
      timeInForce: "FOK",
    });
    expect([enough.status, enough.cumQty]).toEqual(["FILLED", "500"]);
    await expectHolds();
  });

  it("cancels what an immediate-or-cancel order does not get", async () => {
    await world.to(at("10:01"));
    const order = await trader.place({
      type: "LIMIT",
      limitPrice: "10.02",
      quantity: "15000",
      timeInForce: "IOC",
    });
    expect([order.status, order.cumQty, order.leavesQty]).toEqual(["CANCELED", "10000", "0"]);
    await expectHolds();
  });

  it("buys a fraction, and what some dollars come to, from the market maker at the best price", async () => {
    const fraction = await trader.place({ type: "MARKET", quantity: "0.25" });
    expect([fraction.status, fills(fraction)]).toEqual(["FILLED", ["0.25 at 10.02"]]);
    const nothing = await trader.place({ type: "MARKET", quantity: "0.000001" });
    expect([nothing.status, nothing.reasons.map(({ code }) => code)]).toEqual(["DENIED", ["NOT_OFFERED"]]);
    const least = await trader.place({ type: "NOTIONAL", amount: "1.00" });
    expect([least.status, fills(least)]).toEqual(["FILLED", ["0.0998 at 10.02"]]);
    const dollars = await trader.place({ type: "NOTIONAL", amount: "100.00" });
    expect([dollars.status, fills(dollars), dollars.amount]).toEqual([
      "FILLED",
      ["9.980039 at 10.02"],
      "100.00",
    ]);
    await expectHolds();
  });
});

describe("stops", () => {
  it("waits until the tape touches it, then trades at the market", async () => {
    await world.to(at("10:10"));
    const stop = await trader.place({ type: "STOP", side: "SELL", stopPrice: "9.90", quantity: "100" });
    expect([stop.status, said(stop)]).toEqual(["NEW", ["PENDING_NEW", "NEW"]]);
    await world.quote("9.88", "9.90", at("10:11"));
    await world.print("9.91", 100, at("10:11:10"));
    await world.to(at("10:12"));
    expect((await trader.see(stop)).status).toBe("NEW");
    await world.print("9.90", 100, at("10:12:10"));
    await world.to(at("10:13"));
    const done = await trader.see(stop);
    expect([done.status, fills(done)]).toEqual(["FILLED", ["100 at 9.88"]]);
    expect(said(done)).toEqual(["PENDING_NEW", "NEW", "TRIGGERED", "TRADE"]);
    expect(done.triggeredAt).toBe(new Date(at("10:12:10")).toISOString());
    await expectHolds();
  });

  it("becomes a limit order when a stop-limit is touched, and rests at its limit", async () => {
    await world.quote("10.00", "10.02", at("10:14"));
    await world.to(at("10:15"));
    const order = await trader.place({
      type: "STOP_LIMIT",
      stopPrice: "10.10",
      limitPrice: "10.05",
      quantity: "100",
    });
    expect(order.status).toBe("NEW");
    await world.quote("10.08", "10.12", at("10:16"));
    await world.print("10.10", 100, at("10:16:05"));
    await world.to(at("10:17"));
    expect((await trader.see(order)).status).toBe("NEW");
    await world.print("10.04", 500, at("10:17:05"));
    await world.to(at("10:18"));
    expect(fills(await trader.see(order))).toEqual(["100 at 10.05"]);
    await expectHolds();
  });

  it("follows the best price with a trailing stop", async () => {
    await world.quote("10.08", "10.10", at("10:19"));
    await world.print("10.09", 100, at("10:19:30"));
    await world.to(at("10:20"));
    const order = await trader.place({
      type: "TRAILING_STOP",
      side: "SELL",
      quantity: "100",
      trail: { by: "AMOUNT", value: "0.20" },
    });
    await world.print("10.50", 100, at("10:21"));
    await world.print("10.31", 100, at("10:22"));
    await world.to(at("10:23"));
    expect((await trader.see(order)).status).toBe("NEW");
    await world.quote("10.28", "10.30", at("10:23:30"));
    await world.print("10.30", 100, at("10:24"));
    await world.to(at("10:25"));
    const done = await trader.see(order);
    expect([done.status, fills(done)]).toEqual(["FILLED", ["100 at 10.28"]]);
    await expectHolds();
  });

  it("refuses a stop on the wrong side of the market, in words", async () => {
    const order = await trader.place({ type: "STOP", side: "SELL", stopPrice: "12.00", quantity: "10" });
    expect([order.status, order.reasons[0]?.code]).toEqual(["DENIED", "STOP_SIDE"]);
    expect(order.reasons[0]?.message).toContain("belongs below the last price");
  });
});

describe("a working order", () => {
  it("is changed in price and quantity, and holds what the new terms need", async () => {
    await world.quote("10.00", "10.02", at("10:29"));
    await world.to(at("10:30"));
    const order = await trader.place({ type: "LIMIT", limitPrice: "9.50", quantity: "100" });
    const before = await trader.held();
    const changed = await trader.replace(order, { quantity: "300", limitPrice: "9.60" });
    expect([changed.status, changed.quantity, changed.limitPrice, changed.leavesQty]).toEqual([
      "NEW",
      "300",
      "9.6",
      "300",
    ]);
    expect(said(changed)).toEqual(["PENDING_NEW", "NEW", "PENDING_REPLACE", "REPLACED"]);
    expect(Number((await trader.held()).cash)).toBeGreaterThan(Number(before.cash));
    await expectHolds();
    const smaller = await trader.replace(changed, { quantity: "50" });
    expect([smaller.quantity, smaller.leavesQty]).toEqual(["50", "50"]);
    await expectHolds();
    await world.print("9.60", 20_000, plus(at("10:30"), 30_000));
    await world.print("9.55", 500, plus(at("10:30"), 40_000));
    await world.to(at("10:31"));
    expect(fills(await trader.see(order))).toEqual(["50 at 9.6"]);
    await expectHolds();
  });

  it("can become marketable by a change", async () => {
    const order = await trader.place({ type: "LIMIT", limitPrice: "9.50", quantity: "100" });
    const changed = await trader.replace(order, { limitPrice: "10.02" });
    expect([changed.status, fills(changed)]).toEqual(["FILLED", ["100 at 10.02"]]);
    await expectHolds();
  });

  it("is not changed beyond what the account can pay", async () => {
    const order = await trader.place({ type: "LIMIT", limitPrice: "9.50", quantity: "100" });
    await expect(trader.replace(order, { quantity: "49000", limitPrice: "10.00" })).resolves.toBeTruthy();
    const poor = await world.customer("1000.00");
    const small = await poor.place({ type: "LIMIT", limitPrice: "9.50", quantity: "100" });
    await expect(poor.replace(small, { quantity: "200" })).rejects.toThrow("not enough buying power");
    expect((await poor.see(small)).status).toBe("NEW");
    await trader.cancel(order);
    await expectHolds();
  });
});

describe("direct routes", () => {
  it("waits or is cancelled where it would trade through a better quote elsewhere", async () => {
    await world.to(at("10:40"));
    // Nasdaq shows nothing of this market, so an order there can only wait.
    const waits = await trader.place({
      type: "LIMIT",
      limitPrice: "10.02",
      quantity: "100",
      route: { kind: "DIRECT", venue: "XNAS", onProtected: "SLIDE" },
    });
    expect([waits.status, waits.route.map(({ venue }) => venue)]).toEqual(["NEW", ["XNAS"]]);
    await trader.cancel(waits);
    const home = await trader.place({
      type: "LIMIT",
      limitPrice: "10.02",
      quantity: "100",
      route: { kind: "DIRECT", venue: "XNYS", onProtected: "CANCEL" },
    });
    expect([home.status, home.directTo]).toEqual(["FILLED", "XNYS"]);
    await expectHolds();
  });
});

describe("orders that belong together", () => {
  const bracket = (given: Record<string, unknown> = {}) => ({
    kind: "BRACKET",
    side: "BUY",
    entry: { type: "LIMIT", limitPrice: "9.80", timeInForce: "DAY" },
    takeProfit: { limitPrice: "10.40" },
    stopLoss: { stopPrice: "9.60" },
    ...given,
  });

  it("sends a bracket's exits out as its entry fills, and shrinks one as the other fills", async () => {
    await world.to(at("11:00"));
    const [entry, profit, loss] = await trader.group(bracket());
    if (!entry || !profit || !loss) throw new Error("a bracket has three orders");
    expect([entry.status, profit.status, loss.status]).toEqual(["NEW", "HELD", "HELD"]);
    expect(await trader.together(entry)).toEqual([entry.id, profit.id, loss.id].toSorted());
    await expectHolds();

    // Forty shares of the entry, then the rest.
    await world.quote("9.78", "9.82", at("11:00:20"));
    await world.print("9.80", 10_000, at("11:00:30"));
    await world.to(at("11:01"));
    const partly = await trader.see(entry);
    if (partly.status !== "FILLED") {
      await world.print("9.79", 10_000, at("11:01:10"));
      await world.to(at("11:02"));
    }
    expect((await trader.see(entry)).cumQty).toBe("100");
    expect([(await trader.see(profit)).status, (await trader.see(loss)).status]).toEqual(["NEW", "NEW"]);
    await expectHolds();

    // The take-profit fills in part: the stop is for what is left.
    await world.quote("10.38", "10.42", at("11:03"));
    await world.to(at("11:04"));
    await world.print("10.40", 10_030, at("11:04:10"));
    await world.to(at("11:05"));
    const [sold, less] = [await trader.see(profit), await trader.see(loss)];
    expect(Number(less.quantity)).toBe(100 - Number(sold.cumQty));
    await expectHolds();
    await world.print("10.45", 5_000, at("11:05:10"));
    await world.to(at("11:06"));
    expect([(await trader.see(profit)).status, (await trader.see(loss)).status]).toEqual([
      "FILLED",
      "CANCELED",
    ]);
    await expectHolds();
  });

  it("cancels the exits of an entry that never fills", async () => {
    await world.quote("10.00", "10.02", at("11:09"));
    await world.to(at("11:10"));
    const [entry, profit, loss] = await trader.group(bracket());
    if (!entry || !profit || !loss) throw new Error("a bracket has three orders");
    await trader.cancel(entry);
    const states = await Promise.all([entry, profit, loss].map(trader.see));
    expect(states.map(({ status }) => status)).toEqual(["CANCELED", "CANCELED", "CANCELED"]);
    await expectHolds();
  });

  it("lets one cancel the other, with one hold for both", async () => {
    const [profit, loss] = await trader.group({
      kind: "OCO",
      side: "SELL",
      takeProfit: { limitPrice: "10.30" },
      stopLoss: { stopPrice: "9.70" },
    });
    if (!profit || !loss) throw new Error("an OCO has two orders");
    expect([profit.status, loss.status]).toEqual(["NEW", "NEW"]);
    expect((await trader.held()).shares).toBe("100");
    await world.quote("9.68", "9.72", at("11:11"));
    await world.print("9.69", 100, at("11:11:10"));
    await world.to(at("11:12"));
    const [left, stopped] = [await trader.see(profit), await trader.see(loss)];
    expect([left.status, stopped.status, fills(stopped)]).toEqual(["CANCELED", "FILLED", ["100 at 9.68"]]);
    await expectHolds();
    expect((await trader.held()).shares).toBe("0");
  });

  it("cancels both legs of an OCO when one is cancelled", async () => {
    await world.quote("10.00", "10.02", at("11:14"));
    await world.print("10.01", 100, at("11:14:10"));
    await world.to(at("11:15"));
    const [profit, loss] = await trader.group({
      kind: "OCO",
      side: "SELL",
      takeProfit: { limitPrice: "10.30" },
      stopLoss: { stopPrice: "9.70" },
    });
    if (!profit || !loss) throw new Error("an OCO has two orders");
    await trader.cancel(loss);
    expect([(await trader.see(profit)).status, (await trader.see(loss)).status]).toEqual([
      "CANCELED",
      "CANCELED",
    ]);
    expect((await trader.held()).shares).toBe("0");
    await expectHolds();
  });

  it("follows a first order with a second", async () => {
    const [first, second] = await trader.group({
      kind: "OTO",
      side: "BUY",
      entry: { type: "MARKET" },
      then: { type: "LIMIT", limitPrice: "10.60" },
    });
    if (!first || !second) throw new Error("an OTO has two orders");
    expect([(await trader.see(first)).status, (await trader.see(second)).status]).toEqual(["FILLED", "NEW"]);
    await trader.cancel(second);
    await expectHolds();
  });

  it("refuses exits on the wrong side of the entry", async () => {
    const wrong = bracket({ takeProfit: { limitPrice: "9.70" } });
    const [refused] = await trader.group(wrong);
    expect([refused?.status, refused?.reasons[0]?.code]).toEqual(["DENIED", "GROUP_PRICES"]);
    const seen = await trader.preview(wrong);
    expect(seen.reasons).toEqual(refused?.reasons);
    expect([seen.quantity, seen.hold !== null]).toEqual(["100", true]);
    expect((await trader.preview(bracket())).reasons).toEqual([]);
  });

  it("makes one group of a retry", async () => {
    const clientOrderId = "bracket-again";
    const [a] = await trader.group(bracket({ clientOrderId }));
    const again = await trader.group(bracket({ clientOrderId }));
    expect(again).toHaveLength(3);
    expect(again[0]?.id).toBe(a?.id);
    if (a) await trader.cancel(a);
    await expectHolds();
  });
});

describe("auctions", () => {
  it("trades on-close orders in the closing auction and opening orders in the next opening, and nowhere else", async () => {
    const late = await trader.place({ type: "MARKET", timeInForce: "CLS", quantity: "10", symbol: "MSFT" });
    const opening = await trader.place({
      type: "MARKET",
      timeInForce: "OPG",
      quantity: "10",
      symbol: "MSFT",
    });
    expect([late.status, opening.status]).toEqual(["NEW", "NEW"]);
    await world.to(at("15:59"));
    expect([(await trader.see(late)).status, (await trader.see(opening)).status]).toEqual(["NEW", "NEW"]);
    const tooLate = await trader.place({
      type: "MARKET",
      timeInForce: "CLS",
      quantity: "10",
      symbol: "MSFT",
    });
    expect([tooLate.status, tooLate.reasons[0]?.code]).toEqual(["DENIED", "AUCTION_CUT_OFF"]);
    await world.to(instantFromIso("2026-06-02T13:31:00Z"));
    const [closed, opened] = [await trader.see(late), await trader.see(opening)];
    expect([closed.status, closed.executions[0]?.at]).toEqual(["FILLED", "2026-06-01T20:00:00.000Z"]);
    expect([opened.status, opened.executions[0]?.at]).toEqual(["FILLED", "2026-06-02T13:30:00.000Z"]);
    await expectHolds();
  });
});

it("leaves nothing behind that must not be", async () => {
  const { violations } = await verify(world.database.url);
  expect(violations).toEqual([]);
});
