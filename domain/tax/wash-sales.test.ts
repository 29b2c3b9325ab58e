import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  type Money,
  money,
  NO_SHARES,
  type Quantity,
  quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { applyTrade, gainOf, type OpenLot } from "@/domain/tax/lots";
import { realisedByYear } from "@/domain/tax/realised-gains";
import { washSales } from "@/domain/tax/wash-sales";
import { type LotEvent, type WashScope, washWindow } from "@/domain/tax/wash-story";
import { addDays, type LocalDate, localDate } from "@/domain/time/instant";

const bought = (lotId: string, on: string, shares: number, cost: string, more = {}): LotEvent => ({
  kind: "BOUGHT",
  lotId,
  accountId: "one",
  acquiredOn: localDate(on),
  shares: quantity(shares),
  cost: money(cost),
  ...more,
});
const sold = (
  on: string,
  ...parts: [lotId: string, shares: number, cost: string, proceeds: string][]
): LotEvent => ({
  kind: "SOLD",
  on: localDate(on),
  parts: parts.map(([lotId, shares, cost, proceeds]) => ({
    closingId: `${on} ${lotId}`,
    lotId,
    shares: quantity(shares),
    cost: money(cost),
    proceeds: money(proceeds),
  })),
});
const disallowedOf = (events: LotEvent[], scope?: WashScope) =>
  washSales(events, scope).realised.map(({ disallowed }) => disallowed.toFixed(2));
const shown = (events: LotEvent[], scope?: WashScope) =>
  washSales(events, scope).open.map(
    ({ id, openQuantity, openCost, carried, heldFrom }) =>
      `${id} ${openQuantity.toFixed()} ${openCost.toFixed(2)}+${carried.toFixed(2)} ${heldFrom}`,
  );

