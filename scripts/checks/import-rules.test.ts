import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { cruise, type ICruiseOptions, type IFlattenedRuleSet } from "dependency-cruiser";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A house of empty files, in which each file imports what is written beside it. */
const IMPORTS: Record<string, string[]> = {
  "domain/money/money.ts": [],
  "domain/orders/rule.ts": ["node:fs", "../../server/platform/db"],
  "server/platform/db.ts": ["../orders/place-order"],
  "server/orders/place-order.ts": [
    "../../domain/money/money",
    "../ledger/index",
    "../ledger/post",
    "../street/venue",
  ],
  "server/orders/index.ts": ["./router"],
  "server/orders/router.ts": ["../trpc/procedures", "../trpc/context"],
  "server/ledger/index.ts": ["./post"],
  "server/ledger/post.ts": ["../compose"],
  "server/street/venue.ts": ["../ledger/index"],
  "server/trpc/procedures.ts": [],
  "server/trpc/context.ts": ["../ledger/post"],
  "server/trpc/root.ts": ["../orders/router", "../ledger/index"],
  "server/compose.ts": ["./street/venue", "./ledger/index"],
  "components/ui/button.tsx": ["../orders/ticket"],
  "components/orders/ticket.tsx": ["../../server/trpc/root", "../../server/ledger/index"],
  "app/page.tsx": ["../server/ledger/index", "../components/orders/ticket"],
  "app/api/health/route.ts": ["../../../server/compose", "../../../server/ledger/post"],
  "e2e/journeys/buy.spec.ts": ["../../server/ledger/index", "../../domain/money/money"],
};

const root = fs.mkdtempSync(path.join(os.tmpdir(), "rooms-"));
afterAll(() => fs.rmSync(root, { recursive: true }));

let found: Set<string>;

beforeAll(async () => {
  for (const [file, imports] of Object.entries(IMPORTS)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    const lines = imports.map((name) => `import ${JSON.stringify(name)};`);
    fs.writeFileSync(path.join(root, file), `${lines.join("\n")}\nexport {};\n`);
  }
  const require = createRequire(import.meta.url);
  const rules = require("../../.dependency-cruiser.cjs") as IFlattenedRuleSet & { options: ICruiseOptions };
  const { tsConfig: _none, ...options } = rules.options;
  const ruleSet = { forbidden: rules.forbidden };
  const result = await cruise(["app", "components", "domain", "e2e", "server"], {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet,
  });
  if (typeof result.output === "string") throw new Error(result.output);
  found = new Set(
    result.output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  );
}, 30_000);

test.each([
  "domain-is-pure: domain/orders/rule.ts → fs",
  "domain-is-pure: domain/orders/rule.ts → server/platform/db.ts",
  "platform-is-ground: server/platform/db.ts → server/orders/place-order.ts",
  "modules-by-their-doors: server/orders/place-order.ts → server/ledger/post.ts",
  "street-behind-compose: server/orders/place-order.ts → server/street/venue.ts",
  "index-without-router: server/orders/index.ts → server/orders/router.ts",
  "routers-and-procedures: server/orders/router.ts → server/trpc/context.ts",
  "compose-is-for-entries: server/ledger/post.ts → server/compose.ts",
  "street-is-apart: server/street/venue.ts → server/ledger/index.ts",
  "trpc-sees-doors: server/trpc/context.ts → server/ledger/post.ts",
  "primitives-know-nothing: components/ui/button.tsx → components/orders/ticket.tsx",
  "components-take-types-only: components/orders/ticket.tsx → server/trpc/root.ts",
  "components-show: components/orders/ticket.tsx → server/ledger/index.ts",
  "pages-are-thin: app/page.tsx → server/ledger/index.ts",
  "route-handlers: app/api/health/route.ts → server/ledger/post.ts",
  "browser-tests: e2e/journeys/buy.spec.ts → server/ledger/index.ts",
])("refuses %s", (violation) => {
  expect(found).toContain(violation);
});

test.each([
  ["server/orders/place-order.ts", "domain/money/money.ts"],
  ["server/orders/place-order.ts", "server/ledger/index.ts"],
  ["server/orders/router.ts", "server/trpc/procedures.ts"],
  ["server/trpc/root.ts", "server/orders/router.ts"],
  ["server/compose.ts", "server/street/venue.ts"],
  ["app/page.tsx", "components/orders/ticket.tsx"],
  ["app/api/health/route.ts", "server/compose.ts"],
  ["e2e/journeys/buy.spec.ts", "domain/money/money.ts"],
])("allows %s → %s", (from, to) => {
  const refused = [...found].filter(
    (line) => line.endsWith(`: ${from} → ${to}`) && !line.startsWith("no-cycles"),
  );
  expect(refused).toEqual([]);
});

test("sees circles", () => {
  expect([...found].some((line) => line.startsWith("no-cycles: "))).toBe(true);
});
