import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayOfWeek,
  daysBetween,
  firstOfMonth,
  instant,
  instantAt,
  instantFromDate,
  instantFromIso,
  lastOfMonth,
  localDate,
  localDateFromColumn,
  localDateOf,
  NEW_YORK,
  plus,
  secondsOfDay,
  toColumn,
  toDate,
  toIso,
} from "@/domain/time/instant";

const anyInstant = fc
  .integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 11, 31) })
  .map((ms) => instant(ms));
const zoned = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(NEW_YORK);

describe("days", () => {
  it.each([
    "2024-02-30",
    "2023-02-29",
    "2024-13-01",
    "2024-1-1",
    "24-01-01",
    "2024-01-01T00:00",
    "",
    "today",
  ])("refuses %j", (text) => expect(() => localDate(text)).toThrow());

  it("counts over months and leap days", () => {
    expect(localDate("2024-02-29")).toBe("2024-02-29");
    expect(addDays(localDate("2024-02-28"), 2)).toBe("2024-03-01");
    expect(addDays(localDate("2024-01-01"), -1)).toBe("2023-12-31");
    expect(daysBetween(localDate("2024-01-01"), localDate("2025-01-01"))).toBe(366);
    expect(daysBetween(localDate("2025-01-01"), localDate("2024-01-01"))).toBe(-366);
    expect(dayOfWeek(localDate("2026-07-14"))).toBe(2);
    expect(firstOfMonth(localDate("2024-02-15"))).toBe("2024-02-01");
    expect(lastOfMonth(localDate("2024-02-15"))).toBe("2024-02-29");
  });

  it("goes to a date column and back", () => {
    expect(toColumn(localDate("2024-05-28")).toISOString()).toBe("2024-05-28T00:00:00.000Z");
    expect(localDateFromColumn(toColumn(localDate("2024-05-28")))).toBe("2024-05-28");
  });
});

describe("instants", () => {
  it("read and write", () => {
    const at = instantFromIso("2026-07-14T14:42:07.250Z");
    expect(toIso(at)).toBe("2026-07-14T14:42:07.250Z");
    expect(instantFromDate(toDate(at))).toBe(at);
    expect(plus(at, 750)).toBe(instantFromIso("2026-07-14T14:42:08Z"));
  });

  it("show New York's day, as the zone itself says", () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(localDateOf(at)).toBe(zoned(at).toPlainDate().toString());
      }),
      { numRuns: 500 },
    );
  });

  it("change the day exactly at midnight, also around the clock changes", () => {
    for (const day of ["2026-03-08", "2026-03-09", "2026-11-01", "2026-11-02", "2004-10-31", "2004-04-04"]) {
      const midnight = instantAt(localDate(day), "00:00");
      expect(localDateOf(midnight)).toBe(day);
      expect(localDateOf(plus(midnight, -1))).toBe(addDays(localDate(day), -1));
      expect(zoned(midnight).hour).toBe(0);
    }
  });

  it("find the wall clock, also on days of 23 and 25 hours", () => {
    const dates = fc.integer({ min: 0, max: 18_000 }).map((n) => addDays(localDate("1990-01-01"), n));
    const changes = fc.constantFrom("2026-03-08", "2026-11-01").map(localDate);
    fc.assert(
      fc.property(
        fc.oneof(dates, changes),
        fc.integer({ min: 3, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (d, h, m) => {
          const wall = zoned(instantAt(d, `${h}:${String(m).padStart(2, "0")}` as `${number}:${number}`));
          expect([wall.toPlainDate().toString(), wall.hour, wall.minute]).toEqual([d, h, m]);
        },
      ),
    );
  });

  it("count seconds since midnight", () => {
    expect(secondsOfDay(instantAt(localDate("2026-07-14"), "09:30:15"))).toBe(34_215);
    expect(() => instantAt(localDate("2026-07-14"), "9:3" as `${number}:${number}`)).toThrow("09:30");
  });
});
