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
export type Chain = { from: LocalDate; days: readonly ChainDay[]; index: number };
/** `base` of a day: what was at work, in dollars. */
export type WeightedChain = Chain & { days: readonly (ChainDay & { base: number })[] };

/** A day in dollars as float64. */
export type FloatDay = { inflow: number; outflow: number; equity: number };

/**
 * The return of one day (FORMULAS.timeWeighted); null where nothing was at work and nothing was gained. Where money is
 * gained or lost without any, or equity falls below zero, there is none.
 */
export function dayReturnOf(
  before: number,
  { inflow, outflow, equity }: FloatDay,
): Answer<{ base: number; dayReturn: number | null }> {
  const base = before + inflow;
  const after = equity + outflow;
  if (base < 0 || after < 0) return unknown("NEGATIVE_EQUITY");
  if (base === 0 && after !== 0) return unknown("GAIN_WITHOUT_MONEY");
  return known({ base, dayReturn: base === 0 ? null : after / base - 1 });
}

/**
 * Daily returns, chain-linked (FORMULAS.timeWeighted). What comes in counts from the start of its day, what leaves
 * until the end of it, as Portfolio Performance has it. An account that is empty for a time stands still; a day that
 * has no return leaves the period without one. Days out of order are a bug (InvariantError).
 */
export function linkDays(
  from: LocalDate,
  opening: number,
  days: readonly (FloatDay & { day: LocalDate })[],
): Answer<WeightedChain> {
  const chained: (ChainDay & { base: number })[] = [];
  let index = 1;
  let before = opening;
  let last = from;
  for (const each of days) {
    invariant(each.day > last, "days of a period come in order, each once");
    const link = dayReturnOf(before, each);
    if (!link.known) return link;
    const { base, dayReturn } = link.value;
    index *= 1 + (dayReturn ?? 0);
    chained.push({ day: each.day, dayReturn, index, base });
    before = each.equity;
    last = each.day;
  }
  if (chained.length === 0) return unknown("NO_DAYS");
  if (chained.every(({ dayReturn }) => dayReturn === null)) return unknown("NO_MONEY_AT_WORK");
  return known({ from, days: chained, index });
}

/** The same of a period in exact dollars. */
export const chainOf = ({ from, opening, days }: Period): Answer<WeightedChain> =>
  linkDays(
    from,
    opening.toNumber(),
    days.map(({ day, inflow, outflow, equity }) => ({
      day,
      inflow: inflow.toNumber(),
      outflow: outflow.toNumber(),
      equity: equity.toNumber(),
    })),
  );

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
export const timeWeightedReturn = (period: Period): PeriodReturn =>
  chainReturn(chainOf(period), period.from, lastDay(period));

/** The return that a chain comes to. */
export const chainReturn = (chain: Answer<Chain>, from: LocalDate, to: LocalDate): PeriodReturn =>
  chain.known
    ? periodReturn(chain.value.index - 1, from, to)
    : { period: noRate(chain.reason), annualised: noRate(chain.reason) };

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
