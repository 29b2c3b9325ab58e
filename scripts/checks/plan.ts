import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { ensureChromium } from "@/scripts/checks/chromium";
import {
  type CheckResult,
  oneCheck,
  playwrightResult,
  readReport,
  vitestResult,
} from "@/scripts/checks/results";
import { reasonOf, SetupFailure } from "@/scripts/setup/failure";
import { BUILD, inRoot, ROOT } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";
import { prepareBuild } from "@/scripts/setup/setup";
import { say, seconds, step } from "@/scripts/setup/terminal";

/** A check of the repository: a name for people, and the work. */
interface Check {
  readonly name: string;
  run(): Promise<CheckResult>;
}

/** Runs one of the tools in node_modules with the Node that runs us. */
function tool(script: string, args: readonly string[], env: Record<string, string> = {}) {
  return runQuietly(process.execPath, [inRoot("node_modules", script), ...args], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1", ...env },
  });
}

function toolCheck(name: string, script: string, args: readonly string[]): Check {
  return {
    name,
    run: async () => {
      const { code, output } = await tool(script, args);
      return oneCheck(name, code === 0, output);
    },
  };
}

const cruiseSchema = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

const ROOMS = ["app", "bench", "components", "domain", "e2e", "prisma", "scripts", "server"];

/** Fewer files than this means that a tool did not see the sources, and "no violation" would mean nothing. */
const LEAST_FILES = 500;

const importRules: Check = {
  name: "import rules",
  run: async () => {
    const rooms = ROOMS.filter((room) => fs.existsSync(inRoot(room)));
    const file = path.join(BUILD, "import-rules.json");
    fs.rmSync(file, { force: true });
    const args = ["--output-type", "json", "--output-to", file, ...rooms];
    const { code, output } = await tool("dependency-cruiser/bin/dependency-cruiser.mjs", args);
    const report = cruiseSchema.safeParse(readReport(file)).data;
    if (!report) return oneCheck("import rules", false, output.slice(0, 4_000));
    const { totalCruised, violations } = report.summary;
    const broken = violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);
    if (totalCruised < LEAST_FILES) broken.push(`only ${totalCruised} modules were seen`);
    return oneCheck("import rules", code === 0 && broken.length === 0, broken.join("\n"));
  },
};

const lint: Check = {
  name: "lint",
  run: async () => {
    const { code, output } = await tool("oxlint/bin/oxlint", ["--format", "default"]);
    const seen = Number(/\bon (\d+) files\b/.exec(output)?.[1] ?? 0);
    const enough = seen >= LEAST_FILES;
    return oneCheck(
      "lint",
      code === 0 && enough,
      enough ? output : `${output}\nonly ${seen} files were seen`,
    );
  },
};

function vitestCheck(name: string, project: string): Check {
  return {
    name,
    run: async () => {
      const report = path.join(BUILD, `vitest-${project}.json`);
      fs.rmSync(report, { force: true });
      const args = [
        "run",
        "--project",
        project,
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ];
      const { code, output } = await tool("vitest/vitest.mjs", args);
      return vitestResult(name, code, output, report);
    },
  };
}

/**
 * A part of playwright.config.ts (which hears of it as E2E_PART): the built portal in a real Chromium, on databases of
 * its own.
 */
function playwrightCheck(name: string, part: "journeys" | "crash", args: readonly string[]): Check {
  return {
    name,
    run: async () => {
      try {
        await prepareBuild();
        const browser = await step("browser", ensureChromium, ({ executable }) => executable);
        const report = path.join(BUILD, `playwright-${part}.json`);
        fs.rmSync(report, { force: true });
        const program = ["test", "--reporter=list,json", ...args];
        const { code, output } = await tool("@playwright/test/cli.js", program, {
          E2E_PART: part,
          PLAYWRIGHT_JSON_OUTPUT_NAME: report,
          E2E_CHROMIUM: browser.executable,
          E2E_CHROMIUM_SANDBOX: browser.withoutSandbox ? "off" : "on",
        });
        return playwrightResult(name, code, output, report);
      } catch (thrown) {
        if (!(thrown instanceof SetupFailure)) throw thrown;
        return oneCheck(name, false, reasonOf(thrown));
      }
    },
  };
}

/** First what may run side by side; then, alone, what kills portals of its own and measures waiting times. */
const BROWSER_TESTS: readonly Check[] = [
  playwrightCheck("browser tests", "journeys", []),
  playwrightCheck("crash tests", "crash", ["--workers=1"]),
];

/** Checks that only read the sources. */
const STATIC_CHECKS: readonly Check[] = [
  toolCheck("format", "@biomejs/biome/bin/biome", ["format", "--error-on-warnings", "."]),
  importRules,
  // One thread: the tests, beside it, have work for the other core, and each more does part of the work again.
  toolCheck("types", "typescript-native/bin/tsc", ["--noEmit", "--project", ".", "--checkers", "1"]),
  lint,
  toolCheck("unused code", "knip/bin/knip.js", []),
];

const TESTS: readonly Check[] = [vitestCheck("unit tests", "unit"), vitestCheck("database tests", "db")];

/**
 * Runs all checks, in two lanes side by side (the sources in one, the tests in the other), each result printed as it
 * comes. Browser tests run at the end and alone: they measure waiting times.
 */
export async function runChecks(options: { browser: boolean }): Promise<CheckResult[]> {
  fs.mkdirSync(BUILD, { recursive: true });
  const lanes = await Promise.all([inTurn(STATIC_CHECKS), inTurn(TESTS)]);
  const last = options.browser ? await inTurn(BROWSER_TESTS) : [];
  return [...lanes.flat(), ...last];
}

async function inTurn(checks: readonly Check[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const began = Date.now();
    const result = await check.run();
    results.push(result);
    report(result, Date.now() - began);
  }
  return results;
}

function report({ name, passed, failed, output }: CheckResult, took: number): void {
  const count = passed + failed > 1 ? `: ${passed} passed` : "";
  if (failed === 0) say(`✓ ${name}${count} (${seconds(took)})`);
  else say(`✗ ${name}${count}${count && `, ${failed} failed`} (${seconds(took)})\n${output.trimEnd()}\n`);
}
