import { expect, it } from "vitest";
import { instantFromIso } from "@/domain/time/instant";
import { at, steeredWorld } from "@/server/orders/testing/steered-world";

it("trades from four to eight for orders that say so, and ends the day after that", async () => {
  const world = await steeredWorld(at("08:00"), { EXCHANGE_HOURS: "extended" });
  const trader = await world.customer("100000.00");
  const terms = { type: "LIMIT", limitPrice: "10.02", quantity: "100" };
  const early = await trader.place({ ...terms, session: "EXTENDED" });
  const regular = await trader.place({ ...terms, quantity: "50" });
  expect(early.status).toBe("FILLED");
  expect(early.executions[0]?.at).toMatch(/^2026-06-01T12:00:0/);
  expect(regular.status).toBe("NEW");
  await world.to(at("09:31"));
  expect((await trader.see(regular)).executions[0]?.at).toBe("2026-06-01T13:30:00.000Z");

  await world.to(at("16:30"));
  const late = await trader.place({ ...terms, quantity: "10", session: "EXTENDED" });
  const tomorrow = await trader.place({ ...terms, quantity: "20" });
  expect([late.status, late.executions[0]?.tradeDate]).toEqual(["FILLED", "2026-06-01"]);
  expect(tomorrow.status).toBe("NEW");
  expect(await world.deps.db.eodImport.count()).toBe(0);

  await world.to(instantFromIso("2026-06-02T13:31:00Z"));
  expect((await trader.see(tomorrow)).executions[0]?.tradeDate).toBe("2026-06-02");
  const days = await world.deps.db.eodImport.findMany({ select: { businessDate: true, status: true } });
  expect(days).toEqual([{ businessDate: new Date("2026-06-01T00:00:00Z"), status: "IMPORTED" }]);
});

it("refuses orders for hours that the exchange does not keep", async () => {
  const world = await steeredWorld();
  const trader = await world.customer("100000.00");
  const refused = await trader.place({ type: "LIMIT", limitPrice: "10.02", session: "EXTENDED" });
  expect([refused.status, refused.reasons[0]?.code]).toEqual(["DENIED", "NOT_OFFERED"]);
});
