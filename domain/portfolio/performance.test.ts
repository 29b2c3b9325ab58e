import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Money, money, ZERO } from "@/domain/money/money";
import { NO_ANSWER, type RateFigure, rateFigure } from "@/domain/portfolio/answer";
import { contributionsTo } from "@/domain/portfolio/contribution";
import { type DayRecord, partOf, type Period, timeWeightedReturn } from "@/domain/portfolio/daily-chain";
import { FORMULAS } from "@/domain/portfolio/formulas";
import { modifiedDietz } from "@/domain/portfolio/modified-dietz";
import { moneyWeightedReturn, periodicRate, xirr } from "@/domain/portfolio/money-weighted";
import { performanceOf } from "@/domain/portfolio/performance";
import { sharpeRatio, volatility } from "@/domain/portfolio/risk-figures";
import { addDays, type LocalDate, localDate } from "@/domain/time/instant";

const FROM = localDate("2026-01-02");
type Day = [equity: string, inflow?: string, outflow?: string];
const periodOf = (opening: string, ...days: Day[]): Period => ({
  from: FROM,
  opening: money(opening),
  days: days.map(([equity, inflow = "0", outflow = "0"], n) => ({
    day: addDays(FROM, n + 1),
    equity: money(equity),
    inflow: money(inflow),
    outflow: money(outflow),
  })),
});
const shown = ({ rate, reason }: RateFigure): number | string => (rate === null ? reason : Number(rate));

describe("the time-weighted return", () => {
  it("counts what comes from the start of its day and what leaves to the end of it", () => {
    expect(shown(timeWeightedReturn(periodOf("100", ["220", "100"], ["121", "0", "110"])).period)).toBe(
      0.155,
    );
  });

  it("stands still while the account is empty", () => {
    expect(
      shown(timeWeightedReturn(periodOf("0", ["0"], ["110", "100"], ["0", "0", "110"], ["0"])).period),
    ).toBe(0.1);
  });

  it.each([
    ["NO_DAYS", periodOf("100")],
    ["NO_MONEY_AT_WORK", periodOf("0", ["0"], ["0"])],
    ["GAIN_WITHOUT_MONEY", periodOf("0", ["3"])],
    ["NEGATIVE_EQUITY", periodOf("100", ["-1"])],
    ["NEGATIVE_EQUITY", periodOf("-5", ["10"])],
  ] as const)("is not there: %s", (reason, period) => {
    const figures = timeWeightedReturn(period);
    expect([shown(figures.period), shown(figures.annualised)]).toEqual([reason, reason]);
    const all = performanceOf(period);
    expect([shown(all.timeWeighted.period), shown(all.volatility), shown(all.drawdown.depth)]).toEqual([
      reason,
      reason,
      reason,
    ]);
    expect(NO_ANSWER[reason]).toMatch(/\.$/);
  });

  it("is a total loss when nothing is left", () => {
    expect(shown(timeWeightedReturn(periodOf("100", ["0"])).period)).toBe(-1);
  });

  it("is stated per year only beyond one", () => {
    const until = (day: string): Period => ({
      from: FROM,
      opening: money("100"),
      days: [{ day: localDate(day), inflow: ZERO, outflow: ZERO, equity: money("121") }],
    });
    expect(shown(timeWeightedReturn(until("2027-01-02")).annualised)).toBe("NOT_OVER_A_YEAR");
    expect(shown(timeWeightedReturn(until("2028-01-02")).annualised)).toBeCloseTo(0.1, 12);
  });

  it("refuses days out of order", () => {
    const { days, ...rest } = periodOf("100", ["100"], ["100"]);
    expect(() => timeWeightedReturn({ ...rest, days: days.toReversed() })).toThrow(/in order/);
  });

  it("is the same for the same daily returns, whatever comes and goes, and however the period is cut", () => {
    const day = fc.record({
      basis: fc.integer({ min: -900, max: 900 }),
      inflow: fc.integer({ min: 0, max: 900_000 }),
      part: fc.integer({ min: 0, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 40 }), fc.nat(), (moves, cut) => {
        const account = (withFlows: boolean): Period => {
          let equity = money("5000.00");
          const days = moves.map(({ basis, inflow, part }, n): DayRecord => {
            const came = withFlows ? money((inflow / 100).toFixed(2)) : ZERO;
            const grown = equity
              .plus(came)
              .times(10_000 + basis)
              .div(10_000);
            const left = (withFlows ? grown.times(part).div(100) : ZERO) as Money;
            equity = grown.minus(left) as Money;
            return { day: addDays(FROM, n + 1), inflow: came, outflow: left, equity };
          });
          return { from: FROM, opening: money("5000.00"), days };
        };
        const [quiet, busy] = [account(false), account(true)];
        const totals = [quiet, busy].map((one) => Number(timeWeightedReturn(one).period.rate));
        const near = 1e-9 * (1 + Math.abs(totals[0] ?? 0));
        expect(Math.abs((totals[0] ?? 0) - (totals[1] ?? 0))).toBeLessThan(near);
        const at = addDays(FROM, cut % (moves.length + 1));
        const parts = [partOf(busy, FROM, at), partOf(busy, at, addDays(FROM, moves.length))];
        const linked = parts.reduce(
          (growth, part) =>
            growth * (1 + (part && part.days.length > 0 ? Number(timeWeightedReturn(part).period.rate) : 0)),
          1,
        );
        expect(Math.abs(linked - 1 - (totals[1] ?? 0))).toBeLessThan(near);
      }),
    );
  });
});

