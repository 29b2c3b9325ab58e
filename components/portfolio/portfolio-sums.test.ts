import { expect, test } from "vitest";
import {
  type Portfolio,
  type Position,
  signedUsd,
  slicesByPosition,
  slicesBySector,
  sortPositions,
  withToday,
} from "@/components/portfolio/portfolio-sums";

const position = (symbol: string, sector: string, value: string, weight: string): Position => ({
  symbol,
  name: symbol,
  sector,
  quantity: "10",
  price: "1",
  value,
  cost: "1.00",
  averageCost: "0.1",
  dayChange: "0.00",
  dayChangeRatio: null,
  unrealised: "0.00",
  unrealisedRatio: null,
  weight,
  reserved: "0",
});

const cash = {
  settled: "2000.00",
  unsettledIn: "0.00",
  isMargin: false,
  isSettledOnly: false,
  unsettledOut: "0.00",
  uncollected: "0.00",
  reserved: "0.00",
  available: "2000.00",
  total: "2000.00",
};

/** 15:42 UTC on 14 July 2026 is 11:42 in New York. */
const AS_OF = Date.UTC(2026, 6, 14, 15, 42);

const portfolio = (change: Partial<Portfolio>): Portfolio => ({
  accountId: "a",
  accountNumber: "RT-00004417",
  title: "Ann Example",
  status: "OPEN",
  asOf: AS_OF,
  equity: "10000.00",
  positionValue: "8000.00",
  dayChange: "0.00",
  dayChangeRatio: null,
  unrealised: "0.00",
  realisedThisYear: "0.00",
  cash,
  positions: [
    position("AAPL", "Technology", "3000.00", "0.300000"),
    position("F", "Cars", "1000.00", "0.100000"),
    position("MSFT", "Technology", "4000.00", "0.400000"),
  ],
  ...change,
});

test("today stands at the end of the curve, with what was paid in since the last close", () => {
  const history = [
    { date: "2026-07-10", equity: "9000.00", contributions: "9000.00" },
    { date: "2026-07-13", equity: "9400.00", contributions: "9000.00" },
  ];
  const points = withToday(history, portfolio({ equity: "10000.00", dayChange: "100.00" }));
  expect(points).toHaveLength(3);
  expect(points[2]).toEqual({ date: "2026-07-14", equity: "10000.00", contributions: "9500.00" });
});

test("the curve begins with the first money", () => {
  const history = [
    { date: "2026-07-10", equity: "0.00", contributions: "0.00" },
    { date: "2026-07-13", equity: "9400.00", contributions: "9000.00" },
  ];
  expect(withToday(history, portfolio({})).map(({ date }) => date)).toEqual(["2026-07-13", "2026-07-14"]);
});

test("a day that has ended already is not drawn twice", () => {
  const history = [{ date: "2026-07-14", equity: "9400.00", contributions: "9000.00" }];
  const points = withToday(history, portfolio({ equity: "9401.00" }));
  expect(points).toEqual([{ date: "2026-07-14", equity: "9401.00", contributions: "9000.00" }]);
  expect(withToday([], portfolio({}))).toEqual([]);
});

test("slices come by size, cash among them, and their weights make a whole", () => {
  expect(slicesByPosition(portfolio({})).map(({ label }) => label)).toEqual(["MSFT", "AAPL", "Cash", "F"]);
  const sectors = slicesBySector(portfolio({}));
  expect(sectors.map(({ label, value, weight }) => [label, value, weight])).toEqual([
    ["Technology", "7000.00", "0.700000"],
    ["Cash", "2000.00", "0.200000"],
    ["Cars", "1000.00", "0.100000"],
  ]);
});

test("what is not there, or owed, is no slice", () => {
  const owing = portfolio({ cash: { ...cash, total: "-5.00" } });
  expect(slicesByPosition(owing).map(({ label }) => label)).not.toContain("Cash");
});

test("a gain has both signs, a loss a real minus, nothing neither", () => {
  expect(signedUsd("1284.2")).toBe("+$1,284.20");
  expect(signedUsd("-3.5")).toBe("−$3.50");
  expect(signedUsd("0.00")).toBe("$0.00");
});

test("positions sort by number or name, either way", () => {
  const { positions } = portfolio({});
  const order = (sorted: Position[]) => sorted.map(({ symbol }) => symbol).join(" ");
  expect(order(sortPositions(positions, { by: "value", isAscending: false }))).toBe("MSFT AAPL F");
  expect(order(sortPositions(positions, { by: "symbol", isAscending: true }))).toBe("AAPL F MSFT");
});
