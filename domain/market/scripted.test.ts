import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ScriptRow, type ScriptRowInput, scriptRowSchema } from "@/domain/market/script-row";
import { scriptedMarket } from "@/domain/market/scripted";
import { syntheticMarket } from "@/domain/market/synthetic";
import { type BarInterval, type Print, tickPrice } from "@/domain/market/types";
import { type Instant, instant, instantAt, localDate, type LocalTime, toIso } from "@/domain/time/instant";

const DAY = localDate("2026-11-19");
const NEXT = localDate("2026-11-20");
const base = syntheticMarket("test");
const at = (time: LocalTime, ms = 0): Instant => instant(instantAt(DAY, time) + ms);
const iso = (time: LocalTime) => toIso(at(time));
const marketWith = (...rows: ScriptRowInput[]) => {
  const parsed = rows.map((row): ScriptRow => scriptRowSchema.parse(row));
  return scriptedMarket(base, () => parsed);
};

const QUOTE = {
  kind: "QUOTE",
  symbol: "KO",
  bid: "40.00",
  ask: "40.05",
  bidSize: 300,
  askSize: 200,
} as const;
const quoteRow = { ...QUOTE, from: iso("10:00"), to: iso("10:30") };
const printRow = { kind: "PRINT", symbol: "KO", at: iso("10:10"), price: "40.0125", size: 250 } as const;
const haltRow = { kind: "HALT", symbol: "KO", from: iso("11:00"), to: iso("11:05") } as const;

describe("a scripted quote", () => {
  const market = marketWith(quoteRow);

  it("stands from its first instant to its end on the primary listing, others a tick worse", () => {
    for (const when of [at("10:00"), at("10:15"), at("10:29:59", 999)]) {
      expect(market.nbbo("KO", when)).toEqual({
        symbol: "KO",
        at: when,
        bid: { price: 400_000, size: 300, venues: ["XNYS"] },
        ask: { price: 400_500, size: 200, venues: ["XNYS"] },
      });
    }
    expect(market.quote("KO", "XNYS", at("10:15"))?.asks).toEqual([{ price: 400_500, size: 200 }]);
    expect(market.quote("KO", "IEXG", at("10:15"))).toEqual({
      venue: "IEXG",
      bids: [{ price: 399_900, size: 300 }],
      asks: [{ price: 400_600, size: 200 }],
    });
    for (const when of [at("09:59:59", 999), at("10:30")])
      expect(market.book("KO", when)).toEqual(base.book("KO", when));
  });

  it("leaves other symbols alone", () => {
    expect(market.book("PEP", at("10:15"))).toEqual(base.book("PEP", at("10:15")));
    expect(market.prints("PEP", at("10:00"), at("11:00"), 500)).toEqual(
      base.prints("PEP", at("10:00"), at("11:00"), 500),
    );
  });

  it("can stand alone, one-sided, and below a dollar in finer steps", () => {
    const alone = marketWith({ ...quoteRow, others: "NOTHING", bid: null });
    expect(alone.book("KO", at("10:15"))).toEqual([
      { venue: "XNYS", bids: [], asks: [{ price: 400_500, size: 200 }] },
    ]);
    expect(alone.nbbo("KO", at("10:15"))?.bid).toBeNull();
    const cheap = marketWith({ ...quoteRow, bid: "0.9998", ask: "0.9999" });
    expect(cheap.quote("KO", "XNAS", at("10:15"))).toMatchObject({
      bids: [{ price: 9_997 }],
      asks: [{ price: 10_000 }],
    });
  });

  it("gives way to the next row, and is not shown on a closed market or for an unknown symbol", () => {
    const rows = marketWith(
      { ...QUOTE, from: iso("10:00") },
      { ...QUOTE, from: iso("12:00"), bid: "41.00", ask: "41.02" },
    );
    expect(rows.nbbo("KO", at("11:59:59"))?.bid?.price).toBe(400_000);
    expect(rows.nbbo("KO", at("12:00"))?.bid?.price).toBe(410_000);
    expect(rows.nbbo("KO", at("21:00"))).toBeNull();
    expect(marketWith({ ...quoteRow, symbol: "NOSUCH" }).book("NOSUCH", at("10:15"))).toEqual([]);
  });

  it("keeps everything from trading away from it", () => {
    expect(market.prints("KO", at("10:00", -1), at("10:29:59", 999), 1_000)).toEqual([]);
    expect(
      market.printsThrough("KO", "SELL", base.close("KO", DAY) ?? tickPrice(0), at("10:00"), at("10:20"), 10),
    ).toEqual([]);
    const before = market.last("KO", at("10:20"));
    expect(before).toEqual(base.last("KO", at("10:00", -1)));
    expect(market.last("KO", at("10:31"))).toEqual(base.last("KO", at("10:31")));
  });

  it("closes the day at its middle when it stands to the end and nothing is printed", () => {
    const standing = marketWith({ ...QUOTE, from: iso("10:00") });
    expect(standing.close("KO", DAY)).toBe(400_300);
    expect(standing.previousClose("KO", instantAt(NEXT, "10:00"))).toBe(400_300);
    const printed = marketWith({ ...QUOTE, from: iso("10:00") }, printRow);
    expect(printed.close("KO", DAY)).toBe(400_125);
    expect(market.close("KO", DAY)).toBe(base.close("KO", DAY));
    expect(market.previousClose("KO", at("10:00"))).toBe(base.previousClose("KO", at("10:00")));
  });
});

