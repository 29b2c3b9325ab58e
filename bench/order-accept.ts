import type { Env } from "@/server/platform/env";
import { alternate, type BenchResult, gradeOf, rate } from "./harness";
import { hasPgbench, nodePgOrders, pgbenchOrders } from "./pgbench";
import { orderPlacer, requireAllAccepted } from "./placing";
import { ACCOUNTS, benchWorld, requireDurable } from "./world";

const CLIENTS = 8;
const SLICE_MS = 4000;

/** Orders a second through the place-order use case, against the smallest durable SQL that writes the same rows. */
export async function orderAccept(env: Env): Promise<BenchResult> {
  await requireDurable(env.DATABASE_URL);
  const { installation, accounts } = await benchWorld(env);
  const { placeOne, counted } = orderPlacer(installation.deps, accounts);
  const withPgbench = hasPgbench();
  const limit = withPgbench ? pgbenchOrders : nodePgOrders;
  await rate(CLIENTS, 1000, placeOne);
  const measured = await alternate(
    () => rate(CLIENTS, SLICE_MS, placeOne),
    () => limit(env.DATABASE_URL, ACCOUNTS, CLIENTS, SLICE_MS),
  );
  await installation.close();
  requireAllAccepted(counted);
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
