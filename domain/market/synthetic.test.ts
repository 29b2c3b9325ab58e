import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "@/domain/market/catalogue";
import { isOnTick } from "@/domain/market/ticks";
import { syntheticMarket } from "@/domain/market/synthetic";
import { tradingDaysOf } from "@/domain/market/trading-days";
import { type Bar, MOMENT_MS, type Print, tickPrice, toPrice } from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant, instantAt, type LocalDate, localDate } from "@/domain/time/instant";

const market = syntheticMarket("test");
const SYMBOLS = CATALOGUE.map((entry) => entry.instrument.symbol);

const symbol = fc.constantFrom(...SYMBOLS);
/** Any trading day of the years that matter, half days among them. */
const date = fc
  .tuple(fc.integer({ min: 2003, max: 2027 }), fc.nat(249))
  .map(([year, ordinal]) => tradingDaysOf(year)[ordinal]?.date as LocalDate);
const secondsIn = (from: number, to: number) => fc.integer({ min: from * 3600_000, max: to * 3600_000 - 1 });
const coreInstant = fc
  .tuple(date, secondsIn(9.5, 13))
  .map(([day, ms]) => instant(instantAt(day, "00:00") + ms));
const anyInstant = fc.tuple(date, secondsIn(4, 17)).map(([day, ms]) => instant(instantAt(day, "00:00") + ms));

function fold(prints: readonly Print[]) {
  return {
    open: prints[0]?.price,
    high: Math.max(...prints.map((print) => print.price)),
    low: Math.min(...prints.map((print) => print.price)),
    close: prints.at(-1)?.price,
    volume: prints.reduce((sum, print) => sum + print.size, 0),
  };
}

function foldBars(bars: readonly Bar[]) {
  return {
    open: bars[0]?.open,
    high: Math.max(...bars.map((bar) => bar.high)),
    low: Math.min(...bars.map((bar) => bar.low)),
    close: bars.at(-1)?.close,
    volume: bars.reduce((sum, bar) => sum + bar.volume, 0),
  };
}

const figures = ({ open, high, low, close, volume }: Bar) => ({ open, high, low, close, volume });

