import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, money, NO_SHARES, quantity, subtract, ZERO } from "@/domain/money/money";
import { lotStory, type StoryClosing, type StoryLot } from "@/domain/tax/lot-story";
import { LOT_METHODS } from "@/domain/tax/lot-methods";
import { gainOf, type OpenLot } from "@/domain/tax/lots";
import {
  applyChosen,
  namedAfterSplit,
  type OrderLots,
  orderLotsFrom,
  storedLots,
} from "@/domain/tax/order-lots";
import { washSales } from "@/domain/tax/wash-sales";
import { addDays, localDate } from "@/domain/time/instant";

const DAY = localDate("2026-03-02");
const lot = (id: string, shares: number, cost: string): OpenLot => ({
  id,
  acquiredOn: localDate("2026-01-05"),
  openQuantity: quantity(shares),
  openCost: money(cost),
});
const LOTS = [lot("a", 100, "1000.00"), lot("b", 100, "1200.00"), lot("c", 100, "1100.00")];
const sell = (shares: number, net: string) => ({
  side: "SELL" as const,
  shares: quantity(shares),
  net: money(net),
  tradeDate: DAY,
});
const named = (...lots: [string, number][]): OrderLots => ({
  method: "SPECIFIC",
  lots: lots.map(([lotId, shares]) => ({ lotId, shares: quantity(shares) })),
});
const closed = (after: ReturnType<typeof applyChosen>) =>
  after.closings.map(
    ({ lotId, quantity: of }) => `${lotId} ${of.toFixed()} ${after.relief.get(lotId) ?? "-"}`,
  );

describe("an order's lots", () => {
  it("are taken in the order in which they were named, fill after fill", () => {
    const choice = named(["b", 60], ["c", 40]);
    const first = applyChosen(LOTS, sell(50, "500.00"), "x", { choice, filledBefore: NO_SHARES });
    expect(closed(first)).toEqual(["b 50 SPECIFIC"]);
    const second = applyChosen(first.lots, sell(50, "500.00"), "y", { choice, filledBefore: quantity(50) });
    expect(closed(second)).toEqual(["b 10 SPECIFIC", "c 40 SPECIFIC"]);
  });

  it("are made up for by the oldest where they are not open any more, and beyond what was named", () => {
    const choice = named(["b", 120]);
    expect(closed(applyChosen(LOTS, sell(120, "1.00"), "x", { choice, filledBefore: NO_SHARES }))).toEqual([
      "b 100 SPECIFIC",
      "a 20 FALLBACK",
    ]);
    expect(closed(applyChosen(LOTS, sell(30, "1.00"), "x", { choice, filledBefore: quantity(120) }))).toEqual(
      ["a 30 FALLBACK"],
    );
    expect(
      closed(
        applyChosen(LOTS, sell(1, "1.00"), "x", { choice: named(["gone", 1]), filledBefore: NO_SHARES }),
      ),
    ).toEqual(["a 1 FALLBACK"]);
  });

  it("sell what is not there as a lot below zero, whatever was named", () => {
    const after = applyChosen(LOTS, sell(400, "4000.00"), "x", {
      choice: named(["b", 400]),
      filledBefore: NO_SHARES,
    });
    expect(after.opened?.openQuantity.toFixed()).toBe("-100");
    expect(after.lots.filter(({ openQuantity }) => openQuantity.gt(0))).toEqual([]);
  });

  it("are first in first out without a choice, and do not matter to purchases", () => {
    expect(closed(applyChosen(LOTS, sell(150, "1.00"), "x", null))).toEqual(["a 100 -", "b 50 -"]);
    const bought = applyChosen(LOTS, { ...sell(1, "10.00"), side: "BUY" }, "x", {
      choice: { method: "LIFO" },
      filledBefore: NO_SHARES,
    });
    expect(bought.opened?.id).toBe("x");
  });

  it("tell what an average moved between lots", () => {
    const after = applyChosen(LOTS, sell(150, "1.00"), "x", {
      choice: { method: "AVERAGE" },
      filledBefore: NO_SHARES,
    });
    expect(after.recosts.map(({ lotId, change }) => `${lotId} ${change.toFixed(2)}`)).toEqual([
      "a 100.00",
      "b -100.00",
    ]);
    expect(gainOf(after.closings).toFixed(2)).toBe("-1649.00");
  });

  it("become new shares in a split, but for what was filled before it", () => {
    const choice = named(["b", 60], ["c", 40]);
    if (choice.method !== "SPECIFIC") throw new Error("it names lots");
    const after = namedAfterSplit(choice.lots, quantity(70), { type: "SPLIT", value: "2", per: "1" });
    expect(after.map(({ lotId, shares }) => `${lotId} ${shares.toFixed()}`)).toEqual([
      "b 60",
      "c 10",
      "c 60",
    ]);
    expect(orderLotsFrom("SPECIFIC", storedLots(after))).toEqual({ method: "SPECIFIC", lots: after });
    expect(namedAfterSplit(after, NO_SHARES, { type: "SYMBOL_CHANGE", value: "1", per: "1" })).toEqual(after);
  });
});

