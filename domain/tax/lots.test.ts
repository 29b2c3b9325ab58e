import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, money, quantity, ZERO } from "@/domain/money/money";
import { localDate } from "@/domain/time/instant";
import { closeFirstInFirstOut, gainOf, type OpenLot } from "./lots";

const lot = (id: string, shares: number, cost: string): OpenLot => ({
  id,
  acquiredOn: localDate("2026-01-02"),
  openQuantity: quantity(shares),
  openCost: money(cost),
});

describe("first in, first out", () => {
  it("takes the oldest first and splits the last", () => {
    const { closings, remaining } = closeFirstInFirstOut(
      [lot("a", 100, "1001.00"), lot("b", 100, "1200.00")],
      quantity(150),
      money("1800.00"),
    );
    expect(
      closings.map((c) => [c.lotId, c.quantity.toFixed(), c.cost.toFixed(2), c.proceeds.toFixed(2)]),
    ).toEqual([
      ["a", "100", "1001.00", "1200.00"],
      ["b", "50", "600.00", "600.00"],
    ]);
    expect(remaining.map((l) => [l.id, l.openQuantity.toFixed(), l.openCost.toFixed(2)])).toEqual([
      ["a", "0", "0.00"],
      ["b", "50", "600.00"],
    ]);
    expect(gainOf(closings).toFixed(2)).toBe("199.00");
  });

  it("refuses to close what is not there", () => {
    expect(() => closeFirstInFirstOut([lot("a", 10, "1.00")], quantity(11), ZERO)).toThrow(/no lots/);
  });

  it("loses neither a share nor a cent", () => {
    const lots = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1_000_000 })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(lots, fc.nat(), fc.integer({ min: 0, max: 10_000_000 }), (parts, pick, cents) => {
        const open = parts.map(([shares, cost], index) =>
          lot(String(index), shares, (cost / 100).toFixed(2)),
        );
        const total = parts.reduce((sum, [shares]) => sum + shares, 0);
        const sold = 1 + (pick % total);
        const proceeds = money((cents / 100).toFixed(2));
        const { closings, remaining } = closeFirstInFirstOut(open, quantity(sold), proceeds);
        expect(add(ZERO, ...closings.map((c) => c.proceeds)).eq(proceeds)).toBe(true);
        expect(add(quantity(0), ...closings.map((c) => c.quantity)).eq(sold)).toBe(true);
        const before = add(ZERO, ...open.map((l) => l.openCost));
        expect(
          add(ZERO, ...closings.map((c) => c.cost), ...remaining.map((l) => l.openCost)).eq(before),
        ).toBe(true);
        for (const l of remaining) expect(l.openCost.gte(0) && l.openQuantity.gte(0)).toBe(true);
      }),
    );
  });
});
