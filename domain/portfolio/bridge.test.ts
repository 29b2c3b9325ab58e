import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  type Money,
  money,
  negate,
  NO_SHARES,
  notional,
  price,
  quantity,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { type BridgeEntry, bridgeOf, bridgeTermOf, equityOf, type Standing } from "@/domain/portfolio/bridge";
import { applyTrade, gainOf, type OpenLot } from "@/domain/tax/lots";
import { localDate } from "@/domain/time/instant";

const SYMBOLS = ["AAA", "BBB"] as const;
type Symbol = (typeof SYMBOLS)[number];
const FIRST = localDate("2026-01-05");

type Event =
  | {
      kind: "CASH";
      term: "DEPOSITS" | "WITHDRAWALS" | "DIVIDENDS" | "INTEREST" | "TAX_WITHHELD" | "FEES";
      cents: number;
    }
  | { kind: "FILL"; symbol: Symbol; side: "BUY" | "SELL"; shares: number; fee: number }
  | { kind: "TRANSFER"; symbol: Symbol; shares: number; cost: number }
  | { kind: "PRICE"; symbol: Symbol; cents: number };

/** A small set of books: trade-date cash, lots and the last price of each symbol. */
class Books {
  cash = ZERO;
  realised = ZERO;
  readonly entries: BridgeEntry[] = [];
  private readonly lots: Record<Symbol, readonly OpenLot[]> = { AAA: [], BBB: [] };
  private readonly prices: Record<Symbol, string> = { AAA: "50.00", BBB: "7.31" };
  private next = 0;

  apply(event: Event): void {
    const id = `e${(this.next += 1)}`;
    switch (event.kind) {
      case "CASH": {
        const isOut = ["WITHDRAWALS", "TAX_WITHHELD", "FEES"].includes(event.term);
        const amount = money(((isOut ? -event.cents : event.cents) / 100).toFixed(2));
        this.cash = add(this.cash, amount);
        this.entries.push({ id, term: event.term, amount });
        break;
      }
      case "FILL":
        this.fill(event, id);
        break;
      case "TRANSFER": {
        const { symbol } = event;
        const shares = quantity(event.shares);
        const cost = money((event.cost / 100).toFixed(2));
        this.lots[symbol] = applyTrade(
          this.lots[symbol].filter((lot) => lot.openQuantity.gt(0)),
          { side: "BUY", shares, net: cost, tradeDate: FIRST },
          id,
        ).lots;
        this.entries.push({
          id,
          term: "SECURITIES_TRANSFERRED",
          symbol,
          amount: notional(shares, price(this.prices[symbol])),
          broughtCost: cost,
        });
        break;
      }
      case "PRICE":
        this.prices[event.symbol] = (event.cents / 100).toFixed(2);
        break;
    }
  }

  private fill(event: Extract<Event, { kind: "FILL" }>, id: string): void {
    const shares = quantity(event.shares);
    const gross = notional(shares, price(this.prices[event.symbol]));
    const fee = money((event.fee / 100).toFixed(2));
    const isBuy = event.side === "BUY";
    const net = isBuy ? add(gross, fee) : subtract(gross, fee);
    const after = applyTrade(
      this.lots[event.symbol],
      { side: event.side, shares, net, tradeDate: FIRST },
      id,
    );
    this.lots[event.symbol] = after.lots;
    this.cash = add(this.cash, isBuy ? negate(net) : net);
    for (const closing of after.closings)
      this.entries.push({ id: `${id} ${closing.lotId}`, term: "REALISED", amount: gainOf([closing]) });
    this.realised = add(this.realised, gainOf(after.closings));
  }

  standing(): Standing {
    return {
      cash: this.cash,
      holdings: SYMBOLS.map((symbol) => {
        const held = add(NO_SHARES, ...this.lots[symbol].map((lot) => lot.openQuantity));
        const openCost = add(ZERO, ...this.lots[symbol].map((lot) => lot.openCost));
        return { symbol, value: notional(held, price(this.prices[symbol])), openCost };
      }),
    };
  }

  /** Realised until now, and what is not. */
  gain(): Money {
    const { holdings } = this.standing();
    return add(this.realised, ...holdings.map(({ value, openCost }) => subtract(value, openCost)));
  }
}

