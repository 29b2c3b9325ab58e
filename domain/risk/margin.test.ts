import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, type Money, money, price, type Quantity, quantity, subtract, ZERO } from "@/domain/money/money";
import {
  intradayBuyingPower,
  longPurchase,
  longTrigger,
  type MarginAccount,
  marginFigures,
  overnightBuyingPower,
  shortSale,
  smaAfter,
  smaAtClose,
} from "@/domain/risk/margin";
import { requirementOf, shortMaintenance } from "@/domain/risk/margin-rules";
import { localDate } from "@/domain/time/instant";

const TODAY = localDate("2026-11-20");
const HALF = { initialLong: "0.5", maintenanceLong: "0.25" };

const cents = (min: number, max: number) =>
  fc.integer({ min, max }).map((value) => money((value / 100).toFixed(2)));
const prices = fc.integer({ min: 1, max: 2_000_00 }).map((value) => price((value / 100).toFixed(2)));
const shares = fc.integer({ min: 1, max: 10_000 }).map((value) => quantity(value));

/** A long position of one symbol, with cash or a debit beside it. */
const account = (cash: Money, held: Quantity, at: string): MarginAccount => ({
  cash,
  positions: held.isZero() ? [] : [{ symbol: "AAPL", shares: held, price: price(at), requirement: HALF }],
});

describe("what is required", () => {
  it("is never less than the regulators ask, and more where the house says so", () => {
    expect(requirementOf("AAPL", TODAY)).toEqual({ initialLong: "0.5", maintenanceLong: "0.3" });
    expect(requirementOf("RSHF", TODAY)).toEqual({ initialLong: "1", maintenanceLong: "1" });
    expect(requirementOf("UVXY", TODAY)).toEqual({ initialLong: "0.75", maintenanceLong: "0.75" });
    expect(requirementOf("GME", localDate("2021-06-01")).maintenanceLong).toBe("1");
    expect(requirementOf("GME", TODAY).maintenanceLong).toBe("0.6");
    const lax = [{ symbol: "X", from: TODAY, to: null, initialLong: "0.1", maintenanceLong: "0.1", why: "" }];
    expect(requirementOf("X", TODAY, lax)).toEqual(HALF);
  });

  it("keeps to a house row's days", () => {
    const strict = { symbol: "X", initialLong: "0.9", maintenanceLong: "0.8", why: "" };
    const table = [{ ...strict, from: localDate("2026-01-02"), to: localDate("2026-06-30") }];
    const on = (day: string) => requirementOf("X", localDate(day), table).maintenanceLong;
    expect([on("2026-01-01"), on("2026-01-02"), on("2026-06-30"), on("2026-07-01")]).toEqual([
      "0.3",
      "0.8",
      "0.8",
      "0.3",
    ]);
  });

  it.each([
    ["2.00", "2.50"], // $2.50 a share
    ["4.00", "4.00"], // the whole value
    ["5.00", "5.00"], // $5 a share
    ["16.00", "5.00"],
    ["20.00", "6.00"], // 30%
  ])("a short at %s keeps %s a share", (at, kept) => {
    expect(shortMaintenance(quantity(100), price(at), TODAY).div(100).toFixed(2)).toBe(kept);
  });

  it("of a short rises with its price, without a jump", () => {
    fc.assert(
      fc.property(prices, prices, (a, b) => {
        const [low, high] = a.lte(b) ? [a, b] : [b, a];
        const of = (at: typeof a) => shortMaintenance(quantity(1), at, TODAY);
        expect(of(low).lte(of(high))).toBe(true);
        expect(of(high).minus(of(low)).lte(high.minus(low))).toBe(true);
      }),
    );
  });
});

