import { describe, expect, it } from "vitest";
import { followingSplits } from "@/domain/market/following";
import { syntheticMarket } from "@/domain/market/synthetic";
import { barsInSharesOf, inTodaysShares } from "@/domain/market/todays-shares";
import { type TickPrice, tickPrice } from "@/domain/market/types";
import { instantAt, localDate } from "@/domain/time/instant";

const [BEFORE, EX_DATE] = [localDate("2026-06-08"), localDate("2026-06-09")];
const base = syntheticMarket("test");
const four = [{ exDate: EX_DATE, factor: 4 }];
const market = followingSplits(
  {
    ...base,
    splitFactor: (symbol, after, to) => (symbol === "AAPL" && after < EX_DATE && to >= EX_DATE ? 4 : 1),
  },
  (symbol) => (symbol === "AAPL" ? four : undefined),
);
const noon = instantAt(EX_DATE, "12:00");
const near = (price: TickPrice | undefined, whole: TickPrice | undefined, grain = 100) =>
  expect(Math.abs((price ?? 0) - (whole ?? 0) / 4)).toBeLessThanOrEqual(grain);

describe("a market that follows a split", () => {
  it("is the market below until the ex-date, and for every other stock", () => {
    const eve = instantAt(BEFORE, "15:59");
    expect(market.book("AAPL", eve)).toEqual(base.book("AAPL", eve));
    expect(market.close("AAPL", BEFORE)).toBe(base.close("AAPL", BEFORE));
    expect(market.nbbo("F", noon)).toEqual(base.nbbo("F", noon));
    expect(market.bars("F", "1h", eve, noon)).toEqual(base.bars("F", "1h", eve, noon));
  });

  it("quotes a quarter from then on, uncrossed, in whole cents, for four times as many shares", () => {
    for (const time of ["09:31", "11:00", "15:59"] as const) {
      const at = instantAt(EX_DATE, time);
      const [now, whole] = [market.nbbo("AAPL", at), base.nbbo("AAPL", at)];
      near(now?.bid?.price, whole?.bid?.price);
      near(now?.ask?.price, whole?.ask?.price);
      expect(now?.bid?.price ?? 0).toBeLessThan(now?.ask?.price ?? 0);
      expect((now?.bid?.price ?? 1) % 100).toBe(0);
      expect(now?.bid?.size).toBe((whole?.bid?.size ?? 0) * 4);
      const best = Math.max(...market.book("AAPL", at).map(({ bids }) => bids[0]?.price ?? 0));
      expect(best).toBe(now?.bid?.price);
    }
  });

  it("finds the prints through a limit that a look at all of them finds", () => {
    const from = instantAt(EX_DATE, "10:00");
    const to = instantAt(EX_DATE, "10:20");
    const all = market.prints("AAPL", from, to, 100_000);
    expect(all.length).toBeGreaterThan(10);
    for (const { price } of all.slice(0, 20))
      for (const limit of [price - 1, price, price + 1].map(tickPrice)) {
        const buys = market.printsThrough("AAPL", "BUY", limit, from, to, 100_000);
        expect(buys).toEqual(all.filter((print) => print.price <= limit));
        const sells = market.printsThrough("AAPL", "SELL", limit, from, to, 100_000);
        expect(sells).toEqual(all.filter((print) => print.price >= limit));
      }
  });

  it("remembers other days in today's shares, and shows one line in a chart", () => {
    const today = inTodaysShares(market);
    near(today.previousClose("AAPL", noon) ?? undefined, base.close("AAPL", BEFORE) ?? undefined);
    near(
      today.last("AAPL", instantAt(EX_DATE, "04:00"))?.price,
      base.last("AAPL", instantAt(EX_DATE, "04:00"))?.price,
    );
    const bars = market.bars("AAPL", "1d", instantAt(BEFORE, "00:00"), instantAt(EX_DATE, "17:00"));
    const [first, second] = barsInSharesOf(market, "AAPL", bars, EX_DATE);
    expect((first?.close ?? 0) / (second?.open ?? 1)).toBeCloseTo(1, 0);
    expect(barsInSharesOf(market, "AAPL", bars, BEFORE)).toBe(bars);
  });
});