describe("a scripted print", () => {
  const market = marketWith(printRow, quoteRow);
  const print: Print = { at: at("10:10"), price: 400_125 as Print["price"], size: 250, venue: "XNYS" };

  it("is the only trade while a scripted quote stands", () => {
    expect(market.prints("KO", at("10:00"), at("10:30", -1), 100)).toEqual([print]);
    expect(market.last("KO", at("10:10"))).toEqual(print);
    expect(market.last("KO", at("10:10", -1))).toEqual(base.last("KO", at("10:00", -1)));
  });

  it("is found through a limit on its right side", () => {
    const through = (side: "BUY" | "SELL", price: number) =>
      market.printsThrough("KO", side, price as Print["price"], at("10:05"), at("10:20"), 10);
    expect(through("BUY", 400_125)).toEqual([print]);
    expect(through("BUY", 400_100)).toEqual([]);
    expect(through("SELL", 400_100)).toEqual([print]);
  });

  it("mixes with the market's own trades where no quote hides them, in order and within the limit", () => {
    const mixed = marketWith(printRow);
    const all = mixed.prints("KO", at("10:09"), at("10:11"), 1_000);
    expect(all).toContainEqual(print);
    expect(all).toHaveLength(base.prints("KO", at("10:09"), at("10:11"), 1_000).length + 1);
    expect(all.map((one) => one.at)).toEqual(all.map((one) => one.at as number).sort((a, b) => a - b));
    expect(mixed.prints("KO", at("10:09"), at("10:11"), 3)).toEqual(all.slice(-3));
  });
});

describe("a scripted halt", () => {
  const market = marketWith(haltRow, { ...QUOTE, from: iso("11:02"), to: iso("11:10") });

  it("shows no quotes and no trades, whatever else is scripted", () => {
    for (const when of [at("11:00"), at("11:03"), at("11:04:59", 999)]) {
      expect(market.book("KO", when)).toEqual([]);
      expect(market.nbbo("KO", when)).toBeNull();
      expect(market.quote("KO", "XNYS", when)).toBeNull();
    }
    expect(market.nbbo("KO", at("11:05"))?.bid?.price).toBe(400_000);
    expect(market.prints("KO", at("11:00", -1), at("11:05", -1), 100)).toEqual([]);
  });

  it("lasts when it has no end", () => {
    const halted = marketWith({ kind: "HALT", symbol: "KO", from: iso("11:00") });
    expect(halted.book("KO", instantAt(NEXT, "10:00"))).toEqual([]);
    expect(halted.last("KO", instantAt(NEXT, "10:00"))).toEqual(base.last("KO", at("11:00", -1)));
    expect(halted.close("KO", DAY)).toBe(base.last("KO", at("11:00", -1))?.price);
    expect(halted.close("KO", NEXT)).toBe(base.close("KO", NEXT));
    expect(halted.bars("KO", "1h", at("11:30"), instantAt(NEXT, "16:00"))).toEqual([]);
  });
});

