import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
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

  it("counts as the calendar does, over four centuries", () => {
    const anyDay = fc
      .integer({ min: Date.UTC(1800, 0, 1), max: Date.UTC(2199, 11, 31) })
      .map((ms) => localDate(new Date(ms).toISOString().slice(0, 10)));
    const count = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(anyDay, anyDay, count, (day, other, n) => {
        const plain = Temporal.PlainDate.from(day);
        expect(addDays(day, n)).toBe(plain.add({ days: n }).toString());
        expect(addMonths(day, n % 100)).toBe(plain.add({ months: n % 100 }).toString());
        expect(dayOfWeek(day)).toBe(plain.dayOfWeek);
        expect(daysBetween(day, other)).toBe(plain.until(other, { largestUnit: "days" }).days);
        expect(lastOfMonth(day)).toBe(plain.with({ day: plain.daysInMonth }).toString());
      }),
      { numRuns: 1_000 },
    );
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

  it.each([
    "2026-07-14T14:42:07Z",
    "2026-07-14T14:42Z",
    "2026-07-14t14:42:07.123456789z",
    "2026-07-14T10:42:07.5-04:00",
    "2026-07-14 14:42:07.25+00",
    "2026-07-14T20:12:07+0530",
  ])("are read as Temporal reads them: %s", (text) => {
    expect(instantFromIso(text)).toBe(Temporal.Instant.from(text).epochMilliseconds);
  });

  it.each([
    "2026-07-14",
    "2026-07-14T14:42:07",
    "2026-02-30T10:00:00Z",
    "2026-07-14T24:00:00Z",
    "14 July 2026",
    "",
  ])("are not read from %j", (text) => {
    expect(() => instantFromIso(text)).toThrow(RangeError);
    expect(() => Temporal.Instant.from(text)).toThrow(RangeError);
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

  it("find every quarter of an hour of every day on which clocks change, as Temporal does", () => {
    for (let year = 1967; year <= 2040; year++)
      for (const [month, days] of [
        [1, 28],
        [3, 31],
        [4, 30],
        [10, 31],
        [11, 30],
      ] as const)
        for (let day = 1; day <= days; day++) {
          const date = localDate(new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10));
          if (Temporal.PlainDate.from(date).toZonedDateTime(NEW_YORK).hoursInDay === 24) continue;
          for (let quarter = 0; quarter < 96; quarter++) {
            const time = `${Math.floor(quarter / 4)}:${String((quarter % 4) * 15).padStart(2, "0")}` as const;
            const wall = Temporal.PlainDateTime.from(`${date}T00:00`).add({ minutes: quarter * 15 });
            expect(instantAt(date, time as `${number}:${number}`)).toBe(
              wall.toZonedDateTime(NEW_YORK).epochMilliseconds,
            );
          }
        }
  });

  it("begin each day where Temporal does, for eighty years", () => {
    for (let n = 0; n < 29_220; n += 1) {
      const date = addDays(localDate("1967-01-01"), n);
      const midnight = Temporal.PlainDate.from(date).toZonedDateTime(NEW_YORK).epochMilliseconds;
      if (instantAt(date, "00:00") !== midnight) expect(date).toBe(`a day that begins at ${midnight}`);
    }
  });

  it("count seconds since midnight", () => {
    expect(secondsOfDay(instantAt(localDate("2026-07-14"), "09:30:15"))).toBe(34_215);
    expect(() => instantAt(localDate("2026-07-14"), "9:3" as `${number}:${number}`)).toThrow("09:30");
  });
});
