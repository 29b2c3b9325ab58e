import { describe, expect, it } from "vitest";
import { Prisma } from "@/server/platform/db";
import { terms } from "@/server/activity/order-items";

type Order = Parameters<typeof terms>[0];
const order = (given: Partial<Order>): Order => ({
  side: "SELL",
  symbol: "AAPL",
  quantity: new Prisma.Decimal("2"),
  type: "MARKET",
  timeInForce: "DAY",
  limitPrice: null,
  stopPrice: null,
  trailBy: null,
  trailValue: null,
  expiresOn: null,
  ...given,
});
const at = (price: string) => new Prisma.Decimal(price);

describe("an order's terms in the activity", () => {
  it.each([
    [{}, "at the market, day"],
    [{ type: "LIMIT", limitPrice: at("257.97"), timeInForce: "GTC" }, "limit 257.97, good till cancelled"],
    [{ type: "STOP", stopPrice: at("243.97"), timeInForce: "GTC" }, "stop 243.97, good till cancelled"],
    [{ type: "STOP_LIMIT", stopPrice: at("9.95"), limitPrice: at("10") }, "stop 9.95, limit 10.00, day"],
    [{ type: "TRAILING_STOP", trailBy: "PERCENT", trailValue: at("2") }, "trailing 2%, day"],
    [
      { type: "TRAILING_STOP", trailBy: "AMOUNT", trailValue: at("0.5"), stopPrice: at("9") },
      "trailing 0.5000, day",
    ],
    [{ type: "LIMIT", limitPrice: at("10"), timeInForce: "IOC" }, "limit 10.00, immediate or cancel"],
    [
      {
        type: "LIMIT",
        limitPrice: at("10"),
        timeInForce: "GTD",
        expiresOn: new Date("2026-12-07T00:00:00Z"),
      },
      "limit 10.00, good till 7 Dec 2026",
    ],
    [{ timeInForce: "CLS" }, "at the market, on the close"],
  ])("%j", (given, words) => {
    expect(terms(order(given))).toBe(`Sell 2 AAPL, ${words}`);
  });
});
