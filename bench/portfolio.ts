import pg from "pg";
import { fromPrice, toPrice } from "@/domain/market/types";
import { price } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { instantAt, localDate, type LocalDate, toIso } from "@/domain/time/instant";
import { createLongHistory, type LongHistory } from "@/prisma/factories/long-history";
import { asPerson, install, type Installation } from "@/server/compose";
import type { Env } from "@/server/platform/env";
import { type BenchResult, gradeOf } from "./harness";
import { track } from "./peers/replay-tracker";
import { investor } from "./placing";
import { makeAccounts, requireDurable } from "./world";

const TODAY = localDate("2026-06-01");
const SYMBOLS = 60;
const YEARS = Number(process.env.BENCH_YEARS ?? 8);
const ACTIVITIES = Number(process.env.BENCH_ACTIVITIES ?? 1_900);
const LONG = Number(process.env.BENCH_LONG ?? 10_000);
const PAIRS = Number(process.env.BENCH_PAIRS ?? 5);
/** Stocks of $400 and more would cost more than the account has. */
const DEAR = fromPrice(price("400"));
/** Calls of ours in a slice; their median counts. */
const CALLS = 20;

const EXCELLENT = { times: 200, ms: 50, lots: 12, history: 1.2 };
const GOOD = { times: 50, ms: 150, lots: 20, history: 1.2 };

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

type Account = { accountId: string; userId: string };

/** What is asked of one account. */
function asker({ deps }: Installation, { accountId, userId }: Account) {
  const api = asPerson(deps, investor(userId)).portfolio;
  const accountIds = [accountId];
  return {
    /** Its value, and all of its history measured; without a benchmark, as the peer has none. */
    valueAndMeasure: async () => {
      const [seen, done] = await Promise.all([
        api.get({ accountIds }),
        api.performance({ accountIds, period: { kind: "ALL" }, benchmark: null }),
      ]);
      return { seen, done };
    },
    value: () => api.get({ accountIds }),
    /** What the portfolio's page asks for. */
    page: () =>
      Promise.all([
        api.get({ accountIds }),
        api.performance({ accountIds, period: { kind: "YTD" }, benchmark: null }),
        api.bridge({ accountIds, period: { kind: "YTD" } }),
      ]),
    measured: () => api.performance({ accountIds, period: { kind: "ALL" } }),
  };
}

type Side = { ours: number; other: number };

/** Two ways of ours, in turn; medians of slices. */
async function besides(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<Side[]> {
  const slice = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let call = 0; call < CALLS; call++) times.push(await msOf(work));
    return median(times);
  };
  await slice(one);
  await slice(other);
  const pairs: Side[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const first = pair % 2 === 0 ? await slice(one) : await slice(other);
    const second = pair % 2 === 0 ? await slice(other) : await slice(one);
    pairs.push(pair % 2 === 0 ? { ours: first, other: second } : { ours: second, other: first });
  }
  return pairs;
}

const ratioOf = (
  pairs: readonly Side[],
): { ratio: number; ours: number; other: number; spread: [number, number] } => {
  const ratios = pairs.map(({ ours, other }) => ours / other);
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ours: median(pairs.map(({ ours }) => ours)),
    other: median(pairs.map(({ other }) => other)),
  };
};

const say = (text: string): boolean => process.stdout.write(`  ${text}\n`);

/** The market's own symbols and closes, so that what is live goes on from what was. */
export function market({
  deps,
}: Installation): Pick<LongHistory, "symbols" | "closeOf"> & { endsOn: LocalDate } {
  const endsOn = exchangeCalendar.previousTradingDay(TODAY);
  const symbols = deps.market
    .instruments()
    .filter(({ kind, symbol }) => kind !== "OTC" && (deps.market.close(symbol, endsOn) ?? DEAR) < DEAR)
    .slice(0, SYMBOLS)
    .map(({ symbol }) => symbol);
  const closeOf = (symbol: string, day: LocalDate): string | null => {
    const close = deps.market.close(symbol, day);
    return close === null ? null : toPrice(close).toFixed();
  };
  return { symbols, closeOf, endsOn };
}

/**
 * An account of 1,900 activities over 60 symbols and 8 years, valued and measured, against a tracker that replays all
 * activities for each day; then how the time grows with open lots, and with history where what is held is the same.
 */
