import { describe, expect, it } from "vitest";
import { type Answer, ask, wire } from "@/e2e/access/ask";
import { countWrites, rowsWritten } from "@/e2e/access/rows-written";
import { type Entry, type Input, PROCEDURES } from "@/e2e/access/procedure-table";
import { twoCustomers } from "@/e2e/access/two-customers";
import type { Actor } from "@/server/platform/actor";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
await countWrites(database);
const deps = testDeps(database);
const world = await twoCustomers(deps);

/** A malformed value as it stands on the wire: JSON text, and what superjson is told to make of it. */
type Bad = { what: string; json: string; type?: string };

const number = (text: string): Bad => ({ what: `the number ${text}`, json: text });
const text = (value: string): Bad => ({
  what: `the text "${value.slice(0, 20)}"`,
  json: JSON.stringify(value),
});
const DIGITS = "9".repeat(10_000);

/** Wrong for every field of every procedure, whatever it means. */
const NEVER: Bad[] = [
  { what: "NaN", json: '"NaN"', type: "number" },
  { what: "Infinity", json: '"Infinity"', type: "number" },
  number("1e309"),
  number("-1"),
  number("1.00001"),
  number("9007199254740993"),
  { what: "10 kB of digits as a number", json: DIGITS },
  { what: "10 kB of digits as text", json: JSON.stringify(DIGITS) },
  { what: "a bigint", json: '"9007199254740993"', type: "bigint" },
  { what: "a date", json: '"2026-01-01T00:00:00.000Z"', type: "Date" },
  { what: "a set", json: '["AAPL"]', type: "set" },
  { what: "an object", json: '{"$gt":""}' },
  { what: "a list", json: '[["1"]]' },
  { what: "true", json: "true" },
];
const NUMERALS = ["NaN", "Infinity", "1e309", "-1", "0.0000001", "9007199254740993"].map(text);
const EMPTY = [text(""), text(" ")];
const UNSEEN = [text("a\u0000b"), text("a\u202eb"), { what: "half a character", json: '"\\ud800"' }];

/** What must be refused in a field, by how much it lets through. */
const REFUSED: Record<NonNullable<Entry["loose"]>[string] | "strict", Bad[]> = {
  strict: [...NEVER, ...NUMERALS, ...EMPTY, ...UNSEEN],
  line: [...NEVER, ...EMPTY, ...UNSEEN],
  search: [...NEVER, ...UNSEEN],
  name: [...NEVER, text("0.00001"), ...EMPTY, ...UNSEEN],
  digits: [...NEVER, text("NaN"), text("1e309"), text("-1"), text("0.00001"), ...EMPTY, ...UNSEEN],
  password: [...NEVER, text("")],
};

type Place = { path: string[]; value: unknown };

/** Every field of an input, the ones inside others too. */
function placesIn(value: unknown, path: string[] = []): Place[] {
  const own = path.length > 0 ? [{ path, value }] : [];
  if (typeof value !== "object" || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key]))];
}

const MARK = "@@here@@";

function withValue(value: unknown, [head, ...rest]: string[], put: unknown): unknown {
  if (head === undefined) return put;
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === head ? withValue(item, rest, put) : item));
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    fields.map(([key, inner]) => [key, key === head ? withValue(inner, rest, put) : inner]),
  );
}

/** The input's wire text with something else in one place. */
function bodyWith(input: Input, path: string[], { json, type }: Bad): string {
  const body = JSON.stringify({ json: withValue(input, path, MARK) }).replace(`"${MARK}"`, () => json);
  if (!type) return body;
  return `${body.slice(0, -1)},"meta":{"values":${JSON.stringify({ [path.join(".")]: [type] })}}}`;
}

function without(input: Input, [head, ...rest]: string[]): Input {
  return Object.fromEntries(
    Object.entries(input).flatMap(([key, value]) => {
      if (key !== head) return [[key, value]];
      return rest.length > 0 ? [[key, without(value as Input, rest)]] : [];
    }),
  );
}

