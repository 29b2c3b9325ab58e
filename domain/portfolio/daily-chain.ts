import { invariant } from "@/domain/errors";
import { type Money, ZERO } from "@/domain/money/money";
import { type Answer, known, rateFigure, noRate, type RateFigure, unknown } from "@/domain/portfolio/answer";
import { addMonths, type LocalDate, toColumn } from "@/domain/time/instant";

/** One day of an account, in dollars: what came in and left from outside (both above zero), and equity at its close. */
export type DayRecord = { day: LocalDate; inflow: Money; outflow: Money; equity: Money };

/** A period: `opening` is the equity at the close of `from`; the days come after it, in order. */
export type Period = { from: LocalDate; opening: Money; days: readonly DayRecord[] };

/** `dayReturn` is null on days without money; `index` is 1 at the close of the period's `from`. */
export type ChainDay = { day: LocalDate; dayReturn: number | null; index: number };
/** `base` of a day: what was at work, in dollars. */
export type Chain = { from: LocalDate; days: readonly (ChainDay & { base: number })[]; index: number };

/**
 * Daily returns, chain-linked (FORMULAS.timeWeighted). What comes in counts from the start of its day, what leaves
 * until the end of it, as Portfolio Performance has it. An account that is empty for a time stands still; where money
 * is gained or lost by an account without any, or equity falls below zero, there is no return of the period. Days out
 * of order are a bug (InvariantError).
 */
export function chainOf({ from, opening, days }: Period): Answer<Chain> {
  const chained: (ChainDay & { base: number })[] = [];
  let index = 1;
  let before = opening.toNumber();
  let last = from;
  for (const { day, inflow, outflow, equity } of days) {
    invariant(day > last, "days of a period come in order, each once");
    const base = before + inflow.toNumber();
    const end = equity.toNumber();
    const after = end + outflow.toNumber();
    if (base < 0 || after < 0) return unknown("NEGATIVE_EQUITY");
    if (base === 0 && after !== 0) return unknown("GAIN_WITHOUT_MONEY");
    const dayReturn = base === 0 ? null : after / base - 1;
    index *= 1 + (dayReturn ?? 0);
    chained.push({ day, dayReturn, index, base });
    before = end;
    last = day;
  }
  if (chained.length === 0) return unknown("NO_DAYS");
  if (chained.every(({ dayReturn }) => dayReturn === null)) return unknown("NO_MONEY_AT_WORK");
  return known({ from, days: chained, index });
}

const DAY_MS = 86_400_000;

/** Calendar days from one date to another. */
export const daysFrom = (from: LocalDate, to: LocalDate): number =>
  Math.round((toColumn(to).getTime() - toColumn(from).getTime()) / DAY_MS);

/** A return of a whole period and the same per year, each a figure of its own. */
export type PeriodReturn = { period: RateFigure; annualised: RateFigure };

/** A period's return, and per year only where it is longer than one (FORMULAS.annualised). `total` is a plain ratio. */
export function periodReturn(total: number, from: LocalDate, to: LocalDate): PeriodReturn {
  const annualised =
    to > addMonths(from, 12)
      ? rateFigure((1 + total) ** (365 / daysFrom(from, to)) - 1)
      : noRate("NOT_OVER_A_YEAR");
  return { period: rateFigure(total), annualised };
}

/** The time-weighted return of a period (FORMULAS.timeWeighted). */
export function timeWeightedReturn(period: Period): PeriodReturn {
  const chain = chainOf(period);
  if (!chain.known) return { period: noRate(chain.reason), annualised: noRate(chain.reason) };
  return periodReturn(chain.value.index - 1, period.from, lastDay(period));
}

/** The day at whose close a period ends. */
export const lastDay = ({ from, days }: Period): LocalDate => days.at(-1)?.day ?? from;

/** The equity at the end of a period. */
export const closingOf = ({ opening, days }: Period): Money => days.at(-1)?.equity ?? opening;

/** A part of a period: from the close of one day to the close of another. Null where `from` is before its start. */
export function partOf(period: Period, from: LocalDate, to: LocalDate): Period | null {
  if (from < period.from) return null;
  const before = period.days.findLast(({ day }) => day <= from);
  return {
    from,
    opening: before?.equity ?? period.opening,
    days: period.days.filter(({ day }) => day > from && day <= to),
  };
}

/** All that came in less all that left, in dollars. */
export const netFlowOf = ({ days }: Period): Money =>
  days.reduce((sum, { inflow, outflow }) => sum.plus(inflow).minus(outflow) as Money, ZERO);