const symbol = fc.constantFrom(...SYMBOLS);
const cents = fc.integer({ min: 1, max: 5_000_000 });
const fill = fc.record({
  kind: fc.constant("FILL" as const),
  symbol,
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  shares: fc.integer({ min: 1, max: 900 }),
  fee: fc.integer({ min: 0, max: 50 }),
});
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant("CASH" as const),
    term: fc.constantFrom("DEPOSITS", "WITHDRAWALS", "DIVIDENDS", "INTEREST", "TAX_WITHHELD", "FEES"),
    cents,
  }),
  { arbitrary: fill, weight: 3 },
  fc.record({ kind: fc.constant("PRICE" as const), symbol, cents: fc.integer({ min: 1, max: 40_000 }) }),
);
const transfer = fc.record({
  kind: fc.constant("TRANSFER" as const),
  symbol: fc.constant("BBB" as const),
  shares: fc.integer({ min: 1, max: 500 }),
  cost: cents,
});

describe("the bridge", () => {
  it("closes to the cent over any part of any history, and tells every entry once", () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 12 }),
        fc.array(transfer, { maxLength: 2 }),
        fc.array(event, { maxLength: 25 }),
        (earlier, transfers, later) => {
          const books = new Books();
          // Shares come while nothing is short: a transfer is no trade that would cover.
          for (const one of [...transfers, ...earlier]) books.apply(one);
          const before = books.standing();
          const from = books.entries.length;
          for (const one of later) books.apply(one);
          const entries = books.entries.slice(from);
          const bridge = bridgeOf(before, books.standing(), entries);
          expect(bridge.unexplained.toFixed(2)).toBe("0.00");
          const told = bridge.lines.flatMap((line) => (line.term === "UNREALISED" ? [] : line.entries));
          expect([...told].sort()).toEqual(entries.map(({ id }) => id).sort());
        },
      ),
    );
  });

  it("counts transferred shares at their value, and only what they gained since", () => {
    const books = new Books();
    const before = books.standing();
    books.apply({ kind: "TRANSFER", symbol: "BBB", shares: 100, cost: 20_000 });
    books.apply({ kind: "PRICE", symbol: "BBB", cents: 800 });
    const bridge = bridgeOf(before, books.standing(), books.entries);
    const shown = bridge.lines.filter((line) => !line.amount.isZero());
    expect(shown.map((line) => [line.term, line.amount.toFixed(2), line.entries])).toEqual([
      ["SECURITIES_TRANSFERRED", "731.00", ["e1"]],
      ["UNREALISED", "69.00", ["BBB"]],
    ]);
    expect(bridge.closing.toFixed(2)).toBe("800.00");
  });

  it("says what is missing instead of hiding it", () => {
    const books = new Books();
    const before = books.standing();
    books.apply({ kind: "CASH", term: "DEPOSITS", cents: 10_000 });
    books.apply({ kind: "CASH", term: "FEES", cents: 250 });
    const bridge = bridgeOf(before, books.standing(), books.entries.slice(0, 1));
    expect(bridge.unexplained.toFixed(2)).toBe("-2.50");
  });

  it("has equity, cash and gains that do not depend on the order of a day's fills", () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 10 }),
        fc
          .array(fill, { minLength: 2, maxLength: 10 })
          .chain((fills) =>
            fc.tuple(fc.constant(fills), fc.shuffledSubarray(fills, { minLength: fills.length })),
          ),
        (history, [given, shuffled]) => {
          const [one, other] = [new Books(), new Books()];
          for (const past of history) for (const books of [one, other]) books.apply(past);
          for (const each of given) one.apply(each);
          for (const each of shuffled) other.apply(each);
          const figures = (books: Books) =>
            [equityOf(books.standing()), books.cash, books.gain()].map((figure) =>
              toCents(figure).toFixed(2),
            );
          expect(figures(other)).toEqual(figures(one));
        },
      ),
    );
  });

  it("knows where a journal belongs, and a reversal with what it undoes", () => {
    expect(bridgeTermOf("WITHHOLDING")).toBe("TAX_WITHHELD");
    expect(bridgeTermOf("SETTLEMENT")).toBeNull();
    expect(bridgeTermOf("REVERSAL", "FEE")).toBe("FEES");
    expect(bridgeTermOf("REVERSAL", "TRADE")).toBeNull();
  });
});