describe("the money-weighted return", () => {
  const flow = (on: string, amount: string) => ({ on: localDate(on), amount: money(amount) });

  it("is not there where none or several rates fit", () => {
    expect(shown(xirr([]))).toBe("NO_MONEY_AT_WORK");
    expect(shown(xirr([flow("2026-01-02", "-100"), flow("2026-01-02", "120")]))).toBe("NO_DAYS");
    expect(shown(xirr([flow("2026-01-02", "-100"), flow("2026-06-02", "-1")]))).toBe("NO_RATE");
    // (1 + r) = 1.1 and 1.3
    expect(shown(periodicRate(["-100", "240", "-143"].map(money)))).toBe("SEVERAL_RATES");
    expect(shown(periodicRate(["-100", "240", "-145"].map(money)))).toBe("NO_RATE");
  });

  it("finds losses, no change, and more than a thousandfold", () => {
    expect(shown(periodicRate(["-100", "1"].map(money)))).toBe(-0.99);
    expect(shown(periodicRate(["-100", "100"].map(money)))).toBe(0);
    expect(shown(periodicRate(["-1", "5000"].map(money)))).toBeCloseTo(4999, 6);
  });

  it("is the time-weighted one where nothing comes or goes", () => {
    const period = periodOf("100", ["103"], ["99"], ["112"]);
    expect(shown(moneyWeightedReturn(period).period)).toBeCloseTo(0.12, 10);
    expect(shown(moneyWeightedReturn(period).annualised)).toBe("NOT_OVER_A_YEAR");
  });

  it("is worse than it where more money was there for the loss", () => {
    const period = periodOf("100", ["200"], ["1200", "1000"], ["600"]);
    expect(shown(timeWeightedReturn(period).period)).toBe(0);
    expect(Number(moneyWeightedReturn(period).period.rate)).toBeLessThan(-0.3);
  });

  it("prices its own flows at nothing", () => {
    const deposits = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 100_000 })),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(deposits, fc.integer({ min: -8, max: 20 }), (given, tenths) => {
        const rate = tenths / 10;
        const END = 1000;
        const flows = given.map(([at, cents]) => ({
          on: addDays(FROM, at),
          amount: money((-cents / 100).toFixed(2)),
        }));
        const worth = given.reduce(
          (sum, [at, cents]) => sum + (cents / 100) * (1 + rate) ** ((END - at) / 365),
          0,
        );
        const all = [...flows, { on: addDays(FROM, END), amount: money(worth.toFixed(10)) }];
        expect(Math.abs(Number(xirr(all).rate) - rate)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe("the other figures", () => {
  it("follow a fall from its peak to its end", () => {
    const { drawdown } = performanceOf(periodOf("100", ["120"], ["90"], ["96"], ["120"], ["130"]));
    expect(drawdown).toEqual({
      depth: rateFigure(-0.25),
      peak: "2026-01-03",
      trough: "2026-01-04",
      recovered: "2026-01-06",
    });
    expect(performanceOf(periodOf("100", ["120"], ["90"], ["96"])).drawdown.recovered).toBeNull();
    expect(performanceOf(periodOf("100", ["101"], ["102"])).drawdown).toMatchObject({
      depth: { rate: "0" },
      peak: null,
    });
  });

  it("have no volatility or ratio of too little, of nothing that varies, and of a total loss", () => {
    expect(shown(volatility([0.1, null]))).toBe("TOO_FEW_DAYS");
    expect(shown(sharpeRatio([0.1]))).toBe("TOO_FEW_DAYS");
    expect(shown(sharpeRatio([0.01, 0.01, 0.01]))).toBe("NO_VARIATION");
    expect(shown(volatility([0.1, -1]))).toBe("TOTAL_LOSS");
  });

  it("have a benchmark beside them, or say that it has no price", () => {
    const period = periodOf("100", ["102"], ["101"], ["104"]);
    const closes = (...at: number[]) =>
      new Map(at.map((close, n): [LocalDate, number] => [addDays(FROM, n), close]));
    const { benchmark } = performanceOf(period, { benchmark: closes(50, 51, 50.5, 52) });
    expect(
      benchmark && [shown(benchmark.benchmark.period), shown(benchmark.excess), shown(benchmark.beta)],
    ).toEqual([0.04, 0, 1]);
    const without = performanceOf(period, { benchmark: closes(50) }).benchmark;
    expect(without && shown(without.excess)).toBe("NO_BENCHMARK_PRICE");
    expect(performanceOf(period).benchmark).toBeNull();
  });

  it("are shared out among positions to the last part", () => {
    const period = periodOf("1000", ["1100"], ["2080", "1000"], ["1500", "0", "500"]);
    const gains = (day: number, rows: Record<string, string>) => ({
      day: addDays(FROM, day),
      gains: new Map(Object.entries(rows).map(([symbol, gain]) => [symbol, money(gain)])),
    });
    const rows = contributionsTo(period, [
      gains(1, { A: "60", B: "45" }),
      gains(2, { A: "-20" }),
      gains(3, { B: "-80" }),
    ]);
    expect(rows.map(({ symbol, gain }) => [symbol, Number(gain)])).toEqual([
      ["A", 40],
      ["B", -35],
      [null, -5],
    ]);
    const sum = rows.reduce((all, { contribution }) => all + Number(contribution.rate), 0);
    expect(sum).toBeCloseTo(Number(timeWeightedReturn(period).period.rate), 9);
  });

  it("have no return without capital", () => {
    const nothing = { from: FROM, to: addDays(FROM, 9), startValue: ZERO, endValue: ZERO, flows: [] };
    expect(shown(modifiedDietz(nothing).return)).toBe("NO_MONEY_AT_WORK");
  });

  it("have each a formula, in words", () => {
    for (const { name, formula, where, source } of Object.values(FORMULAS))
      for (const text of [name, formula, where, source]) expect(text.length).toBeGreaterThan(3);
    expect([shown(rateFigure(1e12)), shown(rateFigure(Number.NaN)), shown(rateFigure(-1e-12))]).toEqual([
      "OUT_OF_RANGE",
      "OUT_OF_RANGE",
      0,
    ]);
  });
});