describe("a scripted halt's word", () => {
  const HALT = { kind: "HALT", symbol: "KO", from: iso("11:00"), code: "LUDP" } as const;

  it("is its code, since when, and until when if its row says so", () => {
    const market = marketWith({ ...HALT, to: iso("11:05") });
    expect(market.status("KO", at("11:02"))).toEqual({
      phase: "OPEN",
      halt: { code: "LUDP", since: at("11:00"), until: at("11:05") },
    });
    expect(market.bands("KO", at("11:02"))).toBeNull();
    expect(market.status("KO", at("11:05"))).toEqual({ phase: "OPEN", halt: null });
    expect(market.status("PEP", at("11:02"))?.halt).toBeNull();
    expect(market.status("NOSUCH", at("11:02"))).toBeNull();
  });

  it("has no end until a later row lets trading resume", () => {
    const halted = marketWith(HALT);
    expect(halted.status("KO", at("15:00"))?.halt).toEqual({ code: "LUDP", since: at("11:00"), until: null });
    const resumed = marketWith(HALT, { kind: "RESUME", symbol: "KO", at: iso("11:20") });
    expect(resumed.status("KO", at("11:19:59"))?.halt).toEqual({
      code: "LUDP",
      since: at("11:00"),
      until: null,
    });
    expect(resumed.status("KO", at("11:20"))?.halt).toBeNull();
    expect(resumed.book("KO", at("11:19:59"))).toEqual([]);
    expect(resumed.book("KO", at("11:20"))).toEqual(base.book("KO", at("11:20")));
  });
});

describe("bands and auctions under a script", () => {
  it("lie around the scripted middle by the previous close's percentage", () => {
    const market = marketWith(quoteRow);
    // KO closed above $3 and is of tier 1: 5% of 40.03.
    expect(market.bands("KO", at("10:10"))).toEqual({
      lower: 380_300,
      upper: 420_300,
      reference: 400_300,
    });
    expect(market.bands("KO", at("12:00"))).toEqual(base.bands("KO", at("12:00")));
    expect(marketWith({ ...QUOTE, from: iso("16:00") }).bands("KO", at("16:30"))).toBeNull();
  });

  it("open and close at what stands then", () => {
    const market = marketWith({ ...QUOTE, from: iso("09:00") });
    expect(market.auction("KO", DAY, "OPEN")).toEqual({ at: at("09:30"), price: 400_300, volume: 200 });
    expect(market.auction("KO", DAY, "CLOSE")).toEqual({ at: at("16:00"), price: 400_300, volume: 200 });
    expect(marketWith(quoteRow).auction("KO", DAY, "CLOSE")).toEqual(base.auction("KO", DAY, "CLOSE"));
    expect(marketWith(quoteRow).auction("PEP", DAY, "OPEN")).toEqual(base.auction("PEP", DAY, "OPEN"));
  });

  it("wait for the end of a halt, and do not take place in one", () => {
    const halted = { kind: "HALT", symbol: "KO", from: iso("09:00"), to: iso("10:00") } as const;
    const opened = marketWith(halted).auction("KO", DAY, "OPEN");
    expect(opened?.at).toBeGreaterThanOrEqual(at("10:00"));
    expect(opened?.price).toBe(base.prints("KO", at("10:00", -1), at("10:01"), 1_000)[0]?.price);
    const atClose = marketWith({ ...halted, from: iso("15:00"), to: iso("17:00") });
    expect(atClose.auction("KO", DAY, "CLOSE")).toBeNull();
  });
});

