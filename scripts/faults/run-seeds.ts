import {
  createDatabaseIfMissing,
  databaseNameOf,
  withConnection,
  withDatabaseName,
} from "@/scripts/database/connection";
import { copyDatabase } from "@/scripts/database/copies";
import { keepRows } from "@/server/platform/kept-rows";
import { layMigrations } from "@/scripts/database/migrate";
import { drawPlan } from "@/scripts/faults/draw-plan";
import { WorldCopies } from "@/scripts/faults/in-process";
import { KillingGround } from "@/scripts/faults/killable";
import type { Outcome } from "@/scripts/faults/live";
import { OwnCluster } from "@/scripts/faults/own-cluster";
import type { Plan } from "@/scripts/faults/plan";
import { commandFor, shrink } from "@/scripts/faults/shrink";
import { makeWorld } from "@/scripts/faults/world";
import { worldOfRun } from "@/scripts/faults/world-of-run";
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
  await withConnection(url, async (client) => {
    // What the empty template has kept is of the past.
    await client.query("drop schema if exists kept cascade");
    await keepRows(client);
  });
  return url;
}

/** The lock of who makes the world of a run; others wait for it and find it made. */
const WORLD_LOCK = 7_274_003;

/** The world of a test run, made if nobody has yet. Whoever started the run drops it. */
export async function ensureWorldOfRun(templateUrl: string, run: number): Promise<string> {
  const url = worldOfRun(templateUrl, run);
  await withConnection(withDatabaseName(templateUrl, "postgres"), async (client) => {
    await client.query("select pg_advisory_lock($1)", [WORLD_LOCK]);
    const found = await client.query("select from pg_database where datname = $1", [databaseNameOf(url)]);
    if (found.rowCount) return;
    const draft = await worldFrom(templateUrl);
    const [from, to] = [draft, url].map((one) => client.escapeIdentifier(databaseNameOf(one)));
    await client.query(`alter database ${from} rename to ${to}`);
  });
  return url;
}

/**
 * In this process, on copies of a world on a database server that lives. Plans whose kills would be wanted belong to the
 * other ground.
 */
export function peacefulGround(worldUrl: string): Ground {
  const copies = new WorldCopies(worldUrl);
  return { live: (plan) => livedOrNot(() => copies.live(plan)), dispose: () => copies.dispose() };
}

/** With processes and a database server of its own, which are killed where a plan says so. */
export async function killingGround(): Promise<Ground> {
  const cluster = await OwnCluster.create();
  try {
    const worldUrl = cluster.url("world");
    await createDatabaseIfMissing(worldUrl);
    await layMigrations(worldUrl);
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
