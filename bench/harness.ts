import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** What a benchmark says: a ratio against a limit or a peer, both measured in this run, alternating in slices. */
export type BenchResult = {
  name: string;
  ratio: number;
  /** Lowest and highest ratio of the pairs. */
  spread: [number, number];
  pairs: number;
  ours: number;
  limit: number;
  unit: string;
  grade: "excellent" | "good" | "below";
  settings: Record<string, string | number | boolean>;
};

export type Grades = { excellent: number; good: number };

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

/**
 * Measures two sides in turn, `pairs` times; each side returns its rate for one slice. Which one begins changes from
 * pair to pair, so that a machine that drifts favours neither.
 */
export async function alternate(
  ours: () => Promise<number>,
  limit: () => Promise<number>,
  pairs = 5,
): Promise<{ ratio: number; spread: [number, number]; ours: number; limit: number; pairs: number }> {
  const results: { ours: number; limit: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const first = pair % 2 === 0 ? await ours() : await limit();
    const second = pair % 2 === 0 ? await limit() : await ours();
    const result = pair % 2 === 0 ? { ours: first, limit: second } : { ours: second, limit: first };
    results.push(result);
    process.stdout.write(
      `  pair ${pair + 1}: ours ${Math.round(result.ours)}/s, limit ${Math.round(result.limit)}/s, ratio ${(result.ours / result.limit).toFixed(3)}\n`,
    );
  }
  const ratios = results.map((result) => result.ours / result.limit);
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ours: median(results.map((result) => result.ours)),
    limit: median(results.map((result) => result.limit)),
    pairs,
  };
}

export const gradeOf = (ratio: number, grades: Grades): BenchResult["grade"] =>
  ratio >= grades.excellent ? "excellent" : ratio >= grades.good ? "good" : "below";

/** Calls `work` from `clients` loops until the time is over; returns calls per second. */
export async function rate(
  clients: number,
  ms: number,
  work: (client: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  let calls = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() - start < ms) {
        await work(client);
        calls++;
      }
    }),
  );
  return (calls * 1000) / (performance.now() - start);
}

const round = (value: number): number => Number(value.toPrecision(4));

/** Keeps a result beside the others, with the commit that it was measured on. */
export function keep(result: BenchResult, parts: Record<string, unknown> = {}): void {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const file = path.join(import.meta.dirname, "results", `${result.name}.json`);
  const kept = {
    ...result,
    ratio: round(result.ratio),
    spread: result.spread.map(round),
    ours: round(result.ours),
    limit: round(result.limit),
    ...parts,
    at: new Date().toISOString(),
    commit,
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  process.stdout.write(
    `${result.name}: ratio ${result.ratio.toFixed(3)} (${result.spread.map((r) => r.toFixed(3)).join(" to ")}), ours ${Math.round(result.ours)} ${result.unit}, limit ${Math.round(result.limit)}: ${result.grade}\n`,
  );
}
