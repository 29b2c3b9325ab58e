import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CATALOGUE } from "@/domain/market/catalogue";
import { compositeBook } from "@/domain/market/composite-book";
import { bandFor } from "@/domain/market/luld";
import { leverageOf, luldTier } from "@/domain/market/luld-tiers";
import { syntheticMarket } from "@/domain/market/synthetic";
import { tradingDaysOf } from "@/domain/market/trading-days";
import type { Instrument, Level, Mic, VenueQuote } from "@/domain/market/types";
import { tickPrice } from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import {
  type Instant,
  instant,
  instantAt,
  type LocalDate,
  localDate,
  type LocalTime,
} from "@/domain/time/instant";

const market = syntheticMarket("test");
const SYMBOLS = CATALOGUE.map((entry) => entry.instrument.symbol);
const symbol = fc.constantFrom(...SYMBOLS);
const date = fc
  .tuple(fc.integer({ min: 2010, max: 2027 }), fc.nat(249))
  .map(([year, ordinal]) => tradingDaysOf(year)[ordinal]?.date as LocalDate);
const coreInstant = fc
  .tuple(date, fc.nat(210 * 60_000 - 1))
  .map(([day, ms]) => instant(instantAt(day, "09:30") + ms));
const clockAt = (at: Instant, day: LocalDate): LocalTime => {
  const minutes = Math.floor((at - instantAt(day, "00:00")) / 60_000);
  return `${Math.floor(minutes / 60)}:${minutes % 60}` as LocalTime;
};

/** The halts of one year's days, found once by asking at each half hour. */
function haltsOf(year: number, names: readonly string[]) {
  return tradingDaysOf(year).flatMap(({ date: day }) =>
    names.flatMap((name) => {
      for (let at = instantAt(day, "10:15") as number; at < instantAt(day, "15:30"); at += 30 * 60_000) {
        const halt = market.status(name, instant(at))?.halt;
        if (halt) return [{ name, day, at: instant(at), halt }];
      }
      return [];
    }),
  );
}

describe("halts of the synthetic market", () => {
  const halts = haltsOf(2026, SYMBOLS.slice(0, 12));

  it("are few, and show neither quotes nor prints while they stand", () => {
    expect(halts.length).toBeGreaterThan(0);
    expect(halts.length).toBeLessThan(40);
    for (const { name, at, halt } of halts) {
      expect(market.book(name, at)).toEqual([]);
      expect(market.nbbo(name, at)).toBeNull();
      expect(market.bands(name, at)).toBeNull();
      expect(market.prints(name, instant(halt.since - 1), at, 10)).toEqual([]);
      expect(market.nbbo(name, instant(halt.since - 1))).not.toBeNull();
      expect(market.last(name, at)?.at).toBeLessThan(halt.since);
    }
  });

  it("end, with a reopening that trades what they held up", () => {
    for (const { name, day, at } of halts) {
      let resumed = at as number;
      while (market.status(name, instant(resumed))?.halt) resumed += 60_000;
      resumed = Math.floor(resumed / 60_000) * 60_000;
      expect(market.nbbo(name, instant(resumed))).not.toBeNull();
      const close = exchangeCalendar.session(day)?.close as Instant;
      const minutes = market.bars(name, "1m", instantAt(day, "09:30"), close);
      const [daily] = market.bars(name, "1d", instantAt(day, "09:30"), close);
      expect(daily?.volume).toBe(minutes.reduce((sum, bar) => sum + bar.volume, 0));
      expect(daily?.high).toBe(Math.max(...minutes.map((bar) => bar.high)));
      expect(minutes.some((bar) => bar.start === resumed)).toBe(true);
    }
  });

  it("are none out of hours, over the counter, and of unknown symbols", () => {
    const day = localDate("2026-11-20");
    expect(market.status("AAPL", instantAt(day, "08:00"))).toEqual({ phase: "PRE_MARKET", halt: null });
    expect(market.status("AAPL", instantAt(day, "18:00"))).toEqual({ phase: "AFTER_HOURS", halt: null });
    expect(market.status("AAPL", instantAt(day, "21:00"))).toEqual({ phase: "CLOSED", halt: null });
    expect(market.status("RSHF", instantAt(day, "11:00"))).toEqual({ phase: "OPEN", halt: null });
    expect(market.status("NOSUCH", instantAt(day, "11:00"))).toBeNull();
  });
});

