import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { oneCheck, playwrightResult, summaryLine, vitestResult } from "@/scripts/checks/results";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "results-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = path.join(folder, `${Math.random()}.json`);
  fs.writeFileSync(file, JSON.stringify(content));
  return file;
}

describe("counting tests", () => {
  test("a Vitest report is counted test by test", () => {
    const file = report({
      numPassedTests: 7,
      numFailedTests: 1,
      testResults: [{ status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] }],
    });
    expect(vitestResult("unit", 1, "", file)).toMatchObject({ passed: 7, failed: 1 });
  });

  test("a test file that does not load is a failure, though it has no failed test", () => {
    const file = report({
      numPassedTests: 7,
      numFailedTests: 0,
      testResults: [{ status: "failed", assertionResults: [] }],
    });
    expect(vitestResult("unit", 1, "", file)).toMatchObject({ passed: 7, failed: 1 });
  });

  test("a run without a report is a failure, whatever its exit code", () => {
    expect(vitestResult("unit", 1, "", path.join(folder, "none"))).toMatchObject({ passed: 0, failed: 1 });
    expect(playwrightResult("browser", 0, "", path.join(folder, "none"))).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  test("a browser test that passed only at a second try is a failure", () => {
    const file = report({ stats: { expected: 3, unexpected: 0, flaky: 1 }, errors: [] });
    expect(playwrightResult("browser", 0, "", file)).toMatchObject({ passed: 3, failed: 1 });
  });
});

test("the summary sums tests and checks", () => {
  const results = [
    oneCheck("lint", true, ""),
    oneCheck("types", false, ""),
    { name: "unit", passed: 40, failed: 2, output: "" },
  ];
  expect(summaryLine(results)).toBe("41 passed, 3 failed");
});
