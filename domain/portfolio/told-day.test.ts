import { describe, expect, it } from "vitest";
import { lastDayOver, toldDay } from "@/domain/portfolio/told-day";
import { type LocalDate, localDate } from "@/domain/time/instant";

const day = (text: string): LocalDate => localDate(text);

describe("the day whose change is told", () => {
  it("is today's until it is over, and stays it while the clock still stands in it", () => {
    expect(toldDay(day("2026-06-05"), null)).toEqual({ day: "2026-06-05", isOver: false });
    expect(toldDay(day("2026-06-05"), day("2026-06-04"))).toEqual({ day: "2026-06-05", isOver: false });
    expect(toldDay(day("2026-06-05"), day("2026-06-05"))).toEqual({ day: "2026-06-05", isOver: true });
  });

  it("is Friday's on a weekend and on a holiday, whether its books have come or not", () => {
    for (const today of ["2026-07-03", "2026-07-04", "2026-07-05"])
      expect(toldDay(day(today), day("2026-07-02"))).toEqual({ day: "2026-07-02", isOver: true });
    expect(toldDay(day("2026-06-06"), day("2026-06-04"))).toEqual({ day: "2026-06-05", isOver: false });
    expect(toldDay(day("2026-06-08"), day("2026-06-05"))).toEqual({ day: "2026-06-08", isOver: false });
  });

  it("knows the last trading day that is over", () => {
    expect(lastDayOver(toldDay(day("2026-06-08"), day("2026-06-05")))).toBe("2026-06-05");
    expect(lastDayOver(toldDay(day("2026-06-07"), day("2026-06-05")))).toBe("2026-06-05");
  });
});