describe("bars under a script", () => {
  const market = marketWith(quoteRow, printRow, haltRow);

  it.each(["1m", "5m", "1h", "1d"] as BarInterval[])(
    "of %s are the folds of what was printed",
    (interval) => {
      const [from, to] = [at("09:30"), at("16:00")];
      const bars = market.bars("KO", interval, from, to);
      const below = base.bars("KO", interval, from, to);
      const ends = new Map(bars.map((bar, i) => [bar.start, bars[i + 1]?.start ?? to]));
      for (const bar of bars) {
        const prints = market.prints(
          "KO",
          instant(bar.start - 1),
          instant((ends.get(bar.start) as number) - 1),
          1e6,
        );
        expect(bar.open).toBe(prints[0]?.price);
        expect(bar.close).toBe(prints.at(-1)?.price);
        expect(bar.high).toBe(Math.max(...prints.map((print) => print.price)));
        expect(bar.low).toBe(Math.min(...prints.map((print) => print.price)));
        expect(bar.volume).toBe(prints.reduce((sum, print) => sum + print.size, 0));
      }
      if (interval === "1m") {
        expect(bars.find((bar) => bar.start === at("10:10"))).toMatchObject({ open: 400_125, volume: 250 });
        expect(bars.find((bar) => bar.start === at("10:20"))).toBeUndefined();
        expect(bars.find((bar) => bar.start === at("13:00"))).toEqual(
          below.find((bar) => bar.start === at("13:00")),
        );
      }
    },
  );

  it("are the market's own where no row reaches", () => {
    const [from, to] = [instantAt(NEXT, "09:30"), instantAt(NEXT, "16:00")];
    expect(market.bars("KO", "5m", from, to)).toEqual(base.bars("KO", "5m", from, to));
  });
});

describe("any script", () => {
  it("finds the same prints through a limit as a filter would", () => {
    const minute = fc
      .integer({ min: 0, max: 380 })
      .map((m) => toIso(instant(at("09:30") + m * 60_000 + 17_000)));
    const row: fc.Arbitrary<ScriptRowInput> = fc.oneof(
      fc.record({
        kind: fc.constant("PRINT" as const),
        symbol: fc.constant("KO"),
        at: minute,
        price: fc.constantFrom("40", "70.5", "99.99"),
        size: fc.integer({ min: 1, max: 900 }),
      }),
      fc
        .record({ from: minute })
        .map(({ from }) => ({ ...QUOTE, from, to: toIso(instant(Date.parse(from) + 600_000)) })),
      fc.record({ from: minute }).map(({ from }) => ({
        kind: "HALT" as const,
        symbol: "KO",
        from,
        to: toIso(instant(Date.parse(from) + 60_000)),
      })),
    );
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 6 }),
        fc.nat(380),
        fc.nat(90),
        fc.constantFrom("BUY" as const, "SELL" as const),
        (rows, start, span, side) => {
          const market = marketWith(...rows);
          const [from, to] = [
            instant(at("09:30") + start * 60_000),
            instant(at("09:30") + (start + span) * 60_000),
          ];
          const through = base.last("KO", from)?.price ?? (0 as Print["price"]);
          const prints = market.prints("KO", from, to, 1e6);
          const wanted = prints.filter((print) =>
            side === "BUY" ? print.price <= through : print.price >= through,
          );
          expect(market.printsThrough("KO", side, through, from, to, 1e6)).toEqual(wanted);
          const last = market.last("KO", to);
          if (prints.length > 0) expect(last).toEqual(prints.at(-1));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a script row on the wire", () => {
  const refused = (row: unknown) => expect(scriptRowSchema.safeParse(row).success).toBe(false);

  it("is read into ticks and instants", () => {
    expect(scriptRowSchema.parse(quoteRow)).toMatchObject({
      bid: 400_000,
      ask: 400_500,
      from: at("10:00"),
      others: "ONE_TICK_WORSE",
    });
  });

  it("is refused when it cannot be right", () => {
    refused({ ...quoteRow, bid: "40.06" });
    refused({ ...quoteRow, to: iso("09:00") });
    refused({ ...quoteRow, bid: 40 });
    refused({ ...quoteRow, bid: "0" });
    refused({ ...quoteRow, bid: "1e2" });
    refused({ ...quoteRow, extra: 1 });
    refused({ ...printRow, size: 0 });
    refused({ ...printRow, size: 1.5 });
    refused({ ...printRow, at: "yesterday" });
    refused({ ...haltRow, symbol: "ko" });
    refused({ ...haltRow, code: "T9" });
    refused({ kind: "RESUME", symbol: "KO" });
    refused({ kind: "OTHER", symbol: "KO" });
  });
});
