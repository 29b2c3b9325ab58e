import { parseArgs } from "node:util";
import { ensureClient } from "@/scripts/database/migrate";
import { dropDatabase } from "@/scripts/database/copies";
import { ensureTemplateDatabase } from "@/scripts/database/template";
import { drawPlan } from "@/scripts/faults/draw-plan";
import type { Plan } from "@/scripts/faults/plan";
import {
  type Failure,
  failureOf,
  type Ground,
  killingGround,
  peacefulGround,
  worldFrom,
} from "@/scripts/faults/run-seeds";
import { only } from "@/scripts/faults/shrink";
import { reasonOf, runTask, SetupFailure } from "@/scripts/setup/failure";
import { inRoot, ROOT } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";
import { prepareDatabase } from "@/scripts/setup/setup";
import { ProgressBar, say, seconds } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";

/** What `npm test` does with twenty seeds and a thousand orders. */
const SEEDS = 1_000;
const ORDERS = 10_000;
/** Times that a failing plan is lived again to make it smaller. */
const TRIES = 60;
const FAILURES_SHOWN = 5;

type Wanted = { plans: Plan[]; orders: number; world: string | undefined; tries: number };

function number(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new SetupFailure(`--${name} takes a number, not “${text}”.`);
  return Number(text);
}

function given() {
  const text = { type: "string" } as const;
  const options = { seeds: text, from: text, day: text, seed: text, only: text, world: text, tries: text };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new SetupFailure(reasonOf(error));
  }
}

/** What the command line asks for; without any of it, all seeds and the day. */
function wanted(): Wanted {
  const values = given();
  const seed = number("seed", values.seed);
  const some = number("seeds", values.seeds);
  const day = number("day", values.day);
  const asksForAll = seed === undefined && some === undefined && day === undefined;
  const from = number("from", values.from) ?? 0;
  const many = some ?? (asksForAll ? SEEDS : 0);
  const names = values.only?.split(",");
  const plans =
    seed === undefined
      ? Array.from({ length: many }, (_, turn) => drawPlan(from + turn))
      : [names ? only(drawPlan(seed), names) : drawPlan(seed)];
  return {
    plans,
    orders: day ?? (asksForAll ? ORDERS : 0),
    world: values.world,
    tries: number("tries", values.tries) ?? TRIES,
  };
}

function tell({ seed, wrong, command }: Failure): void {
  say(`✗ seed ${seed}: ${wrong.join("\n    ")}\n    Again: ${command}`);
}

/** Lives through all plans, on two grounds at once; false when one of them went wrong. */
async function liveAll({ plans, world, tries }: Wanted, undoing: Undoing): Promise<boolean> {
  const template = await ensureTemplateDatabase();
  undoing.add(() => template.stop());
  const waiting = { peaceful: [] as Plan[], killing: [] as Plan[] };
  for (const plan of plans) waiting[plan.kills.length > 0 ? "killing" : "peaceful"].push(plan);
  const bar = new ProgressBar("days of faults");
  const began = Date.now();
  let done = 0;
  let failed = 0;
  const work = async (ground: Ground, next: () => Plan | undefined) => {
    for (let plan = next(); plan && failed < FAILURES_SHOWN && !undoing.begun; plan = next()) {
      const failure = await failureOf(ground, plan, tries);
      bar.update(++done, plans.length, `seed ${plan.seed}`);
      // Who stops the task takes the ground away under the plan that is being lived.
      if (!failure || undoing.begun) continue;
      failed++;
      tell(failure);
    }
  };
  const open = async (make: () => Promise<Ground>) => {
    const ground = await make();
    undoing.add(() => ground.dispose());
    return ground;
  };
  const lanes: Promise<void>[] = [];
  if (waiting.peaceful.length > 0) {
    const worldUrl = world ?? (await worldFrom(template.url));
    if (!world) undoing.add(() => dropDatabase(worldUrl));
    const ground = await open(async () => peacefulGround(worldUrl));
    lanes.push(work(ground, () => waiting.peaceful.shift()));
  }
  if (waiting.killing.length > 0) {
    const ground = await open(killingGround);
    lanes.push(work(ground, () => waiting.killing.shift() ?? waiting.peaceful.pop()));
  }
  await Promise.all(lanes);
  const took = seconds(Date.now() - began);
  bar.end(failed === 0 ? `✓ ${done} seeds hold (${took})` : `✗ ${failed} of ${done} seeds fail (${took})`);
  return failed === 0;
}

/** A day with so many orders, each fill of which is held against the market of its instant. */
async function liveDay(orders: number): Promise<boolean> {
  const args = ["run", "--project", "db", "server/orders/day-of-orders.db.test.ts"];
  const { code, output } = await runQuietly(
    process.execPath,
    [inRoot("node_modules/vitest/vitest.mjs"), ...args],
    { cwd: ROOT, env: { ...process.env, NO_COLOR: "1", ORDERS_OF_A_DAY: String(orders) } },
  );
  say(output.trim());
  return code === 0;
}

/**
 * `npm run faults`: lives through a thousand seeded plans of faults and kills, and through a day of ten thousand orders.
 * `-- --seeds 50 [--from 1000]` or `-- --day 2000` does one of them; `-- --seed 17 [--only a3,f1]` one plan, or a part
 * of it, as a failure prints it. Exit code 1 if anything does not hold.
 */
async function run(undoing: Undoing): Promise<number> {
  const what = wanted();
  const database = await prepareDatabase("postgres");
  undoing.add(() => database.stop());
  await ensureClient();
  const seedsHold = what.plans.length === 0 || (await liveAll(what, undoing));
  const dayHolds = what.orders === 0 || (await liveDay(what.orders));
  return seedsHold && dayHolds ? 0 : 1;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => run(undoing)));
