import { expect, it } from "vitest";
import { orderInput } from "@/domain/orders/order-input";
import type { VenueEvent } from "@/domain/routing/messages";
import { toIso } from "@/domain/time/instant";
import { applyVenueEvents } from "@/server/orders/apply-venue-events";
import { placeOrder } from "@/server/orders/place-order";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
const deps = testDeps(database);

it("books a fill once, in whatever batch it is told, and late fills too", async () => {
  const { actor, accountId } = await customerWith(deps, "10000");
  const order = await placeOrder(
    deps,
    actor,
    orderInput.parse({
      accountId,
      clientOrderId: "a",
      symbol: "AAPL",
      side: "BUY",
      type: "LIMIT",
      timeInForce: "DAY",
      quantity: "10",
      limitPrice: "100.00",
    }),
  );
  const now = await deps.clock.exchangeNow();
  const at = toIso(now);
  const childOrderId = newId();
  await deps.db.childOrder.create({
    data: {
      id: childOrderId,
      orderId: order.id,
      venue: "XNAS",
      quantity: "10",
      routedQty: "10",
      status: "SENT",
      routedAt: at,
    },
  });
  const fill = (execId: string, quantity: string): VenueEvent => ({
    kind: "FILL",
    childOrderId,
    at,
    execId,
    venue: "XNAS",
    quantity,
    price: "99.50",
    liquidity: "REMOVED",
    venueFee: "0.01",
  });
  const told = (...events: VenueEvent[]) =>
    deps.db.$transaction((tx) =>
      applyVenueEvents(
        tx,
        deps,
        events.map((event, seq) => ({ seq, event })),
      ),
    );
  const shown = async () => {
    const row = await deps.db.order.findUniqueOrThrow({ where: { id: order.id } });
    const executions = await deps.db.execution.count({ where: { orderId: order.id } });
    return `${row.status} ${row.cumQty.toFixed()} leaves ${row.leavesQty.toFixed()}, ${executions} executions`;
  };

  await told({ kind: "ACCEPTED", childOrderId, at }, fill("1", "4"), fill("1", "4"));
  expect(await shown()).toBe("PARTIALLY_FILLED 4 leaves 6, 1 executions");
  await told(fill("1", "4"));
  expect(await shown()).toBe("PARTIALLY_FILLED 4 leaves 6, 1 executions");
  await told({ kind: "CANCELED", childOrderId, at, reason: "The venue closed." }, fill("2", "1"));
  expect(await shown()).toBe("CANCELED 5 leaves 0, 2 executions");
  const { reserved } = await deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } });
  expect(reserved.toFixed()).toBe("0");
});
