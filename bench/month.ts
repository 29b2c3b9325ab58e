import { OctoberLife } from "@/prisma/seed/october-2004/live-month";
import { joinDayOf, MONTH, monthSize } from "@/prisma/seed/october-2004/month";
import { newProgress } from "@/prisma/seed/october-2004/progress";
import { exchangeCalendar } from "@/domain/time/calendar";
import { toIso } from "@/domain/time/instant";
import { install } from "@/server/compose";
import type { Env } from "@/server/platform/env";
import type { BenchResult } from "./harness";
import { monthLimits } from "./month-limits";
import { requireDurable } from "./world";

/** The part of the reported size that is lived; only 1 is the benchmark itself. */
const SCALE = Number(process.env.BENCH_SCALE ?? 1);
const EXCELLENT = 4;
const GOOD = 8;

/**
 * The wall time of October 2004 (every order, fill, settlement, end of day and paper; the accounts are open before it
 * begins), against the sum of the limits of ledger-bulk, end-of-day and statements for the rows that it left. The
 * limits are measured right after the month, on the same database, day by day. The same rows are all papers that the
 * month makes, ten confirms to a statement, so the bare typesetter draws those too; the ratio without them is a part.
 */
export async function month(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const session = exchangeCalendar.session(joinDayOf(MONTH.first));
  if (!session) throw new Error("customers join on a trading day");
  const installation = await install(
    { ...env, EXCHANGE_CLOCK: "virtual", EXCHANGE_CLOCK_START: toIso(session.open) },
    "in-process",
  );
  const size = monthSize(SCALE);
  const progress = newProgress(SCALE, env.MARKET_DATA);
  const life = new OctoberLife(installation, size, progress, () => {});
  await life.prepare();
  process.stdout.write(`  ${size.accounts} accounts are open; the month begins\n`);
  const from = performance.now();
  await life.month();
  const ours = (performance.now() - from) / 1000;
  await installation.close();
  const { counts, ...limits } = await monthLimits(env.DATABASE_URL, MONTH.first, MONTH.last);
  const limit = limits.ledger + limits.endsOfDay + limits.statements + limits.confirms;
  const ratio = ours / limit;
  return {
    name: "month",
    ratio,
    spread: [ratio, ratio],
    pairs: 1,
    ours,
    limit,
    unit: "s",
    grade: ratio <= EXCELLENT ? "excellent" : ratio <= GOOD ? "good" : "below",
    settings: { scale: SCALE, market: env.MARKET_DATA.split(":")[0] ?? "", ...counts },
    parts: { limits, withoutConfirms: ours / (limit - limits.confirms), spent: progress.spent },
  };
}
