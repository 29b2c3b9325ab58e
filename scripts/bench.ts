import { keep, type BenchResult } from "@/bench/harness";
import { endOfDay } from "@/bench/end-of-day";
import { hotAccount } from "@/bench/hot-account";
import { isolation } from "@/bench/isolation";
import { ledgerBulk } from "@/bench/ledger-bulk";
import { market } from "@/bench/market";
import { month } from "@/bench/month";
import { orderAccept } from "@/bench/order-accept";
import { orderHttp } from "@/bench/order-http";
import { portfolio } from "@/bench/portfolio";
import { statements } from "@/bench/statements";
import { pages } from "@/bench/pages";
import { stream } from "@/bench/stream";
import { ensureClient, migrateDeploy } from "@/scripts/database/migrate";
import { readSettings } from "@/scripts/setup/environment";
import { runTask, SetupFailure } from "@/scripts/setup/failure";
import { prepareBuild, prepareDatabase, prepareSchema } from "@/scripts/setup/setup";
import { say } from "@/scripts/setup/terminal";
import { Undoing } from "@/scripts/setup/undoing";
import { describe, verify } from "@/scripts/verify/verify";
import { type Env, readEnv } from "@/server/platform/env";

const BENCHES: Record<string, (env: Env) => Promise<BenchResult & { parts?: unknown }>> = {
  "order-accept": orderAccept,
  "order-http": orderHttp,
  "hot-account": hotAccount,
  stream,
  market,
  "ledger-bulk": ledgerBulk,
  "end-of-day": endOfDay,
  statements,
  isolation,
  pages,
  month,
  portfolio,
};

/** These start the built server; `pages` one whose build has the twins of its pages, too. */
const NEEDS_SERVER = new Set(["order-http", "isolation", "pages"]);
const NEEDS_TWINS = new Set(["pages"]);

/** `npm run bench [-- NAME]`: each on its own database; afterwards the books must hold, or the figure does not count. */
async function run(undoing: Undoing): Promise<number> {
  const wanted = process.argv[2];
  const names = wanted ? [wanted] : Object.keys(BENCHES);
  const settings = await readSettings({ DEMO_WORLD: "off", LOG_LEVEL: "error" });
  const given = process.env.DATABASE_URL;
  for (const name of names) {
    const bench = BENCHES[name];
    if (!bench)
      throw new SetupFailure(`There is no benchmark ${name}. There are: ${Object.keys(BENCHES).join(", ")}.`);
    if (NEEDS_TWINS.has(name)) process.env.BENCH_TWINS = "on";
    else delete process.env.BENCH_TWINS;
    // Before there is a database: a build that saw it would start its exchange clock.
    if (given === undefined) delete process.env.DATABASE_URL;
    await ensureClient();
    if (NEEDS_SERVER.has(name)) await prepareBuild();
    const database = await prepareDatabase(`rt_bench_${name.replaceAll("-", "_")}_${process.pid}`);
    undoing.add(() => database.stop());
    await prepareSchema(database.url);
    await migrateDeploy(database.url);
    Object.assign(process.env, settings.env, { DATABASE_URL: database.url });
    say(`${name}:`);
    const result = await bench(readEnv({ ...settings.env, DATABASE_URL: database.url }));
    const verdict = await verify(database.url);
    if (verdict.violations.length > 0)
      throw new SetupFailure(
        `${name} left the books wrong, so its figures do not count:\n${describe(verdict)}`,
      );
    keep(result, result.parts ? { parts: result.parts } : {});
  }
  return 0;
}

const undoing = new Undoing();
await runTask(() => undoing.around(() => run(undoing)));
