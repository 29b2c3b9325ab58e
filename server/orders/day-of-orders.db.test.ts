import { describe, expect, it } from "vitest";
import { verify } from "@/scripts/verify/verify";
import { dayOfOrders } from "@/server/orders/testing/day-of-orders";
import { judgeFills } from "@/server/orders/testing/judge-fills";

/** `npm run faults` lives through a day of ten thousand; every day's tests are content with fewer. */
const ORDERS = Number(process.env.ORDERS_OF_A_DAY ?? "1000");
const BATCHES = Math.min(40, Math.max(10, Math.round(ORDERS / 100)));

const day = await dayOfOrders(ORDERS, BATCHES);

const KINDS = [
  "ENTRY DAY SMART",
  "LIMIT DAY DIRECT",
  "LIMIT DAY SMART",
  "LIMIT FOK DIRECT",
  "LIMIT FOK SMART",
  "LIMIT IOC DIRECT",
  "LIMIT IOC SMART",
  "MARKET CLS SMART",
  "MARKET DAY DIRECT",
  "MARKET DAY SMART",
  "MARKET OPG SMART",
  "STOP DAY SMART",
  "STOP_LIMIT DAY SMART",
  "STOP_LOSS DAY SMART",
  "TAKE_PROFIT DAY SMART",
  "THEN DAY SMART",
  "TRAILING_STOP DAY SMART",
];

describe(`a day of ${ORDERS} orders of every kind, smart and direct`, () => {
  it("has all kinds, and lets most of them trade", () => {
    expect(day.placed).toBeGreaterThanOrEqual(ORDERS);
    expect(day.denied).toBeLessThan(day.placed / 5);
    expect(day.fills.length).toBeGreaterThan(day.placed / 2);
    expect([...day.kinds].sort()).toEqual(KINDS);
    const fillsOf = (kind: string) => day.fills.filter((fill) => fill.kind === kind).length;
    expect(["MARKET", "PRINCIPAL", "OPEN", "CLOSE"].filter((kind) => fillsOf(kind) === 0)).toEqual([]);
  });

  it("brings every trade of the street home", async () => {
    expect(day.fills.length).toBe(await day.world.database.street.venueTrade.count());
  });

  it("trades through no protected quote, and fills no share twice", () => {
    expect(judgeFills(day.world.deps.market, day.fills, day.takings, day.takenUntil)).toEqual([]);
  });

  it("leaves the books right", async () => {
    expect((await verify(day.world.database.url)).violations).toEqual([]);
  });
});
