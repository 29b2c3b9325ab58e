import { describe, expect, it } from "vitest";
import type { Standing } from "@/prisma/seed/october-2004/books";
import type { Trader } from "@/prisma/seed/october-2004/customers";
import { drawsFrom } from "@/prisma/seed/october-2004/draws";
import { type Scene, planMoment, symbolsOf } from "@/prisma/seed/october-2004/moment-plan";
import { monthSize, MOST_SHARES } from "@/prisma/seed/october-2004/month";
import { customersOf } from "@/prisma/seed/october-2004/people";
import { syntheticMarket } from "@/domain/market/synthetic";
import { orderInput } from "@/domain/orders/order-input";
import { instantAt, localDate } from "@/domain/time/instant";
import { idFrom } from "@/server/platform/ids";

const size = monthSize(0.1);
const draws = drawsFrom(size.seed);
const customers = customersOf(size, draws);
const at = instantAt(localDate("2004-10-05"), "11:00");
const market = syntheticMarket("rushtrade");
const symbols = symbolsOf(market, at, new Set(["AAPL"]));
const traders = customers.map((customer): Trader => {
  const accountId = idFrom("account", customer.email);
  const actor = { userId: accountId, role: "INVESTOR", sessionId: accountId } as Trader["actor"];
  return { ...customer, accountId, actor };
});
const standings = new Map<string, Standing>(
  traders.map(({ accountId, index }) => [
    accountId,
    {
      settled: 20_000,
      unsettled: 0,
      positions: index % 2 ? [{ symbol: symbols[0]?.symbol ?? "", sellable: 7_000 }] : [],
    },
  ]),
);
const scene: Scene = {
  name: "2004-10-05-03",
  at,
  orders: 60,
  shares: 220_000,
  limit: Number.POSITIVE_INFINITY,
  allowsClose: true,
  traders,
  standings,
  sales: 0.5,
  market,
  symbols,
  draws,
};
const sharesOf = (orders: ReturnType<typeof planMoment>) =>
  orders.reduce((sum, { given }) => sum + Number(given.quantity), 0);

describe("the customers", () => {
  it("are different people whose deposits add up to most of the assets", () => {
    expect(new Set(customers.map(({ email }) => email)).size).toBe(size.accounts);
    expect(new Set(customers.map(({ answers }) => answers.ssn)).size).toBe(size.accounts);
    const deposits = customers.reduce((sum, { deposit }) => sum + deposit, 0);
    expect(deposits / size.assets).toBeGreaterThan(0.969);
    expect(deposits / size.assets).toBeLessThan(0.971);
    expect(customersOf(size, drawsFrom(size.seed))).toEqual(customers);
  });
});

describe("a moment's orders", () => {
  const orders = planMoment(scene);

  it("are as many as asked for, one a customer, each one that the portal would parse", () => {
    expect(orders).toHaveLength(60);
    expect(new Set(orders.map(({ trader }) => trader)).size).toBe(60);
    for (const { given } of orders) {
      expect(orderInput.parse(given).accountId).toBe(given.accountId);
      expect(Number(given.quantity)).toBeLessThanOrEqual(MOST_SHARES);
    }
    const kinds = new Set(orders.map(({ given }) => `${given.type} ${given.timeInForce} ${given.side}`));
    expect(kinds.size).toBeGreaterThan(4);
  });

  it("come to about the shares that are wanted, and never to more than are allowed", () => {
    expect(sharesOf(orders)).toBeGreaterThan(100_000);
    expect(sharesOf(planMoment({ ...scene, limit: 5_000 }))).toBeLessThanOrEqual(5_000);
    expect(planMoment({ ...scene, limit: 0 })).toEqual([]);
  });

  it("wait for no auction where they may not, and are the same each time", () => {
    const last = planMoment({ ...scene, allowsClose: false });
    expect(last.filter(({ given }) => given.timeInForce === "CLS")).toEqual([]);
    expect(planMoment(scene)).toEqual(orders);
  });

  it("sell nothing that nobody has, and buy nothing that nobody can pay", () => {
    const poor = new Map(
      traders.map(({ accountId }) => [accountId, { settled: 5, unsettled: 0, positions: [] }]),
    );
    expect(planMoment({ ...scene, standings: poor })).toEqual([]);
  });
});
