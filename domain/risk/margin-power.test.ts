import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, type Money, money, notional, price, quantity, subtract, ZERO } from "@/domain/money/money";
import { checkMargin, type MarginOrderFacts } from "@/domain/risk/checks/margin-order-check";
import { marginFigures } from "@/domain/risk/margin";
import { loanValue, marginHold } from "@/domain/risk/margin-holds";
import { dailyInterest, interestPosted } from "@/domain/risk/margin-interest";
import { marginBuyingPower } from "@/domain/risk/margin-power";
import { localDate } from "@/domain/time/instant";

const DAY = localDate("2026-07-15");
const HOUSE = { initialLong: "0.5", maintenanceLong: "0.3" };
const standing = (more: Partial<MarginOrderFacts> = {}): MarginOrderFacts => ({
  freeCash: money("30000"),
  equity: money("30000"),
  excess: money("30000"),
  openingLeft: null,
  mayBorrow: true,
  restriction: null,
  isOverdue: false,
  ...more,
});
const buy = (shares: string) => ({ side: "BUY" as const, symbol: "AAPL", quantity: quantity(shares) });
const codeOf = (shares: string, facts: MarginOrderFacts) => {
  const worst = price("100");
  const hold = add(notional(quantity(shares), worst), money("1"));
  return checkMargin(buy(shares), { ...facts, hold, worst, day: DAY })?.code ?? null;
};

describe("margin buying power", () => {
  it("is the excess over the requirement, bounded by the memorandum account under the old rule", () => {
    expect(marginBuyingPower(standing(), HOUSE, DAY).toFixed()).toBe("100000");
    expect(marginBuyingPower(standing({ openingLeft: money("20000") }), HOUSE, DAY).toFixed()).toBe("40000");
    expect(marginBuyingPower(standing({ mayBorrow: false }), HOUSE, DAY).toFixed()).toBe("30000");
    const poor = { equity: money("1999"), freeCash: money("1999"), excess: money("1999") };
    expect(marginBuyingPower(standing(poor), HOUSE, DAY).toFixed()).toBe("1999");
  });

  it("names the reason of a refusal", () => {
    expect([codeOf("999", standing()), codeOf("1000", standing())]).toEqual([null, "MARGIN_BUYING_POWER"]);
    expect(codeOf("401", standing({ openingLeft: money("20000") }))).toBe("MARGIN_BUYING_POWER");
    const refused = { mayBorrow: false, isOverdue: true };
    expect([codeOf("299", standing(refused)), codeOf("301", standing(refused))]).toEqual([
      null,
      "MARGIN_RESTRICTED",
    ]);
    const restriction = { from: DAY, until: DAY, because: DAY };
    expect(codeOf("301", standing({ mayBorrow: false, restriction }))).toBe("INTRADAY_RESTRICTED");
    expect(
      checkMargin({ ...buy("1"), side: "SELL" }, { ...standing(), hold: ZERO, worst: null, day: DAY }),
    ).toBeNull();
  });

  it("carries exactly what leaves no maintenance deficit once it is bought at its worst price", () => {
    const cents = fc
      .integer({ min: 200_000, max: 9_000_000 })
      .map((value) => money((value / 100).toFixed(2)));
    const prices = fc.integer({ min: 100, max: 90_000 }).map((value) => price((value / 100).toFixed(2)));
    fc.assert(
      fc.property(cents, prices, fc.integer({ min: 1, max: 5_000 }), (cash, worst, count) => {
        const shares = quantity(count);
        const fee = money("1");
        const cost = add(notional(shares, worst), fee);
        const hold = marginHold("AAPL", shares, worst, DAY);
        const fits = add(cash, hold.loan).gte(cost);
        const bought = marginFigures(
          { cash: subtract(cash, cost), positions: [{ symbol: "AAPL", shares, price: worst }] },
          DAY,
        );
        expect(fits).toBe(bought.maintenanceExcess.gte(0));
        expect(loanValue(bought).toFixed()).toBe(hold.loan.toFixed());
      }),
    );
  });
});

describe("interest", () => {
  it("counts a debit by 360 and a credit by 365, at the rate of its day", () => {
    const balance = money("36000");
    expect(dailyInterest("DEBIT", balance, 1, DAY).toFixed()).toBe("8.5");
    expect(dailyInterest("CREDIT", money("36500"), 3, DAY).toFixed()).toBe("3.75");
    expect(dailyInterest("DEBIT", balance, 1, localDate("2004-10-04")).toFixed()).toBe("8.75");
  });

  it("rounds a month once", () => {
    const third = dailyInterest("DEBIT", money("1"), 1, DAY);
    expect(third.decimalPlaces()).toBeLessThanOrEqual(8);
    const month: Money[] = Array.from({ length: 30 }, () => third);
    expect(interestPosted(month).toFixed()).toBe("0.01");
  });
});
