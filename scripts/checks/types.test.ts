import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What the compiler must refuse under our options, each line for another of them. */
const MISTAKES = [
  ["strict", "export const length = (a: string | undefined) => a.length;", "TS18048"],
  ["noUncheckedIndexedAccess", "export const first = (a: string[]): string => a[0];", "TS2322"],
  ["noImplicitOverride", "class A { b() {} }\nexport class C extends A { b() {} }", "TS4114"],
  [
    "noFallthroughCasesInSwitch",
    "export function f(a: number, g: () => void) { switch (a) { case 1: g(); case 2: g(); } }",
    "TS7029",
  ],
  ["noUnusedLocals", "const a = 1;\nexport {};", "TS6133"],
  ["noUnusedParameters", "export const f = (a: number) => 1;", "TS6133"],
  ["paths", 'import "@/nowhere";', "TS2882"],
] as const;

const root = fs.mkdtempSync(path.join(os.tmpdir(), "types-"));
afterAll(() => fs.rmSync(root, { recursive: true }));

test("the compiler that checks the types keeps all our options", () => {
  fs.copyFileSync(path.join(ROOT, "tsconfig.json"), path.join(root, "tsconfig.json"));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"), "junction");
  for (const [index, [, code]] of MISTAKES.entries()) fs.writeFileSync(path.join(root, `${index}.ts`), code);
  const compiler = path.join(ROOT, "node_modules/typescript-native/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [compiler, "--noEmit", "--project", "."], {
    cwd: root,
    encoding: "utf8",
  });
  expect(status).not.toBe(0);
  const found = stdout.split("\n").flatMap((line) => {
    const [, file, code] = /^(\d+)\.ts\(.*error (TS\d+)/.exec(line) ?? [];
    return file && code ? [`${MISTAKES[Number(file)]?.[0]} ${code}`] : [];
  });
  expect(found.toSorted()).toEqual(MISTAKES.map(([option, , code]) => `${option} ${code}`).toSorted());
}, 30_000);
