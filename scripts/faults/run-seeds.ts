import { createDatabaseIfMissing } from "@/scripts/database/connection";
import { copyDatabase, dropDatabase } from "@/scripts/database/copies";
import { migrateDeploy } from "@/scripts/database/migrate";
import { drawPlan } from "@/scripts/faults/draw-plan";
import { liveHere } from "@/scripts/faults/in-process";
import { KillingGround } from "@/scripts/faults/killable";
import type { Outcome } from "@/scripts/faults/live";
import { OwnCluster } from "@/scripts/faults/own-cluster";
import type { Plan } from "@/scripts/faults/plan";
import { commandFor, shrink } from "@/scripts/faults/shrink";
import { makeWorld } from "@/scripts/faults/world";
import { closeDb } from "@/server/platform/db";

/** Somewhere plans are lived. A broken promise is in the outcome; that a plan could not be lived at all is, too. */
export type Ground = { live(plan: Plan): Promise<Outcome>; dispose(): Promise<void> };

async function livedOrNot(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { wrong: [`the plan could not be lived: ${said}`], asked: 0, acknowledged: 0, killed: 0 };
  }
}

/** The world in which plans begin, in a copy of a migrated, empty database that one may copy from. */
export async function worldFrom(templateUrl: string): Promise<string> {
  const url = await copyDatabase(templateUrl, `rt_test_world_${process.pid}_${Date.now()}`, "QUICK");
  await makeWorld(url);
  await closeDb(url);
  return url;
}

/** In this process, on a database server that lives. Plans whose kills would be wanted belong to the other ground. */
export const peacefulGround = (worldUrl: string): Ground => ({
  live: (plan) => livedOrNot(() => liveHere(worldUrl, plan)),
  dispose: () => dropDatabase(worldUrl),
});

/** With processes and a database server of its own, which are killed where a plan says so. */
export async function killingGround(): Promise<Ground> {
  const cluster = await OwnCluster.create();
  try {
    const worldUrl = cluster.url("world");
    await createDatabaseIfMissing(worldUrl);
    await migrateDeploy(worldUrl);
    await makeWorld(worldUrl);
    await closeDb(worldUrl);
    const ground = await KillingGround.open(cluster, worldUrl);
    return { live: (plan) => livedOrNot(() => ground.live(plan)), dispose: () => ground.dispose() };
  } catch (error) {
    await cluster.dispose();
    throw error;
  }
}

/** A seed whose plan went wrong: what was wrong with its smallest form, and the command that lives it again. */
export type Failure = { seed: number; wrong: string[]; command: string };

/** Lives through a plan; when it goes wrong, makes it smaller, asking the ground at most `tries` times more. */
export async function failureOf(ground: Ground, plan: Plan, tries: number): Promise<Failure | null> {
  const { wrong } = await ground.live(plan);
  if (wrong.length === 0) return null;
  let latest = wrong;
  const smallest = await shrink(
    plan,
    async (smaller) => {
      const outcome = await ground.live(smaller);
      if (outcome.wrong.length > 0) latest = outcome.wrong;
      return outcome.wrong.length > 0;
    },
    tries,
  );
  return { seed: plan.seed, wrong: latest, command: commandFor(smallest, drawPlan(plan.seed)) };
}
