import { describe, expect, it } from "vitest";
import { sharesAfter } from "@/domain/corporate-actions/entitlement";
import { lotsAfterAction } from "@/domain/corporate-actions/lots-after";
import { type Money, money, notional, price, quantity, ZERO } from "@/domain/money/money";
import type { RateFigure } from "@/domain/portfolio/answer";
import { type DayRecord, timeWeightedReturn } from "@/domain/portfolio/daily-chain";
import { deepestDrawdown, type IndexDay } from "@/domain/portfolio/drawdown";
import { modifiedDietz } from "@/domain/portfolio/modified-dietz";
import { type DatedFlow, periodicRate, presentValueAt, xirr } from "@/domain/portfolio/money-weighted";
import { type PositionTrade, positionResult } from "@/domain/portfolio/position-result";
import { semiDeviation, sharpeRatio, volatility } from "@/domain/portfolio/risk-figures";
import { applyTrade, type OpenLot } from "@/domain/tax/lots";
import {
  addDays,
  addMonths,
  dayOfWeek,
  firstOfMonth,
  type LocalDate,
  localDate,
} from "@/domain/time/instant";
import published from "@/domain/vectors/performance_vectors.json";

type Vector = { id: string; kind: string; tolerance: number };
const vectors = published.vectors as unknown as Vector[];
const of = <Input>(kind: string) =>
  vectors.filter((vector) => vector.kind === kind) as unknown as (Vector & Input)[];

const dollars = (amount: number): Money => money(String(amount));
const valueOf = ({ rate }: RateFigure): number => Number(rate ?? Number.NaN);
function near(actual: number | RateFigure, expected: number, tolerance: number): void {
  const value = typeof actual === "number" ? actual : valueOf(actual);
  expect(Math.abs(value - expected), `${value} is ${expected}`).toBeLessThanOrEqual(tolerance);
}
const flowsOf = (rows: [string, number][]): DatedFlow[] =>
  rows.map(([on, amount]) => ({ on: localDate(on), amount: dollars(amount) }));

describe("published rates of return", () => {
  type Dated = { cash_flows: [string, number][]; expected: number };
  it.each(of<Dated>("xirr"))("$id", ({ cash_flows, expected, tolerance }) => {
    near(xirr(flowsOf(cash_flows)), expected, tolerance);
  });

  it.each(of<{ cash_flows: number[]; expected: number }>("irr_periodic"))(
    "$id",
    ({ cash_flows, expected, tolerance }) => near(periodicRate(cash_flows.map(dollars)), expected, tolerance),
  );

  it.each(of<Dated & { rate: number }>("xnpv"))("$id", ({ cash_flows, rate, expected, tolerance }) => {
    near(presentValueAt(flowsOf(cash_flows), rate), expected, tolerance);
  });

  type Kaplan = { external_flows: [number, number][]; expected: { twr_annual: number; mwr_annual: number } };
  it.each(of<Kaplan>("twr_and_mwr"))("$id", ({ external_flows, expected, tolerance }) => {
    // The periods are years of 365 days. One share at 100, a second at 120; each pays 2 a year; both go at 130.
    const at = (year: number) => localDate(`${2021 + year}-01-01`);
    const days = [
      { day: at(1), inflow: dollars(100), outflow: dollars(2), equity: dollars(120) },
      { day: at(2), inflow: dollars(120), outflow: dollars(264), equity: ZERO },
    ];
    near(timeWeightedReturn({ from: at(0), opening: ZERO, days }).annualised, expected.twr_annual, tolerance);
    const flows = external_flows.map(([year, amount]) => ({ on: at(year), amount: dollars(amount) }));
    near(xirr(flows), expected.mwr_annual, tolerance);
  });

  type Dietz = {
    begin: number;
    end: number;
    flows: { amount: number; weight: number }[];
    expected: { gain: number; average_capital: number; return: number };
  };
  it.each(of<Dietz>("modified_dietz"))("$id", ({ begin, end, flows, expected, tolerance }) => {
    const from = localDate("2021-01-01");
    const result = modifiedDietz({
      from,
      to: addDays(from, 730),
      startValue: dollars(begin),
      endValue: dollars(end),
      flows: flows.map(({ amount, weight }) => ({
        on: addDays(from, 730 * (1 - weight)),
        amount: dollars(amount),
      })),
    });
    expect([result.gain, result.averageCapital].map(Number)).toEqual([
      expected.gain,
      expected.average_capital,
    ]);
    near(result.return, expected.return, tolerance);
  });

  it.each(of<{ accumulated: number[]; transfers: number[] }>("property"))(
    "$id",
    ({ accumulated, transfers }) => {
      const from = localDate("2011-12-31");
      const accountWith = (moved: number[]): DayRecord[] => {
        let equity = ZERO;
        return accumulated.map((so, n) => {
          const transfer = dollars(moved[n] ?? 0);
          const [inflow, outflow] = transfer.gt(0) ? [transfer, ZERO] : [ZERO, transfer.negated() as Money];
          const growth = (1 + so) / (1 + (accumulated[n - 1] ?? 0));
          equity = equity.plus(inflow).times(growth).minus(outflow) as Money;
          return { day: addDays(from, n + 1), inflow, outflow, equity };
        });
      };
      for (const moved of [transfers, transfers.map((amount, n) => (n === 0 ? amount : 0))]) {
        const days = accountWith(moved);
        for (const [n, so] of accumulated.entries())
          near(timeWeightedReturn({ from, opening: ZERO, days: days.slice(0, n + 1) }).period, so, 1e-9);
      }
    },
  );
});