describe("price bands of the synthetic market", () => {
  it("follow the rule from their reference price, and hold every quote and trade", () => {
    fc.assert(
      fc.property(symbol, coreInstant, (name, at) => {
        const bands = market.bands(name, at);
        const instrument = market.instrument(name) as Instrument;
        const tier = luldTier(instrument);
        const day = tradingDaysOf(new Date(at).getUTCFullYear()).find(
          ({ open, close }) => at >= open && at < close,
        );
        if (!day || tier === null || day.date < "2013-04-08") {
          expect(bands).toBeNull();
          return;
        }
        if (!bands) {
          expect(market.status(name, at)?.halt).not.toBeNull();
          return;
        }
        expect(bands).toMatchObject({
          lower: bandFor({
            tier,
            leverage: leverageOf(name),
            reference: bands.reference,
            previousClose: market.previousClose(name, at) ?? tickPrice(0),
            time: clockAt(at, day.date),
            close: day.closeSlot < 960 ? "13:00" : "16:00",
          })?.lower,
        });
        for (const { bids, asks } of market.book(name, at)) {
          for (const { price } of [...bids, ...asks]) {
            if (bids.some((level) => level.price === price))
              expect(price).toBeGreaterThanOrEqual(bands.lower);
            else expect(price).toBeLessThanOrEqual(bands.upper);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("are none out of the session", () => {
    for (const time of ["09:29:59", "16:00"] as const) {
      expect(market.bands("AAPL", instantAt(localDate("2026-11-20"), time))).toBeNull();
    }
  });
});

describe("auctions of the synthetic market", () => {
  it("open at the day's first trade and close at the official close", () => {
    fc.assert(
      fc.property(symbol, date, (name, day) => {
        const session = exchangeCalendar.session(day);
        const [opening, closing] = [market.auction(name, day, "OPEN"), market.auction(name, day, "CLOSE")];
        if (name === "RSHF") {
          expect([opening, closing]).toEqual([null, null]);
          return;
        }
        const open = session?.open as Instant;
        const [first] = market.prints(name, instant(open - 1), instant(open + 3_600_000), 100_000);
        expect(opening).toMatchObject({ at: first?.at, price: first?.price });
        expect(closing).toMatchObject({ at: session?.close, price: market.close(name, day) });
        expect(opening?.volume).toBeGreaterThan(0);
        expect(closing?.volume).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
    expect(market.auction("AAPL", localDate("2026-11-21"), "OPEN")).toBeNull();
    expect(market.auction("NOSUCH", localDate("2026-11-20"), "CLOSE")).toBeNull();
  });
});

describe("the extended hours of the synthetic market", () => {
  it("join the session's open and close without a step", () => {
    fc.assert(
      fc.property(symbol, date, (name, day) => {
        const session = exchangeCalendar.session(day);
        if (!session || name === "RSHF") return;
        const last = market.prints(name, session.preMarketOpen, instant(session.open - 1), 1).at(-1);
        const [first] = market.prints(name, instant(session.close - 1), session.afterHoursClose, 1e6);
        if (last) expect(last.price).toBe(market.auction(name, day, "OPEN")?.price);
        if (first) expect(first.price).toBe(market.close(name, day));
      }),
      { numRuns: 40 },
    );
  });

  it("show less than the session does, at fewer venues", () => {
    const sizeAt = (time: "07:00" | "11:00" | "18:00") =>
      ["AAPL", "MSFT", "KO", "BAC", "SPY"].reduce(
        (sum, name) => sum + (market.nbbo(name, instantAt(localDate("2026-11-20"), time))?.bid?.size ?? 0),
        0,
      );
    expect(sizeAt("07:00")).toBeLessThan(sizeAt("11:00"));
    expect(sizeAt("18:00")).toBeLessThan(sizeAt("11:00"));
    expect(market.book("AAPL", instantAt(localDate("2026-11-20"), "18:00"))).toHaveLength(4);
  });
});

describe("the composite book", () => {
  const levels = fc.array(
    fc.record({
      price: fc.integer({ min: 1, max: 12 }).map(tickPrice),
      size: fc.integer({ min: 1, max: 900 }),
    }),
    { maxLength: 5 },
  );
  const quotes = fc.uniqueArray(
    fc.record({ venue: fc.constantFrom<Mic>("XNAS", "XNYS", "ARCX", "BATS"), bids: levels, asks: levels }),
    { selector: ({ venue }) => venue },
  );
  const shares = (list: readonly Level[]) => list.reduce((sum, { size }) => sum + size, 0);

  it("has each price once, best first, and neither adds nor loses shares", () => {
    fc.assert(
      fc.property(quotes, (books: VenueQuote[]) => {
        const { bids, asks } = compositeBook(books);
        const [bidPrices, askPrices] = [bids.map(({ price }) => price), asks.map(({ price }) => price)];
        expect(bidPrices).toEqual([...new Set(bidPrices)].sort((a, b) => b - a));
        expect(askPrices).toEqual([...new Set(askPrices)].sort((a, b) => a - b));
        expect(shares(bids)).toBe(shares(books.flatMap((book) => [...book.bids])));
        expect(shares(asks)).toBe(shares(books.flatMap((book) => [...book.asks])));
        for (const level of [...bids, ...asks])
          expect(shares(level.venues.map(({ size }) => ({ price: level.price, size })))).toBe(level.size);
      }),
    );
  });

  it("begins with the national best bid and offer", () => {
    fc.assert(
      fc.property(symbol, coreInstant, (name, at) => {
        const nbbo = market.nbbo(name, at);
        const { bids, asks } = compositeBook(market.book(name, at));
        expect(bids[0] ?? null).toEqual(
          nbbo?.bid ? expect.objectContaining({ price: nbbo.bid.price, size: nbbo.bid.size }) : null,
        );
        expect(asks[0] ?? null).toEqual(
          nbbo?.ask ? expect.objectContaining({ price: nbbo.ask.price, size: nbbo.ask.size }) : null,
        );
      }),
      { numRuns: 100 },
    );
  });
});
