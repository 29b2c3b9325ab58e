import { describe, expect, it } from "vitest";
import { syntheticMarket } from "@/domain/market/synthetic";
import { momentOf, toPrice } from "@/domain/market/types";
import { instantAt, localDate, plus } from "@/domain/time/instant";
import { judgeFills, type JudgedFill, type Taking } from "@/server/orders/testing/judge-fills";

const market = syntheticMarket("judge");
const AT = instantAt(localDate("2026-06-01"), "11:00");
const SYMBOL = "AAPL";

const best = market
  .book(SYMBOL, AT)
  .filter(({ asks }) => asks.length > 1)
  .toSorted((a, b) => (a.asks[0]?.price ?? 0) - (b.asks[0]?.price ?? 0))[0];
const [inside, second] = best?.asks ?? [];
if (!best || !inside || !second) throw new Error("somebody offers shares at eleven");

const fill = (given: Partial<JudgedFill> = {}): JudgedFill => ({
  symbol: SYMBOL,
  venue: best.venue,
  side: "BUY",
  shares: 10,
  price: toPrice(inside.price),
  at: AT,
  kind: "MARKET",
  ...given,
});
const takingOf = ({ symbol, venue, side, price, shares, at }: JudgedFill): Taking => ({
  symbol,
  place: venue,
  side,
  price,
  shares,
  moment: momentOf(at),
});
const judge = (...fills: JudgedFill[]) => judgeFills(market, fills, fills.map(takingOf));

describe("a judge of fills", () => {
  it("finds nothing in what was displayed, taken once", () => {
    expect(judge(fill())).toEqual([]);
  });

  it("sees more taken than was displayed", () => {
    expect(judge(fill({ shares: inside.size + 1 }))).toEqual([
      expect.stringContaining(`taken of ${inside.size} at`),
    ]);
  });

  it("sees shares that nobody took from anyone", () => {
    expect(judgeFills(market, [fill()], [])).toEqual([
      expect.stringContaining("10 shares filled, 0 were taken"),
    ]);
  });

  it("sees a trade through a quote, unless customers had taken it", () => {
    expect(judge(fill({ price: toPrice(second.price) }))).toEqual([
      expect.stringContaining("traded through"),
    ]);
    const all = market
      .book(SYMBOL, AT)
      .flatMap(({ venue, asks }) => asks.map((level) => ({ venue, ...level })))
      .filter(({ price }) => price < second.price)
      .map(({ venue, price, size }) => fill({ venue, price: toPrice(price), shares: size }));
    expect(judge(...all, fill({ price: toPrice(second.price) }))).toEqual([]);
  });

  it("sees an auction's fill at another time or price", () => {
    expect(judgeFills(market, [fill({ kind: "OPEN" })], [])).toEqual([
      expect.stringContaining("there is no OPEN then"),
    ]);
    const open = plus(AT, -90 * 60_000);
    expect(judgeFills(market, [fill({ kind: "OPEN", at: open, price: toPrice(second.price) })], [])).toEqual([
      expect.stringContaining("is not the price of the OPEN"),
    ]);
  });
});
