import { expect, it } from "vitest";
import { withTicks } from "@/components/market/sale-ticks";

const sale = (at: number, price: string) => ({ at, price, size: 100, venue: "XNAS" });

it("compares each trade with the last one before it at another price", () => {
  const newestFirst = [
    sale(6, "10.00"),
    sale(5, "10.01"),
    sale(4, "10.01"),
    sale(3, "10.0"),
    sale(2, "10.00"),
    sale(1, "9.99"),
  ];
  expect(withTicks(newestFirst).map(({ at, tick }) => `${at} ${tick}`)).toEqual([
    "6 DOWN",
    "5 UP",
    "4 UP",
    "3 UP",
    "2 UP",
    "1 NONE",
  ]);
});

it("knows no way where every trade had one price, and nothing of nothing", () => {
  expect(withTicks([sale(2, "10"), sale(1, "10.00")]).map(({ tick }) => tick)).toEqual(["NONE", "NONE"]);
  expect(withTicks([])).toEqual([]);
});
