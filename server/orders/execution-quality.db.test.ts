import { expect, it } from "vitest";
import { executionQuality } from "@/server/orders/execution-quality";
import { at, steeredWorld } from "@/server/orders/testing/steered-world";

it("measures spreads and improvement on what took displayed shares, and counts the rest as filled or not", async () => {
  const world = await steeredWorld();
  const trader = await world.customer("100000.00");
  await trader.place({ type: "MARKET", quantity: "500" });
  await trader.place({ type: "LIMIT", limitPrice: "10.01", quantity: "100", timeInForce: "IOC" });
  await trader.place({ type: "LIMIT", limitPrice: "9.99", quantity: "200" });
  await world.print("9.98", 5_000, at("10:00:30"));
  await world.to(at("10:01"));

  const ask = { accountId: trader.accountId, days: 30 };
  const { byVenue, byType } = await executionQuality(world.deps, trader.actor, ask);
  const seen = ({
    name,
    orders,
    shares,
    filledShares,
    fillRate,
    effectiveSpread,
    quotedSpread,
  }: (typeof byType)[0]) =>
    [name, orders, shares, filledShares, fillRate, effectiveSpread, quotedSpread].join(" ");
  expect(byType.map(seen)).toEqual([
    "MARKET 1 500 500 1.000000 0.020000 0.020000",
    // The fill that had rested has no spread.
    "LIMIT 2 300 200 0.666667  ",
  ]);
  expect(byVenue.map(seen)).toEqual(["XNYS 3 800 700 0.875000 0.020000 0.020000"]);
  expect(byVenue[0]).toMatchObject({ improvement: "0.00", improvedShares: "0" });
  const other = await world.customer("10.00");
  await expect(executionQuality(world.deps, other.actor, ask)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
