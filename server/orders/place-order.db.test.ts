import { newId } from "@/server/platform/ids";
import { describe, expect, it } from "vitest";
import { quantity } from "@/domain/money/money";
import { orderInput } from "@/domain/orders/order-input";
import { unaskedLimits } from "@/server/orders/testing/steered-world";
import { placeOrder } from "@/server/orders/place-order";
import { setAccountLimits } from "@/server/risk";
import { restrictSymbol } from "@/server/risk/restrict-symbol";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps = testDeps(database);

const buy = (accountId: string, clientOrderId: string, more: Record<string, unknown> = {}) =>
  orderInput.parse({
    accountId,
    clientOrderId,
    symbol: "AAPL",
    side: "BUY",
    type: "LIMIT",
    timeInForce: "DAY",
    quantity: "1",
    limitPrice: "100.00",
    ...more,
  });
/** What one such order holds: 100.00 and the commission of a STANDARD account (1% of a small trade). */
const ONE_ORDER = 101;

async function rows(accountId: string) {
  const [orders, balance] = await Promise.all([
    deps.db.order.findMany({ where: { accountId } }),
    deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } }),
  ]);
  const outbox = await deps.db.outbox.count({
    where: { kind: "ROUTE_ORDER", payload: { path: ["orderId"], string_contains: "-" } },
  });
  return {
    orders,
    placed: orders.filter((order) => order.status !== "DENIED"),
    reserved: Number(balance.reserved),
    outbox,
  };
}

