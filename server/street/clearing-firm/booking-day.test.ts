import { describe, expect, it } from "vitest";
import { localDate } from "@/domain/time/instant";
import { bookingDay } from "@/server/street/clearing-firm/firm-cash";

describe("the day that something booked now belongs to", () => {
  const cases: [today: string, ended: string | null, on: string][] = [
    ["2026-06-03", null, "2026-06-03"],
    ["2026-06-03", "2026-06-02", "2026-06-03"],
    ["2026-06-03", "2026-06-03", "2026-06-04"],
    // A Friday's files are out.
    ["2026-06-05", "2026-06-05", "2026-06-08"],
    // On a Saturday, and on a day on which the exchange rests, nothing has files.
    ["2026-06-06", "2026-06-05", "2026-06-08"],
    ["2026-07-03", "2026-07-02", "2026-07-06"],
  ];
  it.each(cases)("on %s, when %s was the last to end: %s", (today, ended, on) => {
    const endedDay = ended === null ? null : localDate(ended);
    expect(bookingDay({ today: localDate(today), endedDay })).toBe(on);
  });
});
