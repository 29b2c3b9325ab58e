import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Instant, instant, instantAt, localDate, plus } from "@/domain/time/instant";
import { newId } from "@/server/platform/ids";
import { createTestDatabase, type TestDatabase } from "@/server/platform/testing/database";
import { changeClock, ensureExchangeClock, readClock, runTarget } from "@/server/street/exchange-clock";
import { openStreet } from "@/server/street/open-street";
import { openTestStreet, TEST_KEY } from "@/server/street/testing/test-street";
import { tinyMarket } from "@/server/street/testing/tiny-market";

const at = (day: string, time: `${number}:${number}`) => instantAt(localDate(day), time);
const WALL = instant(Date.UTC(2026, 10, 22, 12));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const clockFrom = (start: Instant) =>
  ensureExchangeClock(database.street, { EXCHANGE_CLOCK: "virtual", EXCHANGE_HOURS: "regular" }, start);

describe("the exchange clock", () => {
  it("begins once, at an open", async () => {
    // A Saturday: the next open is Monday's.
    await clockFrom(at("2026-05-30", "12:00"));
    await clockFrom(at("2026-07-01", "12:00"));
    const clock = await readClock(database.street, WALL);
    expect([clock.rate, clock.ceiling]).toEqual([1, at("2026-06-01", "16:00")]);
    const [row] = await database.street.$queryRaw<
      { anchor: Date }[]
    >`select anchor_exchange as anchor from platform.exchange_clock`;
    expect(row?.anchor.getTime()).toBe(at("2026-06-01", "09:30"));
  });

  it("never runs backwards nor past its ceiling, whatever is asked of it and whenever", async () => {
    const change = fc.record({
      wall: fc.integer({ min: 0, max: 60_000 }),
      minutes: fc.option(fc.integer({ min: -1_000, max: 3_000 })),
      rate: fc.option(fc.constantFrom(0 as const, 1 as const, 10 as const, 60 as const)),
      ceiling: fc.option(fc.integer({ min: -3, max: 1 })),
    });
    let wall: Instant = WALL;
    let last = (await readClock(database.street, wall)).now;
    await fc.assert(
      fc.asyncProperty(change, async (given) => {
        const before = await readClock(database.street, wall);
        const anchor = async () => {
          const [row] = await database.street.$queryRaw<
            { a: Date }[]
          >`select anchor_exchange as a from platform.exchange_clock`;
          return row?.a.getTime() ?? 0;
        };
        const anchored = await anchor();
        wall = plus(wall, given.wall);
        await changeClock(database.street, wall, {
          ...(given.minutes === null ? {} : { at: plus(before.now, given.minutes * 60_000) }),
          ...(given.rate === null ? {} : { rate: given.rate }),
          ...(given.ceiling === null ? {} : { ceiling: plus(before.ceiling, given.ceiling * 86_400_000) }),
        });
        expect(await anchor()).toBeGreaterThanOrEqual(anchored);
        const after = await readClock(database.street, wall);
        expect(after.now).toBeLessThanOrEqual(after.ceiling);
        expect(after.ceiling).toBeGreaterThanOrEqual(before.ceiling);
        expect(after.now).toBeGreaterThanOrEqual(last);
        last = after.now;
      }),
      { numRuns: 60 },
    );
  });

  it("gets to an instant between two milliseconds", async () => {
    const on = await openTestStreet(tinyMarket([]), at("2026-06-01", "10:00"));
    try {
      await on.controls.advanceTo(plus(at("2026-06-01", "10:01"), 0.4));
      expect(await on.clock.exchangeNow()).toBe(plus(at("2026-06-01", "10:01"), 1));
    } finally {
      await on.database.drop();
    }
  });

  it("knows where a run leads", () => {
    const ceiling = at("2026-05-27", "16:00");
    expect(runTarget("CLOSE", ceiling, "regular")).toBe(ceiling);
    expect(runTarget("NEXT_DAY", ceiling, "regular")).toBe(at("2026-05-28", "09:30"));
    expect(runTarget("NEXT_DAY", ceiling, "extended")).toBe(at("2026-05-28", "04:00"));
    expect(runTarget("OPEN", ceiling, "extended")).toBe(at("2026-05-27", "09:30"));
    expect(runTarget("AFTER_HOURS", ceiling, "extended")).toBe(at("2026-05-27", "16:00"));
    expect(() => runTarget("AFTER_HOURS", ceiling, "regular")).toThrow(/regular hours/);
    expect(runTarget("MONTH_END", ceiling, "regular")).toBe(at("2026-06-01", "09:30"));
    expect(runTarget("MONTH_END", at("2026-05-29", "16:00"), "regular")).toBe(at("2026-06-01", "09:30"));
  });
});

describe("real exchange time", () => {
  it("ends each day that has closed, in order, and cannot be moved", async () => {
    let now: Instant = at("2026-06-05", "10:00");
    const clock = {
      now: () => now,
      exchangeNow: async () => now,
      exchangeToday: async () => localDate("2026-06-05"),
      state: async () => ({ exchangeNow: now, wallNow: now, rate: 1, ceiling: null, runUntil: null }),
      refresh: () => {},
    };
    const on = await openTestStreet(tinyMarket([]), at("2026-06-01", "10:00"));
    try {
      const env = {
        EXCHANGE_CLOCK: "real",
        EXCHANGE_HOURS: "regular",
        CLEARING_HMAC_KEY: TEST_KEY,
        APP_MODE: "production",
      } as const;
      const street = openStreet({
        db: on.database.street,
        market: tinyMarket([]),
        clock,
        env,
        log: pino({ level: "silent" }),
      });
      const settle = async () => {
        while (await street.controls.cycle());
      };
      await settle();
      expect(await on.firmEvents()).toEqual([]);
      await on.doors.send("CLEARING", [
        {
          messageId: newId(),
          command: { kind: "OPEN_ACCOUNT", accountId: newId(), title: "A", commissionClass: "STANDARD" },
        },
      ]);
      await settle();
      now = at("2026-06-08", "17:00");
      await settle();
      const events = await on.firmEvents();
      expect(
        events.map((event) =>
          event.kind === "EOD_READY" ? `${event.businessDate} ${event.at}` : event.kind,
        ),
      ).toEqual([
        "ACCOUNT_OPENED",
        "2026-06-05 2026-06-05T20:00:00.000Z",
        "2026-06-08 2026-06-08T20:00:00.000Z",
      ]);
      await expect(street.controls.setRate(10)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(street.controls.runTo("CLOSE")).rejects.toMatchObject({ code: "FORBIDDEN" });
    } finally {
      await on.database.drop();
    }
  });
});
