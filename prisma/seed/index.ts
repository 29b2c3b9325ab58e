import { DemoLife } from "@/prisma/seed/demo-life";
import { hireStaff, protectInvestor } from "@/prisma/seed/staff";
import { install } from "@/server/compose";
import { readEnv } from "@/server/platform/env";

/**
 * Makes the demo world, or completes one that was interrupted; on a complete one it ends at once. Each step prints a
 * line {done, total, label}. With --staff-only there is no history: only the broker's own people, for tests.
 */
const tell = (done: number, total: number, label: string): void => {
  process.stdout.write(`${JSON.stringify({ done, total, label })}\n`);
};

const installation = await install({ ...readEnv(), LOG_LEVEL: "warn" }, "in-process");
const { db } = installation.deps;
const KEY = "demo-world";
if (process.argv.includes("--staff-only")) {
  await hireStaff(installation.deps);
} else if (await db.worldState.findUnique({ where: { key: KEY } })) {
  // A world that was made before there were second factors gets those that are printed at the start.
  await hireStaff(installation.deps);
  await protectInvestor(installation.deps);
  tell(1, 1, "complete");
} else {
  await new DemoLife(installation).live(tell);
  await db.worldState.create({ data: { key: KEY, value: { complete: true } } });
}
await installation.close();
process.exit(0);