describe("published risk figures", () => {
  const indexOf = (levels: number[]): IndexDay[] =>
    levels.map((index, n) => ({ day: addDays(localDate("2026-01-01"), n), index }));
  type Fall = { values?: number[]; returns?: number[]; expected: number };
  it.each(of<Fall>("max_drawdown"))("$id", ({ values, returns, expected, tolerance }) => {
    let level = 1;
    const levels = values?.map((value) => 1 + value) ?? [1, ...(returns ?? []).map((r) => (level *= 1 + r))];
    // One source states the depth, the other the change.
    near(deepestDrawdown(indexOf(levels)).depth, -Math.abs(expected), tolerance);
  });

  type Spread = {
    returns: number[];
    expected: { std_of_log_returns_times_sqrt_n: number; semi_deviation: number };
  };
  it.each(of<Spread>("volatility"))("$id", ({ returns, expected, tolerance }) => {
    near(volatility(returns, "PERIOD"), expected.std_of_log_returns_times_sqrt_n, tolerance);
    near(semiDeviation(returns, "PERIOD"), expected.semi_deviation, tolerance);
  });

  type Sharpe = { returns: (number | null)[]; risk_free: number; annualisation: number; expected: number };
  it.each(of<Sharpe>("sharpe"))("$id", ({ returns, risk_free, annualisation, expected, tolerance }) => {
    expect(annualisation).toBe(252);
    near(sharpeRatio(returns, risk_free), expected, tolerance);
  });
});

type Activity = { type: "BUY"; date: string; quantity: number; price: number; fee: number };
type Held = {
  activities: Activity[];
  market_price: number;
  as_of: string;
  price_history: Record<string, number>;
  expected: Record<string, number> & { netByRange?: Record<string, number> };
};

const lotsOf = (activities: readonly Activity[]): readonly OpenLot[] =>
  activities.reduce<readonly OpenLot[]>(
    (lots, { type, date, quantity: shares, price: at }, n) =>
      applyTrade(
        lots,
        {
          side: type,
          shares: quantity(shares),
          net: notional(quantity(shares), price(at)),
          tradeDate: localDate(date),
        },
        String(n),
      ).lots,
    [],
  );

