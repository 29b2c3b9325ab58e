import { orderInput } from "@/domain/orders/order-input";
import { placeOrder } from "@/server/orders";
import type { Actor } from "@/server/platform/actor";
import type { Env } from "@/server/platform/env";
import { newId } from "@/server/platform/ids";
import { alternate, type BenchResult, gradeOf, rate } from "./harness";
import { hasPgbench, nodePgOrders, pgbenchOrders } from "./pgbench";
import { ACCOUNTS, benchWorld, requireDurable } from "./world";

const CLIENTS = 8;
const SLICE_MS = 4000;

/** Orders a second through the place-order use case, against the smallest durable SQL that writes the same rows. */
export async function orderAccept(env: Env): Promise<BenchResult> {
  await requireDurable(env.DATABASE_URL);
  const { installation, accounts } = await benchWorld(env);
  const { deps } = installation;
  const people = accounts.map(({ accountId, userId }): { accountId: string; actor: Actor } => ({
    accountId,
    actor: {
      userId,
      role: "INVESTOR",
      sessionId: userId,
      email: "bench@example.com",
      displayName: "Bench",
      emailVerified: true,
    },
  }));
  let refused = 0;
  const placeOne = async () => {
    const person = people[Math.floor(Math.random() * people.length)];
    if (!person) return;
    const view = await placeOrder(
      deps,
      person.actor,
      orderInput.parse({
        accountId: person.accountId,
        clientOrderId: newId(),
        symbol: "AAPL",
        side: "BUY",
        type: "LIMIT",
        timeInForce: "DAY",
        quantity: "1",
        limitPrice: "100.00",
      }),
    );
    if (view.status !== "PENDING_NEW") refused++;
  };
  const withPgbench = hasPgbench();
  const limit = withPgbench ? pgbenchOrders : nodePgOrders;
  await rate(CLIENTS, 1000, placeOne);
  const measured = await alternate(
    () => rate(CLIENTS, SLICE_MS, placeOne),
    () => limit(env.DATABASE_URL, ACCOUNTS, CLIENTS, SLICE_MS),
  );
  await installation.close();
  if (refused > 0)
    throw new Error(`${refused} orders were refused: the figures would not be of accepted orders.`);
  return {
    name: "order-accept",
    unit: "orders/s",
    ...measured,
    grade: gradeOf(measured.ratio, { excellent: 0.5, good: 0.25 }),
    settings: {
      clients: CLIENTS,
      sliceMs: SLICE_MS,
      accounts: ACCOUNTS,
      limit: withPgbench ? "pgbench" : "node-pg loop",
    },
  };
}