describe("quotes of the synthetic market", () => {
  it("are never crossed or locked, and no venue's quote crosses another's", () => {
    fc.assert(
      fc.property(symbol, anyInstant, (name, at) => {
        const quotes = market.book(name, at);
        const bids = quotes.flatMap((quote) => quote.bids.map((level) => level.price));
        const asks = quotes.flatMap((quote) => quote.asks.map((level) => level.price));
        expect(Math.max(...bids)).toBeLessThan(Math.min(...asks));
      }),
      { numRuns: 400 },
    );
  });

  it("have an NBBO that is the best of the venues, with the size shown there", () => {
    fc.assert(
      fc.property(symbol, anyInstant, (name, at) => {
        const nbbo = market.nbbo(name, at);
        const tops = (side: "bids" | "asks") =>
          market.book(name, at).flatMap((quote) => {
            const level = quote[side][0];
            return level ? [{ venue: quote.venue, ...level }] : [];
          });
        const expectBest = (best: NonNullable<typeof nbbo>["bid"], side: "bids" | "asks") => {
          const levels = tops(side);
          if (levels.length === 0) {
            expect(best).toBeNull();
            return;
          }
          const prices = levels.map((level) => level.price);
          const price = side === "bids" ? Math.max(...prices) : Math.min(...prices);
          const at = levels.filter((level) => level.price === price);
          expect(best?.price).toBe(price);
          expect(best?.venues).toEqual(at.map((level) => level.venue));
          expect(best?.size).toBe(at.reduce((sum, level) => sum + level.size, 0));
        };
        expectBest(nbbo?.bid ?? null, "bids");
        expectBest(nbbo?.ask ?? null, "asks");
      }),
      { numRuns: 400 },
    );
  });

  it("stand on the price grid, best level first, five levels in round sizes", () => {
    fc.assert(
      fc.property(symbol, coreInstant, (name, at) => {
        for (const { bids, asks } of market.book(name, at)) {
          const all = [...bids, ...asks];
          expect([bids.length, asks.length]).toEqual([5, 5]);
          expect(all.filter(({ price }) => !isOnTick(toPrice(price), localDate("2020-01-02")))).toEqual([]);
          expect(all.filter(({ size }) => !(size > 0 && Number.isInteger(size)))).toEqual([]);
          const follows = (levels: typeof bids, by: 1 | -1) =>
            levels.slice(1).every(({ price }, i) => by * (price - (levels[i]?.price as number)) > 0);
          expect([follows(bids, -1), follows(asks, 1)]).toEqual([true, true]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("stand still for a moment of 250 ms", () => {
    fc.assert(
      fc.property(symbol, coreInstant, fc.nat(MOMENT_MS - 1), (name, at, later) => {
        const begin = Math.floor(at / MOMENT_MS) * MOMENT_MS;
        expect(market.book(name, instant(begin + later))).toEqual(market.book(name, instant(begin)));
      }),
      { numRuns: 100 },
    );
  });

  it("answer one venue as the book does, and none where there is no book", () => {
    const at = instantAt(localDate("2026-11-20"), "10:42:07");
    for (const quote of market.book("AAPL", at)) expect(market.quote("AAPL", quote.venue, at)).toEqual(quote);
    expect(market.quote("AAPL", "RSHM", at)).toBeNull();
    expect(market.book("RSHF", at).map((quote) => quote.venue)).toEqual(["RSHM"]);
    expect(market.book("NOSUCH", at)).toEqual([]);
    for (const time of ["03:59", "20:00", "23:30"] as const) {
      expect(market.book("AAPL", instantAt(localDate("2026-11-20"), time))).toEqual([]);
      expect(market.nbbo("AAPL", instantAt(localDate("2026-11-20"), time))).toBeNull();
    }
    expect(market.nbbo("AAPL", instantAt(localDate("2026-11-21"), "11:00"))).toBeNull();
  });

  it("are wider out of hours than in the session, on the whole", () => {
    const spreadAt = (time: "07:00" | "11:00") =>
      SYMBOLS.filter((name) => name !== "RSHF").reduce((sum, name) => {
        const nbbo = market.nbbo(name, instantAt(localDate("2026-11-20"), time));
        if (!nbbo?.bid || !nbbo.ask) throw new Error(`${name} is not quoted`);
        return sum + (nbbo.ask.price - nbbo.bid.price) / nbbo.ask.price;
      }, 0);
    expect(spreadAt("07:00")).toBeGreaterThan(spreadAt("11:00") * 1.5);
  });
});

describe("a synthetic market", () => {
  it("is the same in every process, whatever was asked before", () => {
    const fresh = () => syntheticMarket("test");
    fc.assert(
      fc.property(symbol, anyInstant, (name, at) => {
        const other = fresh();
        expect(other.last(name, at)).toEqual(market.last(name, at));
        expect(other.book(name, at)).toEqual(market.book(name, at));
        expect(other.previousClose(name, at)).toEqual(market.previousClose(name, at));
      }),
      { numRuns: 20 },
    );
  });

  it("is another one for another seed", () => {
    const at = instantAt(localDate("2026-11-20"), "11:00");
    expect(syntheticMarket("other").nbbo("SPY", at)).not.toEqual(market.nbbo("SPY", at));
  });

  it("keeps prices near the catalogue's when 2026 begins, and of their kind over decades", () => {
    for (const { instrument, anchor } of CATALOGUE) {
      const atNewYear = market.close(instrument.symbol, localDate("2025-12-31"));
      expect(Math.abs((atNewYear ?? 0) / anchor - 1)).toBeLessThan(0.02);
      for (const day of ["1996-06-14", "2004-10-29", "2014-06-09", "2039-06-15"]) {
        const ratio = (market.close(instrument.symbol, localDate(day)) ?? 0) / anchor;
        expect(ratio).toBeGreaterThan(0.08);
        expect(ratio).toBeLessThan(12);
      }
    }
  });

  it("joins one year to the next without a seam, and knows no price on closed days", () => {
    for (const name of ["AAPL", "SPY", "BYND"]) {
      const before = market.close(name, localDate("2023-12-29")) as number;
      expect(market.previousClose(name, instantAt(localDate("2024-01-02"), "10:00"))).toBe(before);
      const [bar] = market.bars(
        name,
        "1d",
        instantAt(localDate("2024-01-02"), "00:00"),
        instantAt(localDate("2024-01-03"), "00:00"),
      );
      expect(Math.abs((bar?.open ?? 0) / before - 1)).toBeLessThan(0.35);
    }
    expect(market.close("AAPL", localDate("2024-01-01"))).toBeNull();
    expect(market.close("AAPL", localDate("1980-01-02"))).toBeNull();
  });

  it("pays the catalogue's dividends four times a year, on trading days", () => {
    const paid = market
      .actions(localDate("2026-01-01"), localDate("2026-12-31"))
      .filter((action) => action.symbol === "KO");
    expect(paid).toHaveLength(4);
    for (const action of paid) {
      expect(action.type).toBe("CASH_DIVIDEND");
      expect(Number(action.value)).toBeGreaterThan(0.2);
      expect(exchangeCalendar.isTradingDay(action.exDate)).toBe(true);
      expect(market.actions(action.exDate, action.exDate)).toContainEqual(action);
    }
    expect(
      market.actions(localDate("2026-01-01"), localDate("2026-12-31")).some((a) => a.symbol === "RSHF"),
    ).toBe(false);
  });
});

describe("prints of the synthetic market", () => {
  it("fold into their minute's bar exactly", () => {
    fc.assert(
      fc.property(symbol, anyInstant, (name, at) => {
        const start = Math.floor(at / 60_000) * 60_000;
        const prints = market.prints(name, instant(start - 1), instant(start + 59_999), 1_000);
        const [bar] = market.bars(name, "1m", instant(start), instant(start + 60_000));
        expect(bar && figures(bar)).toEqual(prints.length === 0 ? undefined : fold(prints));
        expect(prints.filter((print) => !(print.size > 0))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("come in order, within the interval, the newest ones when there are more than asked for", () => {
    fc.assert(
      fc.property(
        symbol,
        anyInstant,
        fc.integer({ min: 1, max: 30 * 60_000 }),
        fc.integer({ min: 1, max: 60 }),
        (name, from, span, limit) => {
          const to = instant(from + span);
          const all = market.prints(name, from, to, 100_000);
          expect(all.filter((print) => !(print.at > from && print.at <= to))).toEqual([]);
          expect(all.filter((print, i) => i > 0 && !(print.at >= (all[i - 1]?.at as number)))).toEqual([]);
          expect(market.prints(name, from, to, limit)).toEqual(all.slice(-limit));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("through a limit are the same ones that a filter finds", () => {
    const offset = fc.double({ min: -0.02, max: 0.02, noNaN: true });
    fc.assert(
      fc.property(
        symbol,
        anyInstant,
        fc.integer({ min: 1, max: 3 * 86_400_000 }),
        offset,
        fc.constantFrom("BUY" as const, "SELL" as const),
        fc.constantFrom(1, 7, 1_000_000),
        (name, from, span, away, side, limit) => {
          const to = instant(from + span);
          const through = tickPrice(Math.round((market.last(name, from)?.price ?? 0) * (1 + away)));
          const reaches = (print: Print) =>
            side === "BUY" ? print.price <= through : print.price >= through;
          const wanted = market.prints(name, from, to, 1_000_000).filter(reaches).slice(0, limit);
          expect(market.printsThrough(name, side, through, from, to, limit)).toEqual(wanted);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("between the extremes of a minute are inside the quote of their moment", () => {
    let inside = 0;
    let all = 0;
    for (const name of ["AAPL", "SPY", "PLUG", "RSHF", "KO"]) {
      const from = instantAt(localDate("2026-11-19"), "09:30");
      for (const print of market.prints(name, from, instantAt(localDate("2026-11-19"), "16:00"), 1e6)) {
        const nbbo = market.nbbo(name, print.at);
        all++;
        if (nbbo?.bid && nbbo.ask && print.price >= nbbo.bid.price && print.price <= nbbo.ask.price) inside++;
      }
    }
    expect(all).toBeGreaterThan(50_000);
    expect(inside / all).toBeGreaterThan(0.99);
  });

  it("end a session at its close, on half days too", () => {
    for (const day of ["2026-11-20", "2026-11-27", "2004-10-29"].map(localDate)) {
      const session = exchangeCalendar.session(day);
      for (const name of SYMBOLS) {
        const print = market.last(name, session?.close as Instant);
        expect(print?.price).toBe(market.close(name, day));
        expect(print?.at).toBeLessThan(session?.close as number);
        expect(print?.at).toBeGreaterThan((session?.close as number) - 1_000);
      }
    }
  });

  it("are looked for across nights, weekends and holidays", () => {
    const monday = instantAt(localDate("2026-11-23"), "04:00");
    const print = market.last("KO", monday);
    expect(print?.at).toBeLessThan(instantAt(localDate("2026-11-20"), "20:00"));
    expect(print?.at).toBeGreaterThan(instantAt(localDate("2026-11-20"), "16:00"));
    expect(market.last("RSHF", monday)?.price).toBe(market.close("RSHF", localDate("2026-11-20")));
    expect(market.last("KO", instantAt(localDate("1985-01-02"), "10:00"))).toBeNull();
  });
});

describe("bars of the synthetic market", () => {
  it("of five minutes and an hour are the folds of their minutes, of a day the fold of the session", () => {
    fc.assert(
      fc.property(symbol, date, (name, day) => {
        const session = exchangeCalendar.session(day);
        const [from, to] = [instantAt(day, "04:00"), instantAt(day, "20:00")];
        const minutes = market.bars(name, "1m", from, to);
        for (const interval of ["5m", "1h"] as const) {
          const bars = market.bars(name, interval, from, to);
          const ends = [...bars.slice(1).map((bar) => bar.start as number), to as number];
          for (const [i, bar] of bars.entries()) {
            const own = minutes.filter(
              (minute) => minute.start >= bar.start && minute.start < (ends[i] as number),
            );
            expect(figures(bar)).toEqual(foldBars(own));
          }
        }
        const [daily] = market.bars(name, "1d", from, to);
        const core = minutes.filter(
          (m) => m.start >= (session?.open as number) && m.start < (session?.close as number),
        );
        expect(daily && figures(daily)).toEqual(foldBars(core));
        expect(daily?.start).toBe(session?.open);
        expect(daily?.close).toBe(market.close(name, day));
      }),
      { numRuns: 60 },
    );
  });

  it("are cut at the end of what was asked for", () => {
    fc.assert(
      fc.property(
        symbol,
        coreInstant,
        fc.constantFrom("1m" as const, "5m" as const, "1h" as const, "1d" as const),
        (name, to, interval) => {
          const from = instant(to - 6 * 3_600_000);
          const bar = market.bars(name, interval, from, to).at(-1);
          if (!bar) return;
          expect(bar.start).toBeLessThan(to);
          const prints = market.prints(name, instant(bar.start - 1), instant(to - 1), 1_000_000);
          expect(figures(bar)).toEqual(fold(prints));
        },
      ),
      { numRuns: 80 },
    );
  });

  it("start within the interval", () => {
    const day = localDate("2026-11-20");
    const bars = market.bars("AAPL", "1h", instantAt(day, "09:31"), instantAt(day, "12:30"));
    expect(bars.map((bar) => bar.start)).toEqual([instantAt(day, "10:30"), instantAt(day, "11:30")]);
    expect(market.bars("AAPL", "1d", instantAt(day, "09:31"), instantAt(day, "16:00"))).toEqual([]);
    expect(market.bars("AAPL", "1m", instantAt(day, "10:00"), instantAt(day, "10:00"))).toEqual([]);
  });
});