/** Every malformed body that can be made from a right input. */
function malformed(entry: Entry, input: Input): { what: string; body: string; field: string }[] {
  const places = placesIn(input).filter(({ value }) => value !== null);
  const values = places.flatMap(({ path, value }) => {
    const field = path.join(".");
    const isText = typeof value === "string" || typeof value === "number";
    const refused = isText
      ? REFUSED[entry.loose?.[field] ?? "strict"]
      : NEVER.filter((bad) => !suits(value, bad));
    const withNull = entry.nullable?.includes(field) ? refused : [...refused, { what: "null", json: "null" }];
    return withNull.map((bad) => ({
      what: `${bad.what} as ${field}`,
      body: bodyWith(input, path, bad),
      field,
    }));
  });
  const missing = places
    .filter(({ path }) => !/^\d+$/.test(path.at(-1) ?? "") && !entry.optional?.includes(path.join(".")))
    .map(({ path }) => ({
      what: `no ${path.join(".")}`,
      body: wire(without(input, path)),
      field: path.join("."),
    }));
  return [
    ...values,
    ...missing,
    { what: "an unknown field", body: wire({ ...input, isAdmin: true }), field: "isAdmin" },
  ];
}

/** A list in a list's place and an object in an object's are judged by what they hold; a yes or no may be yes. */
const suits = (value: unknown, bad: Bad): boolean =>
  bad.what === (typeof value === "boolean" ? "true" : Array.isArray(value) ? "a list" : "an object");

/** Whether a complaint about `told` tells of `field`: the field itself, the one around it, or one in it. */
const tellsOf = (told: string, field: string): boolean =>
  told === field || field.startsWith(`${told}.`) || told.startsWith(`${field}.`);

/** What an answer to something malformed in a field lacks. */
function wrongIn({ status, code, fields }: Answer, field: string): string[] {
  const paths = fields.map(({ path }) => path);
  return [
    ...(status === 400 && code === "VALIDATION" ? [] : [`answered with ${status} ${code}`]),
    ...(paths.some((told) => tellsOf(told, field)) ? [] : [`tells of “${paths.join(", ")}”`]),
    ...fields.filter(({ message }) => !(message.length < 300)).map(({ path }) => `says too much of ${path}`),
  ];
}

const actorFor = ({ who }: Entry): Actor | null =>
  who === "anyone" ? null : who === "reviewer" || who === "admin" ? world.admin : world.mine.actor;

describe("malformed input", () => {
  const withInput = Object.entries(PROCEDURES).filter(([, entry]) => entry.inputs);

  it.each(withInput)("%s answers 400, names the field, and writes nothing", async (path, entry) => {
    const before = await rowsWritten(deps);
    // Gathered, and expected once: there are tens of thousands.
    const wrong: string[] = [];
    for (const input of entry.inputs?.(world.mine, world) ?? [])
      for (const { what, body, field } of malformed(entry, input))
        wrong.push(
          ...wrongIn(await ask(deps, actorFor(entry), path, body), field).map((it) => `${what}: ${it}`),
        );
    expect(wrong).toEqual([]);
    expect(await rowsWritten(deps)).toEqual(before);
  });

  const HOPELESS = [
    ["nothing at all", null],
    ["null", '{"json":null}'],
    ["a list", '{"json":[]}'],
    ["a number", '{"json":1e309}'],
    ["no JSON", '{"json":'],
    ["something that superjson cannot make", '{"json":{"a":"x"},"meta":{"values":{"a":["Date"]}}}'],
    ["instructions to superjson that lead nowhere", '{"json":{"x":1},"meta":{"values":{"a.b.c":["map"]}}}'],
    [
      "a prototype",
      '{"json":{"__proto__":{"role":"ADMIN"}},"meta":{"values":{"__proto__.role":["number"]}}}',
    ],
  ] as const;

  it.each(withInput)("%s answers 400 to what is no input at all", async (path, entry) => {
    const before = await rowsWritten(deps);
    for (const [what, body] of HOPELESS) {
      expect(await ask(deps, actorFor(entry), path, body), what).toMatchObject({
        status: 400,
        code: "VALIDATION",
      });
    }
    expect(await rowsWritten(deps)).toEqual(before);
  });
});