export async function portfolio(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const installation = await install(
    { ...env, EXCHANGE_CLOCK: "virtual", EXCHANGE_CLOCK_START: toIso(instantAt(TODAY, "10:00")) },
    "in-process",
  );
  await installation.deps.controls.setRate(0);
  const accounts = await makeAccounts(env.DATABASE_URL, 5);
  const [usual, fewLots, manyLots, old, young] = accounts as [Account, Account, Account, Account, Account];
  const make = (account: Account, more: Partial<LongHistory>) =>
    createLongHistory(installation.deps.db, {
      accountId: account.accountId,
      placedBy: account.userId,
      activities: ACTIVITIES,
      years: YEARS,
      ...market(installation),
      ...more,
    });
  await make(usual, {});
  await make(fewLots, { activities: LONG / 10, sells: false, seed: 2 });
  await make(manyLots, { activities: LONG, sells: false, seed: 2 });
  await make(old, { activities: LONG, seed: 3 });
  const held = (await asker(installation, old).value()).positions;
  await make(young, { buys: held.map(({ symbol, quantity }) => ({ symbol, shares: Number(quantity) })) });
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  await client.query("vacuum analyze");

  const against = await againstReplay(installation, usual, client);
  const lots = ratioOf(
    await besides(asker(installation, manyLots).value, asker(installation, fewLots).value),
  );
  say(
    `${LONG} lots ${lots.ours.toFixed(1)} ms, ${LONG / 10} lots ${lots.other.toFixed(1)} ms: ${lots.ratio.toFixed(2)} times`,
  );
  const history = ratioOf(await besides(asker(installation, old).page, asker(installation, young).page));
  say(
    `${LONG} activities ${history.ours.toFixed(1)} ms, one day ${history.other.toFixed(1)} ms: ${history.ratio.toFixed(2)} times`,
  );
  await client.end();
  await installation.close();
  const within = (limits: typeof GOOD): boolean =>
    against.ratio >= limits.times &&
    against.ours <= limits.ms &&
    lots.ratio <= limits.lots &&
    history.ratio <= limits.history;
  return {
    name: "portfolio",
    ...against,
    pairs: PAIRS,
    unit: "ms",
    grade: within(EXCELLENT) ? "excellent" : within(GOOD) ? "good" : "below",
    settings: { activities: ACTIVITIES, symbols: SYMBOLS, years: YEARS, long: LONG },
    parts: {
      replay: {
        ratio: against.ratio,
        grade: gradeOf(against.ratio, { excellent: EXCELLENT.times, good: GOOD.times }),
      },
      lots,
      history,
    },
  };
}

async function againstReplay(
  installation: Installation,
  account: Account,
  client: pg.Client,
): Promise<{ ratio: number; spread: [number, number]; ours: number; limit: number }> {
  const { valueAndMeasure } = asker(installation, account);
  const { done } = await valueAndMeasure();
  const tracked = await track(client, account.accountId);
  requireEqual(done, tracked);
  const pairs: Side[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const times: number[] = [];
    const replay = pair % 2 === 0 ? await msOf(() => track(client, account.accountId)) : 0;
    for (let call = 0; call < CALLS; call++) times.push(await msOf(valueAndMeasure));
    const other = replay || (await msOf(() => track(client, account.accountId)));
    pairs.push({ ours: median(times), other });
    say(`pair ${pair + 1}: ours ${median(times).toFixed(1)} ms, a replay ${Math.round(other)} ms`);
  }
  const ratios = pairs.map(({ ours, other }) => other / ours);
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ours: median(pairs.map(({ ours }) => ours)),
    limit: median(pairs.map(({ other }) => other)),
  };
}

/** Both must have reckoned the same before their times are compared: today's live part is on top of ours alone. */
function requireEqual(
  done: Awaited<ReturnType<ReturnType<typeof asker>["measured"]>>,
  tracked: Awaited<ReturnType<typeof track>>,
): void {
  const last = done.curve.at(-2);
  const growth = Number(last?.growth);
  if (last?.equity !== tracked.equity || Math.abs(growth - tracked.timeWeighted) > 1e-8)
    throw new Error(
      `The two sides disagree: ours ${last?.equity} and ${growth}, the replay ${tracked.equity} and ${tracked.timeWeighted}.`,
    );
}
