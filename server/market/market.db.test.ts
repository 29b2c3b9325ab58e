import { describe, expect, it } from "vitest";
import { CHART_RANGES } from "@/domain/market/market-input";
import { type ScriptRowInput, scriptRowSchema } from "@/domain/market/script-row";
import { scriptedMarket } from "@/domain/market/scripted";
import { toPrice } from "@/domain/market/types";
import { type Instant, instantAt, localDate } from "@/domain/time/instant";
import { giveLevelTwo } from "@/prisma/factories/market-data";
import { dayVolumes } from "@/server/market/day-volumes";
import { depth } from "@/server/market/depth";
import { history } from "@/server/market/history";
import { keyFigures } from "@/server/market/key-figures";
import { marketStatus } from "@/server/market/market-status";
import { quotes } from "@/server/market/queries";
import { timeAndSales } from "@/server/market/time-and-sales";
import { testDatabase } from "@/server/platform/testing/database";
import { customerWith, TEST_NOON, testClock, testDeps } from "@/server/platform/testing/deps";

const deps = testDeps(await testDatabase());
const { market } = deps;
const DAY = localDate("2026-07-14");
const KO = { symbol: "KO" };
const { actor, accountId } = await customerWith(deps, "0");
await giveLevelTwo(deps.db, { userId: actor.userId, accountId }, deps.clock.now());

/** The same portal at another time, and under rows of a script. */
const at = (time: Instant, ...rows: ScriptRowInput[]) => {
  const parsed = rows.map((row) => scriptRowSchema.parse(row));
  return { ...deps, clock: testClock(time), market: scriptedMarket(market, () => parsed) };
};

describe("Level II", () => {
  it("shows five levels of each venue, and one book that begins with the best of them", async () => {
    const view = await depth(deps, actor, KO);
    const [quote] = await quotes(deps, { symbols: ["KO"] });
    expect(view.venues.map(({ venue }) => venue)).toEqual(market.instrument("KO")?.venues);
    for (const { bids, asks } of view.venues) expect([bids.length, asks.length]).toEqual([5, 5]);
    expect(view.composite.bids[0]).toMatchObject({ price: quote?.bid, size: quote?.bidSize });
    expect(view.composite.asks[0]).toMatchObject({ price: quote?.ask, size: quote?.askSize });
  });

  it("is empty when the market is closed", async () => {
    const view = await depth(at(instantAt(DAY, "21:00")), actor, KO);
    expect(view).toMatchObject({ venues: [], composite: { bids: [], asks: [] } });
  });
});

it("keeps the books from those who do not have Level II, and says what it costs and where to get it", async () => {
  const { actor: other } = await customerWith(deps, "0");
  const refusal = depth(deps, other, KO);
  await expect(refusal).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(refusal).rejects.toThrow("from $19.00 a month. Choose it under Settings");
});

describe("time and sales", () => {
  it("are the newest hundred trades, newest first, none from the future", async () => {
    const sales = await timeAndSales(deps, KO);
    expect(sales).toHaveLength(100);
    expect(sales[0]?.at).toBe(market.last("KO", TEST_NOON)?.at);
    const times = sales.map((sale) => sale.at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });
});

describe("the status of a stock", () => {
  it("has the bands of the moment, and none after the close", async () => {
    const open = await marketStatus(deps, KO);
    expect(open).toMatchObject({ phase: "OPEN", halt: null });
    expect(Number(open.bands?.lower)).toBeLessThan(Number(open.bands?.reference));
    expect(await marketStatus(at(instantAt(DAY, "17:00")), KO)).toMatchObject({
      phase: "AFTER_HOURS",
      bands: null,
    });
  });

  it("tells a halt with its code and its end", async () => {
    const from = "2026-07-14T14:00:00.000Z";
    const halted = at(TEST_NOON, { kind: "HALT", symbol: "KO", from, code: "T1" });
    expect((await marketStatus(halted, KO)).halt).toEqual({
      code: "T1",
      since: Date.parse(from),
      until: null,
    });
    expect(await depth(halted, actor, KO)).toMatchObject({ venues: [] });
  });
});

describe("key figures", () => {
  it("are the day's so far, the year's range and the dividends; what nobody knows is null", async () => {
    const figures = await keyFigures(deps, KO);
    const close = market.previousClose("KO", TEST_NOON);
    expect(figures).toMatchObject({ day: DAY, marketCap: null, averageDays: 30 });
    expect(figures.previousClose).toBe(close && toPrice(close).toFixed());
    expect(Number(figures.low)).toBeLessThanOrEqual(Number(figures.open));
    expect(Number(figures.yearLow)).toBeLessThanOrEqual(Number(figures.low));
    expect(Number(figures.yearHigh)).toBeGreaterThanOrEqual(Number(figures.high));
    const paid = market
      .actions(localDate("2025-07-14"), DAY)
      .filter(({ symbol }) => symbol === "KO")
      .reduce((cents, { value }) => cents + Math.round(Number(value) * 100), 0);
    expect(paid).toBeGreaterThan(0);
    expect(Math.round(Number(figures.dividend) * 100)).toBe(paid);
  });

  it("are the last session's before the open, and have no dividend where none is paid", async () => {
    const early = await keyFigures(at(instantAt(DAY, "08:00")), { symbol: "AMZN" });
    expect(early.day).toBe("2026-07-13");
    expect(early).toMatchObject({ dividend: null, dividendYield: null, nextExDate: null });
  });
});

describe("history", () => {
  it.each(CHART_RANGES)("of %s is drawn with few enough bars, up to now", async (range) => {
    const { bars } = await history(deps, { symbol: "KO", range });
    expect(bars.length).toBeGreaterThan(50);
    expect(bars.length).toBeLessThanOrEqual(2_000);
    expect(bars.at(-1)?.time).toBeLessThan(TEST_NOON);
    expect(bars.at(-1)?.time).toBeGreaterThan(TEST_NOON - 3_600_001);
  });

  it("begins years back, and on the day before while the market sleeps", async () => {
    const { interval, bars } = await history(deps, { symbol: "KO", range: "5Y" });
    expect(interval).toBe("1d");
    expect(bars[0]?.time).toBeLessThan(instantAt(localDate("2021-07-20"), "09:30"));
    const night = await history(at(instantAt(DAY, "03:00")), { symbol: "KO", range: "1D" });
    expect(night.bars[0]?.time).toBeGreaterThanOrEqual(instantAt(localDate("2026-07-13"), "04:00"));
    expect(night.bars.length).toBeGreaterThan(300);
  });
});

it("counts the day's shares so far, of known symbols", async () => {
  const [volume, ...others] = await dayVolumes(deps, { symbols: ["KO", "NOSUCH"] });
  expect(others).toEqual([]);
  expect(volume).toEqual({ symbol: "KO", volume: (await keyFigures(deps, KO)).volume });
});

it("tells nothing of what we do not trade", async () => {
  const unknown = { symbol: "NOSUCH" };
  await expect(depth(deps, actor, unknown)).rejects.toMatchObject({ code: "UNKNOWN_SYMBOL" });
  for (const ask of [timeAndSales, marketStatus, keyFigures])
    await expect(ask(deps, unknown)).rejects.toMatchObject({ code: "UNKNOWN_SYMBOL" });
  await expect(history(deps, { ...unknown, range: "1D" })).rejects.toMatchObject({ code: "UNKNOWN_SYMBOL" });
});
