import { describe, expect, it } from "vitest";
import { recordedOver } from "@/domain/market/recorded-over";
import { replayMarket } from "@/domain/market/replay";
import { parseActions, parseDaily } from "@/domain/market/replay-format";
import { syntheticMarket } from "@/domain/market/synthetic";
import { instantAt, localDate } from "@/domain/time/instant";

const DAILY =
  "date,open,high,low,close,volume\n2004-10-01,39.0000,39.5000,38.5000,38.6700,8000000\n2004-10-04,39.1000,39.5000,38.7500,38.7900,9000000\n";
const ACTIONS =
  "ex_date,symbol,type,value,prior_close\n2004-10-04,AAPL,cash_dividend,0.10,38.67\n2005-02-28,AAPL,split,2,88.97\n";
const recorded = replayMarket({
  daily: [parseDaily("daily/AAPL.csv", "AAPL", DAILY)],
  trades: [],
  quotes: [],
  actions: parseActions("actions.csv", ACTIONS),
});
const made = syntheticMarket("two");
const both = recordedOver(recorded, made);
const day = localDate("2004-10-01");
const noon = instantAt(day, "12:00");

describe("a recording over a made market", () => {
  it("trades the recorded symbols as they were, and no others", () => {
    expect(both.close("AAPL", day)).toBe(386_700);
    expect(both.nbbo("AAPL", noon)).toEqual(recorded.nbbo("AAPL", noon));
    expect(both.close("AAPL", localDate("2004-11-01"))).toBeNull();
    expect(both.close("MSFT", day)).toBe(made.close("MSFT", day));
    expect(both.book("MSFT", noon)).toEqual(made.book("MSFT", noon));
  });

  it("lists each symbol once, and its days are the made market's", () => {
    const symbols = both.instruments().map(({ symbol }) => symbol);
    expect(new Set(symbols).size).toBe(symbols.length);
    expect(symbols.length).toBe(made.instruments().length);
    expect([both.firstDay, both.lastDay, both.startsOn]).toEqual([made.firstDay, made.lastDay, null]);
    expect(both.instrument("AAPL")?.listedTo).toBe("2004-10-04");
  });

  it("announces the recorded actions of recorded symbols", () => {
    const found = both.actions(day, localDate("2005-03-01"));
    expect(found.filter(({ symbol }) => symbol === "AAPL").map(({ exDate }) => exDate)).toEqual([
      "2004-10-04",
      "2005-02-28",
    ]);
    expect(found.some(({ symbol }) => symbol !== "AAPL")).toBe(true);
    expect(found.map(({ exDate }) => exDate)).toEqual(found.map(({ exDate }) => exDate).toSorted());
  });
});
