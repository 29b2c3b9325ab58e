import { expect, test } from "vitest";
import { cashSums } from "@/components/portfolio/cash-sums";
import type { Cash } from "@/components/portfolio/portfolio-sums";
import { compareWire, sumWire } from "@/domain/money/wire-sum";

const cash: Cash = {
  isMargin: false,
  settled: "2000.00",
  unsettledIn: "300.00",
  unsettledOut: "120.00",
  isSettledOnly: false,
  uncollected: "50.00",
  reserved: "80.00",
  available: "2100.00",
  withdrawable: "1800.00",
  total: "2230.00",
};

const closes = (change: Partial<Cash>) =>
  cashSums({ ...cash, ...change }).map(({ id, value, parts }) => [
    id,
    compareWire(sumWire(parts.map(({ amount }) => amount)), value),
  ]);

test("every figure is the sum of its parts", () => {
  const whole = [
    ["settled", 0],
    ["unsettled", 0],
    ["withdrawable", 0],
    ["available", 0],
  ];
  expect(closes({})).toEqual(whole);
  expect(closes({ isSettledOnly: true, available: "1800.00" })).toEqual(whole);
  expect(closes({ isMargin: true, available: "9000.00" })).toEqual(whole);
  expect(closes({ settled: "0.00", total: "230.00", withdrawable: "0.00" })).toEqual(whole);
});

test("a usual account needs no rest to close a sum", () => {
  const labels = cashSums(cash).flatMap(({ parts }) => parts.map(({ label }) => label));
  expect(labels.filter((label) => label === "Other" || label === "Never below zero")).toEqual([]);
});

test("a figure that stops at zero says so", () => {
  const [, , withdrawable] = cashSums({ ...cash, settled: "0.00", withdrawable: "0.00" });
  expect(withdrawable?.parts.at(-1)).toEqual({ label: "Never below zero", amount: "200.00" });
});
