import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Ladder } from "@/components/market/ladder";
import type { Depth } from "@/components/market/market-types";
import { TimeAndSales } from "@/components/market/time-and-sales";

const level = (price: string, size: number) => ({ price, size, venues: [{ venue: "XNAS", size }] });
const depth: Depth = {
  symbol: "KO",
  at: 0,
  venues: [],
  composite: { bids: [level("70.01", 400)], asks: [level("70.02", 1_200)] },
};

describe("the ladder as a reader meets it", () => {
  it("has a button a price that says what it offers, and the reader's own shares in words", () => {
    const html = renderToStaticMarkup(
      createElement(Ladder, {
        depth,
        orders: [{ side: "BUY", limitPrice: "70.01", leavesQty: "100" }],
        onPick: () => {},
      }),
    );
    expect(html).toContain('aria-label="Sell at 70.01"');
    expect(html).toContain('aria-label="Buy at 70.02"');
    expect(html).toContain("Buy 100");
    expect(html).toContain("1,200");
    expect(html).toContain("Depth of KO by price, all venues");
  });

  it("has no buttons where nobody listens, and says why it is empty", () => {
    expect(renderToStaticMarkup(createElement(Ladder, { depth }))).not.toContain('aria-label="Buy at');
    const empty = { ...depth, composite: { bids: [], asks: [] } };
    expect(renderToStaticMarkup(createElement(Ladder, { depth: empty }))).toContain("Nobody quotes it now");
  });
});

describe("the tape as a reader meets it", () => {
  it("says each trade with its way in words, and begins with an explanation", () => {
    const sales = [
      { at: Date.parse("2026-07-14T14:30:01Z"), price: "70.02", size: 300, venue: "XNAS" },
      { at: Date.parse("2026-07-14T14:30:00Z"), price: "70.01", size: 100, venue: "XNYS" },
    ];
    const html = renderToStaticMarkup(createElement(TimeAndSales, { symbol: "KO", sales }));
    expect(html).toContain("10:30:01");
    expect(html).toContain("higher");
    expect(html).toContain("Nasdaq");
    expect(renderToStaticMarkup(createElement(TimeAndSales, { symbol: "KO", sales: [] }))).toContain(
      "No trades yet",
    );
  });
});
