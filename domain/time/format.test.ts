import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  formatAge,
  formatDate,
  formatDateTime,
  formatMonth,
  formatTime,
  formatTimestamp,
} from "@/domain/time/format";
import { instantAt, localDate, toDate, toIso } from "@/domain/time/instant";

describe("times in New York", () => {
  const at = instantAt(localDate("2026-07-14"), "10:42:07");

  it("reads alike from an instant, a number, a Date and an ISO string", () => {
    for (const form of [at, Number(at), toDate(at), toIso(at)]) {
      expect(formatTime(form)).toBe("10:42:07 ET");
      expect(formatDateTime(form)).toBe("Tue 14 Jul 10:42:07 ET");
      expect(formatTimestamp(form)).toBe("14 Jul 2026 10:42:07 ET");
    }
  });

  it("has no 24 o'clock at midnight, and knows winter", () => {
    expect(formatTime("2026-07-14T04:00:00Z")).toBe("00:00:00 ET");
    expect(formatDateTime("2026-01-05T14:30:00Z")).toBe("Mon 5 Jan 09:30:00 ET");
    expect(formatTimestamp("2026-01-01T04:59:59Z")).toBe("31 Dec 2025 23:59:59 ET");
  });

  it("writes each month in three letters", () => {
    const months = Array.from({ length: 12 }, (_, i) =>
      formatTimestamp(instantAt(localDate(`2026-${String(i + 1).padStart(2, "0")}-15`), "12:00")),
    );
    expect(months.map((text) => text.split(" ")[1])).toEqual(
      "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
    );
  });
});

describe("days and months", () => {
  it("have no zone", () => {
    expect(formatDate(localDate("2026-07-14"))).toBe("14 Jul 2026");
    expect(formatDate("2004-10-01")).toBe("1 Oct 2004");
    expect(formatMonth("2026-07")).toBe("July 2026");
    expect(formatMonth(localDate("2013-10-31"))).toBe("October 2013");
  });
});

describe("ages", () => {
  it.each([
    [-5, "0 s"],
    [0, "0 s"],
    [999, "0 s"],
    [42_000, "42 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3 * 60_000 + 59_000, "3 min"],
    [3_600_000, "1 h"],
    [3 * 3_600_000 + 12 * 60_000, "3 h 12 min"],
    [86_399_999, "23 h 59 min"],
    [86_400_000, "1 d"],
    [52 * 3_600_000, "2 d 4 h"],
  ])("%d ms is %s", (ms, text) => expect(formatAge(ms)).toBe(text));
});

describe("the client bundle", () => {
  it.each(["domain/time/format.ts", "domain/money/format.ts"])("%s brings no library along", (file) => {
    const imports = readFileSync(file, "utf8").match(/^import .*$/gm) ?? [];
    const values = imports.filter((line) => !line.startsWith("import type"));
    expect(values.every((line) => line.includes('"@/domain/errors"'))).toBe(true);
  });
});
