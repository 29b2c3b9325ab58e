import os from "node:os";
import pg from "pg";
import type { Paper } from "@/domain/statements/paper";
import { paperOf } from "@/domain/statements/read-model";
import type { DocumentKind } from "@/domain/statements/document-inputs";
import { exchangeCalendar, settlementCalendar } from "@/domain/time/calendar";
import { instantAt, localDate, plus, toIso } from "@/domain/time/instant";
import { type Installation, install } from "@/server/compose";
import { openPress, remakePapers, runPaperMill } from "@/server/documents";
import type { Env } from "@/server/platform/env";
import { openBothSides, tradeBothSides } from "./end-of-day-world";
import type { BenchResult } from "./harness";
import { barePress } from "./peers/bare-press";
import { ACCOUNTS, requireDurable } from "./world";

/** RushTrade's accounts in October 2004, unless a smaller size is asked for. */
const SIZE = Number(process.env.BENCH_ACCOUNTS ?? ACCOUNTS);
const MONTH = "2026-06";
/** The last day of the month before: its books are what the statements open with. Nothing is traded on it. */
const FIRST = localDate("2026-05-29");
const OPENED_ON = localDate("2026-04-01");
/** Statements of one slice of a side: some seconds. */
const BATCH = Number(process.env.BENCH_BATCH ?? 100);
/** Of a slice, what the bare comparison draws. */
const BARE_PART = 0.5;
const WARM_UP = 10;
const EXCELLENT = 0.7;
const GOOD = 0.5;

/** Lives through a month: a trade of each account on each day, and the end of every day on both sides. */
async function liveThroughMonth({ deps, pump }: Installation, client: pg.Client): Promise<void> {
  await openBothSides(client, 1, SIZE, OPENED_ON);
  for (const [place, day] of exchangeCalendar
    .tradingDays(FIRST, exchangeCalendar.lastTradingDay(MONTH))
    .entries()) {
    const settles = settlementCalendar.settlementDate(day);
    if (place > 0)
      await tradeBothSides(client, SIZE, { day, settles, side: place % 2 === 1 ? "BUY" : "SELL" });
    await deps.controls.advanceTo(plus(exchangeCalendar.session(day)?.close ?? instantAt(day, "16:00"), 1));
    await pump.run(10_000);
    process.stdout.write(`  ${day} has ended\n`);
  }
  // The month's confirms are another figure: here only statements are printed.
  await client.query("delete from portal.document_job where kind <> 'STATEMENT' or subject <> $1", [MONTH]);
  await client.query("vacuum analyze");
}

type Slice = { ours: number; drawn: number; bare: number };

/**
 * Statements a second of a whole month end (query, build, layout, tags, store, tell the holders), in batches, against
 * two others that draw the very same papers:
 *
 * - The limit, and the grade: the same library drawing the same papers, tags and charts and all, from data in memory,
 *   with nothing behind it, by a second press of the same kind. Like every limit it has to come to the same result.
 * - Beside it (`bareLines`), stricter: the library drawing their words and figures as bare lines, without columns, rules,
 *   charts, headings or tags, in the benchmark's own process. Nobody could be sent such a paper.
 *
 * Each press is one process of low priority that is told of each paper and sends its bytes back. Afterwards all papers are made again from the books, by as many presses
 * as there are cores, and must have the same bytes.
 */
export async function statements(env: Env): Promise<BenchResult & { parts: unknown }> {
  await requireDurable(env.DATABASE_URL);
  const installation = await install(
    { ...env, EXCHANGE_CLOCK: "virtual", EXCHANGE_CLOCK_START: toIso(instantAt(FIRST, "09:30")) },
    "in-process",
  );
  const { deps } = installation;
  await deps.controls.setRate(0);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    const told = stopwatch();
    await liveThroughMonth(installation, client);
    const livedFor = told("the month was lived");
    const [press, drawing, bare] = [openPress(), openPress(), barePress()];
    await runPaperMill(deps, { max: WARM_UP }, press);
    const warm = await latestPapers(client, WARM_UP);
    for (const paper of warm) {
      bare.print(paper);
      await drawing.print(paper);
    }
    const slices: Slice[] = [];
    for (let left = SIZE - WARM_UP; left > 0; left -= BATCH) {
      const size = Math.min(left, BATCH);
      const ours = await secondsOf(async () => {
        const made = await runPaperMill(deps, { max: size }, press);
        if (made !== size) throw new Error(`${made} of ${size} statements could be made.`);
      });
      const papers = await latestPapers(client, size);
      const drawn = await secondsOf(() => Promise.all(papers.map((paper) => drawing.print(paper))));
      const some = papers.slice(0, Math.ceil(size * BARE_PART));
      const lines = await secondsOf(() => some.forEach((paper) => bare.print(paper)));
      slices.push({ ours: size / ours, drawn: size / drawn, bare: some.length / lines });
      process.stdout.write(
        `  ${size} statements: ours ${(size / ours).toFixed(1)}/s, the same papers from memory ${(size / drawn).toFixed(1)}/s, bare lines ${(some.length / lines).toFixed(1)}/s\n`,
      );
    }
    told("all statements were printed");
    const presses = openPress(os.availableParallelism());
    const again = await remakePapers(deps, presses, { kind: "STATEMENT", subject: MONTH });
    if (again.made !== SIZE || again.different > 0)
      throw new Error(`Of ${again.made} statements made again, ${again.different} have other bytes.`);
    told("all were made again");
    return result(slices, livedFor);
  } finally {
    await client.end();
    await installation.close();
  }
}

/** Tells what a part of the run took, in seconds. */
function stopwatch(): (what: string) => number {
  let from = performance.now();
  return (what) => {
    const seconds = Math.round((performance.now() - from) / 1000);
    process.stdout.write(`  ${what} in ${seconds} s\n`);
    from = performance.now();
    return seconds;
  };
}

async function secondsOf(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

/** What was printed last, as the papers that it was printed from. */
async function latestPapers(client: pg.Client, count: number): Promise<Paper[]> {
  const { rows } = await client.query<{ kind: DocumentKind; model: object }>(
    "select d.kind, d.model from portal.document d join portal.document_job j using (account_id, kind, subject) order by j.id desc limit $1",
    [count],
  );
  return rows.map(({ kind, model }) => paperOf[kind](model));
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function result(slices: readonly Slice[], livedFor: number): BenchResult & { parts: unknown } {
  const ratios = slices.map(({ ours, drawn }) => ours / drawn);
  const ratio = median(ratios);
  return {
    name: "statements",
    ratio,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    pairs: slices.length,
    ours: median(slices.map(({ ours }) => ours)),
    limit: median(slices.map(({ drawn }) => drawn)),
    unit: "statements/s",
    grade: ratio >= EXCELLENT ? "excellent" : ratio >= GOOD ? "good" : "below",
    settings: {
      accounts: SIZE,
      batch: BATCH,
      month: MONTH,
      secondRunIdentical: true,
      secondsToLiveTheMonth: livedFor,
    },
    parts: {
      /** Against the words and figures alone: see above. */
      bareLines: {
        limit: median(slices.map(({ bare }) => bare)),
        ratio: median(slices.map(({ ours, bare }) => ours / bare)),
      },
    },
  };
}
