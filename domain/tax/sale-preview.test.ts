import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, money, price, quantity, subtract, ZERO } from "@/domain/money/money";
import { harvestableLosses, harvestTotals } from "@/domain/tax/harvest";
import { previewSale } from "@/domain/tax/sale-preview";
import { taxLotsOf, washSales } from "@/domain/tax/wash-sales";
import type { LotEvent, OpenPiece } from "@/domain/tax/wash-story";
import { closeLotsBy, LOT_METHODS } from "@/domain/tax/lot-methods";
import { addDays, localDate } from "@/domain/time/instant";

const TODAY = localDate("2026-11-20");
const piece = (
  lotId: string,
  acquiredOn: string,
  shares: number,
  cost: string,
  more: Partial<OpenPiece> = {},
): OpenPiece => ({
  id: lotId,
  lotId,
  purchase: lotId,
  accountId: "one",
  acquiredOn: localDate(acquiredOn),
  heldFrom: localDate(acquiredOn),
  openQuantity: quantity(shares),
  openCost: money(cost),
  carried: ZERO,
  isReplacement: false,
  ...more,
});
const sale = (shares: number, at: string, fees = "0.00") => ({
  accountId: "one",
  shares: quantity(shares),
  price: price(at),
  fees: money(fees),
  on: TODAY,
});
const PIECES = [
  piece("old", "2024-05-01", 100, "900.00"),
  piece("dear", "2026-03-02", 100, "1500.00"),
  piece("new", "2026-11-02", 30, "330.00"),
];

describe("the preview of a sale", () => {
  it("says which lots go, what each gains and its term, fees taken off", () => {
    const preview = previewSale(PIECES, sale(150, "10.00", "1.50"), { method: "FIFO" });
    expect(
      preview.rows.map((row) => [
        row.lotId,
        row.shares.toFixed(),
        row.proceeds.toFixed(2),
        row.basis.toFixed(2),
        row.gain.toFixed(2),
        row.term,
      ]),
    ).toEqual([
      ["old", "100", "999.00", "900.00", "99.00", "LONG"],
      ["dear", "50", "499.50", "750.00", "-250.50", "SHORT"],
    ]);
    expect([preview.proceeds, preview.basis, preview.gain.LONG, preview.gain.SHORT].map(Number)).toEqual([
      1498.5, 1650, 99, -250.5,
    ]);
  });

  it("warns of what purchases of the last thirty days would disallow, and until when new ones would", () => {
    const { wash } = previewSale(PIECES, sale(150, "10.00", "1.50"), { method: "FIFO" });
    expect(
      wash && { ...wash, recentShares: Number(wash.recentShares), disallowed: Number(wash.disallowed) },
    ).toEqual({
      from: "2026-10-21",
      to: "2026-12-20",
      recentShares: 30,
      disallowed: 150.3,
      clearOn: "2026-12-03",
    });
  });

  it("has nothing to warn of in a gain, and nothing recent where the shares have replaced others", () => {
    expect(previewSale(PIECES, sale(100, "10.00"), { method: "FIFO" }).wash).toBeNull();
    const used = PIECES.map((one) => ({ ...one, isReplacement: one.lotId === "new" }));
    const { wash } = previewSale(used, sale(100, "10.00"), { method: "HIFO" });
    expect(wash && [Number(wash.disallowed), wash.clearOn]).toEqual([0, null]);
  });

  it("sells out of the one account, and looks at purchases in the others", () => {
    const pieces = [...PIECES, piece("theirs", "2026-11-10", 500, "9000.00", { accountId: "two" })];
    const { rows, wash } = previewSale(pieces, sale(100, "10.00"), { method: "HIFO" });
    expect(rows.map(({ lotId }) => lotId)).toEqual(["dear"]);
    expect(Number(wash?.disallowed)).toBe(500);
  });

  it("counts what a piece carries, and since when it counts as held", () => {
    const carried = [
      piece("b", "2026-11-02", 10, "100.00", { carried: money("50.00"), heldFrom: localDate("2025-10-01") }),
    ];
    const { rows } = previewSale(carried, sale(10, "20.00"), { method: "FIFO" });
    expect(rows.map((row) => [Number(row.gain), row.term])).toEqual([[50, "LONG"]]);
  });
});

