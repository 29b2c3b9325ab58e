import { describe, expect, it } from "vitest";
import { LOTS_TOO_LATE, lotsNamedUntil, whyLotsStay } from "@/domain/tax/choice-deadline";
import { instantAt, localDate, plus } from "@/domain/time/instant";

const fill = (date: string, isSettled = false) => ({ settlementDate: localDate(date), isSettled });
const sale = { side: "SELL" as const, isOpen: false, fills: [fill("2026-11-27"), fill("2026-11-30")] };

describe("how long lots may be named", () => {
  it("is the close of the first settlement date, on a half day the early one", () => {
    const until = instantAt(localDate("2026-11-27"), "13:00");
    expect(lotsNamedUntil(sale.fills)).toEqual({ date: "2026-11-27", at: until });
    expect(whyLotsStay(sale, plus(until, -1))).toBeNull();
    expect(whyLotsStay(sale, until)).toBe(LOTS_TOO_LATE);
  });
  it("ends where the firm has settled, whatever the clock says", () => {
    const now = instantAt(localDate("2026-11-25"), "10:00");
    expect(whyLotsStay({ ...sale, fills: [fill("2026-11-27", true), fill("2026-11-30")] }, now)).toBe(
      LOTS_TOO_LATE,
    );
  });
  it("has not begun for what is working, was not filled, or is a purchase", () => {
    const now = instantAt(localDate("2026-11-25"), "10:00");
    expect(whyLotsStay({ ...sale, isOpen: true }, now)).toMatch(/still working/);
    expect(whyLotsStay({ ...sale, fills: [] }, now)).toBe("Nothing was sold.");
    expect(whyLotsStay({ ...sale, side: "BUY" }, now)).toBe("Only sales close lots.");
    expect(lotsNamedUntil([])).toBeNull();
  });
});
