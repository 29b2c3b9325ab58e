import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawPlan } from "@/scripts/faults/draw-plan";
import { oneFile } from "@/scripts/faults/one-file";
import { ensureWorldOfRun } from "@/scripts/faults/run-seeds";
import { inRoot } from "@/scripts/setup/places";
import { runQuietly } from "@/scripts/setup/processes";

/** A guard of the product, taken out: each text must be there once, or this test has to follow the code. */
type Mutant = { name: string; sees: string; edits: { file: string; find: string; put: string }[] };

const MUTANTS: readonly Mutant[] = [
  {
    name: "the buying-power guard",
    sees: "I3: no order has taken available cash below zero",
    edits: [
      {
        file: "server/ledger/holds.ts",
        find: "then 0 else unsettled_in end\n        >= ${amount}",
        put: "then 0 else unsettled_in end\n        >= ${amount} - 1000000",
      },
    ],
  },
  {
    name: "the guard by which an event counts once",
    sees: "I8: no event of a party is missing below the cursor",
    edits: [
      {
        file: "server/platform/inbox.ts",
        find: "nextInOrder(await intake.port.events(after, BATCH), after)",
        put: "await intake.port.events(after, BATCH)",
      },
      {
        file: "server/platform/inbox.ts",
        find: "as m(seq bigint, kind text, payload jsonb, at timestamptz)",
        put: "as m(seq bigint, kind text, payload jsonb, at timestamptz) on conflict do nothing",
      },
    ],
  },
  {
    name: "the guard by which an order counts once",
    sees: "was sent twice and is two orders",
    edits: [
      {
        file: "server/orders/order-rows.ts",
        find: "client_order_id: order.clientOrderId",
        put: "client_order_id: order.clientOrderId + newId().slice(-12)",
      },
    ],
  },
];

/** What the runner needs of the tree. */
const ROOMS = ["domain", "server", "scripts", "prisma"];
const FILES = ["package.json", "package-lock.json", "tsconfig.json", "prisma.config.ts"];
/** Without kills. Which events come on one page depends on the machine, so a guard may not be leaned on in each of them. */
const PEACEFUL = Array.from({ length: 16 }, (_, seed) => seed).filter(
  (seed) => drawPlan(seed).kills.length === 0,
);
const LIMIT_MS = 180_000;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mutants-"));
let worldUrl = "";

beforeAll(async () => {
  worldUrl = await ensureWorldOfRun(process.env.TEST_DATABASE_TEMPLATE_URL ?? "", process.ppid);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A copy of the tree with these edits; packages are the same ones. */
function patchedTree(name: string, edits: Mutant["edits"]): string {
  const tree = path.join(folder, name);
  for (const room of ROOMS) fs.cpSync(inRoot(room), path.join(tree, room), { recursive: true });
  for (const file of FILES) fs.copyFileSync(inRoot(file), path.join(tree, file));
  fs.symlinkSync(inRoot("node_modules"), path.join(tree, "node_modules"), "dir");
  for (const { file, find, put } of edits) {
    const place = path.join(tree, file);
    const pieces = fs.readFileSync(place, "utf8").split(find);
    if (pieces.length !== 2) throw new Error(`${file} has ${pieces.length - 1} times: ${find}`);
    fs.writeFileSync(place, pieces.join(put));
  }
  return tree;
}

/** Runs the fault runner of that tree on the world that was made by this one. */
async function runThere(tree: string, seed: number): Promise<{ code: number; output: string }> {
  const args = [await oneFile(tree, "scripts/faults.ts"), "--seed", String(seed)];
  const env = { ...process.env, DATABASE_URL: worldUrl, NO_COLOR: "1" };
  return runQuietly(process.execPath, [...args, "--world", worldUrl, "--tries", "0"], { cwd: tree, env });
}

/** What the first seed says that notices something, or the last of them. */
async function firstNoticed(tree: string): Promise<{ code: number; output: string }> {
  let said = { code: 0, output: "" };
  for (const seed of PEACEFUL) {
    said = await runThere(tree, seed);
    if (said.code !== 0) break;
  }
  return said;
}

describe("the fault runner", () => {
  it(
    "finds nothing wrong with a copy of the tree as it is",
    async () => {
      const { code, output } = await runThere(patchedTree("as-it-is", []), 0);
      expect(output).toContain("1 seeds hold");
      expect(code).toBe(0);
    },
    LIMIT_MS,
  );

  it.each(MUTANTS.map((mutant, number) => ({ ...mutant, number })))(
    "notices that $name is gone",
    async ({ edits, sees, number }) => {
      const { code, output } = await firstNoticed(patchedTree(`mutant-${number}`, edits));
      expect(output).toMatch(/✗ seed \d+: /);
      expect(output).toContain(sees);
      expect(output).toContain("Again: npm run faults -- --seed");
      expect(code).toBe(1);
    },
    LIMIT_MS,
  );
});
