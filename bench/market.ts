import { syntheticMarket } from "@/domain/market/synthetic";
import type { MarketData } from "@/domain/market/types";
import { type Instant, instantAt, localDate, plus } from "@/domain/time/instant";
import type { Env } from "@/server/platform/env";
import { alternate, type BenchResult, gradeOf } from "./harness";

/** Of the processor. */
const SLICE_MS = 3_000;
const SYMBOLS = 150;
/** Each instant is another: what one moment keeps for the next must not count. */
const STEP_MS = 250;
const MORNING = instantAt(localDate("2026-07-14"), "10:00");
const STEPS = 14_400;
const YEAR_LIMIT_MS = 100;
/** Making an answer should cost no more than writing it down, which every answer needs as well. */
const GRADES = { excellent: 1, good: 0.5 };
/** A year of bars is made from nothing, and kept: it may cost three times its writing once. */
const YEAR_GRADES = { excellent: 1 / 3, good: 1 / 6 };

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Keeps the compiler from leaving work out whose result nobody wants. */
let wanted = 0;

/** Milliseconds of the processor that this process has used: others on the machine do not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Calls a second of `work` on one core, one symbol after another at ever other instants. */
function perSecond(symbols: readonly string[], work: (symbol: string, at: Instant) => unknown): number {
  const start = processorMs();
  let calls = 0;
  for (let step = 0; ; step++) {
    const at = plus(MORNING, (step % STEPS) * STEP_MS);
    for (const symbol of symbols) if (work(symbol, at)) wanted++;
    calls += symbols.length;
    const took = processorMs() - start;
    if (took >= SLICE_MS) return (calls * 1000) / took;
  }
}

/** An answer of the market for each symbol, against writing such answers as JSON. */
function againstWriting(symbols: readonly string[], ask: (symbol: string, at: Instant) => unknown) {
  const answers = new Map(symbols.map((symbol) => [symbol, ask(symbol, MORNING)]));
  return alternate(
    async () => perSecond(symbols, ask),
    async () => perSecond(symbols, (symbol) => JSON.stringify(answers.get(symbol))),
  );
}

const yearOf = (market: MarketData, symbol: string) =>
  market.bars(
    symbol,
    "1d",
    instantAt(localDate("2025-01-01"), "09:30"),
    instantAt(localDate("2026-01-01"), "00:00"),
  );

/** A year of daily bars of all symbols, each time in a market that nobody has asked before, against writing them. */
async function years(env: Env, symbols: readonly string[]) {
  const milliseconds: number[] = [];
  let seeds = 0;
  const known = syntheticMarket(env.MARKET_SEED);
  const bars = symbols.map((symbol) => yearOf(known, symbol));
  const timed = (work: () => void): number => {
    const start = processorMs();
    work();
    return processorMs() - start;
  };
  const slice = (work: () => number): number => {
    let took = 0;
    let calls = 0;
    for (; took < SLICE_MS; calls++) took += work();
    return (calls * symbols.length * 1000) / took;
  };
  const measured = await alternate(
    async () =>
      slice(() => {
        const market = syntheticMarket(`${env.MARKET_SEED} ${++seeds}`);
        const took = timed(() => {
          for (const symbol of symbols) wanted += yearOf(market, symbol).length;
        });
        milliseconds.push(took);
        return took;
      }),
    async () =>
      slice(() =>
        timed(() => {
          for (const each of bars) wanted += JSON.stringify(each).length;
        }),
      ),
  );
  return { ...measured, firstMs: milliseconds[0] ?? 0, medianMs: median(milliseconds) };
}

/** The synthetic market on one core: quotes, books, and a year of daily bars for 150 symbols. */
export async function market(env: Env): Promise<BenchResult & { parts: unknown }> {
  const made = syntheticMarket(env.MARKET_SEED);
  const symbols = made
    .instruments()
    .slice(0, SYMBOLS)
    .map(({ symbol }) => symbol);
  const say = (text: string) => process.stdout.write(`  ${text}\n`);
  say("a year of daily bars, symbols/s:");
  const year = await years(env, symbols);
  say(
    `${symbols.length} symbols: the first time ${year.firstMs.toFixed(0)} ms, then ${year.medianMs.toFixed(0)} ms (limit ${YEAR_LIMIT_MS})`,
  );
  say("books/s:");
  const books = await againstWriting(symbols, (symbol, at) => made.book(symbol, at));
  say("quotes/s:");
  const quotes = await againstWriting(symbols, (symbol, at) => made.nbbo(symbol, at));
  const yearGrade = year.medianMs <= YEAR_LIMIT_MS ? gradeOf(year.ratio, YEAR_GRADES) : "below";
  const grades = [gradeOf(quotes.ratio, GRADES), gradeOf(books.ratio, GRADES), yearGrade];
  const worst = (["below", "good", "excellent"] as const).find((grade) => grades.includes(grade));
  return {
    name: "market",
    unit: "quotes/s",
    ...quotes,
    grade: worst ?? "below",
    settings: { symbols: symbols.length, sliceMs: SLICE_MS, peer: "JSON.stringify of the same answers" },
    parts: { books, year: { ...year, limitMs: YEAR_LIMIT_MS }, answers: wanted },
  };
}