describe("an account's figures", () => {
  it("reckons a long account that owes money", () => {
    const found = marginFigures(account(money("-12000"), quantity(200), "100"), TODAY);
    expect(found.equity.toFixed(2)).toBe("8000.00");
    expect(found.debit.toFixed(2)).toBe("12000.00");
    expect(found.initialExcess.toFixed(2)).toBe("-2000.00");
    expect(found.maintenanceExcess.toFixed(2)).toBe("3000.00");
    expect(found.call.isZero()).toBe(true);
    expect(found.minimumEquityDeficit.isZero()).toBe(true);
  });

  it("calls below the trigger and not above it", () => {
    const trigger = longTrigger(money("12000"), "0.25");
    expect(trigger?.toFixed(2)).toBe("16000.00");
    const at = (worth: string) => marginFigures(account(money("-12000"), quantity(100), worth), TODAY).call;
    expect(at("160.00").toFixed(2)).toBe("0.00");
    expect(at("159.00").toFixed(2)).toBe("75.00");
    expect(longTrigger(ZERO, "0.25")).toBeNull();
    expect(longTrigger(money("1"), "1")).toBeNull();
  });

  it("reckons a short beside a long", () => {
    const mixed: MarginAccount = {
      cash: money("30000"),
      positions: [
        { symbol: "AAPL", shares: quantity(100), price: price("50"), requirement: HALF },
        { symbol: "MSFT", shares: quantity(-500), price: price("40") },
      ],
    };
    const found = marginFigures(mixed, TODAY);
    expect(found.shortMarketValue.toFixed(2)).toBe("20000.00");
    expect(found.equity.toFixed(2)).toBe("15000.00");
    // Half of 5,000 and half of 20,000; 25% of 5,000 and 30% of 20,000.
    expect(found.initialRequirement.toFixed(2)).toBe("12500.00");
    expect(found.maintenanceRequirement.toFixed(2)).toBe("7250.00");
  });

  it("asks for two thousand dollars of equity only where something is lent", () => {
    const owing = marginFigures(account(money("-100"), quantity(10), "100"), TODAY);
    expect(owing.minimumEquityDeficit.toFixed(2)).toBe("1100.00");
    const paid = marginFigures(account(money("0"), quantity(10), "100"), TODAY);
    expect(paid.minimumEquityDeficit.isZero()).toBe(true);
  });

  it("equity is what would be left if all were closed, whatever is held", () => {
    fc.assert(
      fc.property(
        cents(-1_000_000_00, 1_000_000_00),
        fc.array(fc.tuple(shares, prices, fc.boolean()), { maxLength: 6 }),
        (cash, held) => {
          const positions = held.map(([count, at, isShort], n) => ({
            symbol: `S${n}`,
            shares: isShort ? (count.negated() as Quantity) : count,
            price: at,
          }));
          const found = marginFigures({ cash, positions }, TODAY);
          const closed = positions.map((one) => one.shares.times(one.price) as Money);
          expect(found.equity.eq(add(cash, ...closed))).toBe(true);
          expect(found.equity.eq(add(found.maintenanceExcess, found.maintenanceRequirement))).toBe(true);
          expect(found.equity.eq(add(found.initialExcess, found.initialRequirement))).toBe(true);
          expect(found.call.gt(0)).toBe(found.maintenanceExcess.lt(0));
          expect(found.maintenanceRequirement.lte(found.initialRequirement)).toBe(true);
        },
      ),
    );
  });
});

describe("the special memorandum account", () => {
  it("rises with the excess and does not fall with the market", () => {
    expect(smaAtClose(money("100"), { initialExcess: money("250") }).toFixed()).toBe("250");
    expect(smaAtClose(money("100"), { initialExcess: money("-50") }).toFixed()).toBe("100");
    expect(smaAtClose(ZERO, { initialExcess: money("-50") }).toFixed()).toBe("0");
  });

  it("is as before after the same was bought and sold", () => {
    fc.assert(
      fc.property(cents(0, 1_000_000_00), cents(1, 1_000_000_00), (sma, amount) => {
        const bought = smaAfter(sma, { kind: "BUY", amount, initial: "0.5" });
        expect(smaAfter(bought, { kind: "SELL", amount, initial: "0.5" }).eq(sma)).toBe(true);
        const paidIn = smaAfter(sma, { kind: "DEPOSIT", amount });
        expect(smaAfter(paidIn, { kind: "WITHDRAWAL", amount }).eq(sma)).toBe(true);
      }),
    );
    expect(smaAfter(ZERO, { kind: "DIVIDEND", amount: money("5") }).toFixed()).toBe("5");
  });
});