describe("wash sales", () => {
  it("split a lot of which only a part replaces", () => {
    const events = [
      bought("a", "2026-01-05", 40, "400.00"),
      sold("2026-03-02", ["a", 40, "400.00", "300.00"]),
      bought("b", "2026-03-10", 100, "800.00"),
    ];
    expect(disallowedOf(events)).toEqual(["100.00"]);
    expect(shown(events)).toEqual(["b 40 320.00+100.00 2026-01-13", "b/2 60 480.00+0.00 2026-03-10"]);
  });

  it("go on along a chain, the loss and the days with it", () => {
    const events = [
      bought("a", "2026-01-05", 100, "1000.00"),
      sold("2026-02-04", ["a", 100, "1000.00", "900.00"]),
      bought("b", "2026-02-06", 100, "900.00"),
      sold("2026-02-16", ["b", 100, "900.00", "850.00"]),
      bought("c", "2026-02-20", 100, "840.00"),
    ];
    expect(disallowedOf(events)).toEqual(["100.00", "150.00"]);
    // 30 days of a, 10 of b
    expect(shown(events)).toEqual(["c 100 840.00+150.00 2026-01-11"]);
  });

  it("do not count shares that are left of what was bought together", () => {
    const events = [
      bought("a1", "2026-03-02", 100, "1000.00", { purchase: "order" }),
      bought("a2", "2026-03-02", 100, "1000.00", { purchase: "order" }),
      sold("2026-03-09", ["a1", 100, "1000.00", "900.00"]),
    ];
    expect(disallowedOf(events)).toEqual(["0.00"]);
  });

  it("do not count shares that leave in the same sale", () => {
    const events = [
      bought("a", "2026-03-02", 100, "1000.00"),
      bought("b", "2026-03-05", 100, "1000.00"),
      sold("2026-03-09", ["a", 100, "1000.00", "900.00"], ["b", 100, "1000.00", "900.00"]),
    ];
    expect(disallowedOf(events)).toEqual(["0.00", "0.00"]);
  });

  it("count each share once", () => {
    const events = [
      bought("a", "2026-01-05", 100, "1000.00"),
      bought("b", "2026-01-06", 100, "1000.00"),
      sold("2026-03-09", ["a", 100, "1000.00", "900.00"]),
      sold("2026-03-10", ["b", 100, "1000.00", "880.00"]),
      bought("c", "2026-03-11", 150, "1350.00"),
    ];
    expect(disallowedOf(events)).toEqual(["100.00", "60.00"]);
  });

  it("look at other accounts of the owner only where asked", () => {
    const events = [
      bought("a", "2026-01-05", 100, "1000.00"),
      sold("2026-03-09", ["a", 100, "1000.00", "900.00"]),
      bought("b", "2026-03-11", 100, "900.00", { accountId: "other" }),
    ];
    expect(disallowedOf(events)).toEqual(["0.00"]);
    expect(disallowedOf(events, "OWNER")).toEqual(["100.00"]);
  });

  it("count new shares of a split in old ones, and keep pieces in proportion", () => {
    const events: LotEvent[] = [
      bought("a", "2026-01-05", 100, "1000.00"),
      bought("z", "2025-01-05", 10, "50.00"),
      sold("2026-03-09", ["a", 100, "1000.00", "900.00"]),
      { kind: "SPLIT", to: quantity(2), from: quantity(1), lots: [{ lotId: "z", shares: quantity(20) }] },
      bought("b", "2026-03-11", 100, "450.00"),
    ];
    expect(disallowedOf(events)).toEqual(["50.00"]);
    expect(shown(events)).toEqual(["z 20 50.00+0.00 2025-01-05", "b 100 450.00+50.00 2026-01-07"]);
  });

  it("go along with shares that are transferred, which are neither sold nor bought by it", () => {
    const moved = (
      shares: number,
      cost: string,
      to: { lotId: string; accountId: string } | null,
    ): LotEvent => ({
      kind: "MOVED",
      parts: [{ lotId: "b", shares: quantity(shares), cost: money(cost), to }],
    });
    const events = [
      bought("a", "2025-03-05", 40, "400.00"),
      sold("2026-03-02", ["a", 40, "400.00", "300.00"]),
      bought("b", "2026-03-10", 100, "800.00"),
      moved(60, "480.00", { lotId: "there", accountId: "other" }),
      moved(10, "80.00", null),
    ];
    expect(disallowedOf(events)).toEqual(["100.00"]);
    expect(shown(events)).toEqual([
      "b 30 240.00+0.00 2026-03-10",
      "there 40 320.00+100.00 2025-03-13",
      "there/2 20 160.00+0.00 2026-03-10",
    ]);
    const { realised } = washSales([...events, sold("2026-04-01", ["there", 40, "320.00", "440.00"])]);
    const last = realised.at(-1);
    expect([last?.accountId, last?.gain.toFixed(2), last?.term]).toEqual(["other", "20.00", "LONG"]);
  });

  it("leave short sales and gains alone", () => {
    const events = [
      bought("s", "2026-01-05", -100, "-1000.00"),
      sold("2026-03-09", ["s", 100, "1100.00", "1000.00"]),
      bought("b", "2026-03-11", 100, "900.00"),
    ];
    const { realised } = washSales(events);
    expect(
      realised.map(({ gain, disallowed, term }) => [gain.toFixed(2), disallowed.toFixed(2), term]),
    ).toEqual([["-100.00", "0.00", "SHORT"]]);
  });

  it("have their sums by year and term", () => {
    const events = [
      bought("a", "2024-01-05", 100, "1000.00"),
      bought("b", "2025-12-01", 100, "1000.00"),
      sold("2025-12-29", ["a", 100, "1000.00", "900.00"]),
      sold("2026-02-02", ["b", 50, "500.00", "700.00"]),
    ];
    const years = realisedByYear(washSales(events).realised);
    expect(
      years.map(({ year, byTerm, total }) =>
        [year, byTerm.SHORT.gain, byTerm.LONG.gain, total.disallowed].map(Number),
      ),
    ).toEqual([
      // Half of the loss of 2025 is in the basis of what was sold, held as long as the old shares.
      [2026, 0, 150, 0],
      [2025, 0, 0, 100],
    ]);
  });
});