describe("published positions", () => {
  /** The position's result from the close of one day to the close of another; `at` is the price at the end. */
  function resultOf({ activities, price_history }: Held, from: LocalDate, to: LocalDate, at: number) {
    const held = (day: LocalDate) =>
      quantity(activities.filter(({ date }) => date <= day).reduce((sum, a) => sum + a.quantity, 0));
    const heldAtStart = held(from);
    const startPrice = heldAtStart.isZero() ? 0 : (price_history[from] ?? Number.NaN);
    const trades = activities
      .filter(({ date }) => date > from && date <= to)
      .map(
        ({ date, type, quantity: shares, price: paid, fee }): PositionTrade => ({
          on: localDate(date),
          side: type,
          gross: notional(quantity(shares), price(paid)),
          fees: dollars(fee),
        }),
      );
    return positionResult({
      from,
      to,
      startValue: notional(heldAtStart, price(startPrice)),
      endValue: notional(held(to), price(at)),
      trades,
      income: ZERO,
    });
  }

  it.each(of<Held>("portfolio_position"))("$id", (vector) => {
    const { expected, activities, market_price, tolerance } = vector;
    const asOf = localDate(vector.as_of);
    const [lot, ...more] = lotsOf(activities);
    const cost = [lot, ...more].reduce((sum, one) => sum + Number(one?.openCost), 0);
    const shares = [lot, ...more].reduce((sum, one) => sum + Number(one?.openQuantity), 0);
    const all = resultOf(vector, addDays(localDate(activities[0]?.date ?? ""), -1), asOf, market_price);
    const figures: Record<string, number | undefined> = {
      quantity: shares,
      averagePrice: cost / shares,
      investment: cost,
      value: shares * market_price,
      grossPerformance: Number(all.gross),
      netPerformance: Number(all.net),
      grossPerformancePercentage: valueOf(all.grossReturn),
      netPerformancePercentage: valueOf(all.netReturn),
      roai_timeWeightedInvestment: Number(all.averageCapital),
      roai_grossPct: valueOf(all.grossReturn),
      roai_netPct: valueOf(all.netReturn),
    };
    if (expected.firstDayNet !== undefined) {
      const first = localDate(activities[0]?.date ?? "");
      const day = resultOf(vector, addDays(first, -1), first, vector.price_history[first] ?? Number.NaN);
      figures.firstDayNet = Number(day.net);
      figures.firstDayNetPct = valueOf(day.netReturn);
    }
    const { netByRange = {}, ...rest } = expected;
    for (const [name, value] of Object.entries(rest)) {
      expect(figures, name).toHaveProperty(name);
      near(figures[name] ?? Number.NaN, value, tolerance);
    }
    const starts: Record<string, LocalDate> = {
      "1d": addDays(asOf, -1),
      wtd: addDays(asOf, -dayOfWeek(asOf)),
      mtd: addDays(firstOfMonth(asOf), -1),
      ytd: localDate(`${Number(asOf.slice(0, 4)) - 1}-12-31`),
      "1y": addMonths(asOf, -12),
      "5y": addMonths(asOf, -60),
      max: localDate("2000-01-01"),
    };
    for (const [range, value] of Object.entries(netByRange)) {
      const from = starts[range];
      if (!from) throw new Error(`a start is written for ${range}`);
      near(Number(resultOf(vector, from, asOf, market_price).net), value, tolerance);
    }
  });

  type Split = {
    activities: Activity[];
    splits: { numerator: number; denominator: number; date: string }[];
    expected: { quantity: number; averagePrice: number; investment: number };
  };
  it.each(of<Split>("split"))("$id", ({ activities, splits, expected }) => {
    let lots = lotsOf(activities);
    for (const { numerator, denominator, date } of splits) {
      const terms = {
        type: "SPLIT" as const,
        value: String(numerator),
        per: String(denominator),
        exDate: localDate(date),
      };
      const held = quantity(lots.reduce((sum, lot) => sum + Number(lot.openQuantity), 0));
      lots = lotsAfterAction(lots, terms, sharesAfter(held, terms, 0), ZERO).lots;
    }
    const shares = lots.reduce((sum, lot) => sum + Number(lot.openQuantity), 0);
    const cost = lots.reduce((sum, lot) => sum + Number(lot.openCost), 0);
    expect([shares, cost / shares, cost]).toEqual([
      expected.quantity,
      expected.averagePrice,
      expected.investment,
    ]);
  });
});

it("tries every published vector", () => {
  const tried = [
    ["xirr", "irr_periodic", "xnpv", "twr_and_mwr", "modified_dietz", "property"],
    ["max_drawdown", "volatility", "sharpe"],
    ["portfolio_position", "split"],
  ].flat();
  expect(vectors).toHaveLength(16);
  expect([...new Set(vectors.map(({ kind }) => kind))].filter((kind) => !tried.includes(kind))).toEqual([]);
});
