import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { z } from "zod";
import { ensureChromium } from "@/scripts/checks/chromium";
import { BUILD, ROOT } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";
import { freePort } from "../serve";

/** Brought when it is wanted: a hundred packages that no installation of the portal needs. */
const VERSION = "13.5.0";
const FOLDER = path.join(BUILD, "lighthouse");
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

/** What the performance score is made of, by Lighthouse's own names and ours; milliseconds but for the shift. */
const METRICS = {
  firstPaint: "first-contentful-paint",
  largestPaint: "largest-contentful-paint",
  blocked: "total-blocking-time",
  shift: "cumulative-layout-shift",
  speedIndex: "speed-index",
} as const;

export type Scores = Record<(typeof CATEGORIES)[number], number> & {
  /** Of the same run. */
  metrics: Record<keyof typeof METRICS, number>;
};

const score = z.object({ score: z.number() });
const reportSchema = z.object({
  lhr: z.object({
    categories: z.object({ performance: score, accessibility: score, "best-practices": score }),
    audits: z.record(z.string(), z.looseObject({ numericValue: z.number().optional() })),
  }),
});
type Run = (url: string, flags: object) => Promise<unknown>;

type Audits = z.infer<typeof reportSchema>["lhr"]["audits"];

function metricsOf(audits: Audits): Scores["metrics"] {
  const of = (name: keyof typeof METRICS) =>
    Math.round((audits[METRICS[name]]?.numericValue ?? Number.NaN) * 1_000) / 1_000;
  return {
    firstPaint: Math.round(of("firstPaint")),
    largestPaint: Math.round(of("largestPaint")),
    blocked: Math.round(of("blocked")),
    shift: of("shift"),
    speedIndex: Math.round(of("speedIndex")),
  };
}

async function lighthouse(): Promise<Run | null> {
  const entry = path.join(FOLDER, "node_modules", "lighthouse", "core", "index.js");
  if (!fs.existsSync(entry)) {
    fs.mkdirSync(FOLDER, { recursive: true });
    const args = ["install", "--prefix", FOLDER, "--no-save", "--no-audit", `lighthouse@${VERSION}`];
    await runQuietly("npm", args, { cwd: ROOT, env: process.env });
  }
  if (!fs.existsSync(entry)) return null;
  const program: unknown = await import(pathToFileURL(entry).href);
  return (program as { default: Run }).default;
}

/**
 * Lighthouse's scores (0 to 100) of pages on a phone with a slow line, as whoever the cookie is; of several runs the
 * middle one by performance. Null where Lighthouse cannot be brought.
 */
export async function scoresOf(
  pages: readonly { url: string; cookie: string }[],
  runs: number,
): Promise<Scores[] | null> {
  const run = await lighthouse();
  if (!run) return null;
  const { executable, withoutSandbox } = await ensureChromium();
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: executable,
    chromiumSandbox: !withoutSandbox,
    args: [`--remote-debugging-port=${port}`],
  });
  try {
    const scores: Scores[] = [];
    for (const { url, cookie } of pages) {
      const tried: Scores[] = [];
      for (let n = 0; n < runs; n++) {
        const flags = {
          port,
          logLevel: "silent",
          onlyCategories: [...CATEGORIES],
          extraHeaders: { Cookie: cookie },
        };
        const { categories, audits } = reportSchema.parse(await run(url, flags)).lhr;
        const of = (name: (typeof CATEGORIES)[number]) => Math.round(categories[name].score * 100);
        tried.push({
          performance: of("performance"),
          accessibility: of("accessibility"),
          "best-practices": of("best-practices"),
          metrics: metricsOf(audits),
        });
      }
      tried.sort((a, b) => a.performance - b.performance);
      const middle = tried[Math.floor(tried.length / 2)];
      if (middle) scores.push(middle);
    }
    return scores;
  } finally {
    await browser.close();
  }
}
