import autocannon from "autocannon";
import type { Env } from "@/server/platform/env";
import { alternate, type BenchResult, gradeOf } from "./harness";
import { firstLoadKb } from "./pages/first-load";
import { type Scores, scoresOf } from "./pages/lighthouse";
import { pagesWorld } from "./pages/world";
import { freePort, serve } from "./serve";
import { serverEnv, type SignedIn } from "./sessions";
import { requireDurable } from "./world";

const CONNECTIONS = 8;
const SLICE_S = Number(process.env.BENCH_SLICE_S ?? 4);
const PAIRS = Number(process.env.BENCH_PAIRS ?? 5);
const LIGHTHOUSE_RUNS = Number(process.env.BENCH_LIGHTHOUSE_RUNS ?? 3);
const PAGES = ["/portfolio", "/orders"] as const;
const RATE = { excellent: 0.5, good: 0.3 };
const WEIGHT = { excellent: 1.6, good: 2 };

type Grade = BenchResult["grade"];
const ORDER: readonly Grade[] = ["below", "good", "excellent"];
const worst = (grades: readonly Grade[]): Grade =>
  ORDER.find((grade) => grades.includes(grade)) ?? "excellent";

const byWeight = (ratio: number): Grade =>
  ratio <= WEIGHT.excellent ? "excellent" : ratio <= WEIGHT.good ? "good" : "below";

function byScores(scores: Scores): Grade {
  const others = Math.min(scores.accessibility, scores["best-practices"]);
  if (scores.performance >= 95 && others === 100) return "excellent";
  return Math.min(scores.performance, others) >= 90 ? "good" : "below";
}

/** Pages a second that a few people get who ask again and again. */
async function pagesPerSecond(url: string, people: readonly SignedIn[], seconds = SLICE_S): Promise<number> {
  let turn = 0;
  const setupRequest = (given: autocannon.Request): autocannon.Request => ({
    ...given,
    headers: { cookie: people[turn++ % people.length]?.cookie ?? "" },
  });
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{ method: "GET", setupRequest }],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  return result["2xx"] / result.duration;
}

/**
 * What the pages cost: portfolio and blotter a second against their twins of the same build, whose data are in memory;
 * the JavaScript of their first load against that of a page that says hello; and Lighthouse's view of them on a phone.
 */
export async function pages(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const { people, sizes } = await pagesWorld(env);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const stop = await serve([".build/main.mjs"], serverEnv(env, port, { EXCHANGE_CLOCK: "virtual" }));
  try {
    const parts = [];
    for (const page of PAGES) {
      const twin = `/twin${page}`;
      // What the twin remembers is asked once for everybody; and both sides are warm.
      for (const path of [twin, page]) await pagesPerSecond(origin + path, people, 3);
      process.stdout.write(`  ${page}\n`);
      const rates = await alternate(
        () => pagesPerSecond(origin + page, people),
        () => pagesPerSecond(origin + twin, people),
        PAIRS,
      );
      parts.push({ page, ...rates, grade: gradeOf(rates.ratio, RATE) });
    }
    const cookie = people[0]?.cookie ?? "";
    const hello = await firstLoadKb(origin, "/hello", cookie);
    const weights = [];
    for (const page of PAGES) {
      const kb = await firstLoadKb(origin, page, cookie);
      const ratio = kb / hello;
      weights.push({ page, kb, hello, ratio, grade: byWeight(ratio) });
      process.stdout.write(
        `  ${page}: ${kb.toFixed(0)} KB of JavaScript, hello ${hello.toFixed(0)} KB, ratio ${ratio.toFixed(2)}\n`,
      );
    }
    const seen = await scoresOf(
      PAGES.map((page) => ({ url: origin + page, cookie })),
      LIGHTHOUSE_RUNS,
    );
    const lighthouse = (seen ?? []).map((scores, n) => ({
      page: PAGES[n] ?? "",
      ...scores,
      grade: byScores(scores),
    }));
    process.stdout.write(
      lighthouse.length > 0
        ? lighthouse.map((scores) => `  Lighthouse: ${JSON.stringify(scores)}\n`).join("")
        : "  Lighthouse could not be brought: its scores are missing\n",
    );
    const slowest = parts.reduce((least, part) => (part.ratio < least.ratio ? part : least));
    return {
      name: "pages",
      ratio: slowest.ratio,
      spread: slowest.spread,
      pairs: PAIRS,
      ours: slowest.ours,
      limit: slowest.limit,
      unit: "pages/s",
      grade: worst([...parts, ...weights, ...lighthouse].map(({ grade }) => grade)),
      settings: { connections: CONNECTIONS, sliceS: SLICE_S, people: people.length, ...sizes },
      parts: { rates: parts, firstLoad: weights, lighthouse },
    };
  } finally {
    await stop();
  }
}
