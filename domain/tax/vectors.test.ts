import { describe, expect, it } from "vitest";
import {
  add,
  type Money,
  money,
  negate,
  NO_SHARES,
  price,
  quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { termOf } from "@/domain/tax/holding-period";
import { closeLotsBy, type LotMethod } from "@/domain/tax/lot-methods";
import { applyTrade, gainOf, type OpenLot } from "@/domain/tax/lots";
import { qualifiedDividend } from "@/domain/tax/qualified-dividend";
import { form8949Row } from "@/domain/tax/realised-gains";
import { returnOfCapital } from "@/domain/tax/return-of-capital";
import { washSales } from "@/domain/tax/wash-sales";
import type { LotEvent } from "@/domain/tax/wash-story";
import { addDays, localDate } from "@/domain/time/instant";
import published from "@/domain/vectors/tax_vectors.json";

type Vector = { id: string; kind: string; input: never; expected: never };
const vectors = published.vectors as unknown as Vector[];
const of = <Input, Expected>(kind: string) =>
  vectors.filter((vector) => vector.kind === kind) as unknown as {
    id: string;
    input: Input;
    expected: Expected;
  }[];
const dollars = (amount: number): Money => money(String(amount));

type WashRow =
  | { side: "BUY"; date: string; qty: number; cost: number; lot: string }
  | { side: "SELL"; date: string; qty: number; proceeds: number; from_lot: string };
type Washed = {
  disallowed: number;
  allowed_loss: number;
  lots?: { lot: string; qty: number; adjusted_basis: number; holding_period_start: string }[];
};

/** Every sale of these examples takes the whole of one lot. */
function eventsOf(rows: readonly WashRow[]): LotEvent[] {
  const costs = new Map<string, Money>();
  return rows.map((row, n): LotEvent => {
    const [on, shares] = [localDate(row.date), quantity(row.qty)];
    if (row.side === "BUY") {
      costs.set(row.lot, dollars(row.cost));
      return {
        kind: "BOUGHT",
        lotId: row.lot,
        accountId: "a",
        acquiredOn: on,
        shares,
        cost: dollars(row.cost),
      };
    }
    const cost = costs.get(row.from_lot) ?? ZERO;
    const part = { closingId: `c${n}`, lotId: row.from_lot, shares, cost, proceeds: dollars(row.proceeds) };
    return { kind: "SOLD", on, parts: [part] };
  });
}

describe("the published wash sales", () => {
  it.each(of<WashRow[], Washed>("wash_sale"))("$id", ({ input, expected }) => {
    const { realised, open } = washSales(eventsOf(input));
    const disallowed = add(ZERO, ...realised.map((piece) => piece.disallowed));
    const loss = add(ZERO, ...realised.map(({ gain }) => gain));
    expect([Number(disallowed), Number(negate(add(loss, disallowed)))].map((sum) => sum + 0)).toEqual([
      expected.disallowed,
      expected.allowed_loss,
    ]);
    for (const { lot, qty, adjusted_basis, holding_period_start } of expected.lots ?? []) {
      const piece = open.find(({ lotId }) => lotId === lot);
      expect(
        piece && [Number(piece.openQuantity), Number(add(piece.openCost, piece.carried)), piece.heldFrom],
      ).toEqual([qty, adjusted_basis, holding_period_start]);
    }
  });

  type Row = { proceeds: number; basis: number; disallowed: number };
  type Columns = { d: number; e: number; f: string; g: number; h: number };
  it.each(of<Row, Columns>("form_8949_row"))("$id", ({ input, expected }) => {
    const { f, ...sums } = form8949Row({
      proceeds: dollars(input.proceeds),
      basis: dollars(input.basis),
      disallowed: dollars(input.disallowed),
    });
    const numbers = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum)]));
    expect({ ...numbers, f }).toEqual(expected);
  });
});

type Buy = { date: string; qty: number; cost: number };
type Relief = {
  method?: LotMethod;
  buys?: Buy[];
  sell?: { date: string; qty: number; proceeds: number };
  transactions?: { side: "BUY" | "SELL"; date: string; qty: number; cost?: number; proceeds?: number }[];
  mark_price?: number;
};
type Relieved = { basis?: number; gain?: number; basis_unrounded?: number } & Partial<
  Record<LotMethod, { remaining_cost: number; realised: number; unrealised: number }>
>;

