import { describe, expect, it } from "vitest";
import { ladderRows, takerOf, venueRows } from "@/components/market/ladder-rows";

const level = (price: string, size: number) => ({ price, size, venues: [{ venue: "XNAS", size }] });
const composite = {
  bids: [level("10.01", 400), level("10.00", 100), level("9.99", 50)],
  asks: [level("10.02", 200), level("10.03", 300), level("10.05", 50)],
};

describe("the ladder", () => {
  it("goes from the highest ask down to the lowest bid, with bars by size", () => {
    const rows = ladderRows(composite, [], 2);
    expect(rows.map(({ price, side, share }) => [price, side, share])).toEqual([
      ["10.03", "ASK", 0.75],
      ["10.02", "ASK", 0.5],
      ["10.01", "BID", 1],
      ["10.00", "BID", 0.25],
    ]);
    expect(rows.every(({ own }) => own === null)).toBe(true);
  });

  it("marks own orders at their price, added up, and gives others a row of their own", () => {
    const rows = ladderRows(
      composite,
      [
        { side: "BUY", limitPrice: "10", leavesQty: "100" },
        { side: "BUY", limitPrice: "10.00", leavesQty: "50" },
        { side: "SELL", limitPrice: "10.04", leavesQty: "7" },
        { side: "BUY", limitPrice: "9.50", leavesQty: "20" },
        { side: "BUY", limitPrice: null, leavesQty: "999" },
      ],
      3,
    );
    expect(
      rows.filter(({ own }) => own !== null).map(({ price, side, size, own }) => [price, side, size, own]),
    ).toEqual([
      ["10.04", "ASK", 0, "7"],
      ["10.00", "BID", 100, "150"],
      ["9.50", "BID", 0, "20"],
    ]);
    expect(rows.map(({ price }) => price)).toEqual([
      ...["10.05", "10.04", "10.03", "10.02"],
      ...["10.01", "10.00", "9.99", "9.50"],
    ]);
  });

  it("is empty where nobody quotes and nothing waits", () => {
    expect(ladderRows({ bids: [], asks: [] }, [], 8)).toEqual([]);
  });
});

it("puts the venues' levels in the order in which they would trade", () => {
  const venues = [
    { venue: "ARCX", bids: [{ price: "9.99", size: 100 }], asks: [{ price: "10.02", size: 100 }] },
    {
      venue: "XNYS",
      bids: [
        { price: "10.01", size: 100 },
        { price: "9.99", size: 300 },
      ],
      asks: [],
    },
  ];
  expect(venueRows({ venues }, "BID").map(({ venue, price }) => `${venue} ${price}`)).toEqual([
    "XNYS 10.01",
    "XNYS 9.99",
    "ARCX 9.99",
  ]);
  expect(venueRows({ venues }, "ASK")).toEqual([{ venue: "ARCX", price: "10.02", size: 100 }]);
});

it("sells to a bid and buys from an ask", () => {
  expect([takerOf("BID"), takerOf("ASK")]).toEqual(["SELL", "BUY"]);
});
