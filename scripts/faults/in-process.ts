import { copyDatabase, dropDatabase } from "@/scripts/database/copies";
import { live, type Outcome, surroundingsAtFirst } from "@/scripts/faults/live";
import type { Plan } from "@/scripts/faults/plan";
import { openPortal } from "@/scripts/faults/portal";

let copies = 0;

/** Lives through a plan without kills in this process, on a copy of the world that is dropped afterwards. */
export async function liveHere(worldUrl: string, plan: Plan): Promise<Outcome> {
  const databaseUrl = await copyDatabase(worldUrl, `rt_test_faults_${process.pid}_${copies++}`, "QUICK");
  try {
    const portal = await openPortal(databaseUrl, surroundingsAtFirst(plan));
    try {
      return await live(plan, { databaseUrl, portal, arm: async () => {}, revive: async () => false });
    } finally {
      await portal.close();
    }
  } finally {
    await dropDatabase(databaseUrl);
  }
}