describe("buying power", () => {
  const needs = fc
    .tuple(fc.integer({ min: 50, max: 100 }), fc.integer({ min: 25, max: 100 }))
    .map(([initial, maintenance]) => ({
      initialLong: String(initial / 100),
      maintenanceLong: String(Math.min(initial, maintenance) / 100),
    }));

  it("doubles cash overnight and makes it four times by day, at the regulators' requirements", () => {
    const cash = money("30000");
    const standing = { figures: marginFigures(account(cash, quantity(0), "1"), TODAY), cash, sma: cash };
    expect(overnightBuyingPower(standing, HALF, TODAY).toFixed(2)).toBe("60000.00");
    expect(intradayBuyingPower(standing, HALF, TODAY).toFixed(2)).toBe("120000.00");
  });

  it("is the cash below two thousand dollars", () => {
    const cash = money("1999.99");
    const standing = { figures: marginFigures(account(cash, quantity(0), "1"), TODAY), cash, sma: cash };
    expect(overnightBuyingPower(standing, HALF, TODAY).toFixed(2)).toBe("1999.99");
    expect(intradayBuyingPower(standing, HALF, TODAY).toFixed(2)).toBe("1999.99");
  });

  it("goes by the maintenance excess where an old special memorandum account is larger", () => {
    const cash = money("-70000");
    const figures = marginFigures(account(cash, quantity(1000), "100"), TODAY);
    const standing = { figures, cash, sma: money("20000") };
    expect(figures.maintenanceExcess.toFixed(2)).toBe("5000.00");
    expect(overnightBuyingPower(standing, HALF, TODAY).toFixed(2)).toBe("20000.00");
    expect(overnightBuyingPower({ ...standing, sma: money("5000") }, HALF, TODAY).toFixed(2)).toBe(
      "10000.00",
    );
    expect(overnightBuyingPower({ ...standing, sma: money("-1") }, HALF, TODAY).toFixed(2)).toBe("0.00");
  });

  it("used to the last cent makes no call, and a little more does", () => {
    fc.assert(
      fc.property(cents(2_000_00, 1_000_000_00), shares, prices, needs, (cash, held, at, requirement) => {
        const before = account(cash, held, at.toFixed());
        const figures = marginFigures(before, TODAY);
        const standing = { figures, cash, sma: smaAtClose(ZERO, figures) };
        const power = overnightBuyingPower(standing, requirement, TODAY);
        const after = (spent: Money): MarginAccount => ({
          cash: subtract(cash, spent),
          positions: [
            ...before.positions,
            { symbol: "NEW", shares: quantity(1), price: price(spent), requirement },
          ],
        });
        const full = marginFigures(after(power), TODAY);
        expect(full.call.isZero()).toBe(true);
        expect(
          smaAfter(standing.sma, { kind: "BUY", amount: power, initial: requirement.initialLong }).gte(0),
        ).toBe(true);
        const more = intradayBuyingPower(standing, requirement, TODAY);
        expect(more.gte(power)).toBe(true);
        expect(marginFigures(after(more), TODAY).call.isZero()).toBe(true);
        expect(marginFigures(after(add(more, money("0.05"))), TODAY).call.gt(0)).toBe(true);
      }),
    );
  });
});

describe("a single position", () => {
  it("a purchase leaves nothing over, and its trigger is where the equity meets the requirement", () => {
    fc.assert(
      fc.property(cents(1_00, 1_000_000_00), fc.integer({ min: 25, max: 60 }), (cash, percent) => {
        const maintenance = String(percent / 100);
        const found = longPurchase(cash, "0.5", maintenance);
        expect(found.maxPurchase.eq(cash.times(2))).toBe(true);
        expect(found.excessEquity.isZero()).toBe(true);
        const trigger = found.callTrigger as Money;
        const missing = trigger.minus(found.debit).minus(trigger.times(maintenance)).abs();
        expect(missing.lte("0.01")).toBe(true);
      }),
    );
  });

  it("a short sale is called where its equity meets the requirement, in every range of prices", () => {
    // The requirement turns at $2.50, $5 and $16.67 a share.
    const low = fc.integer({ min: 1, max: 30_00 }).map((value) => price((value / 100).toFixed(2)));
    fc.assert(
      fc.property(shares, fc.oneof(low, prices), (count, at) => {
        const found = shortSale(count, at, TODAY);
        const turning = price(found.callTrigger.div(count));
        const equity = found.credit.minus(found.callTrigger);
        const gap = equity.minus(shortMaintenance(count, turning, TODAY)).abs();
        expect(gap.lte("0.03")).toBe(true);
        expect(found.depositRequired.gte(shortMaintenance(count, at, TODAY))).toBe(true);
        expect(found.callTrigger.gte(found.shortMarketValue.minus("0.01"))).toBe(true);
      }),
    );
  });
});
