import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replayMarket } from "@/domain/market/replay";
import {
  parseActions,
  parseDaily,
  parseQuotes,
  parseTrades,
  type QuoteMinutes,
  type ReplayData,
  replayFileOf,
} from "@/domain/market/replay-format";
import { type MarketData, type Print, tickPrice } from "@/domain/market/types";
import { addDays, type Instant, instant, instantAt, localDate, type LocalTime } from "@/domain/time/instant";

const MONDAY = localDate("2013-10-07");
const QUOTES =
  "time,bid_open,bid_high,bid_low,bid_close,bid_size,ask_open,ask_high,ask_low,ask_close,ask_size";
const at = (time: LocalTime, ms = 0): Instant => instant(instantAt(MONDAY, time) + ms);

const SMALL: ReplayData = {
  daily: [
    parseDaily(
      "daily/ABC.csv",
      "ABC",
      "date,open,high,low,close,volume\n2013-10-04,20.0000,20.9000,19.5000,20.5000,100000\n2013-10-07,20.1000,20.4000,19.9000,20.3000,900\n",
    ),
  ],
  trades: [
    parseTrades(
      "minute/ABC-2013-10-07-trades.csv",
      "ABC",
      MONDAY,
      "time,open,high,low,close,volume\n09:30:00,20.1000,20.4000,20.1000,20.2000,600\n09:32:00,20.2000,20.2500,19.9000,20.0000,250\n16:30:00,21.0000,21.0000,21.0000,21.0000,1\n",
    ),
  ],
  quotes: [
    parseQuotes(
      "minute/ABC-2013-10-07-quotes.csv",
      "ABC",
      MONDAY,
      `${QUOTES}\n09:30:00,20.0900,20.3900,20.0900,20.1900,1500,20.1000,20.4000,20.1000,20.2000,70\n09:32:00,,,,19.9900,300,,20.2600,,20.0000,\n`,
    ),
  ],
  actions: parseActions(
    "actions.csv",
    "ex_date,symbol,type,value,prior_close\n2013-10-08,ABC,split,2,20.3\n2013-10-07,ABC,cash_dividend,0.1000,20.5\n",
  ),
};