describe("the preview and the sale itself", () => {
  it("agree for any lots and any method", () => {
    const lots = fc.array(
      fc.record({
        day: fc.integer({ min: 0, max: 500 }),
        shares: fc.integer({ min: 1, max: 90 }),
        cents: fc.integer({ min: 1, max: 90_000 }),
        account: fc.constantFrom("one", "two"),
      }),
      { minLength: 1, maxLength: 8 },
    );
    const method = fc.constantFrom(...LOT_METHODS);
    fc.assert(
      fc.property(lots, fc.nat(), method, fc.nat(), method, (given, first, one, second, other) => {
        const bought = given
          .toSorted((a, b) => a.day - b.day)
          .map(
            ({ day, shares, cents, account }, n): Extract<LotEvent, { kind: "BOUGHT" }> => ({
              kind: "BOUGHT",
              lotId: `l${n}`,
              accountId: account,
              acquiredOn: addDays(TODAY, day - 500),
              shares: quantity(shares),
              cost: money((cents / 100).toFixed(2)),
            }),
          );
        let { open } = washSales(bought, "OWNER");
        const story: LotEvent[] = [...bought];
        // Two sales, so that the second meets pieces that carry a loss.
        for (const [pick, method] of [
          [first, one],
          [second, other],
        ] as const) {
          const held = open
            .filter(({ accountId }) => accountId === "one")
            .reduce((sum, { openQuantity }) => sum + Number(openQuantity), 0);
          if (held === 0) return;
          const planned = sale(1 + (pick % held), "4.00", "0.03");
          const { rows, proceeds, basis, gain } = previewSale(open, planned, { method });
          expect(add(gain.LONG, gain.SHORT).eq(subtract(proceeds, basis))).toBe(true);
          const lotsNow = taxLotsOf(open.filter(({ accountId }) => accountId === "one"));
          const { closings, remaining } = closeLotsBy({ method }, TODAY)(lotsNow, planned.shares, proceeds);
          const sold = closings.map(({ quantity: shares, ...rest }) => ({
            closingId: rest.lotId,
            shares,
            ...rest,
          }));
          const costs = remaining.map(({ id, openCost }) => ({
            lotId: id,
            openCost: add(openCost, ...sold.filter(({ lotId }) => lotId === id).map(({ cost }) => cost)),
          }));
          story.push(
            { kind: "RECOST", lots: costs },
            { kind: "SOLD", on: TODAY, parts: sold.filter(({ shares }) => shares.gt(0)) },
          );
          const after = washSales(story, "OWNER");
          const taxed = after.realised
            .slice(-rows.length)
            .map(({ basis: of, disallowed, term }) => `${of} ${disallowed} ${term}`);
          expect(rows.map(({ basis: of, disallowed, term }) => `${of} ${disallowed} ${term}`)).toEqual(taxed);
          open = after.open;
        }
      }),
    );
  });
});

describe("losses that could be taken", () => {
  it("are shown largest first, each with its warning", () => {
    const rows = harvestableLosses(
      [
        { symbol: "AAA", price: price("10.00"), pieces: PIECES },
        { symbol: "BBB", price: price("1.00"), pieces: [piece("b", "2024-01-02", 2000, "2600.00")] },
      ],
      TODAY,
    );
    expect(
      rows.map((row) => [
        row.symbol,
        row.lotId,
        Number(row.loss),
        row.term,
        Number(row.wash.disallowed),
        row.wash.to,
      ]),
    ).toEqual([
      ["BBB", "b", -600, "LONG", 0, "2026-12-20"],
      ["AAA", "dear", -500, "SHORT", 150, "2026-12-20"],
      ["AAA", "new", -30, "SHORT", 0, "2026-12-20"],
    ]);
    const { loss, allowed } = harvestTotals(rows);
    expect([loss, allowed].map(Number)).toEqual([-1130, -980]);
  });
});
