import type { Env } from "@/server/platform/env";
import { alternate, type BenchResult, gradeOf, rate } from "./harness";
import { orderPlacer, requireAllAccepted } from "./placing";
import { ACCOUNTS, benchWorld, requireDurable } from "./world";

const CLIENTS = 8;
const SLICE_MS = 4000;

/**
 * Orders a second when all are of one account, against the same orders spread over all accounts. The one account ends
 * with tens of thousands of open orders, and verify afterwards shows that nothing was overdrawn.
 */
export async function hotAccount(env: Env): Promise<BenchResult> {
  await requireDurable(env.DATABASE_URL);
  const { installation, accounts } = await benchWorld(env);
  const hot = orderPlacer(installation.deps, accounts.slice(0, 1));
  const spread = orderPlacer(installation.deps, accounts.slice(1));
  await rate(CLIENTS, 1000, spread.placeOne);
  await rate(CLIENTS, 1000, hot.placeOne);
  const measured = await alternate(
    () => rate(CLIENTS, SLICE_MS, hot.placeOne),
    () => rate(CLIENTS, SLICE_MS, spread.placeOne),
  );
  const { accountId = "" } = accounts[0] ?? {};
  const { openOrders } = await installation.deps.db.cashBalance.findUniqueOrThrow({ where: { accountId } });
  await installation.close();
  requireAllAccepted(hot.counted);
  requireAllAccepted(spread.counted);
  return {
    name: "hot-account",
    unit: "orders/s",
    ...measured,
    grade: gradeOf(measured.ratio, { excellent: 0.5, good: 0.3 }),
    settings: { clients: CLIENTS, sliceMs: SLICE_MS, accounts: ACCOUNTS, openOrdersOfTheAccount: openOrders },
  };
}
