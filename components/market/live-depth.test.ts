import { expect, test } from "vitest";
import { depthOf, salesOf } from "@/components/market/live-depth";
import type { Book } from "@/components/shell/live-store";

const book: Book = {
  kind: "book",
  symbol: "AAPL",
  at: 1_000,
  bids: [],
  asks: [],
  venues: [
    { venue: "XNAS", bids: [["10.01", 100]], asks: [["10.03", 50]] },
    {
      venue: "ARCX",
      bids: [
        ["10.02", 200],
        ["10.01", 300],
      ],
      asks: [["10.03", 70]],
    },
  ],
  prints: [
    { at: 900, price: "10.02", size: 10, venue: "ARCX" },
    { at: 500, price: "10.01", size: 20, venue: "XNAS" },
  ],
};

test("the line's book is joined by price, best first", () => {
  const { composite, venues } = depthOf(book);
  expect(composite.bids.map(({ price, size }) => `${size} at ${price}`)).toEqual([
    "200 at 10.02",
    "400 at 10.01",
  ]);
  expect(composite.bids[1]?.venues.map(({ venue }) => venue)).toEqual(["XNAS", "ARCX"]);
  expect(composite.asks).toHaveLength(1);
  expect(venues[0]?.asks).toEqual([{ price: "10.03", size: 50 }]);
});

test("the tape gets what is newer than itself, once", () => {
  const tape = [{ at: 500, price: "10.01", size: 20, venue: "XNAS" }];
  expect(salesOf(tape, book).map(({ at }) => at)).toEqual([900, 500]);
});