describe("whatever is chosen", () => {
  const trades = fc.array(
    fc.record({
      isBuy: fc.boolean(),
      shares: fc.integer({ min: 1, max: 200 }),
      cents: fc.integer({ min: 1, max: 500_000 }),
      days: fc.integer({ min: 0, max: 40 }),
      method: fc.constantFrom(...LOT_METHODS, "SPECIFIC" as const),
      pick: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 30 },
  );

  it("lots sum to the position, and what is taxed and carried sums to what was earned", () => {
    fc.assert(
      fc.property(trades, (given) => {
        let lots: readonly OpenLot[] = [];
        let [held, paid] = [0, ZERO];
        let on = DAY;
        const all = new Map<string, OpenLot & { place: number }>();
        const closings: StoryClosing[] = [];
        given.forEach(({ isBuy, shares: wanted, cents, days, method, pick }, place) => {
          on = addDays(on, days);
          const shares = isBuy ? wanted : Math.min(wanted, held);
          if (shares === 0) return;
          held += isBuy ? shares : -shares;
          const net = money((cents / 100).toFixed(2));
          paid = isBuy ? add(paid, net) : subtract(paid, net);
          const target = lots.filter(({ openQuantity }) => openQuantity.gt(0))[pick];
          const choice: OrderLots =
            method === "SPECIFIC" ? named([target?.id ?? "none", shares]) : { method };
          const after = applyChosen(
            lots,
            { side: isBuy ? "BUY" : "SELL", shares: quantity(shares), net, tradeDate: on },
            `l${place}`,
            { choice, filledBefore: NO_SHARES },
          );
          lots = after.lots;
          for (const one of lots) all.set(one.id, { ...one, place: all.get(one.id)?.place ?? place });
          for (const closing of after.closings)
            closings.push({
              ...closing,
              id: `${place} ${closing.lotId}`,
              closedOn: on,
              place,
              sale: `order ${place}`,
              cause: "TRADE",
            });
        });
        const open = add(NO_SHARES, ...lots.map(({ openQuantity }) => openQuantity));
        expect(open.toNumber()).toBe(held);
        // What was paid and is not in open lots was given up: nothing is lost by any method.
        const earned = gainOf(closings);
        expect(add(earned, paid).eq(add(ZERO, ...lots.map(({ openCost }) => openCost)))).toBe(true);

        const kept = [...all.values()].map(
          (one): StoryLot => ({
            ...one,
            accountId: "one",
            symbol: "F",
            purchase: one.id,
            isShort: false,
          }),
        );
        const { realised, open: pieces } = washSales(lotStory(kept, closings, [], on));
        const taxed = add(
          ZERO,
          ...realised.map(({ proceeds, basis, disallowed }) => add(subtract(proceeds, basis), disallowed)),
        );
        const carried = add(ZERO, ...pieces.map((piece) => piece.carried));
        expect(subtract(taxed, carried).eq(earned)).toBe(true);
        expect(add(NO_SHARES, ...pieces.map((piece) => piece.openQuantity)).toNumber()).toBe(held);
        const costs = add(ZERO, ...pieces.map((piece) => piece.openCost));
        expect(costs.eq(add(ZERO, ...lots.map(({ openCost }) => openCost)))).toBe(true);
      }),
    );
  });
});

describe("the story of a stock from the books", () => {
  const story = (asOf = "2026-12-31") =>
    lotStory(
      [
        {
          id: "a",
          accountId: "one",
          symbol: "F",
          acquiredOn: localDate("2026-01-05"),
          place: 1,
          purchase: "o1",
          openQuantity: quantity(120),
          openCost: money("600.00"),
          isShort: false,
        },
      ],
      [
        {
          id: "c1",
          lotId: "a",
          closedOn: localDate("2026-02-02"),
          place: 2,
          sale: "o2",
          cause: "TRADE",
          quantity: quantity(10),
          proceeds: money("90.00"),
          cost: money("100.00"),
        },
        {
          id: "c2",
          lotId: "a",
          closedOn: localDate("2026-03-02"),
          place: 3,
          sale: "o3",
          cause: "TRADE",
          quantity: quantity(60),
          proceeds: money("330.00"),
          cost: money("300.00"),
        },
      ],
      [{ id: "s", exDate: localDate("2026-02-16"), type: "SPLIT", value: "2", per: "1" }],
      localDate(asOf),
    );

  it("reckons back through splits what was bought", () => {
    expect(story().map(({ kind }) => kind)).toEqual(["BOUGHT", "SOLD", "SPLIT", "SOLD"]);
    expect(story()[0]).toMatchObject({ shares: quantity(100), cost: money("1000.00") });
    const { realised, open } = washSales(story());
    expect(realised.map(({ gain }) => gain.toFixed(2))).toEqual(["-10.00", "30.00"]);
    expect(open.map(({ openQuantity }) => openQuantity.toFixed())).toEqual(["120"]);
  });

  it("ends with the day that is asked for, and says then what it said then", () => {
    const { realised, open } = washSales(story("2026-02-10"));
    expect(realised).toHaveLength(1);
    expect(
      open.map(({ openQuantity, openCost }) => `${openQuantity.toFixed()} ${openCost.toFixed(2)}`),
    ).toEqual(["90 900.00"]);
  });
});
