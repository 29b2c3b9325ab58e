import { expect, test } from "vitest";
import {
  equityPoints,
  groupPositions,
  type Position,
  signedUsd,
  sliceName,
  sortPositions,
} from "@/components/portfolio/portfolio-sums";

const position = (
  symbol: string,
  sector: string,
  value: string,
  change: Partial<Position> = {},
): Position => ({
  symbol,
  name: symbol,
  sector,
  kind: "STOCK",
  quantity: "10",
  price: "1",
  previousClose: "1",
  value,
  cost: "1.00",
  averageCost: "0.1",
  dayChange: "1.00",
  dayChangeRatio: null,
  unrealised: "-2.00",
  unrealisedRatio: null,
  weight: "0.2",
  reserved: "0",
  lots: 1,
  yearlyIncome: null,
  yield: null,
  marginRequirement: null,
  ...change,
});

const positions = [
  position("AAPL", "Technology", "3000.00", { yield: "0.005" }),
  position("F", "Cars", "5000.00", { kind: "ETF", marginRequirement: "1500.00" }),
  position("MSFT", "Technology", "4000.00", { yield: "0.007", weight: null }),
];

/** 15:42 UTC on 14 July 2026 is 11:42 in New York. */
const AS_OF = Date.UTC(2026, 6, 14, 15, 42);
const point = (date: string, equity: string, contributions: string) => ({
  date,
  equity,
  contributions,
  growth: null,
  benchmark: null,
});

test("the curve begins with the first money, and ends with what the page says now", () => {
  const curve = [
    point("2026-07-10", "0.00", "0.00"),
    point("2026-07-13", "9400.00", "9000.00"),
    point("2026-07-14", "9500.00", "9000.00"),
  ];
  expect(equityPoints(curve, { asOf: AS_OF, equity: "9501.00" })).toEqual([
    { date: "2026-07-13", equity: "9400.00", contributions: "9000.00" },
    { date: "2026-07-14", equity: "9501.00", contributions: "9000.00" },
  ]);
  expect(equityPoints([point("2026-07-10", "0.00", "0.00")], { asOf: AS_OF, equity: "0.00" })).toEqual([]);
});

test("a gain has both signs, a loss a real minus, nothing neither", () => {
  expect(signedUsd("1284.2")).toBe("+$1,284.20");
  expect(signedUsd("-3.5")).toBe("−$3.50");
  expect(signedUsd("0.00")).toBe("$0.00");
});

test("positions sort by number or name, either way, and what has no figure comes last", () => {
  const order = (sorted: readonly Position[]) => sorted.map(({ symbol }) => symbol).join(" ");
  expect(order(sortPositions(positions, { by: "value", isAscending: false }))).toBe("F MSFT AAPL");
  expect(order(sortPositions(positions, { by: "symbol", isAscending: true }))).toBe("AAPL F MSFT");
  expect(order(sortPositions(positions, { by: "yield", isAscending: true }))).toBe("AAPL MSFT F");
  expect(order(sortPositions(positions, { by: "yield", isAscending: false }))).toBe("MSFT AAPL F");
});

test("groups carry their sums, and none where a part of one is missing", () => {
  const [technology, cars] = groupPositions(positions, "sector");
  expect(technology).toMatchObject({ name: "Technology", value: "7000.00", dayChange: "2.00", weight: null });
  expect(technology?.marginRequirement).toBeNull();
  expect(cars).toMatchObject({
    name: "Cars",
    unrealised: "-2.00",
    weight: "0.2",
    marginRequirement: "1500.00",
  });
  expect(groupPositions(positions, "type").map(({ name }) => name)).toEqual([
    "Stocks",
    "Exchange-traded funds",
  ]);
});

test("cash is a slice, too", () => {
  expect(sliceName("KIND", null)).toBe("Cash");
  expect(sliceName("KIND", "ETF")).toBe("Exchange-traded funds");
  expect(sliceName("SECTOR", "Energy")).toBe("Energy");
});