describe("the published lots", () => {
  /** Applies trades by a method; what is left, and what was closed. */
  function relieve(trades: NonNullable<Relief["transactions"]>, method: LotMethod) {
    let lots: readonly OpenLot[] = [];
    const closings = trades.flatMap(({ side, date, qty, cost, proceeds }, n) => {
      const tradeDate = localDate(date);
      const trade = { side, shares: quantity(qty), net: dollars(cost ?? proceeds ?? 0), tradeDate };
      const after = applyTrade(lots, trade, String(n), closeLotsBy({ method }, tradeDate));
      lots = after.lots;
      return after.closings;
    });
    return { lots, closings };
  }
  const costOf = (lots: readonly OpenLot[]): Money => add(ZERO, ...lots.map((lot) => lot.openCost));

  it.each(of<Relief, Relieved>("lot_relief"))("$id", ({ input, expected }) => {
    const { method, buys, sell, transactions, mark_price } = input;
    if (method && buys && sell) {
      const trades = [
        ...buys.map((buy) => ({ side: "BUY" as const, ...buy })),
        { side: "SELL" as const, ...sell },
      ];
      const { closings } = relieve(trades, method);
      const basis = add(ZERO, ...closings.map(({ cost }) => cost));
      // Of the average we keep all digits until the cents of a lot.
      expect(Number(basis)).toBe(expected.basis ?? expected.basis_unrounded);
      if (expected.gain !== undefined) expect(Number(gainOf(closings))).toBe(expected.gain);
    } else {
      for (const each of ["FIFO", "AVERAGE"] as const) {
        const { lots, closings } = relieve(transactions ?? [], each);
        const held = add(NO_SHARES, ...lots.map((lot) => lot.openQuantity));
        const value = held.times(price(mark_price ?? 0)) as Money;
        expect({
          remaining_cost: Number(costOf(lots)),
          realised: Number(gainOf(closings)),
          unrealised: Number(subtract(value, costOf(lots))),
        }).toEqual(expected[each]);
      }
    }
  });

  type Held = { acquired: string; sold: string };
  it.each(of<Held, { term: string }>("holding_period"))("$id", ({ input, expected }) => {
    const [acquired, sold] = [localDate(input.acquired), localDate(input.sold)];
    expect(termOf(acquired, sold).toLowerCase()).toBe(expected.term);
    expect(termOf(acquired, addDays(sold, -1))).toBe("SHORT");
  });

  type Dividend = { bought: string; sold: string; ex_date: string };
  it.each(of<Dividend, { days_held_in_window: number; qualified: boolean }>("qualified_dividend"))(
    "$id",
    ({ input, expected }) => {
      const holding = {
        boughtOn: localDate(input.bought),
        soldOn: localDate(input.sold),
        exDate: localDate(input.ex_date),
      };
      expect(qualifiedDividend(holding)).toEqual({
        daysHeld: expected.days_held_in_window,
        isQualified: expected.qualified,
      });
    },
  );

  type Capital = {
    purchase: { year: number; basis: number };
    distributions: { year: number; amount: number }[];
  };
  type Reduced = {
    basis_after_first: number;
    taxable_first: number;
    basis_after_second: number;
    capital_gain_second: number;
    term: string;
  };
  it.each(of<Capital, Reduced>("return_of_capital"))("$id", ({ input, expected }) => {
    const [first, second] = input.distributions.map((paid) => ({
      amount: dollars(paid.amount),
      on: localDate(`${paid.year}-06-15`),
    }));
    if (!first || !second) throw new Error("there are two distributions");
    const lot: OpenLot = {
      id: "a",
      acquiredOn: localDate(`${input.purchase.year}-06-15`),
      openQuantity: quantity(1),
      openCost: dollars(input.purchase.basis),
    };
    const once = returnOfCapital([lot], first.amount, first.on);
    const twice = returnOfCapital(once.lots, second.amount, second.on);
    const taxed = (gains: readonly { gain: Money }[]) => Number(add(ZERO, ...gains.map(({ gain }) => gain)));
    expect([Number(costOf(once.lots)), taxed(once.gains)]).toEqual([
      expected.basis_after_first,
      expected.taxable_first,
    ]);
    expect([Number(costOf(twice.lots)), taxed(twice.gains)]).toEqual([
      expected.basis_after_second,
      expected.capital_gain_second,
    ]);
    expect(twice.gains.map(({ term }) => term.toLowerCase())).toEqual([expected.term]);
  });
});

it("tries every published vector, here or with the corporate actions", () => {
  const here = [
    "wash_sale",
    "form_8949_row",
    "lot_relief",
    "holding_period",
    "qualified_dividend",
    "return_of_capital",
  ];
  const there = ["stock_dividend", "split", "split_cash_in_lieu", "withholding"];
  expect(vectors).toHaveLength(16);
  expect(vectors.filter(({ kind }) => !here.includes(kind) && !there.includes(kind))).toEqual([]);
});
