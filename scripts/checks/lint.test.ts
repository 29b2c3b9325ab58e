import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { COMPONENT_CASES } from "./testing/component-lint-cases";
import { LANGUAGE_CASES } from "./testing/lint-cases";

const ROOT = path.resolve(import.meta.dirname, "../..");
const CONFIG = ".oxlintrc.jsonc";
const CASES = [...LANGUAGE_CASES, ...COMPONENT_CASES];

/** What cannot be shown in one small file of a component, or needs the old `pages/` folder, which we have not. */
const WITHOUT_CASE = [
  "nextjs/no-before-interactive-script-outside-document",
  "nextjs/no-document-import-in-page",
  "nextjs/no-duplicate-head",
  "nextjs/no-head-import-in-document",
  "nextjs/no-page-custom-font",
  "nextjs/no-script-component-in-head",
  "nextjs/no-styled-jsx-in-document",
  "nextjs/no-title-in-document-head",
  "nextjs/no-typos",
  "react/preserve-manual-memoization",
];

const reportSchema = z.object({
  number_of_files: z.number(),
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
});

const root = fs.mkdtempSync(path.join(os.tmpdir(), "lint-"));
afterAll(() => fs.rmSync(root, { recursive: true }));

const fileOf = (index: number) => {
  const room = CASES[index]?.room;
  return `${room}/${index}.${room === "components" ? "tsx" : "ts"}`;
};

function put(file: string, content: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), content);
}

let found: Set<string>;

beforeAll(() => {
  for (const file of [CONFIG, "tsconfig.json", "scripts/checks/lint-rules.mjs"])
    put(file, fs.readFileSync(path.join(ROOT, file), "utf8"));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"), "junction");
  for (const [index, { code }] of CASES.entries()) put(fileOf(index), `${code}\n`);
  // The present may be asked for where tests and tools live.
  put("domain/clock.test.ts", "export const now = Date.now();\n");
  put("bench/clock.ts", "export const now = Date.now();\n");
  const rooms = ["bench", "components", "domain"];
  const linter = [path.join(ROOT, "node_modules/oxlint/bin/oxlint"), "--format", "json", ...rooms];
  const ran = spawnSync(process.execPath, linter, { cwd: root, encoding: "utf8", maxBuffer: 10_000_000 });
  expect(ran.status, ran.stderr).toBe(1);
  const report = reportSchema.parse(JSON.parse(ran.stdout));
  expect(report.number_of_files).toBe(CASES.length + 2);
  // Its codes are `plugin(rule)`, and some plugins have two names.
  found = new Set(
    report.diagnostics.map(
      ({ code, filename }) => `${filename.replaceAll("\\", "/")} ${/\((.+)\)$/.exec(code)?.[1]}`,
    ),
  );
}, 60_000);

test.each(CASES.map(({ rule }, index) => [rule, fileOf(index)] as const))(
  "refuses what breaks %s (%s)",
  (rule, file) => {
    expect(found).toContain(`${file} ${path.posix.basename(rule)}`);
  },
);

test("lets tests and tools ask for the present", () => {
  expect([...found].filter((line) => line.includes("clock"))).toEqual([]);
});

test("has a case for each rule in force", () => {
  const config = fs.readFileSync(path.join(ROOT, CONFIG), "utf8");
  const inForce = [...config.matchAll(/^ +"([\w/-]+)": (?:\[\s*)?"error"/gm)].map(([, rule]) => rule);
  const named = new Set([...CASES.map(({ rule }) => rule), ...WITHOUT_CASE, "reportUnusedDisableDirectives"]);
  expect(inForce.length).toBeGreaterThan(80);
  expect(inForce.filter((rule) => !named.has(rule ?? ""))).toEqual([]);
  expect([...named].filter((rule) => !config.includes(`"${rule}"`))).toEqual([]);
});
