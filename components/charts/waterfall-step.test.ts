import { expect, test } from "vitest";
import { waterfallBars } from "@/components/charts/waterfall-step";

test("each change begins where the one before ended, and totals stand on zero", () => {
  const bars = waterfallBars([
    { name: "Opening equity", label: "Opening equity", amount: "100.00", kind: "total" },
    { name: "Deposits", label: "Deposits", amount: "50.00", kind: "change" },
    { name: "Fees", label: "Fees", amount: "-30.00", kind: "change" },
    { name: "Closing equity", label: "Closing equity", amount: "120.00", kind: "total" },
  ]);
  expect(bars.map(({ span, way }) => [...span, way])).toEqual([
    [0, 100, "total"],
    [100, 150, "up"],
    [120, 150, "down"],
    [0, 120, "total"],
  ]);
});

test("a debt is drawn below the line", () => {
  const bars = waterfallBars([
    { name: "Opening equity", label: "Opening equity", amount: "-10", kind: "total" },
    { name: "Realised", label: "Realised", amount: "-5", kind: "change" },
  ]);
  expect(bars.map(({ span }) => span)).toEqual([
    [-10, 0],
    [-15, -10],
  ]);
});
