import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { circuitBreakers, haltAt, newsHaltOf, suspend } from "@/domain/market/halts";
import { layBands } from "@/domain/market/price-bands";
import { refineSession, volumeProfile } from "@/domain/market/refine-session";
import { type HaltSpan, type MinuteColumns, minuteColumns, NO_BAR } from "@/domain/market/tape";
import { SLOTS, type TradingDay, tradingDayOn } from "@/domain/market/trading-days";
import { instantAt, localDate } from "@/domain/time/instant";

const DATE = localDate("2026-11-20");
const day = tradingDayOn(DATE) as TradingDay;
const half = tradingDayOn(localDate("2026-11-27")) as TradingDay;
const TERMS = { tier: 1, previousClose: 1_000_000 } as const;

/** A session that stands at $100 with 100 shares a minute, but for what `change` does with it. */
function session(change: (columns: MinuteColumns) => void = () => {}): MinuteColumns {
  const columns = minuteColumns(SLOTS);
  for (let slot = day.openSlot; slot < day.closeSlot; slot++) setMinute(columns, slot, 1_000_000, 1_000_000);
  change(columns);
  return columns;
}

function setMinute(columns: MinuteColumns, slot: number, open: number, close: number): void {
  columns.open[slot] = open;
  columns.high[slot] = Math.max(open, close);
  columns.low[slot] = Math.min(open, close);
  columns.close[slot] = close;
  columns.volume[slot] = 100;
}

function fold(columns: MinuteColumns, of: TradingDay = day) {
  const traded = Array.from({ length: of.closeSlot - of.openSlot }, (_, i) => of.openSlot + i).filter(
    (slot) => columns.volume[slot] !== NO_BAR,
  );
  return {
    low: Math.min(...traded.map((slot) => columns.low[slot] as number)),
    high: Math.max(...traded.map((slot) => columns.high[slot] as number)),
    close: columns.close[traded.at(-1) as number],
    volume: traded.reduce((sum, slot) => sum + (columns.volume[slot] as number), 0),
  };
}

const slotAt = (minute: number): number => day.openSlot + minute;

describe("bands through a session", () => {
  it("begin at the opening price and follow the last five minutes by steps of one percent", () => {
    const columns = session((minutes) => {
      for (let slot = slotAt(60); slot < day.closeSlot; slot++)
        setMinute(minutes, slot, 1_020_000, 1_020_000);
    });
    const halts: HaltSpan[] = [];
    const bands = layBands(columns, day, TERMS, halts, true);
    expect(bands.reference[0]).toBe(1_000_000);
    expect([bands.lower[0], bands.upper[0]]).toEqual([950_000, 1_050_000]);
    // Two of five minutes at 102 make a mean of 100.80; three make 101.20.
    expect(bands.reference[62]).toBe(1_000_000);
    expect(bands.reference[63]).toBe(1_012_000);
    expect(bands.reference[365 - 1]).toBe(1_012_000);
    expect(bands.upper[365]).toBe(1_113_200);
    expect(halts).toEqual([]);
  });

  it("take the previous close when nothing trades for five minutes, and none before", () => {
    const columns = session((minutes) => minutes.volume.fill(NO_BAR));
    const bands = layBands(columns, day, TERMS, [], false);
    expect([bands.reference[4], bands.reference[5]]).toEqual([0, 1_000_000]);
  });

  it("pause a stock that breaks through for five minutes, and lose nothing of the day", () => {
    const columns = session((minutes) => {
      setMinute(minutes, slotAt(100), 1_000_000, 920_000);
      for (let slot = slotAt(101); slot < day.closeSlot; slot++) setMinute(minutes, slot, 915_000, 915_000);
    });
    const before = fold(columns);
    const halts: HaltSpan[] = [];
    const bands = layBands(columns, day, TERMS, halts, true);
    expect(halts).toEqual([{ kind: "LUDP", from: slotAt(101), to: slotAt(106) }]);
    expect(columns.low[slotAt(100)]).toBe(950_000);
    expect(columns.close[slotAt(100)]).toBe(950_000);
    expect(columns.volume.slice(slotAt(101), slotAt(106))).toEqual(new Float64Array(5).fill(NO_BAR));
    expect(bands.reference[103]).toBe(0);
    expect(bands.reference[106]).toBe(915_000);
    expect(fold(columns)).toEqual(before);
    const halt = haltAt(halts, day, instantAt(DATE, "11:12"));
    expect(halt).toEqual({
      code: "LUDP",
      since: instantAt(DATE, "11:11"),
      until: instantAt(DATE, "11:16"),
    });
    expect(haltAt(halts, day, instantAt(DATE, "11:16"))).toBeNull();
  });

  it("leave a break just before the close to the closing auction", () => {
    const columns = session((minutes) => setMinute(minutes, day.closeSlot - 3, 1_000_000, 800_000));
    const before = fold(columns);
    const halts: HaltSpan[] = [];
    layBands(columns, day, TERMS, halts, true);
    expect(halts).toEqual([]);
    expect(fold(columns)).toEqual(before);
  });

  it("hold every minute but the reopenings, on wild days too, and keep the day's figures", () => {
    let pauses = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 2_000, max: 3_000_000 }),
        fc.double({ min: 0, max: 0.7, noNaN: true }),
        fc.integer(),
        (open, range, seed) => {
          const shape = {
            open,
            high: Math.round(open * (1 + range)),
            low: Math.max(1, Math.round(open * (1 - range))),
            close: Math.round(open * (1 + range / 2)),
            volume: 5_000_000,
          };
          const columns = minuteColumns(SLOTS);
          refineSession(columns, day.openSlot, volumeProfile("CORE", 390), shape, seed);
          const before = fold(columns);
          const halts: HaltSpan[] = [];
          const bands = layBands(columns, day, { tier: 2, previousClose: open }, halts, true);
          pauses += halts.length;
          expect(fold(columns)).toEqual(before);
          const reopenings = new Set([day.openSlot, ...halts.map((halt) => halt.to)]);
          for (let slot = day.openSlot; slot < day.closeSlot - 7; slot++) {
            if (columns.volume[slot] === NO_BAR || reopenings.has(slot)) continue;
            const minute = slot - day.openSlot;
            expect(columns.low[slot]).toBeGreaterThanOrEqual(bands.lower[minute] as number);
            expect(columns.high[slot]).toBeLessThanOrEqual(bands.upper[minute] as number);
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(pauses).toBeGreaterThan(0);
  });
});

