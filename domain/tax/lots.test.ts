import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, money, quantity, ZERO } from "@/domain/money/money";
import { localDate } from "@/domain/time/instant";
import { applyTrade, closeFirstInFirstOut, gainOf, type OpenLot } from "./lots";

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

describe("a trade and the lots", () => {
  const on = localDate("2026-01-05");
  const buy = (shares: number, net: string) => ({
    side: "BUY" as const,
    shares: quantity(shares),
    net: money(net),
    tradeDate: on,
  });
  const sell = (shares: number, net: string) => ({ ...buy(shares, net), side: "SELL" as const });
  const shown = (lots: readonly OpenLot[]) =>
    lots.map((l) => `${l.id} ${l.openQuantity.toFixed()} ${l.openCost.toFixed(2)}`);

  it("lets a sale of shares that are not there stand below zero until they are bought", () => {
    const sold = applyTrade([lot("a", 40, "400.00")], sell(100, "1100.00"), "s");
    expect(shown(sold.lots)).toEqual(["a 0 0.00", "s -60 -660.00"]);
    expect(gainOf(sold.closings).toFixed(2)).toBe("40.00");
    const bought = applyTrade(sold.lots, buy(100, "1200.00"), "b");
    expect(shown(bought.lots)).toEqual(["a 0 0.00", "s 0 0.00", "b 40 480.00"]);
    expect(bought.closings.map((c) => [c.lotId, c.cost.toFixed(2), c.proceeds.toFixed(2)])).toEqual([
      ["s", "720.00", "660.00"],
    ]);
  });

  it("keeps open shares the sum of all trades, and dollars in gains and open costs", () => {
    const trades = fc.array(
      fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 1_000_000 })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(trades, (given) => {
        let lots: readonly OpenLot[] = [];
        let shares = 0;
        let spent = money("0");
        let gain = money("0");
        for (const [index, [isBuy, count, cents]] of given.entries()) {
          const net = (cents / 100).toFixed(2);
          const after = applyTrade(lots, isBuy ? buy(count, net) : sell(count, net), String(index));
          lots = after.lots;
          shares += isBuy ? count : -count;
          spent = (isBuy ? spent.plus(net) : spent.minus(net)) as typeof spent;
          gain = add(gain, gainOf(after.closings));
        }
        expect(add(quantity(0), ...lots.map((l) => l.openQuantity)).eq(shares)).toBe(true);
        const open = add(ZERO, ...lots.map((l) => l.openCost));
        expect(open.minus(gain).eq(spent)).toBe(true);
        expect(
          new Set(lots.map((l) => Math.sign(l.openQuantity.toNumber())).filter(Boolean)).size,
        ).toBeLessThan(2);
      }),
    );
  });
});
