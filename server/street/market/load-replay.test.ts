import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instantAt, localDate } from "@/domain/time/instant";
import { loadReplay } from "@/server/street/market/load-replay";
import { openMarket } from "@/server/street/market/open-market";

const DAILY = "date,open,high,low,close,volume\n2013-10-07,20.0,21.0,19.5,20.5,100000\n";
const TRADES = "time,open,high,low,close,volume\n09:30:00,20.0,20.4,20.0,20.2,600\n";

let folder: string;
const write = async (path: string, text: string) => {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), text);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("loading a folder of market data", () => {
  it("takes any part of it and passes over other files", async () => {
    await write("daily/ABC.csv", DAILY);
    await write("README.md", "words");
    await write("daily/notes.txt", "words");
    expect(await loadReplay(folder)).toMatchObject({
      daily: [{ symbol: "ABC" }],
      trades: [],
      quotes: [],
      actions: [],
    });
    await write("minute/ABC-2013-10-07-trades.csv", TRADES);
    await write("actions.csv", "ex_date,symbol,type,value,prior_close\n2013-10-07,ABC,split,2,20\n");
    const loaded = await loadReplay(folder);
    expect([loaded.trades.length, loaded.actions.length]).toEqual([1, 1]);
  });

  it("says which file and line is wrong", async () => {
    await write("minute/ABC-2013-10-07-trades.csv", `${TRADES}09:31:00,20.0,19.0,20.0,20.2,600\n`);
    await expect(loadReplay(folder)).rejects.toThrow(
      "minute/ABC-2013-10-07-trades.csv, line 3: open and close must lie between low and high.",
    );
  });

  it("says so when there is nothing to read", async () => {
    await expect(loadReplay(join(folder, "missing"))).rejects.toThrow(/There is no folder .*missing/);
    await expect(loadReplay(folder)).rejects.toThrow(/holds no market data/);
  });
});

describe("opening a market", () => {
  it("reads a folder or makes one from the seed, as the settings say", async () => {
    await write("daily/ABC.csv", DAILY);
    const replayed = await openMarket({ MARKET_DATA: `replay:${folder}`, MARKET_SEED: "seed" });
    expect(replayed.source).toBe("replay");
    expect(replayed.close("ABC", localDate("2013-10-07"))).toBe(205_000);
    const both = await openMarket({ MARKET_DATA: `replay+synthetic:${folder}`, MARKET_SEED: "seed" });
    expect(both.close("ABC", localDate("2013-10-07"))).toBe(205_000);
    expect(both.close("AAPL", localDate("2013-10-07"))).not.toBeNull();
    const made = await openMarket({ MARKET_DATA: "synthetic", MARKET_SEED: "seed" });
    expect(made.source).toBe("synthetic");
    expect(made.nbbo("AAPL", instantAt(localDate("2026-11-20"), "10:00"))).not.toBeNull();
  });
});