describe("whatever is traded", () => {
  const START = localDate("2026-01-05");
  const trades = fc.array(
    fc.record({
      isBuy: fc.boolean(),
      account: fc.constantFrom("one", "two"),
      shares: fc.integer({ min: 1, max: 200 }),
      cents: fc.integer({ min: 1, max: 500_000 }),
      days: fc.integer({ min: 0, max: 20 }),
    }),
    { maxLength: 24 },
  );

  /** Trades as the books close them, first in first out; sales of what is not there are left out. */
  function booked(given: { isBuy: boolean; account: string; shares: number; cents: number; days: number }[]) {
    const lots: Record<string, readonly OpenLot[]> = { one: [], two: [] };
    const events: LotEvent[] = [];
    let day: LocalDate = START;
    let economic = ZERO;
    for (const [n, { isBuy, account, shares: wanted, cents, days }] of given.entries()) {
      day = addDays(day, days);
      const mine = lots[account] ?? [];
      const held = add(NO_SHARES, ...mine.map((lot) => lot.openQuantity));
      const shares = isBuy || held.gte(wanted) ? quantity(wanted) : held;
      if (shares.isZero()) continue;
      const net = money((cents / 100).toFixed(2));
      const after = applyTrade(mine, { side: isBuy ? "BUY" : "SELL", shares, net, tradeDate: day }, `l${n}`);
      lots[account] = after.lots;
      economic = add(economic, gainOf(after.closings));
      const parts = after.closings.map(({ quantity: of, ...rest }) => ({
        closingId: `c${n}`,
        shares: of,
        ...rest,
      }));
      events.push(
        isBuy
          ? { kind: "BOUGHT", lotId: `l${n}`, accountId: account, acquiredOn: day, shares, cost: net }
          : { kind: "SOLD", on: day, parts },
      );
    }
    return { events, lots: Object.values(lots).flat(), economic };
  }

  it.each(["ACCOUNT", "OWNER"] as const)("a loss is moved and never destroyed (%s)", (scope) => {
    fc.assert(
      fc.property(trades, (given) => {
        const { events, lots, economic } = booked(given);
        const { realised, open } = washSales(events, scope);
        const sum = (amounts: Money[]): Money => add(ZERO, ...amounts);
        const taxed = sum(realised.map(({ gain, disallowed }) => add(gain, disallowed)));
        expect(subtract(taxed, sum(open.map(({ carried }) => carried))).toFixed(2)).toBe(economic.toFixed(2));
        for (const lot of lots) {
          const pieces = open.filter(({ lotId }) => lotId === lot.id);
          expect(add(NO_SHARES, ...pieces.map((piece) => piece.openQuantity)).eq(lot.openQuantity)).toBe(
            true,
          );
          expect(sum(pieces.map((piece) => piece.openCost)).eq(lot.openCost)).toBe(true);
        }
      }),
    );
  });

  it("only losses are disallowed, by purchases of the window, each share once", () => {
    fc.assert(
      fc.property(trades, (given) => {
        const { events } = booked(given);
        const { realised } = washSales(events, "OWNER");
        const days = new Map<string, { on: LocalDate; shares: Quantity }>();
        for (const event of events)
          if (event.kind === "BOUGHT") days.set(event.lotId, { on: event.acquiredOn, shares: event.shares });
        const used = new Map<string, Quantity>();
        for (const { gain, disallowed, replacedBy, soldOn, lotId } of realised) {
          expect(disallowed.gte(0) && disallowed.lte(gain.lt(0) ? gain.negated() : ZERO)).toBe(true);
          const { from, to } = washWindow(soldOn);
          for (const { lotId: by, shares } of replacedBy) {
            const on = days.get(by)?.on ?? START;
            expect(from <= on && on <= to && by !== lotId).toBe(true);
            used.set(by, add(used.get(by) ?? NO_SHARES, shares));
          }
        }
        for (const [lotId, shares] of used)
          expect(shares.lte(days.get(lotId)?.shares ?? NO_SHARES)).toBe(true);
      }),
    );
  });
});
