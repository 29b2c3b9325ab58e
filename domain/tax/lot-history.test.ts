import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, money, NO_SHARES, quantity } from "@/domain/money/money";
import {
  type LotEvent,
  lotsOfHistory,
  type LotTradeEvent,
  openLotsOf,
  rechosen,
} from "@/domain/tax/lot-history";
import { LOT_METHODS, type LotMethod } from "@/domain/tax/lot-methods";
import { lotStory } from "@/domain/tax/lot-story";
import { taxLotsOf, washSales } from "@/domain/tax/wash-sales";
import { addDays, localDate } from "@/domain/time/instant";

const START = localDate("2026-01-05");
type Given = { side: "BUY" | "SELL"; shares: number; price: number; day: number; method?: LotMethod };

const events = (given: readonly Given[]): LotTradeEvent[] =>
  given.map(({ side, shares, price, day, method }, n) => ({
    kind: "TRADE",
    source: `x${n}`,
    lotId: `x${n}`,
    symbol: "F",
    orderId: `o${n}`,
    choice: method ? { method } : null,
    change: {
      side,
      shares: quantity(String(shares)),
      net: money((shares * price).toFixed(2)),
      tradeDate: addDays(START, day),
    },
  }));
const closedBy = (story: readonly LotEvent[], source: string) =>
  lotsOfHistory(story)
    .closings.filter((closing) => closing.source === source)
    .map(({ lotId, quantity: shares }) => `${lotId} ${shares.toFixed()}`);

describe("lots from what happened", () => {
  it("go by what a sale is taxed: the basis has the loss that a wash sale moved into it", () => {
    const story = events([
      { side: "BUY", shares: 100, price: 50, day: 0 },
      { side: "SELL", shares: 100, price: 30, day: 9 },
      // It replaces what was sold: 31 a share, and 20 of the loss.
      { side: "BUY", shares: 100, price: 31, day: 11 },
      { side: "BUY", shares: 100, price: 40, day: 60 },
      { side: "SELL", shares: 100, price: 45, day: 70, method: "LOWEST_TAX" },
      { side: "SELL", shares: 10, price: 45, day: 70, method: "HIFO" },
    ]);
    expect(closedBy(story, "x4")).toEqual(["x2 100"]);
    expect(
      lotsOfHistory(story)
        .closings.find(({ source }) => source === "x4")
        ?.cost.toFixed(2),
    ).toBe("3100.00");
    // Highest cost first goes by what the shares cost.
    expect(closedBy(story, "x5")).toEqual(["x3 10"]);
  });

  it("count a holding from as early as the wash sale lets it begin", () => {
    const story = events([
      { side: "BUY", shares: 10, price: 50, day: 0 },
      { side: "SELL", shares: 10, price: 40, day: 300 },
      { side: "BUY", shares: 10, price: 30, day: 310 },
      { side: "BUY", shares: 10, price: 41, day: 345 },
      // Both gain; five a share long-term, since it counts from three hundred days before it was bought, and four short.
      { side: "SELL", shares: 10, price: 45, day: 400, method: "LOWEST_TAX" },
    ]);
    const [held] = lotsOfHistory(story).taxed.get("x4") ?? [];
    expect(held?.carried?.toFixed(2)).toBe("100.00");
    expect(held?.heldFrom).toBe(addDays(START, 10));
    expect(closedBy(story, "x4")).toEqual(["x2 10"]);
  });

  const traded = fc.array(
    fc.record({
      side: fc.constantFrom("BUY" as const, "BUY" as const, "SELL" as const),
      shares: fc.integer({ min: 1, max: 60 }),
      price: fc.integer({ min: 20, max: 40 }),
      after: fc.integer({ min: 0, max: 25 }),
      method: fc.constantFrom<LotMethod>(...LOT_METHODS.filter((method) => method !== "AVERAGE")),
    }),
    { minLength: 3, maxLength: 14 },
  );

  it("see the same wash sales as the story that is told of them", () => {
    fc.assert(
      fc.property(traded, (given) => {
        let [day, held] = [0, 0];
        const possible: Given[] = [];
        for (const one of given) {
          day += one.after;
          const shares = one.side === "BUY" ? one.shares : Math.min(one.shares, held);
          held += one.side === "BUY" ? shares : -shares;
          if (shares > 0) possible.push({ ...one, shares, day });
        }
        if (held === 0) return;
        const story = events([
          ...possible,
          { side: "SELL", shares: 1, price: 30, day: day + 1, method: "LOWEST_TAX" },
        ]);
        const seen = lotsOfHistory(story).taxed.get(`x${possible.length}`) ?? [];
        const book = lotsOfHistory(events(possible));
        const placeOf = (source: string) => Number(source.slice(1));
        const told = washSales(
          lotStory(
            [...book.lots.values()].map((lot) => ({
              ...lot,
              accountId: "a",
              place: placeOf(lot.id),
              purchase: `o${placeOf(lot.id)}`,
              isShort: false,
            })),
            book.closings.map(({ source, on, lotId, quantity: shares, proceeds, cost }, n) => ({
              id: String(n),
              lotId,
              closedOn: on,
              place: placeOf(source),
              sale: source,
              cause: "TRADE" as const,
              quantity: shares,
              proceeds,
              cost,
            })),
            [],
            addDays(START, day),
          ),
        );
        const expected = taxLotsOf(told.open.filter(({ openQuantity }) => !openQuantity.isZero()));
        const said = (lots: readonly { id: string; carried?: unknown; heldFrom?: string }[]) =>
          lots.map(({ id, carried, heldFrom }) => `${id} ${String(carried)} ${heldFrom}`).sort();
        expect(said(seen)).toEqual(said(expected));
      }),
    );
  });

  it("hold what was bought less what was sold, whatever the choices", () => {
    fc.assert(
      fc.property(traded, (given) => {
        let day = 0;
        const story = events(given.map((one) => ({ ...one, day: (day += one.after) })));
        const open = add(NO_SHARES, ...openLotsOf(lotsOfHistory(story), "F").map((lot) => lot.openQuantity));
        const net = given.reduce((sum, { side, shares }) => sum + (side === "BUY" ? shares : -shares), 0);
        expect(open.toFixed()).toBe(String(net));
      }),
    );
  });
});

