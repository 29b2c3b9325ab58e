import { invariant } from "@/domain/errors";
import { type Answer, known, type NoAnswer, unknown } from "@/domain/portfolio/answer";
import { type Chain, type ChainDay, dayReturnOf } from "@/domain/portfolio/daily-chain";
import type { LocalDate } from "@/domain/time/instant";

/**
 * Where an account's chain of daily returns stands at a close, as it is kept: `growth` is the product of all of them
 * since the account's beginning but of days on which all was lost (`totalLosses`) or that had no return though money
 * moved (`gaps`); `daysAtWork` counts days with a return. What a period returned is said by two marks.
 */
export type ChainMark = { growth: number; daysAtWork: number; totalLosses: number; gaps: number };
export const CHAIN_START: ChainMark = { growth: 1, daysAtWork: 0, totalLosses: 0, gaps: 0 };

/**
 * The return from one mark to another, a plain ratio (FORMULAS.timeWeighted): what `chainOf` makes of the days between.
 * `gap` is why the first gap among them has none.
 */
export function returnBetween(before: ChainMark, after: ChainMark, gap: NoAnswer | null): Answer<number> {
  if (after.gaps > before.gaps) return unknown(gap ?? "GAIN_WITHOUT_MONEY");
  if (after.daysAtWork === before.daysAtWork) return unknown("NO_MONEY_AT_WORK");
  return known(after.totalLosses > before.totalLosses ? -1 : after.growth / before.growth - 1);
}

/** The chain of a period from the marks of its days, in order, each once (else InvariantError). */
export function chainOfMarks(
  { from, opening }: { from: LocalDate; opening: ChainMark },
  marks: readonly (ChainMark & { day: LocalDate })[],
  gap: NoAnswer | null,
): Answer<Chain> {
  const last = marks.at(-1);
  if (!last) return unknown("NO_DAYS");
  const whole = returnBetween(opening, last, gap);
  if (!whole.known) return whole;
  let before: ChainMark & { day: LocalDate } = { ...opening, day: from };
  const days = marks.map((mark): ChainDay => {
    invariant(mark.day > before.day, "days of a period come in order, each once");
    const dayReturn =
      mark.totalLosses > before.totalLosses
        ? -1
        : mark.daysAtWork > before.daysAtWork
          ? mark.growth / before.growth - 1
          : null;
    before = mark;
    return {
      day: mark.day,
      dayReturn,
      index: mark.totalLosses > opening.totalLosses ? 0 : mark.growth / opening.growth,
    };
  });
  return known({ from, days, index: 1 + whole.value });
}

/** A mark one day on; dollars. `equityBefore` is that at the close before. */
export function markAfter(
  mark: ChainMark,
  equityBefore: number,
  day: { inflow: number; outflow: number; equity: number },
): { mark: ChainMark; gap: NoAnswer | null } {
  const { growth, daysAtWork, totalLosses, gaps } = mark;
  const link = dayReturnOf(equityBefore, day);
  if (!link.known) return { mark: { ...mark, gaps: gaps + 1 }, gap: link.reason };
  const { dayReturn } = link.value;
  if (dayReturn === null) return { mark, gap: null };
  if (dayReturn === -1)
    return { mark: { ...mark, daysAtWork: daysAtWork + 1, totalLosses: totalLosses + 1 }, gap: null };
  return {
    mark: { growth: growth * (1 + dayReturn), daysAtWork: daysAtWork + 1, totalLosses, gaps },
    gap: null,
  };
}
