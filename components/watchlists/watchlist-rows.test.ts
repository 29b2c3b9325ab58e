import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  nextSort,
  placeOfDrop,
  sortRows,
  type WatchRow,
  watchRows,
  withMoved,
} from "@/components/watchlists/watchlist-rows";

const quote = (symbol: string, last: string | null) => ({
  symbol,
  at: 0,
  bid: null,
  bidSize: 0,
  ask: null,
  askSize: 0,
  last,
  previousClose: null,
  change: null,
  changeRatio: null,
});
const row = (symbol: string, last: string | null): WatchRow => ({
  symbol,
  last,
  change: null,
  changeRatio: null,
  bid: null,
  ask: null,
  volume: null,
});

it("shows what came over the line, else what was asked for, else nothing", () => {
  const rows = watchRows(
    ["KO", "AAPL", "SPY"],
    new Map([["KO", quote("KO", "70.02")]]),
    [quote("KO", "70.00"), quote("AAPL", "265.00")],
    [{ symbol: "AAPL", volume: 1_200 }],
  );
  expect(rows.map(({ symbol, last, volume }) => [symbol, last, volume])).toEqual([
    ["KO", "70.02", null],
    ["AAPL", "265.00", 1_200],
    ["SPY", null, null],
  ]);
});

describe("sorting", () => {
  const rows = [row("KO", "70"), row("NONE", null), row("PLUG", "9.5"), row("SPY", "682.1")];
  const symbols = (sort: Parameters<typeof sortRows>[1]) => sortRows(rows, sort).map(({ symbol }) => symbol);

  it("goes by the number, not the text, and leaves the unknown last", () => {
    expect(symbols({ column: "last", direction: "ascending" })).toEqual(["PLUG", "KO", "SPY", "NONE"]);
    expect(symbols({ column: "last", direction: "descending" })).toEqual(["SPY", "KO", "PLUG", "NONE"]);
    expect(symbols({ column: "symbol", direction: "descending" })).toEqual(["SPY", "PLUG", "NONE", "KO"]);
    expect(symbols(null)).toEqual(["KO", "NONE", "PLUG", "SPY"]);
  });

  it("comes back to the person's own order at the third press", () => {
    const first = nextSort(null, "last");
    const second = nextSort(first, "last");
    expect([first, second, nextSort(second, "last")]).toEqual([
      { column: "last", direction: "ascending" },
      { column: "last", direction: "descending" },
      null,
    ]);
    expect(nextSort(first, "bid")).toEqual({ column: "bid", direction: "ascending" });
  });
});

describe("moving", () => {
  const list = ["A", "B", "C", "D"];

  it("keeps every symbol, once, with the moved one at its place", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(12),
        (items, pick, to) => {
          const item = items[pick % items.length] as string;
          const moved = withMoved(items, item, to);
          expect([...moved].sort()).toEqual([...items].sort());
          expect(moved.indexOf(item)).toBe(Math.min(to, items.length - 1));
          expect(moved.filter((other) => other !== item)).toEqual(items.filter((other) => other !== item));
        },
      ),
    );
    expect(withMoved(list, "X", 0)).toEqual(list);
  });

  it("drops before or after another one, and knows when nothing changes", () => {
    const dropped = (item: string, target: string, position: "before" | "after") => {
      const to = placeOfDrop(list, item, target, position);
      return to === null ? null : withMoved(list, item, to).join("");
    };
    expect(dropped("A", "C", "after")).toBe("BCAD");
    expect(dropped("A", "C", "before")).toBe("BACD");
    expect(dropped("D", "A", "before")).toBe("DABC");
    expect(dropped("B", "A", "after")).toBeNull();
    expect(dropped("B", "C", "before")).toBeNull();
    expect(dropped("X", "A", "before")).toBeNull();
    expect(dropped("A", "A", "after")).toBeNull();
  });
});
