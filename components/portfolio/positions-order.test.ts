import { expect, test } from "vitest";
import { readPositionsOrder, sortedBy } from "@/components/portfolio/positions-order";

test("a cookie that makes no sense is as good as none", () => {
  const standard = { group: "none", by: "value", isAscending: false };
  expect(readPositionsOrder(undefined)).toEqual(standard);
  expect(readPositionsOrder("colour.value.up")).toEqual(standard);
  expect(readPositionsOrder("sector.luck.up")).toEqual(standard);
  expect(readPositionsOrder("sector.dayChange.up")).toEqual({
    group: "sector",
    by: "dayChange",
    isAscending: true,
  });
});

test("pressing a heading sorts by it, pressing it again turns the order around", () => {
  const first = sortedBy(readPositionsOrder(undefined), "dayChange");
  expect(first).toMatchObject({ by: "dayChange", isAscending: false });
  expect(sortedBy(first, "dayChange")).toMatchObject({ by: "dayChange", isAscending: true });
  expect(sortedBy(first, "symbol")).toMatchObject({ by: "symbol", isAscending: true });
});
