import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT_CLASSES, commissionSchedule } from "@/domain/fees/commission";
import { section31Rate, tafRate } from "@/domain/fees/regulatory-rates";
import {
  estimateFees,
  type FeedExecution,
  feesByExecution,
  type FeeTerms,
  feeIncrement,
  type TradeFees,
  tradeFees,
} from "@/domain/fees/trade-fees";
import { add, money, notional, price, quantity, ZERO } from "@/domain/money/money";
import { instant, localDate } from "@/domain/time/instant";
import published from "@/domain/vectors/margin_cash_fee_vectors.json";

const sell = (tradeDate: string): FeeTerms => ({
  side: "SELL",
  tradeDate: localDate(tradeDate),
  accountClass: "STANDARD",
});
const buy = (tradeDate: string): FeeTerms => ({ ...sell(tradeDate), side: "BUY" });
const shown = (fees: TradeFees) => ({
  commission: fees.commission.toFixed(2),
  sec: fees.secFee.toFixed(2),
  taf: fees.tafFee.toFixed(2),
  total: fees.total.toFixed(2),
});

type Vector = {
  id: string;
  kind: string;
  input: { qty: number; price: number; sec_per_million: string; taf_per_share: string; taf_cap: string };
  expected: { sec: number; taf: number };
};

describe("the published fee vectors", () => {
  const sales = (published.vectors as unknown as Vector[]).filter((vector) => vector.kind === "reg_fee_sell");
  // A trade date on which both of the vector's rates were in force.
  const days: Record<string, string> = { "fee.sell.1": "2021-06-01", "fee.sell.3": "2026-06-01" };

  it("has a trade date for each", () => {
    expect(sales.map((vector) => vector.id)).toEqual(Object.keys(days));
  });

  it.each(sales)("$id", ({ id, input, expected }) => {
    const terms = sell(days[id] as string);
    expect(section31Rate(terms.tradeDate).perMillion.eq(input.sec_per_million)).toBe(true);
    expect(tafRate(terms.tradeDate).perShare.eq(input.taf_per_share)).toBe(true);
    expect(tafRate(terms.tradeDate).cap.eq(input.taf_cap)).toBe(true);
    const fees = estimateFees(terms, quantity(input.qty), price(input.price));
    expect([fees.secFee.toNumber(), fees.tafFee.toNumber()]).toEqual([expected.sec, expected.taf]);
    expect(fees.assumed).toBe(false);
  });

  it("fee.buy.none: a purchase bears no regulatory fee", () => {
    const fees = estimateFees(buy("2026-06-01"), quantity(1000), price(50));
    expect([fees.secFee.toNumber(), fees.tafFee.toNumber()]).toEqual([0, 0]);
  });

  it("fee.rate_table: Section 31 by charge date", () => {
    const table = published.vectors.find((vector) => vector.id === "fee.rate_table") as unknown as {
      input: { dates: string[] };
      expected: { sec_per_million: string[] };
    };
    const rates = table.input.dates.map((date) => section31Rate(localDate(date)));
    expect(rates.map((rate) => rate.perMillion.toFixed(2))).toEqual(table.expected.sec_per_million);
    expect(rates.map((rate) => rate.assumed)).toEqual([true, false, false, false, false]);
  });
});

describe("rates by date", () => {
  it("takes Section 31 by settlement date and TAF by trade date", () => {
    // Sold on the last day of the zero rate, settled under the new one: Thursday 2 April 2026, then Good Friday.
    expect(shown(estimateFees(sell("2026-04-01"), quantity(100), price(50))).sec).toBe("0.00");
    expect(shown(estimateFees(sell("2026-04-02"), quantity(100), price(50))).sec).toBe("0.11");
    // Settled in January, but the fee of the trade's year.
    expect(estimateFees(sell("2025-12-31"), quantity(1_000_000), price(1)).tafFee.toFixed(2)).toBe("8.30");
    expect(estimateFees(sell("2026-01-02"), quantity(1_000_000), price(1)).tafFee.toFixed(2)).toBe("9.79");
  });

  it("knows the rates of October 2004 and October 2013", () => {
    const in2004 = estimateFees(sell("2004-10-13"), quantity(1000), price("40.00"));
    expect(shown(in2004)).toEqual({ commission: "5.00", sec: "0.94", taf: "0.10", total: "6.04" });
    expect(in2004.assumed).toBe(false);
    const in2013 = estimateFees(sell("2013-10-09"), quantity(1000), price("13.69"));
    expect(shown(in2013)).toEqual({ commission: "5.00", sec: "0.24", taf: "0.12", total: "5.36" });
    expect(in2013.assumed).toBe(false);
  });

  it("says when a rate was assumed, and only then", () => {
    expect(estimateFees(sell("2015-06-01"), quantity(1), price(1)).assumed).toBe(true);
    expect(estimateFees(sell("2028-06-01"), quantity(1), price(1)).assumed).toBe(true);
    expect(estimateFees(sell("2026-06-01"), quantity(1), price(1)).assumed).toBe(false);
    expect(estimateFees(buy("2015-06-01"), quantity(1), price(1)).assumed).toBe(false);
  });

  it("had no trading activity fee before October 2002", () => {
    expect(tafRate(localDate("2002-09-30")).perShare.isZero()).toBe(true);
    expect(tafRate(localDate("2002-10-01")).perShare.isZero()).toBe(false);
  });
});