describe("a replayed market", () => {
  const market = replayMarket(SMALL);

  it("knows its instruments, days and actions from the files", () => {
    expect(market.instruments().map((found) => found.symbol)).toEqual(["ABC"]);
    expect(market.instrument("ABC")).toMatchObject({
      kind: "STOCK",
      listedFrom: "2013-10-04",
      listedTo: MONDAY,
    });
    expect(market.instrument("SPY")).toBeNull();
    expect([market.source, market.firstDay, market.lastDay]).toEqual(["replay", "2013-10-04", "2013-10-07"]);
    expect(market.actions(MONDAY, MONDAY)).toEqual([
      { exDate: MONDAY, symbol: "ABC", type: "CASH_DIVIDEND", value: "0.1000" },
    ]);
    expect(market.actions(MONDAY, addDays(MONDAY, 1))).toHaveLength(2);
  });

  it("quotes each minute from its row's open to its close", () => {
    const first = market.nbbo("ABC", at("09:30"));
    expect(first?.bid).toMatchObject({ price: 200_900, size: 1_500 });
    expect(first?.ask).toMatchObject({ price: 201_000, size: 70 });
    const end = market.nbbo("ABC", at("09:30", 59_999));
    expect([end?.bid?.price, end?.ask?.price]).toEqual([201_900, 202_000]);
    expect(market.nbbo("ABC", at("09:29:59"))).toBeNull();
  });

  it("carries the last quote through minutes without a row, and takes an empty cell as unchanged", () => {
    const between = market.nbbo("ABC", at("09:31:30"));
    expect([between?.bid?.price, between?.ask?.price]).toEqual([201_900, 202_000]);
    const next = market.nbbo("ABC", at("09:32"));
    expect([next?.bid?.price, next?.bid?.size, next?.ask?.price, next?.ask?.size]).toEqual([
      201_900, 300, 202_000, 70,
    ]);
    expect(market.nbbo("ABC", at("15:00"))?.bid?.price).toBe(199_900);
  });

  it("shows small sizes at one venue and large ones split in lots that add up", () => {
    const book = market.book("ABC", at("09:30:20"));
    const nbbo = market.nbbo("ABC", at("09:30:20"));
    const shown = (side: "bids" | "asks", price: number | undefined) =>
      book
        .flatMap((quote) => quote[side].filter((level) => level.price === price))
        .reduce((sum, level) => sum + level.size, 0);
    expect(shown("bids", nbbo?.bid?.price)).toBe(1_500);
    expect(shown("asks", nbbo?.ask?.price)).toBe(70);
    expect(nbbo?.ask?.venues).toHaveLength(1);
  });

  it("has one-minute bars exactly as the file, and daily bars and closes of the daily file", () => {
    const bars = market.bars("ABC", "1m", at("04:00"), at("20:00"));
    expect(bars).toEqual([
      { start: at("09:30"), open: 201_000, high: 204_000, low: 201_000, close: 202_000, volume: 600 },
      { start: at("09:32"), open: 202_000, high: 202_500, low: 199_000, close: 200_000, volume: 250 },
      { start: at("16:30"), open: 210_000, high: 210_000, low: 210_000, close: 210_000, volume: 1 },
    ]);
    expect(market.bars("ABC", "1d", at("04:00"), at("20:00"))[0]).toMatchObject({
      close: 203_000,
      volume: 900,
    });
    expect(market.close("ABC", MONDAY)).toBe(203_000);
    expect(market.previousClose("ABC", at("10:00"))).toBe(205_000);
    expect(market.close("ABC", addDays(MONDAY, 1))).toBeNull();
  });

  it("closes at the last trade of the regular session where there is no daily file", () => {
    const alone = replayMarket({ ...SMALL, daily: [] });
    expect(alone.close("ABC", MONDAY)).toBe(200_000);
    expect(alone.bars("ABC", "1d", at("04:00"), at("20:00"))).toEqual([
      { start: at("09:30"), open: 201_000, high: 204_000, low: 199_000, close: 200_000, volume: 850 },
    ]);
    expect(alone.previousClose("ABC", at("10:00"))).toBeNull();
  });

  it("refines a day with a daily row only, between its low and high, to its close", () => {
    const friday = localDate("2013-10-04");
    const [open, close] = [instantAt(friday, "09:30"), instantAt(friday, "16:00")];
    const prints = market.prints("ABC", open, close, 100_000);
    expect(prints.length).toBeGreaterThan(100);
    expect(prints[0]?.price).toBe(200_000);
    expect(prints.at(-1)?.price).toBe(205_000);
    expect(Math.min(...prints.map((print) => print.price))).toBe(195_000);
    expect(Math.max(...prints.map((print) => print.price))).toBe(209_000);
    expect(prints.reduce((sum, print) => sum + print.size, 0)).toBe(100_000);
    expect(market.nbbo("ABC", instantAt(friday, "12:00"))?.bid?.price).toBeGreaterThan(190_000);
    expect(market.prints("ABC", instantAt(friday, "04:00"), instant(open - 1), 10)).toEqual([]);
    expect(market.last("ABC", at("09:00"))?.price).toBe(205_000);
  });

  it("quotes such a day out of hours too, around its open and its close, wider than in the session", () => {
    const friday = localDate("2013-10-04");
    for (const [time, price] of [
      ["08:00", 200_000],
      ["18:00", 205_000],
    ] as const) {
      const quote = market.nbbo("ABC", instantAt(friday, time));
      expect(quote?.bid?.price).toBeLessThanOrEqual(price);
      expect(quote?.ask?.price).toBeGreaterThanOrEqual(price);
      expect(Math.abs((quote?.ask?.price ?? 0) - price)).toBeLessThan(price * 0.05);
    }
    expect(market.nbbo("ABC", instantAt(friday, "03:59"))).toBeNull();
    expect(market.nbbo("ABC", instantAt(friday, "20:00"))).toBeNull();
  });

  it("answers nothing where it has no data", () => {
    const empty = replayMarket({ daily: [], trades: [], quotes: [], actions: [] });
    expect([empty.firstDay, empty.lastDay, empty.instruments().length]).toEqual([null, null, 0]);
    expect(market.last("ABC", instantAt(localDate("2013-10-03"), "12:00"))).toBeNull();
    expect(market.book("ABC", instantAt(addDays(MONDAY, 1), "12:00"))).toEqual([]);
    expect(market.last("ABC", instantAt(addDays(MONDAY, 300), "12:00"))?.price).toBe(210_000);
  });

  it("does not show a market that was crossed through and through, and leaves a locked one locked", () => {
    const quotesOf = (row: string) =>
      replayMarket({ ...SMALL, quotes: [parseQuotes("q", "ABC", MONDAY, `${QUOTES}\n${row}\n`)] }).nbbo(
        "ABC",
        at("10:00:10"),
      );
    expect(quotesOf("10:00:00,20.10,20.10,20.10,20.10,100,20.00,20.00,20.00,20.00,100")).toBeNull();
    const locked = quotesOf("10:00:00,20.10,20.10,20.10,20.10,100,20.10,20.10,20.10,20.10,100");
    expect([locked?.bid?.price, locked?.ask?.price]).toEqual([201_000, 201_000]);
    const room = quotesOf("10:00:00,20.10,20.10,20.10,20.10,100,20.10,20.20,20.10,20.10,100");
    expect(room?.ask?.price).toBeGreaterThan(room?.bid?.price as number);
    const oneSided = quotesOf("10:00:00,20.10,20.10,20.10,20.10,100,,,,,");
    expect([oneSided?.bid?.price, oneSided?.ask]).toEqual([201_000, null]);
  });
});