describe("a choice after a part has settled", () => {
  const story = (given: readonly Given[], orders: readonly string[]): LotTradeEvent[] =>
    events(given).map((event, n) => ({ ...event, orderId: orders[n] ?? null }));
  const bought = [1, 2, 3].map((day): Given => ({ side: "BUY", shares: 100, price: 10 + day, day }));
  const sold = (day: number, shares: number): Given => ({ side: "SELL", shares, price: 15, day });
  const named = (...lots: [string, number][]) => ({
    method: "SPECIFIC" as const,
    lots: lots.map(([lotId, shares]) => ({ lotId, shares: quantity(String(shares)) })),
  });

  it("leaves what has settled as it was, and counts the named lots from the rest on", () => {
    const all = story([...bought, sold(4, 30), sold(5, 30), sold(6, 30)], ["a", "b", "c", "o", "o", "o"]);
    const after = rechosen(all, "o", named(["x2", 40], ["x1", 20]), (source) => source === "x3");
    expect(closedBy(after, "x3")).toEqual(["x0 30"]);
    expect(closedBy(after, "x4")).toEqual(["x2 30"]);
    expect(closedBy(after, "x5")).toEqual(["x2 10", "x1 20"]);
    // A second choice, once more has settled, is of the last alone.
    const again = rechosen(after, "o", { method: "LIFO" }, (source) => source !== "x5");
    expect(closedBy(again, "x4")).toEqual(["x2 30"]);
    expect(closedBy(again, "x5")).toEqual(["x2 30"]);
  });

  it("closes every share once, whatever is named anew and whenever", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 7 }),
        fc.array(fc.record({ final: fc.nat(7), method: fc.constantFrom(...LOT_METHODS) }), { maxLength: 4 }),
        (fills, choices) => {
          let all: LotEvent[] = story(
            [...bought, ...fills.map((shares, n) => sold(4 + n, shares))],
            ["a", "b", "c", ...fills.map(() => "o")],
          );
          let settled = 0;
          for (const { final, method } of choices) {
            const before = lotsOfHistory(all);
            settled = Math.max(settled, final);
            const isFinal = (source: string) => Number(source.slice(1)) < 3 + settled;
            all = rechosen(all, "o", { method }, isFinal);
            const kept = (book: typeof before) =>
              book.closings
                .filter(({ source }) => isFinal(source))
                .map(
                  ({ source, lotId, quantity: of, cost }) =>
                    `${source} ${lotId} ${of.toFixed()} ${cost.toFixed()}`,
                );
            expect(kept(lotsOfHistory(all))).toEqual(kept(before));
          }
          const { closings } = lotsOfHistory(all);
          const total = add(NO_SHARES, ...closings.map((closing) => closing.quantity));
          expect(total.toNumber()).toBe(fills.reduce((sum, shares) => sum + shares, 0));
        },
      ),
    );
  });
});
