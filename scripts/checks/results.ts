import fs from "node:fs";
import { z } from "zod";

/** What one check found. */
export interface CheckResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** What to read when something failed. */
  readonly output: string;
}

/** A check without tests of its own counts as one. */
export function oneCheck(name: string, ok: boolean, output: string): CheckResult {
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
}

const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** The JSON that a tool wrote into a file, or undefined when there is none. */
export function readReport(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Counts a run's tests from its JSON report. A run that ended badly without a failed test (it crashed, a file did not
 * load, no test was found) counts as one failure more, so that nothing can be lost.
 */
function counted(
  name: string,
  exitCode: number,
  output: string,
  counts: { passed: number; failed: number },
): CheckResult {
  const lost = (exitCode !== 0 && counts.failed === 0) || (exitCode === 0 && counts.passed === 0);
  return { name, passed: counts.passed, failed: counts.failed + (lost ? 1 : 0), output };
}

/** The tests of a Vitest run. A file that failed before its first test counts as one failure. */
export function vitestResult(
  name: string,
  exitCode: number,
  output: string,
  reportFile: string,
): CheckResult {
  const report = vitestSchema.safeParse(readReport(reportFile)).data;
  const unloaded = (report?.testResults ?? []).filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + unloaded.length;
  return counted(name, exitCode, output, { passed, failed });
}

/** The tests of a Playwright run; one that passed only at the second try is a failure. */
export function playwrightResult(
  name: string,
  exitCode: number,
  output: string,
  reportFile: string,
): CheckResult {
  const report = playwrightSchema.safeParse(readReport(reportFile)).data;
  const passed = report?.stats.expected ?? 0;
  const failed = (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0);
  return counted(name, exitCode, output, { passed, failed });
}

/** The last line of a test run. */
export function summaryLine(results: readonly CheckResult[]): string {
  const sum = (pick: (result: CheckResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0);
  return `${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`;
}