describe("the replay format", () => {
  const refusal = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      return error instanceof Error ? error.message : "";
    }
    return "";
  };
  const DAILY = "date,open,high,low,close,volume";

  it("tells files by their names", () => {
    expect(replayFileOf("daily/BRK.B.csv")).toEqual({ kind: "DAILY", symbol: "BRK.B" });
    expect(replayFileOf("minute/AAPL-2014-06-05-quotes.csv")).toEqual({
      kind: "QUOTES",
      symbol: "AAPL",
      date: "2014-06-05",
    });
    expect(replayFileOf("actions.csv")).toEqual({ kind: "ACTIONS" });
    for (const other of [
      "README.md",
      "daily/readme.csv",
      "minute/AAPL.csv",
      "minute/aapl-2014-06-05-quotes.csv",
    ]) {
      expect(replayFileOf(other)).toBeNull();
    }
    expect(refusal(() => replayFileOf("minute/AAPL-2014-06-07-quotes.csv"))).toContain(
      "2014-06-07 is not a trading day",
    );
  });

  it.each([
    ["date,open\n", "daily/X.csv, line 1: the header must be date,open,high,low,close,volume."],
    [`${DAILY}\n2013-10-07,1,1,1,1\n`, "daily/X.csv, line 2: a row must have 6 cells, not 5."],
    [`${DAILY}\n\n2013-10-05,1,1,1,1,1\n`, "daily/X.csv, line 3: 2013-10-05 is not a trading day."],
    [`${DAILY}\n07/10/2013,1,1,1,1,1\n`, "daily/X.csv, line 2: date must look like 2013-10-07."],
    [
      `${DAILY}\n2013-10-07,1,1,1,1,1\n2013-10-07,1,1,1,1,1\n`,
      "daily/X.csv, line 3: dates must rise from row to row.",
    ],
    [
      `${DAILY}\n2013-10-07,1,1,1.5,1,1\n`,
      "daily/X.csv, line 2: open and close must lie between low and high.",
    ],
    [`${DAILY}\n2013-10-07,0,1,0,1,1\n`, "daily/X.csv, line 2: open must be above zero."],
    [
      `${DAILY}\n2013-10-07,1e3,1,1,1,1\n`,
      "daily/X.csv, line 2: open must be a price in dollars with at most four decimals.",
    ],
    [
      `${DAILY}\n2013-10-07,1,1,1,1.23456,1\n`,
      "daily/X.csv, line 2: close must be a price in dollars with at most four decimals.",
    ],
    [`${DAILY}\n2013-10-07,1,1,1,1,-5\n`, "daily/X.csv, line 2: volume must be a whole number of shares."],
  ])("refuses a bad daily row with its file and line (%#)", (text, sentence) => {
    expect(refusal(() => parseDaily("daily/X.csv", "X", text))).toBe(sentence);
  });

  it("refuses bad minutes and actions in the same way", () => {
    const trades = (rows: string) =>
      refusal(() => parseTrades("t.csv", "X", MONDAY, `time,open,high,low,close,volume\n${rows}`));
    expect(trades("09:30:30,1,1,1,1,1")).toBe(
      "t.csv, line 2: time must be the start of a minute, such as 09:30:00.",
    );
    expect(trades("09:31:00,1,1,1,1,1\n09:30:00,1,1,1,1,1")).toBe(
      "t.csv, line 3: times must rise from row to row.",
    );
    const quotes = (rows: string) => refusal(() => parseQuotes("q.csv", "X", MONDAY, `${QUOTES}\n${rows}`));
    expect(quotes("09:30:00,1,1,2,2,1,3,3,3,3,1")).toBe(
      "q.csv, line 2: bid_open and bid_close must lie between bid_low and bid_high.",
    );
    const actions = (row: string) =>
      refusal(() => parseActions("actions.csv", `ex_date,symbol,type,value,prior_close\n${row}`));
    expect(actions("2013-10-07,ABC,merger,1,1")).toBe(
      "actions.csv, line 2: type must be cash_dividend or split.",
    );
    expect(actions("2013-10-07,ABC,split,0,1")).toBe(
      "actions.csv, line 2: value must be a decimal number above zero.",
    );
  });

  it("reads Windows line ends and a byte order mark", () => {
    expect(parseDaily("d", "X", `\uFEFF${DAILY}\r\n2013-10-07,1,1,1,1,5\r\n`).rows).toHaveLength(1);
  });
});

