import { expect, test } from "vitest";
import { bridgeInShort, bridgeSteps, TERM_WORDS } from "@/components/portfolio/bridge-words";
import type { Bridge } from "@/components/portfolio/portfolio-sums";
import { sumWire } from "@/domain/money/wire-sum";

const AMOUNTS = ["1000.00", "-100.00", "0", "50.00", "-20.00", "8.00", "0.50", "-1.20", "-30.00", "0"];
const bridge = (change: Partial<Bridge> = {}): Bridge => ({
  from: "2026-06-30",
  to: "2026-07-31",
  isLive: false,
  opening: "500.00",
  lines: (Object.keys(TERM_WORDS) as (keyof typeof TERM_WORDS)[]).map((term, at) => ({
    term,
    amount: AMOUNTS[at] ?? "0",
  })),
  closing: "1407.30",
  unexplained: "0",
  ...change,
});

test("the picture leaves out what is nothing, and closes", () => {
  const steps = bridgeSteps(bridge());
  expect(steps.map(({ name }) => name)).not.toContain("Corrections");
  expect(steps.at(0)).toMatchObject({ name: "Opening equity", kind: "total" });
  const explained = sumWire(steps.slice(0, -1).map(({ amount }) => amount));
  expect(explained).toBe(steps.at(-1)?.amount);
});

test("what is not explained is never hidden", () => {
  const labels = bridgeSteps(bridge({ unexplained: "0.01" })).map(({ name }) => name);
  expect(labels).toContain("Unexplained");
});

test("the short form has every term once", () => {
  const short = bridgeInShort(bridge());
  expect(sumWire(short.map(({ amount }) => amount))).toBe("907.30");
  expect(short.find(({ label }) => label.startsWith("Fees"))?.amount).toBe("-31.20");
});
