/**
 * For each rule in force, code that it must refuse: a rule that a new version of the linter no longer has, or that an
 * option turned off, would otherwise be missed by nobody.
 */
export interface LintCase {
  readonly rule: string;
  readonly room: "components" | "domain";
  readonly code: string;
}

const inDomain = (rule: string, code: string): LintCase => ({ rule, room: "domain", code });
const PROMISE = "declare function later(): Promise<number>;";

const LANGUAGE: readonly LintCase[] = [
  inDomain("eqeqeq", "export const same = (a: unknown) => a == null;"),
  inDomain("no-array-constructor", "export const list = new Array(0, 1);"),
  inDomain("no-unused-expressions", "declare const a: { b: number };\na.b;"),
  inDomain("no-unused-vars", "const a = 1;\nexport {};"),
  inDomain("no-var", "export var a = 1;"),
  inDomain("prefer-const", "let a = 1;\nexport const b = a;"),
  inDomain("prefer-rest-params", "export function f() { return arguments; }"),
  inDomain(
    "prefer-spread",
    "declare const f: (...a: number[]) => void;\nexport const g = (a: number[]) => f.apply(undefined, a);",
  ),
  inDomain("typescript/ban-ts-comment", "// @ts-expect-error\nexport const a: string = 1;"),
  inDomain("typescript/no-duplicate-enum-values", "export enum A { b = 1, c = 1 }"),
  inDomain("typescript/no-empty-object-type", "export type A = {};"),
  inDomain("typescript/no-explicit-any", "export type A = any;"),
  inDomain("typescript/no-extra-non-null-assertion", "export const f = (a?: { b: number }) => a!!.b;"),
  inDomain("typescript/no-misused-new", "export interface A { new (): A }"),
  inDomain("typescript/no-namespace", "export namespace A { export const b = 1; }"),
  inDomain(
    "typescript/no-non-null-asserted-optional-chain",
    "export const f = (a?: { b?: number }) => a?.b!;",
  ),
  inDomain("typescript/no-non-null-assertion", "export const f = (a?: { b: number }) => a!.b;"),
  inDomain("typescript/no-require-imports", 'import a = require("a");\nexport const b = a;'),
  inDomain("typescript/no-this-alias", "export class A { a() { const that = this; return that; } }"),
  inDomain("typescript/no-unnecessary-type-constraint", "export type A<B extends unknown> = B[];"),
  inDomain("typescript/no-unsafe-declaration-merging", "export class A {}\nexport interface A { b: number }"),
  inDomain("typescript/no-unsafe-function-type", "export type A = Function;"),
  inDomain("typescript/no-wrapper-object-types", "export type A = String;"),
  inDomain("typescript/prefer-as-const", 'export const a = "b" as "b";'),
  inDomain("typescript/prefer-namespace-keyword", "declare module A {}\nexport {};"),
  inDomain("typescript/triple-slash-reference", '/// <reference path="./a.d.ts" />\nexport {};'),
  inDomain("house/no-ambient-input", "export const now = new Date();"),
  inDomain("house/no-ambient-input", "export const now = Date();"),
  inDomain("house/no-ambient-input", "export const now = Date.now();"),
  inDomain("house/no-ambient-input", "export const chance = Math.random();"),
  inDomain("house/no-barrels", 'export * from "./1";'),
];

const WITH_TYPES: readonly LintCase[] = [
  inDomain(
    "typescript/await-thenable",
    "declare function now(): number;\nexport const f = async () => await now();",
  ),
  inDomain("typescript/no-floating-promises", `${PROMISE}\nexport function f() { later(); }`),
  inDomain("typescript/no-misused-promises", `${PROMISE}\nexport const f = () => (later() ? 1 : 2);`),
  inDomain("typescript/no-misused-promises", `${PROMISE}\n[1].forEach(async () => { await later(); });`),
  inDomain(
    "typescript/switch-exhaustiveness-check",
    'export function f(a: "b" | "c") { switch (a) { case "b": return 1; } return 2; }',
  ),
];

export const LANGUAGE_CASES: readonly LintCase[] = [...LANGUAGE, ...WITH_TYPES];
