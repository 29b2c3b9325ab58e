import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACTION_TYPES,
  actionWords,
  adjustedClose,
  shareRatio,
  termsOf,
  usualPayDate,
} from "@/domain/corporate-actions/action";
import { cashInLieu, dividendOn, keptDecimals, sharesAfter } from "@/domain/corporate-actions/entitlement";
import { lotsAfterAction, wholeLotAfter } from "@/domain/corporate-actions/lots-after";
import { dividendRate, taxStatusOf, withheldFrom } from "@/domain/corporate-actions/withholding";
import { dividendJournals, shareJournals } from "@/domain/ledger/action-postings";
import { add, money, NO_SHARES, price, quantity, subtract, ZERO } from "@/domain/money/money";
import { instant, localDate } from "@/domain/time/instant";

const EX_DATE = localDate("2014-06-09");
const split = (value: string, per = "1") =>
  termsOf({ symbol: "AAPL", type: "SPLIT", exDate: EX_DATE, value, per });

describe("an announcement", () => {
  it("is paid ten business days after the ex-date, unless it says otherwise", () => {
    expect(usualPayDate(localDate("2004-09-01"))).toBe("2004-09-16");
    const dividend = {
      symbol: "BAC",
      type: "CASH_DIVIDEND" as const,
      exDate: localDate("2004-09-01"),
      value: "0.45",
    };
    expect(termsOf(dividend).payDate).toBe("2004-09-16");
    expect(termsOf({ ...dividend, payDate: localDate("2004-09-24") }).payDate).toBe("2004-09-24");
  });

  it("of a split into fewer shares is a reverse split", () => {
    expect(split("0.1").type).toBe("REVERSE_SPLIT");
    expect(split("1", "8").type).toBe("REVERSE_SPLIT");
    expect(split("7").type).toBe("SPLIT");
  });

  it("is worded as people say it", () => {
    const base = { symbol: "F", exDate: EX_DATE };
    expect(actionWords(termsOf({ ...base, type: "CASH_DIVIDEND", value: "0.5" }))).toBe(
      "Dividend of $0.50 a share",
    );
    expect(actionWords(split("3", "2"))).toBe("Split 3 for 2");
    expect(actionWords(termsOf({ ...base, type: "STOCK_DIVIDEND", value: "0.1" }))).toBe(
      "Stock dividend 0.1 for 1",
    );
    expect(actionWords(termsOf({ ...base, type: "SYMBOL_CHANGE", value: "1", newSymbol: "GM" }))).toBe(
      "Renamed GM",
    );
  });

  it("has a ratio of shares for every type", () => {
    for (const type of ACTION_TYPES) {
      const { to, from } = shareRatio({ type, value: "3", per: "2" });
      const expected = {
        CASH_DIVIDEND: 1,
        SYMBOL_CHANGE: 1,
        STOCK_DIVIDEND: 2.5,
        SPLIT: 1.5,
        REVERSE_SPLIT: 1.5,
      };
      expect(to.div(from).toNumber()).toBe(expected[type]);
    }
  });
});

describe("what a holder gets", () => {
  it("is a dividend in whole cents; a short seller owes it", () => {
    expect(dividendOn(quantity("1001"), { value: "0.155" }).toFixed(2)).toBe("155.16");
    expect(dividendOn(quantity("-100"), { value: "0.155" }).toFixed(2)).toBe("-15.50");
  });

  it("is whole shares of a reverse split, and fractions of a forward one where they are dealt in", () => {
    expect(keptDecimals("REVERSE_SPLIT", true)).toBe(0);
    expect(keptDecimals("SPLIT", true)).toBe(6);
    expect(keptDecimals("STOCK_DIVIDEND", false)).toBe(0);
    const third = split("1", "3");
    const after = sharesAfter(quantity("100"), third, 0);
    expect([after.exact, after.kept, after.fraction].map(String)).toEqual([
      "33.33333333",
      "33",
      "0.33333333",
    ]);
    // 300 shares of one for three are a hundred, to the last decimal.
    expect(sharesAfter(quantity("300"), third, 0).exact.toFixed()).toBe("100");
    expect(cashInLieu(after.fraction, adjustedClose(price("10.01"), third)).toFixed(2)).toBe("10.01");
  });

  it("loses no share and no cent of cost, whatever the lots and the ratio", () => {
    const shares = fc.integer({ min: 1, max: 10_000_000 }).map((n) => quantity((n / 1_000).toFixed(3)));
    const lot = fc.record({
      shares,
      cents: fc.integer({ min: 0, max: 100_000_000 }),
      isShort: fc.constant(false),
    });
    const whole = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(
        fc.array(lot, { minLength: 1, maxLength: 8 }),
        whole,
        whole,
        fc.boolean(),
        (given, to, from, keeps) => {
          const lots = given.map((one, index) => ({
            id: String(index),
            acquiredOn: localDate("2014-01-02"),
            openQuantity: one.shares,
            openCost: money((one.cents / 100).toFixed(2)),
          }));
          const terms = { type: "SPLIT" as const, value: String(to), per: String(from), exDate: EX_DATE };
          const held = add(NO_SHARES, ...lots.map((one) => one.openQuantity));
          const after = sharesAfter(held, terms, keeps ? 6 : 0);
          const cash = cashInLieu(after.fraction, price("12.34"));
          const result = lotsAfterAction(lots, terms, after, cash);
          expect(add(NO_SHARES, ...result.lots.map((one) => one.openQuantity)).eq(after.kept)).toBe(true);
          const sold = add(ZERO, ...result.closings.map((closing) => closing.cost));
          const left = add(ZERO, ...result.lots.map((one) => one.openCost));
          expect(add(sold, left).eq(add(ZERO, ...lots.map((one) => one.openCost)))).toBe(true);
          expect(
            add(ZERO, ...result.closings.map((closing) => closing.proceeds)).eq(
              result.closings.length ? cash : ZERO,
            ),
          ).toBe(true);
          for (const [index, one] of result.lots.entries()) {
            expect(one.openQuantity.gte(0)).toBe(true);
            const before = lots[index]?.openQuantity ?? NO_SHARES;
            expect(wholeLotAfter(before, one.openQuantity, terms).gte(one.openQuantity)).toBe(true);
          }
        },
      ),
    );
  });
});