describe("the commission", () => {
  it.each([
    ["1", "500.00", "1.00"], // the minimum
    ["200", "50.00", "1.00"],
    ["201", "50.00", "1.01"], // 1.005, half a cent up
    ["1000", "50.00", "5.00"],
    ["10000", "0.05", "5.00"], // one per cent of 500 dollars
    ["1", "20.00", "0.20"], // the maximum wins over the minimum
    ["0", "20.00", "0.00"],
  ])("of %s shares at %s is %s", (shares, at, expected) => {
    expect(estimateFees(buy("2026-06-01"), quantity(shares), price(at)).commission.toFixed(2)).toBe(expected);
  });

  it("is lower for active accounts", () => {
    const terms: FeeTerms = { ...buy("2026-06-01"), accountClass: "ACTIVE" };
    expect(estimateFees(terms, quantity(1000), price(50)).commission.toFixed(2)).toBe("3.50");
    expect(estimateFees(terms, quantity(10), price(50)).commission.toFixed(2)).toBe("0.35");
  });

  it("can be shown", () => {
    expect(commissionSchedule("STANDARD", localDate("2026-06-01"))).toEqual({
      perShare: "0.005",
      minimum: "1.00",
      maximumShare: "0.01",
    });
  });
});

describe("fees charged fill by fill", () => {
  const terms = fc.record({
    side: fc.constantFrom("BUY" as const, "SELL" as const),
    tradeDate: fc.constantFrom("2004-10-13", "2013-10-09", "2021-06-01", "2026-06-01").map(localDate),
    accountClass: fc.constantFrom(...ACCOUNT_CLASSES),
  });
  const fill = fc
    .record({ shares: fc.integer({ min: 1, max: 90_000 }), cents: fc.integer({ min: 1, max: 300_000 }) })
    .map(({ shares, cents }) => {
      const quantityFilled = quantity(shares);
      return {
        quantity: quantityFilled,
        notional: notional(quantityFilled, price((cents / 100).toFixed(2))),
      };
    });
  const nothing = { quantity: quantity(0), notional: ZERO };

  it("add up exactly to the fees of the whole, each never negative", () => {
    fc.assert(
      fc.property(terms, fc.array(fill, { minLength: 1, maxLength: 12 }), (given, fills) => {
        let done = nothing;
        const charged = { commission: ZERO, secFee: ZERO, tafFee: ZERO, total: ZERO };
        for (const next of fills) {
          const after = {
            quantity: add(done.quantity, next.quantity),
            notional: add(done.notional, next.notional),
          };
          const step = feeIncrement(given, done, after);
          for (const part of ["commission", "secFee", "tafFee", "total"] as const) {
            expect(step[part].gte(0)).toBe(true);
            charged[part] = add(charged[part], step[part]);
          }
          done = after;
        }
        const whole = tradeFees(given, done);
        for (const part of ["commission", "secFee", "tafFee", "total"] as const) {
          expect(charged[part].toFixed()).toBe(whole[part].toFixed());
        }
        expect(whole.total.eq(add(whole.commission, whole.secFee, whole.tafFee))).toBe(true);
      }),
    );
  });

  it("a bust refunds what its fill was charged", () => {
    const given = sell("2026-06-01");
    const one = { quantity: quantity(100), notional: money(5000) };
    const two = { quantity: quantity(700), notional: money(35000) };
    const there = feeIncrement(given, one, two);
    const back = feeIncrement(given, two, one);
    expect(back.total.eq(there.total.negated())).toBe(true);
    expect(tradeFees(given, nothing).total.isZero()).toBe(true);
  });

  it("costs whole cents, and the maximum is never exceeded by more than rounding", () => {
    fc.assert(
      fc.property(terms, fill, (given, traded) => {
        const fees = tradeFees(given, traded);
        for (const part of [fees.commission, fees.secFee, fees.tafFee])
          expect(part.decimalPlaces()).toBeLessThan(3);
        expect(fees.commission.lte(traded.notional.times("0.01").plus("0.005"))).toBe(true);
        expect(fees.tafFee.lte(tafRate(given.tradeDate).cap)).toBe(true);
      }),
    );
  });

  it("refuses negative amounts as a bug", () => {
    expect(() => tradeFees(sell("2026-06-01"), { quantity: quantity(-1), notional: ZERO })).toThrow(
      "never negative",
    );
  });
});

describe("the fees of an order's executions", () => {
  const execution = fc.record({
    shares: fc.integer({ min: 1, max: 5_000 }),
    cents: fc.integer({ min: 1, max: 50_000 }),
  });
  const fed = (given: readonly { shares: number; cents: number }[]): FeedExecution[] =>
    given.map(({ shares, cents }, index) => {
      const each = quantity(shares);
      const at = instant(Math.floor(index / 2));
      return {
        execId: String(index),
        at,
        traded: { quantity: each, notional: notional(each, price(cents / 100)) },
      };
    });

  it("add up to those of the whole, in whatever order they are told, with any of them taken out", () => {
    const side = fc.constantFrom(sell("2026-06-01"), buy("2026-06-01"));
    fc.assert(
      fc.property(
        side,
        fc.array(execution, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (terms, given, pick) => {
          const all = fed(given);
          const standing = all.filter((_, index) => index !== pick % all.length);
          const whole = {
            quantity: add(quantity(0), ...standing.map(({ traded }) => traded.quantity)),
            notional: add(ZERO, ...standing.map(({ traded }) => traded.notional)),
          };
          const fees = feesByExecution(terms, standing);
          expect(feesByExecution(terms, standing.toReversed())).toEqual(fees);
          expect(
            add(ZERO, ...[...fees.values()].map(({ total }) => total)).eq(tradeFees(terms, whole).total),
          ).toBe(true);
        },
      ),
    );
  });
});