describe("news halts", () => {
  it("are rare, seeded, away from the session's ends, and told in three steps", () => {
    const found = Array.from({ length: 60_000 }, (_, seed) => newsHaltOf(seed * 7919, day)).filter(
      (halt) => halt !== null,
    );
    expect(found.length).toBeGreaterThan(100);
    expect(found.length).toBeLessThan(320);
    for (const { from, to } of found) {
      expect(from).toBeGreaterThanOrEqual(day.openSlot + 30);
      expect(to).toBeLessThanOrEqual(day.closeSlot - 45);
      expect(to - from).toBeGreaterThanOrEqual(30);
    }
    const halts: HaltSpan[] = [{ kind: "NEWS", from: slotAt(30), to: slotAt(70) }];
    const codes = (["10:00", "10:20", "10:30"] as const).map((time) => {
      const halt = haltAt(halts, day, instantAt(DATE, time));
      return [halt?.code, halt?.until ?? null];
    });
    expect(codes).toEqual([
      ["T1", null],
      ["T2", null],
      ["T3", instantAt(DATE, "10:40")],
    ]);
  });

  it("leave what they hold up to the reopening, and to the last minute before when there is none", () => {
    const halted = (to: number) => {
      const columns = session((minutes) => setMinute(minutes, slotAt(210), 1_000_000, 1_030_000));
      const before = fold(columns);
      suspend(columns, day, [{ kind: "NEWS", from: slotAt(200), to }]);
      expect(fold(columns)).toEqual(before);
      expect(columns.open[slotAt(205)]).toBe(0);
      return columns;
    };
    expect(halted(slotAt(230)).high[slotAt(230)]).toBe(1_030_000);
    expect(halted(day.closeSlot).high[slotAt(199)]).toBe(1_030_000);
  });
});

describe("market-wide circuit breakers", () => {
  const lows = (...falls: [minute: number, price: number][]): Float64Array => {
    const low = new Float64Array(SLOTS).fill(1_000_000);
    for (const [minute, price] of falls) low[slotAt(minute)] = price;
    return low;
  };

  it("halt for a quarter of an hour at 7 and 13 percent, each once, and for the day at 20", () => {
    expect(
      circuitBreakers(lows([10, 930_000], [40, 929_000], [60, 870_000], [100, 800_000]), 1_000_000, day),
    ).toEqual([
      { kind: "MWC1", from: slotAt(11), to: slotAt(26) },
      { kind: "MWC2", from: slotAt(61), to: slotAt(76) },
      { kind: "MWC3", from: slotAt(101), to: day.closeSlot },
    ]);
    expect(circuitBreakers(lows([10, 930_100]), 1_000_000, day)).toEqual([]);
  });

  it("count a fall within a halt at the reopening", () => {
    expect(circuitBreakers(lows([10, 930_000], [20, 860_000]), 1_000_000, day)).toEqual([
      { kind: "MWC1", from: slotAt(11), to: slotAt(26) },
      { kind: "MWC2", from: slotAt(27), to: slotAt(42) },
    ]);
  });

  it("from 15:25, or 12:25 on a half day, only halt at 20 percent, without an end", () => {
    expect(circuitBreakers(lows([355, 900_000]), 1_000_000, day)).toEqual([]);
    expect(circuitBreakers(lows([354, 900_000]), 1_000_000, day)).toHaveLength(1);
    expect(circuitBreakers(lows([175, 900_000]), 1_000_000, half)).toEqual([]);
    const [last] = circuitBreakers(lows([355, 799_000]), 1_000_000, day);
    expect(last?.kind).toBe("MWC3");
    expect(haltAt(last ? [last] : [], day, instantAt(DATE, "15:59"))).toMatchObject({ until: null });
  });
});
