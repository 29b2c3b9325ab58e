import { add, type Money, negate, subtract } from "@/domain/money/money";
import { type Answer, figureOf, known, noRate, type RateFigure, unknown } from "@/domain/portfolio/answer";
import {
  closingOf,
  daysFrom,
  lastDay,
  type Period,
  type PeriodReturn,
  periodReturn,
} from "@/domain/portfolio/daily-chain";
import { onlyGrowth } from "@/domain/portfolio/rate-search";
import type { LocalDate } from "@/domain/time/instant";

/** Money between an investor and his account, from his view: below zero is paid in, above zero got back. Dollars. */
export type DatedFlow = { on: LocalDate; amount: Money };

const YEAR = 365;

/** Flows of one day are one flow; days of zero are left out. */
function byDay(flows: readonly DatedFlow[]): { on: LocalDate; amount: number }[] {
  const sums = new Map<LocalDate, Money>();
  for (const { on, amount } of flows) {
    const sum = sums.get(on);
    sums.set(on, sum ? add(sum, amount) : amount);
  }
  return [...sums]
    .filter(([, amount]) => !amount.isZero())
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, amount]) => ({ on, amount: amount.toNumber() }));
}

/** Growth (natural logarithm) from the first flow to the last, and the days between. */
type Growth = { growth: number; from: LocalDate; to: LocalDate; days: number };

function growthOf(flows: readonly DatedFlow[]): Answer<Growth> {
  const merged = byDay(flows);
  const [first, last] = [merged[0], merged.at(-1)];
  if (!first || !last) return unknown("NO_MONEY_AT_WORK");
  const days = daysFrom(first.on, last.on);
  if (days === 0) return unknown("NO_DAYS");
  const growth = onlyGrowth(merged.map(({ on, amount }) => ({ at: daysFrom(first.on, on) / days, amount })));
  return growth.known ? known({ growth: growth.value, from: first.on, to: last.on, days }) : growth;
}

/** The yearly rate at which flows are worth nothing together, actual/365 (FORMULAS.moneyWeighted; Excel's XIRR). */
export const xirr = (flows: readonly DatedFlow[]): RateFigure =>
  figureOf(growthOf(flows), ({ growth, days }) => Math.expm1((growth * YEAR) / days));

/** The rate of one period of flows that are a period apart (Excel's IRR). */
export function periodicRate(flows: readonly Money[]): RateFigure {
  const periods = flows.length - 1;
  if (periods < 1) return noRate("NO_DAYS");
  const growth = onlyGrowth(flows.map((amount, at) => ({ at: at / periods, amount: amount.toNumber() })));
  return figureOf(growth, (value) => Math.expm1(value / periods));
}

/**
 * Dollars that flows are worth on the day of the first one, at a yearly rate (a plain ratio above -1), actual/365
 * (Excel's XNPV). A float: nothing is paid by it.
 */
export function presentValueAt(flows: readonly DatedFlow[], yearlyRate: number): number {
  const [first] = flows;
  if (!first) return 0;
  return flows.reduce(
    (sum, { on, amount }) => sum + amount.toNumber() / (1 + yearlyRate) ** (daysFrom(first.on, on) / YEAR),
    0,
  );
}

/**
 * The money-weighted return of a period (FORMULAS.moneyWeighted): what the investor's own money earned, with the
 * moments at which it came and went. It counts from the first dollar that came to the last that
 * left or is still there.
 */
export function moneyWeightedReturn(period: Period): PeriodReturn {
  const closing = closingOf(period);
  const none = (reason: Parameters<typeof noRate>[0]): PeriodReturn => ({
    period: noRate(reason),
    annualised: noRate(reason),
  });
  if (period.days.length === 0) return none("NO_DAYS");
  if (period.opening.lt(0) || closing.lt(0)) return none("NEGATIVE_EQUITY");
  const growth = growthOf([
    { on: period.from, amount: negate(period.opening) },
    ...period.days.map(({ day, inflow, outflow }) => ({ on: day, amount: subtract(outflow, inflow) })),
    { on: lastDay(period), amount: closing },
  ]);
  if (!growth.known) return none(growth.reason);
  const { growth: total, from, to } = growth.value;
  return periodReturn(Math.expm1(total), from, to);
}
