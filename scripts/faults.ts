import { ensureClient } from "@/scripts/database/migrate";
import { runTask } from "@/scripts/setup/failure";
import { inRoot, ROOT } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";
import { prepareDatabase } from "@/scripts/setup/setup";
import { say } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

/** What `npm test` does with a tenth of them. */
const ORDERS = 10_000;

/**
 * `npm run faults [-- ORDERS]`: lives through a day with so many orders and holds every fill against the market of its
 * instant; exit code 1 if a fill is not as it should be.
 */
async function run(undoing: Undoing): Promise<number> {
  const database = await prepareDatabase("postgres");
  undoing.add(() => database.stop());
  await ensureClient();
  const args = ["run", "--project", "db", "server/orders/day-of-orders.db.test.ts"];
  const { code, output } = await runQuietly(
    process.execPath,
    [inRoot("node_modules/vitest/vitest.mjs"), ...args],
    {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: "1", ORDERS_OF_A_DAY: process.argv[2] ?? String(ORDERS) },
    },
  );
  say(output.trim());
  return code ?? 1;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => run(undoing)));