const FOLDER = join(import.meta.dirname, "../../../shared/market-data");
const present = existsSync(FOLDER);
if (!present) console.info(`skipped: the reference market data is not there (${FOLDER})`);

function readFolder(): ReplayData {
  const text = (path: string) => readFileSync(join(FOLDER, path), "utf8");
  const minute = readdirSync(join(FOLDER, "minute")).map((name) => `minute/${name}`);
  const trades: ReplayData["trades"][number][] = [];
  const quotes: QuoteMinutes[] = [];
  for (const path of minute) {
    const file = replayFileOf(path);
    if (file?.kind === "TRADES") trades.push(parseTrades(path, file.symbol, file.date, text(path)));
    if (file?.kind === "QUOTES") quotes.push(parseQuotes(path, file.symbol, file.date, text(path)));
  }
  const daily = readdirSync(join(FOLDER, "daily")).map((name) =>
    parseDaily(`daily/${name}`, name.replace(".csv", ""), text(`daily/${name}`)),
  );
  return { daily, trades, quotes, actions: parseActions("actions.csv", text("actions.csv")) };
}

describe.skipIf(!present)("the real week of October 2013 and Apple's split", () => {
  let data: ReplayData;
  let market: MarketData;
  const load = () => {
    data ??= readFolder();
    market ??= replayMarket(data);
    return { data, market };
  };

  it("is read whole", () => {
    const { market } = load();
    expect(market.instruments().map((found) => found.symbol)).toEqual([
      "AAPL",
      "AIG",
      "BAC",
      "GOOG",
      "IWM",
      "QQQ",
      "SPY",
      "WM",
    ]);
    expect(market.instrument("SPY")).toMatchObject({ kind: "ETF", primaryListing: "ARCX" });
    expect([market.firstDay, market.lastDay]).toEqual(["2003-01-02", "2014-12-31"]);
    expect(market.actions(localDate("2014-06-09"), localDate("2014-06-09"))).toEqual([
      { exDate: "2014-06-09", symbol: "AAPL", type: "SPLIT", value: "7" },
    ]);
    expect(market.close("AAPL", localDate("2014-06-06"))).toBe(6_455_700);
    expect(market.previousClose("AAPL", instantAt(localDate("2014-06-09"), "10:00"))).toBe(6_455_700);
    expect(market.close("AAPL", localDate("2014-06-09"))).toBe(937_000);
  });

  it("quotes at any moment what was really quoted in that minute, and never crossed", () => {
    const { data, market } = load();
    const anyRow = fc
      .nat(data.quotes.length - 1)
      .chain((file) => fc.tuple(fc.constant(file), fc.nat((data.quotes[file]?.slots.length ?? 1) - 1)));
    fc.assert(
      fc.property(anyRow, fc.nat(59_999), ([file, row], ms) => {
        const { symbol, date, slots, bid, ask } = data.quotes[file] as QuoteMinutes;
        const slot = slots[row] as number;
        const nbbo = market.nbbo(symbol, instant(instantAt(date, "00:00") + slot * 60_000 + ms));
        if (slot >= 1_200) {
          expect(nbbo).toBeNull();
          return;
        }
        expect(nbbo?.bid?.price).toBeGreaterThanOrEqual(bid.low[row] as number);
        expect(nbbo?.bid?.price).toBeLessThanOrEqual(bid.high[row] as number);
        expect(nbbo?.ask?.price).toBeGreaterThanOrEqual(ask.low[row] as number);
        expect(nbbo?.ask?.price).toBeLessThanOrEqual(ask.high[row] as number);
        expect(nbbo?.bid?.size).toBe(bid.size[row]);
        expect(nbbo?.ask?.size).toBe(ask.size[row]);
        const [best, offer] = [nbbo?.bid?.price as number, nbbo?.ask?.price as number];
        expect(best).toBeLessThanOrEqual(offer);
        // Locked only where the row itself was locked throughout.
        if (best === offer) expect(bid.low[row]).toBe(ask.high[row]);
      }),
      { numRuns: 3_000 },
    );
  });

  it("has a best quote that some venue shows, in the full size", () => {
    const { market } = load();
    fc.assert(
      fc.property(
        fc.constantFrom("BAC", "AIG", "SPY"),
        fc.integer({ min: 7, max: 11 }),
        fc.nat(959 * 60_000),
        (symbol, day, ms) => {
          const when = instant(instantAt(localDate(`2013-10-${String(day).padStart(2, "0")}`), "04:00") + ms);
          const nbbo = market.nbbo(symbol, when);
          const book = market.book(symbol, when);
          for (const side of ["bids", "asks"] as const) {
            const best = side === "bids" ? nbbo?.bid : nbbo?.ask;
            const tops = book.flatMap((quote) =>
              quote[side].slice(0, 1).map((level) => ({ venue: quote.venue, ...level })),
            );
            const price =
              side === "bids" ? Math.max(...tops.map((t) => t.price)) : Math.min(...tops.map((t) => t.price));
            const atBest = tops.filter((top) => top.price === price);
            if (!best) {
              expect(tops).toEqual([]);
              continue;
            }
            expect(best.price).toBe(price);
            expect(best.venues).toEqual(atBest.map((top) => top.venue));
            expect(best.size).toBe(atBest.reduce((sum, top) => sum + top.size, 0));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("prints each traded minute so that it folds back into the file's row", () => {
    const { data, market } = load();
    for (const minutes of data.trades) {
      const midnight = instantAt(minutes.date, "00:00");
      const bars = market.bars(minutes.symbol, "1m", midnight, instant(midnight + 86_400_000));
      expect(bars.map((bar) => (bar.start - midnight) / 60_000)).toEqual([...minutes.slots]);
      for (const [row, slot] of minutes.slots.entries()) {
        const start = midnight + slot * 60_000;
        const volume = minutes.volume[row] as number;
        expect(bars[row]).toMatchObject({
          open: minutes.open[row],
          high: minutes.high[row],
          low: minutes.low[row],
          close: minutes.close[row],
          volume,
        });
        if (row % 23 !== 0 || volume < 4) continue;
        const prints = market.prints(minutes.symbol, instant(start - 1), instant(start + 59_999), 1_000);
        expect(prints[0]?.price).toBe(minutes.open[row]);
        expect(prints.at(-1)?.price).toBe(minutes.close[row]);
        expect(Math.max(...prints.map((print) => print.price))).toBe(minutes.high[row]);
        expect(Math.min(...prints.map((print) => print.price))).toBe(minutes.low[row]);
        expect(prints.reduce((sum, print) => sum + print.size, 0)).toBe(volume);
      }
    }
  });

  it("finds prints through a limit as a filter would", () => {
    const { market } = load();
    const cents = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(
        fc.constantFrom("BAC", "AIG", "SPY"),
        fc.nat(900 * 60_000),
        fc.nat(90 * 60_000),
        cents,
        fc.constantFrom("BUY" as const, "SELL" as const),
        (symbol, ms, span, away, side) => {
          const from = instant(instantAt(localDate("2013-10-09"), "04:00") + ms);
          const to = instant(from + span);
          const through = tickPrice((market.last(symbol, from)?.price ?? 0) + away * 100);
          const reaches = (print: Print) =>
            side === "BUY" ? print.price <= through : print.price >= through;
          const wanted = market.prints(symbol, from, to, 100_000).filter(reaches);
          expect(market.printsThrough(symbol, side, through, from, to, 100_000)).toEqual(wanted);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("refines days of which only the daily bar is known", () => {
    const { market } = load();
    const day = localDate("2004-10-29");
    const [daily] = market.bars("AAPL", "1d", instantAt(day, "04:00"), instantAt(day, "20:00"));
    const minutes = market.bars("AAPL", "1m", instantAt(day, "04:00"), instantAt(day, "20:00"));
    expect(minutes.length).toBeGreaterThan(380);
    expect(daily?.high).toBe(Math.max(...minutes.map((bar) => bar.high)));
    expect(daily?.low).toBe(Math.min(...minutes.map((bar) => bar.low)));
    expect(daily?.close).toBe(minutes.at(-1)?.close);
    expect(daily?.volume).toBe(minutes.reduce((sum, bar) => sum + bar.volume, 0));
    expect(market.nbbo("AAPL", instantAt(day, "12:00"))?.bid?.price).toBeGreaterThan(daily?.low as number);
  });
});
