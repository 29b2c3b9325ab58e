import { describe, expect, it } from "vitest";
import { termsOf } from "@/domain/corporate-actions/action";
import { US_PERSON } from "@/domain/corporate-actions/withholding";
import { money, price, quantity } from "@/domain/money/money";
import { allocationBy, concentrationOf } from "@/domain/portfolio/allocation";
import { expectedDividends, incomeByMonth } from "@/domain/portfolio/income-forecast";
import { marginStress } from "@/domain/portfolio/margin-stress";
import { localDate } from "@/domain/time/instant";

const TODAY = localDate("2026-11-20");
const HOLDINGS = [
  { symbol: "AAPL", value: money("6000.00"), sector: "Technology", kind: "STOCK" as const },
  { symbol: "MSFT", value: money("2000.00"), sector: "Technology", kind: "STOCK" as const },
  { symbol: "SPY", value: money("4000.00"), sector: "Funds", kind: "ETF" as const },
  { symbol: "GME", value: money("-1000.00"), sector: "Retail", kind: "STOCK" as const },
];

describe("allocation", () => {
  it("sums to the equity by symbol, sector and kind, with a debit as it is", () => {
    const words = (key: "SYMBOL" | "SECTOR" | "KIND") =>
      allocationBy(key, HOLDINGS, money("-1000.00")).map(
        (slice) => `${slice.name} ${slice.value} ${slice.weight}`,
      );
    expect(words("SECTOR")).toEqual([
      "Technology 8000 0.8",
      "Funds 4000 0.4",
      "Retail -1000 -0.1",
      "null -1000 -0.1",
    ]);
    expect(words("KIND")).toEqual(["STOCK 7000 0.7", "ETF 4000 0.4", "null -1000 -0.1"]);
    expect(words("SYMBOL")[0]).toBe("AAPL 6000 0.6");
  });

  it("has no weights where there is no equity", () => {
    expect(allocationBy("SYMBOL", [], money("0")).map(({ weight }) => weight)).toEqual([null]);
    expect(concentrationOf([])).toEqual({ largest: null, topFive: null, effectivePositions: null });
  });

  it("says how much hangs on a few", () => {
    const even = ["A", "B", "C", "D"].map((symbol) => ({ symbol, value: money("250.00") }));
    expect(Number(concentrationOf(even).effectivePositions)).toBe(4);
    const { largest, topFive } = concentrationOf([...even, { symbol: "S", value: money("-1000.00") }]);
    expect([largest?.symbol, Number(largest?.weight), Number(topFive)]).toEqual(["S", 0.5, 1]);
  });
});

describe("the stress of a falling market", () => {
  const account = {
    cash: money("-6000.00"),
    positions: [{ symbol: "AAPL", shares: quantity(100), price: price("100") }],
  };

  it("finds the fall at which a margin account is called", () => {
    // The house asks 30%: 10,000 with a debit of 6,000 may fall to 8,571.43.
    const cases = marginStress(account, TODAY, { isMargin: true });
    expect(
      cases.map(({ fall, equity, change, maintenanceRequirement, call }) =>
        [fall, equity, change, maintenanceRequirement, call].map(Number),
      ),
    ).toEqual([
      [0.1, 3000, -1000, 2700, 0],
      [0.2, 2000, -2000, 2400, 400],
      [0.3, 1000, -3000, 2100, 1100],
    ]);
  });

  it("moves each price by its beta, shorts to their gain, and asks nothing of a cash account", () => {
    const short = {
      cash: money("5000.00"),
      positions: [{ symbol: "XYZ", shares: quantity(-100), price: price("20") }],
    };
    const [first] = marginStress(short, TODAY, { isMargin: false, betas: new Map([["XYZ", "2"]]) });
    expect([first?.equity.toFixed(2), first?.change.toFixed(2), first?.call]).toEqual([
      "3400.00",
      "400.00",
      null,
    ]);
    const [gone] = marginStress(account, TODAY, { isMargin: true, betas: new Map([["AAPL", "4"]]) }, ["0.3"]);
    expect(gone?.equity.toFixed(2)).toBe("-6000.00");
  });
});

describe("dividends to come", () => {
  const dividend = (symbol: string, exDate: string, payDate: string, value: string) =>
    termsOf({
      symbol,
      type: "CASH_DIVIDEND",
      exDate: localDate(exDate),
      payDate: localDate(payDate),
      value,
    });
  const announced = [
    dividend("MSFT", "2026-12-03", "2026-12-10", "0.91"),
    dividend("AAPL", "2026-11-10", "2026-11-24", "0.26"),
    dividend("PAID", "2026-10-01", "2026-11-19", "1.00"),
    dividend("NONE", "2026-12-01", "2026-12-09", "1.00"),
    termsOf({ symbol: "MSFT", type: "SPLIT", exDate: localDate("2026-12-01"), value: "2" }),
  ];
  const held = ({ symbol }: { symbol: string }) => quantity(symbol === "NONE" ? 0 : 100);

  it("are those that were announced, are not paid and are held for, by pay date", () => {
    const rows = expectedDividends(announced, held, US_PERSON, TODAY);
    expect(rows.map(({ symbol, net, isFixed }) => [symbol, net.toFixed(2), isFixed])).toEqual([
      ["AAPL", "26.00", true],
      ["MSFT", "91.00", false],
    ]);
    expect(incomeByMonth(rows).map(({ month, gross }) => [month, gross.toFixed(2)])).toEqual([
      ["2026-11", "26.00"],
      ["2026-12", "91.00"],
    ]);
  });

  it("have what will be withheld taken off", () => {
    const [first] = expectedDividends(announced, held, { form: "W8BEN", country: "BR" }, TODAY);
    expect([first?.gross, first?.withheld, first?.net].map(Number)).toEqual([26, 7.8, 18.2]);
  });
});
