import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, money, NO_SHARES, quantity, ZERO } from "@/domain/money/money";
import { firstLongTermDay, termOf } from "@/domain/tax/holding-period";
import {
  closeLotsBy,
  LOT_METHODS,
  type LotChoice,
  METHOD_WORDS,
  methodsFor,
  type TaxLot,
} from "@/domain/tax/lot-methods";
import { transferLots } from "@/domain/tax/transfer-lots";
import { localDate } from "@/domain/time/instant";

const lot = (id: string, acquiredOn: string, shares: number, cost: string): TaxLot => ({
  id,
  acquiredOn: localDate(acquiredOn),
  openQuantity: quantity(shares),
  openCost: money(cost),
});
const TODAY = localDate("2026-11-20");
/** At $10 a share: a short loss of 1, a long loss of 3, a long gain of 2, a short gain of 1. */
const LOTS = [
  lot("long gain", "2024-03-01", 100, "800.00"),
  lot("long loss", "2025-02-03", 100, "1300.00"),
  lot("short gain", "2026-02-02", 100, "900.00"),
  lot("short loss", "2026-08-03", 100, "1100.00"),
];
const taken = (choice: LotChoice, shares: number) =>
  closeLotsBy(choice, TODAY)(LOTS, quantity(shares), money((shares * 10).toFixed(2))).closings.map(
    (closing) => `${closing.lotId} ${closing.quantity.toFixed()}`,
  );

describe("the choice of lots", () => {
  it("takes them in the order of the method", () => {
    expect(taken({ method: "FIFO" }, 150)).toEqual(["long gain 100", "long loss 50"]);
    expect(taken({ method: "LIFO" }, 150)).toEqual(["short loss 100", "short gain 50"]);
    expect(taken({ method: "HIFO" }, 250)).toEqual(["long loss 100", "short loss 100", "short gain 50"]);
    expect(taken({ method: "LOWEST_TAX" }, 400)).toEqual([
      "short loss 100",
      "long loss 100",
      "long gain 100",
      "short gain 100",
    ]);
  });

  it("takes the lots that are named, and no others", () => {
    const named = (...lots: [string, number][]): LotChoice => ({
      method: "SPECIFIC",
      lots: lots.map(([lotId, shares]) => ({ lotId, shares: quantity(shares) })),
    });
    expect(taken(named(["short gain", 20], ["long loss", 100]), 120)).toEqual([
      "short gain 20",
      "long loss 100",
    ]);
    expect(() => taken(named(["short gain", 20]), 30)).toThrow(/20 shares, the sale 30/);
    expect(() => taken(named(["short gain", 120]), 120)).toThrow(/has 100 shares/);
    expect(() => taken(named(["other", 20]), 20)).toThrow(/not open/);
    expect(() => taken(named(["short gain", 20], ["short gain", 20]), 40)).toThrow(/twice/);
  });

  it("counts what wash sales added to a lot", () => {
    const lots = [
      lot("a", "2026-08-03", 10, "100.00"),
      { ...lot("b", "2026-09-01", 10, "90.00"), carried: money("20.00") },
    ];
    const { closings } = closeLotsBy({ method: "HIFO" }, TODAY)(lots, quantity(10), money("95.00"));
    expect(closings.map((closing) => [closing.lotId, closing.cost.toFixed(2)])).toEqual([["b", "90.00"]]);
  });

  it("offers the average for funds alone", () => {
    expect(methodsFor("ETF")).toContain("AVERAGE");
    expect(methodsFor("STOCK")).not.toContain("AVERAGE");
    expect(methodsFor("STOCK")[0]).toBe("FIFO");
    for (const words of Object.values(METHOD_WORDS)) expect(words).toMatch(/^[A-Z].*\.$/);
  });

  it("loses neither a share nor a cent by any method, and keeps lots in their order", () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 900_000 })), {
      minLength: 1,
      maxLength: 7,
    });
    fc.assert(
      fc.property(
        parts,
        fc.nat(),
        fc.nat({ max: 5_000_000 }),
        fc.constantFrom(...LOT_METHODS),
        (given, pick, cents, method) => {
          const lots = given.map(([shares, cost], n) =>
            lot(`l${n}`, `2025-0${n + 1}-15`, shares, (cost / 100).toFixed(2)),
          );
          const held = given.reduce((sum, [shares]) => sum + shares, 0);
          const shares = quantity(1 + (pick % held));
          const proceeds = money((cents / 100).toFixed(2));
          const { closings, remaining } = closeLotsBy({ method }, TODAY)(lots, shares, proceeds);
          expect(add(ZERO, ...closings.map((closing) => closing.proceeds)).eq(proceeds)).toBe(true);
          expect(add(NO_SHARES, ...closings.map((closing) => closing.quantity)).eq(shares)).toBe(true);
          const cost = add(ZERO, ...lots.map((one) => one.openCost));
          const after = [...closings.map((closing) => closing.cost), ...remaining.map((one) => one.openCost)];
          expect(add(ZERO, ...after).eq(cost)).toBe(true);
          expect(
            add(NO_SHARES, ...remaining.map((one) => one.openQuantity))
              .plus(shares)
              .eq(held),
          ).toBe(true);
          expect(remaining.map(({ id }) => id)).toEqual(lots.map(({ id }) => id));
        },
      ),
    );
  });
});

describe("a transfer", () => {
  it("keeps days and costs of what goes and of what stays", () => {
    const { moved, remaining } = transferLots(LOTS, quantity(150), {
      choice: { method: "FIFO" },
      on: TODAY,
      idOf: (lotId) => `moved ${lotId}`,
    });
    const words = (lots: readonly TaxLot[]) =>
      lots.map(
        (one) => `${one.id} ${one.acquiredOn} ${one.openQuantity.toFixed()} ${one.openCost.toFixed(2)}`,
      );
    expect(words(moved)).toEqual([
      "moved long gain 2024-03-01 100 800.00",
      "moved long loss 2025-02-03 50 650.00",
    ]);
    expect(words(remaining).slice(0, 2)).toEqual([
      "long gain 2024-03-01 0 0.00",
      "long loss 2025-02-03 50 650.00",
    ]);
  });
});

describe("the holding period", () => {
  it.each([
    ["2025-02-03", "2026-02-04"],
    ["2024-02-28", "2025-03-01"],
    ["2024-02-29", "2025-03-01"],
    ["2023-02-28", "2024-03-01"],
    ["2023-03-01", "2024-03-02"],
    ["2025-04-30", "2026-05-01"],
    ["2025-12-31", "2027-01-01"],
  ])("of what was bought on %s is long from %s", (acquired, long) => {
    expect(firstLongTermDay(localDate(acquired))).toBe(long);
    expect(termOf(localDate(acquired), localDate(long))).toBe("LONG");
  });
});
