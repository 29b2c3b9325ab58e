import { describe, expect, it } from "vitest";
import { isFinal, LOTS_TOO_LATE, lotsNamedUntil, whyLotsStay } from "@/domain/tax/choice-deadline";
import { instantAt, localDate, plus } from "@/domain/time/instant";

const fill = (date: string, isSettled = false) => ({ settlementDate: localDate(date), isSettled });
const sale = { side: "SELL" as const, isOpen: false, fills: [fill("2026-11-27"), fill("2026-11-30")] };
const first = instantAt(localDate("2026-11-27"), "13:00");
const last = instantAt(localDate("2026-11-30"), "16:00");

describe("how long lots may be named", () => {
  it("is for each fill the close of its settlement date, on a half day the early one", () => {
    expect(lotsNamedUntil(sale.fills, plus(first, -1))).toEqual({ date: "2026-11-27", at: first });
    expect(lotsNamedUntil(sale.fills, first)).toEqual({ date: "2026-11-30", at: last });
    expect(sale.fills.map((one) => isFinal(one, first))).toEqual([true, false]);
    expect([first, plus(last, -1), last].map((now) => whyLotsStay(sale, now))).toEqual([
      null,
      null,
      LOTS_TOO_LATE,
    ]);
    expect(lotsNamedUntil(sale.fills, last)).toEqual({ date: "2026-11-30", at: last });
  });
  it("ends for a fill where the firm has settled it, whatever the clock says", () => {
    const now = instantAt(localDate("2026-11-25"), "10:00");
    const settled = fill("2026-11-27", true);
    expect(isFinal(settled, now)).toBe(true);
    expect(whyLotsStay({ ...sale, fills: [settled, fill("2026-11-30")] }, now)).toBeNull();
    expect(whyLotsStay({ ...sale, fills: [settled] }, now)).toBe(LOTS_TOO_LATE);
    expect(lotsNamedUntil([settled, fill("2026-11-30")], now)?.date).toBe("2026-11-30");
  });
  it("goes on while an order works, and is nothing for what was not filled, or is a purchase", () => {
    expect(whyLotsStay({ ...sale, isOpen: true }, last)).toBeNull();
    expect(whyLotsStay({ ...sale, isOpen: true, fills: [] }, last)).toBeNull();
    expect(whyLotsStay({ ...sale, fills: [] }, first)).toBe("Nothing was sold.");
    expect(whyLotsStay({ ...sale, side: "BUY" }, first)).toBe("Only sales close lots.");
    expect(lotsNamedUntil([], first)).toBeNull();
  });
});