describe("placing an order", () => {
  it("takes its hold and asks for its route in the statement that writes it", async () => {
    const { actor, accountId } = await customerWith(deps, "1000");
    const view = await placeOrder(deps, actor, buy(accountId, "a"));
    expect(view.status).toBe("PENDING_NEW");
    const { reserved, placed } = await rows(accountId);
    expect(reserved).toBe(ONE_ORDER);
    expect(placed).toHaveLength(1);
    expect(await deps.db.orderEvent.count({ where: { orderId: view.id } })).toBe(1);
    expect(await deps.db.outbox.count({ where: { payload: { equals: { orderId: view.id } } } })).toBe(1);
  });

  it("makes exactly ten of 200 parallel orders against cash for ten", async () => {
    const { actor, accountId } = await customerWith(deps, String(10 * ONE_ORDER));
    await setAccountLimits(deps, actor, unaskedLimits(accountId));
    const views = await Promise.all(
      Array.from({ length: 200 }, (_, i) => placeOrder(deps, actor, buy(accountId, `p${i}`))),
    );
    expect(views.filter((view) => view.status === "PENDING_NEW")).toHaveLength(10);
    const { placed, orders, reserved } = await rows(accountId);
    expect(placed).toHaveLength(10);
    expect(orders).toHaveLength(200);
    expect(reserved).toBe(10 * ONE_ORDER);
    const refused = views.find((view) => view.status === "DENIED");
    expect(refused?.reasons[0]?.code).toBe("BUYING_POWER");
  });

  it.each(["BUY", "SELL"] as const)(
    "lets no more orders stand open than the account may have (%s)",
    async (side) => {
      const { actor, accountId } = await customerWith(deps, "100000");
      await deps.db.position.create({ data: { accountId, symbol: "AAPL", settled: "100" } });
      await setAccountLimits(deps, actor, { ...unaskedLimits(accountId), maxOpenOrders: 7 });
      const limitPrice = side === "BUY" ? "100.00" : "400.00";
      const place = (name: string) => placeOrder(deps, actor, buy(accountId, name, { side, limitPrice }));
      const views = await Promise.all(Array.from({ length: 40 }, (_, n) => place(`open${n}`)));
      const openOrders = async () =>
        (await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } })).openOrders;
      expect((await rows(accountId)).placed).toHaveLength(7);
      expect(await openOrders()).toBe(7);
      expect(views.find((view) => view.status === "DENIED")?.reasons[0]?.code).toBe("OPEN_ORDERS_LIMIT");
      await deps.db.order.updateMany({
        where: { accountId, status: "PENDING_NEW" },
        data: { status: "FILLED" },
      });
      expect(await openOrders()).toBe(0);
      expect((await place("after")).status).toBe("PENDING_NEW");
    },
  );

  it("makes one order of 50 parallel submits of one clientOrderId, and one hold", async () => {
    const { actor, accountId } = await customerWith(deps, "100000");
    const views = await Promise.all(
      Array.from({ length: 50 }, () => placeOrder(deps, actor, buy(accountId, "same"))),
    );
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    const { orders, reserved } = await rows(accountId);
    expect(orders).toHaveLength(1);
    expect(reserved).toBe(ONE_ORDER);
  });

  it("answers the same body with the first order and another body with a conflict", async () => {
    const { actor, accountId } = await customerWith(deps, "1000");
    const first = await placeOrder(deps, actor, buy(accountId, "x"));
    expect((await placeOrder(deps, actor, buy(accountId, "x"))).id).toBe(first.id);
    await expect(placeOrder(deps, actor, buy(accountId, "x", { quantity: "2" }))).rejects.toMatchObject({
      code: "CLIENT_ORDER_ID_CONFLICT",
    });
    const denied = await placeOrder(deps, actor, buy(accountId, "y", { quantity: "900" }));
    expect(denied.status).toBe("DENIED");
    expect((await placeOrder(deps, actor, buy(accountId, "y", { quantity: "900" }))).id).toBe(denied.id);
  });

  it("asks before it takes a second order like one just placed, and takes it when that is confirmed", async () => {
    const { actor, accountId } = await customerWith(deps, "100000");
    await placeOrder(deps, actor, buy(accountId, "first"));
    const again = placeOrder(deps, actor, buy(accountId, "second"));
    await expect(again).rejects.toMatchObject({ code: "SUSPECTED_DUPLICATE" });
    expect((await rows(accountId)).orders).toHaveLength(1);
    const other = await placeOrder(deps, actor, buy(accountId, "other", { quantity: "2" }));
    const meant = await placeOrder(deps, actor, buy(accountId, "second", { isConfirmed: true }));
    expect([other.status, meant.status]).toEqual(["PENDING_NEW", "PENDING_NEW"]);
  });

  it("takes so many orders a second and no more, and holds each to the account's own limits", async () => {
    const { actor, accountId } = await customerWith(deps, "100000");
    await setAccountLimits(deps, actor, {
      ...unaskedLimits(accountId),
      ordersPerSecond: 2,
      maxShares: quantity("5"),
    });
    const codes: (string | undefined)[] = [];
    for (const id of ["a", "b", "c"])
      codes.push((await placeOrder(deps, actor, buy(accountId, id))).reasons[0]?.code);
    expect(codes).toEqual([undefined, undefined, "RATE"]);
    deps.clock.advance(2_000);
    const large = await placeOrder(deps, actor, buy(accountId, "d", { quantity: "6" }));
    expect(large.reasons.map(({ code }) => code)).toEqual(["SHARES_LIMIT"]);
  });

  it("buys with the proceeds of unsettled sales, unless the account is restricted to settled cash", async () => {
    const { actor, accountId } = await customerWith(deps, "10");
    await deps.db.cashBalance.update({ where: { accountId }, data: { unsettledIn: "1000" } });
    expect((await placeOrder(deps, actor, buy(accountId, "free"))).status).toBe("PENDING_NEW");
    await deps.db.account.update({ where: { id: accountId }, data: { settledOnly: true } });
    const refused = await placeOrder(deps, actor, buy(accountId, "bound", { quantity: "2" }));
    expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "BUYING_POWER"]);
    expect(refused.reasons[0]?.message).toContain("this account buys with settled cash only");
  });

  it("buys nothing of a symbol that the firm has restricted, and sells it still", async () => {
    const { actor, accountId } = await customerWith(deps, "100000");
    await restrictSymbol(deps, actor, {
      symbol: "MSFT",
      scope: "BUYS",
      reason: "Under review by supervision.",
    });
    const bought = await placeOrder(deps, actor, buy(accountId, "m", { symbol: "MSFT" }));
    expect(bought.reasons[0]?.code).toBe("RESTRICTED_SYMBOL");
  });

  it("does not find another customer's account", async () => {
    const mine = await customerWith(deps, "1000");
    const other = await customerWith(deps, "1000");
    await expect(placeOrder(deps, other.actor, buy(mine.accountId, "z"))).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    const bad = buy(mine.accountId, "zz", { limitPrice: "100.001" });
    await expect(placeOrder(deps, other.actor, bad)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const lots = { method: "SPECIFIC", lots: [{ lotId: newId(), shares: "1" }] };
    const naming = buy(mine.accountId, "zzz", { side: "SELL", lots });
    await expect(placeOrder(deps, other.actor, naming)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await rows(mine.accountId)).orders).toHaveLength(0);
  });

  it("keeps what it refuses, with reasons in words", async () => {
    const { actor, accountId } = await customerWith(deps, "1000");
    const reasonOf = async (id: string, more: Record<string, unknown>) =>
      (await placeOrder(deps, actor, buy(accountId, id, more))).reasons[0]?.code;
    expect(await reasonOf("r1", { limitPrice: "100.005" })).toBe("TICK_SIZE");
    expect(await reasonOf("r2", { limitPrice: "9000.00" })).toBe("PRICE_COLLAR");
    expect(await reasonOf("r3", { quantity: "60000", limitPrice: "1.00" })).toBe("SHARES_LIMIT");
    expect(await reasonOf("r4", { quantity: "50000" })).toBe("VALUE_LIMIT");
    expect(await reasonOf("r5", { symbol: "ZZZZZ" })).toBe("UNKNOWN_SYMBOL");
    expect(await reasonOf("r6", { side: "SELL", limitPrice: "400.00" })).toBe("OVERSELL");
    await deps.db.account.update({ where: { id: accountId }, data: { status: "CLOSED" } });
    expect(await reasonOf("r7", {})).toBe("ACCOUNT_NOT_OPEN");
    expect((await rows(accountId)).reserved).toBe(0);
  });
});
