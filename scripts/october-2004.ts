import { octoberSettings, worldOf } from "@/scripts/october-2004/world";
import { livedMonth } from "@/scripts/october-2004/lived-month";
import { missOf, monthReport } from "@/scripts/october-2004/report";
import { withConnection } from "@/scripts/database/connection";
import { readSettings } from "@/scripts/setup/environment";
import { runTask, SetupFailure } from "@/scripts/setup/failure";
import { prepareDatabase, prepareSchema } from "@/scripts/setup/setup";
import { ProgressBar, say, seconds, step } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";
import { coldRebuild } from "@/scripts/verify/cold-rebuild";
import { describe, verify } from "@/scripts/verify/verify";
import type { Tell } from "@/prisma/seed/october-2004/customers";
import { OctoberLife } from "@/prisma/seed/october-2004/live-month";
import { LEAST_SCALE, MONTH, monthSize } from "@/prisma/seed/october-2004/month";
import { loadProgress, newProgress, type Progress } from "@/prisma/seed/october-2004/progress";
import { PUBLISHED_REPORT } from "@/domain/reports/trade-volume";
import { install, type Installation } from "@/server/compose";
import { readEnv } from "@/server/platform/env";

/** How far customer assets may be from the reported ones. */
const TOLERANCE = 0.01;

type Wish = { scale: number; anew: boolean };

function readWish(args: readonly string[]): Wish {
  const at = args.indexOf("--scale");
  const scale = at < 0 ? 1 : Number(args[at + 1]);
  if (!(scale >= LEAST_SCALE && scale <= 1))
    throw new SetupFailure(`--scale takes a part of the reported size, from ${LEAST_SCALE} to 1.`);
  return { scale, anew: args.includes("--anew") };
}

/** A life at another size or on another market cannot go on here. */
async function progressOf(installation: Installation, scale: number): Promise<Progress> {
  const market = installation.deps.env.MARKET_DATA;
  const known = await loadProgress(installation);
  if (!known) return newProgress(scale, market);
  if (known.scale !== scale || known.market !== market)
    throw new SetupFailure(
      `The month here was begun at ${known.scale} of the reported size on the market “${known.market}”; to begin anew: npm run october-2004 -- --scale ${scale} --anew`,
    );
  return known;
}

async function empty(url: string): Promise<void> {
  await withConnection(url, (client) =>
    client.query(
      "drop schema if exists portal, street, platform cascade; drop table if exists public._prisma_migrations",
    ),
  );
}

/**
 * `npm run october-2004 [-- --scale PART] [-- --anew]`: builds RushTrade at the size that it reported for October 2004
 * and lives the month, in a database of its own. Interrupted, it goes on where it stopped. Exit code 1 when a check
 * fails.
 */
async function run(undoing: Undoing): Promise<number> {
  const { scale, anew } = readWish(process.argv.slice(2));
  const settings = await readSettings(octoberSettings());
  const database = await prepareDatabase(worldOf(scale).database);
  undoing.add(() => database.stop());
  if (anew) await step("emptied", () => empty(database.url));
  await prepareSchema(database.url);
  const installation = await install(readEnv({ ...settings.env, DATABASE_URL: database.url }), "in-process");
  undoing.add(() => installation.close());
  const progress = await progressOf(installation, scale);
  const size = monthSize(scale);
  await live(new OctoberLife(installation, size, progress, tellOnBars()), progress);

  const verdict = await step("verified", () => verify(database.url));
  say(describe(verdict));
  const rebuilt = await step(
    "all balances rebuilt from the entries",
    () => coldRebuild(database.url),
    ({ rows, different }) => `${rows} rows, ${different} different`,
  );
  const lived = await livedMonth(installation);
  say(`\n${monthReport(lived, size, PUBLISHED_REPORT, scale)}\n`);
  say(phases(progress));
  say(`\nTo look at it: npm start -- --world ${worldOf(scale).name}`);
  const isRight =
    lived.accounts === size.accounts &&
    Number(lived.shares) === size.shares &&
    Math.abs(missOf(lived.assets, size.assets)) <= TOLERANCE;
  if (!isRight) say("✗ The month did not come to the reported figures.");
  return isRight && verdict.violations.length === 0 && rebuilt.different === 0 ? 0 : 1;
}

/** A bar for each stage: the accounts' opening and the month. */
function tellOnBars(): Tell {
  const bars = { customers: new ProgressBar("customers"), month: new ProgressBar("October 2004") };
  return (stage, done, total, label) => bars[stage].update(done, total, label);
}

async function live(life: OctoberLife, progress: Progress): Promise<void> {
  const began = Date.now();
  const isOver = progress.stage === "DONE";
  await life.live();
  say(
    `✓ ${MONTH.first} to ${MONTH.last} lived${isOver ? ": complete" : ""} (${seconds(Date.now() - began)})`,
  );
}

/** How long each phase took, over all runs, the longest first. */
function phases({ spent }: Progress): string {
  const rows = Object.entries(spent).sort(([, a], [, b]) => b - a);
  const width = Math.max(...rows.map(([phase]) => phase.length));
  return rows.map(([phase, ms]) => `  ${phase.padEnd(width)}  ${seconds(ms)}`).join("\n");
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => run(undoing)));