describe("tax withheld", () => {
  it("goes by citizenship, residence and what number is on file", () => {
    const facts = (
      citizenship: string,
      residence: string,
      identification: "SSN" | "ITIN" | "FOREIGN_PASSPORT",
    ) => taxStatusOf({ citizenship, residence, identification });
    expect(facts("US", "DE", "SSN").form).toBe("W9");
    expect(facts("DE", "US", "ITIN").form).toBe("W9");
    expect(facts("DE", "DE", "FOREIGN_PASSPORT")).toEqual({ form: "W8BEN", country: "DE" });
    expect(facts("DE", "US", "FOREIGN_PASSPORT")).toEqual({ form: "W8BEN", country: "US" });
  });

  it("follows its dated tables", () => {
    const japan = { form: "W8BEN" as const, country: "JP" };
    expect(dividendRate(japan, localDate("2004-06-30"))).toBe("0.15");
    expect(dividendRate(japan, localDate("2004-07-01"))).toBe("0.10");
    expect(dividendRate({ form: "NONE", country: "US" }, localDate("2017-12-31"))).toBe("0.28");
    expect(withheldFrom(money("-15.50"), japan, EX_DATE).toFixed(2)).toBe("0.00");
  });
});

describe("the journals", () => {
  const posting = {
    source: "00000000-0000-8000-8000-000000000002",
    accountId: "00000000-0000-8000-8000-000000000001",
    on: EX_DATE,
    exchangeAt: instant(0),
  };
  const lines = (made: ReturnType<typeof shareJournals>) =>
    made.map(({ kind, lines: all }) => [
      kind,
      ...all.map((l) => `${l.ledgerAccount} ${l.asset} ${l.amount.toFixed()}`),
    ]);

  it("of a dividend pay it in full and take out what is withheld", () => {
    const terms = termsOf({ symbol: "F", type: "CASH_DIVIDEND", exDate: EX_DATE, value: "0.155" });
    const paid = { held: quantity("1001"), gross: money("155.16"), withheld: money("23.27") };
    const made = dividendJournals({ ...posting, terms }, paid);
    expect(lines(made)).toEqual([
      ["CASH_DIVIDEND", "CASH_SETTLED USD 155.16", "CLEARING_FIRM USD -155.16"],
      ["WITHHOLDING", "CASH_SETTLED USD -23.27", "TAX_WITHHELD USD 23.27"],
    ]);
    expect(made[0]?.memo).toBe("Dividend of $0.155 a share on 1001 F");
    expect(dividendJournals({ ...posting, terms }, { ...paid, gross: ZERO, withheld: ZERO })).toEqual([]);
  });

  it("of a split bring shares where they are, and sell a fraction", () => {
    const terms = split("3", "2");
    const before = { settled: quantity("55"), unsettled: quantity("10") };
    const after = { settled: quantity("82.5"), unsettled: quantity("15") };
    const change = { before, after, fraction: quantity("0.5"), cash: money("41.00") };
    expect(lines(shareJournals({ ...posting, terms }, change))).toEqual([
      ["SPLIT", "SECURITIES_SETTLED AAPL 27.5", "SECURITIES_UNSETTLED AAPL 5", "CLEARING_FIRM AAPL -32.5"],
      [
        "CASH_IN_LIEU",
        "SECURITIES_SETTLED AAPL -0.5",
        "CLEARING_FIRM AAPL 0.5",
        "CASH_SETTLED USD 41",
        "CLEARING_FIRM USD -41",
      ],
    ]);
    expect(
      shareJournals(
        { ...posting, terms },
        { ...change, after: before, fraction: subtract(quantity(1), quantity(1)) },
      ),
    ).toEqual([]);
  });

  it("of a new symbol take all out of the old and bring it into the new", () => {
    const terms = termsOf({
      symbol: "F",
      type: "SYMBOL_CHANGE",
      exDate: EX_DATE,
      value: "1",
      newSymbol: "GM",
    });
    const held = { settled: quantity("5"), unsettled: NO_SHARES };
    const made = shareJournals(
      { ...posting, terms },
      { before: held, after: held, fraction: NO_SHARES, cash: ZERO },
    );
    expect(lines(made)).toEqual([
      [
        "SYMBOL_CHANGE",
        "SECURITIES_SETTLED F -5",
        "CLEARING_FIRM F 5",
        "SECURITIES_SETTLED GM 5",
        "CLEARING_FIRM GM -5",
      ],
    ]);
  });
});
