import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money } from "@/domain/money/money";
import { chainOf, type DayRecord } from "@/domain/portfolio/daily-chain";
import { CHAIN_START, type ChainMark, chainOfMarks, markAfter } from "@/domain/portfolio/kept-chain";
import type { NoAnswer } from "@/domain/portfolio/answer";
import { openingOf } from "@/domain/portfolio/periods";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, addMonths, lastOfMonth, localDate } from "@/domain/time/instant";

const START = localDate("2026-01-01");
const cents = fc.oneof(fc.constant(0), fc.integer({ min: -2000, max: 200_000 }));
const flow = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 90_000 }) },
);
const day = fc.record({ inflow: flow, outflow: flow, equity: cents });

/** Equal as far as floats can be, however large: a cent can become a fortune here. */
const near = (actual: number | null | undefined, expected: number): void =>
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(expected)),
  );

describe("a chain of returns that is kept day by day", () => {
  it("answers for any part of any history what the days themselves do", () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 30 }), fc.nat(29), (rows, cut) => {
        const days = rows.map(
          (row, n): DayRecord => ({
            day: addDays(START, n + 1),
            inflow: money(row.inflow),
            outflow: money(row.outflow),
            equity: money(row.equity),
          }),
        );
        const kept: { mark: ChainMark; gap: NoAnswer | null }[] = [];
        for (const [n, row] of rows.entries())
          kept.push(markAfter(kept[n - 1]?.mark ?? CHAIN_START, rows[n - 1]?.equity ?? 0, row));
        const from = Math.min(cut, rows.length - 1);
        const gap = kept.slice(from).find((one) => one.gap !== null)?.gap ?? null;
        const opening = {
          from: addDays(START, from),
          opening: kept[from - 1]?.mark ?? CHAIN_START,
        };
        const marks = kept.slice(from).map(({ mark }, n) => ({ ...mark, day: addDays(START, from + n + 1) }));
        const ours = chainOfMarks(opening, marks, gap);
        const theirs = chainOf({
          from: opening.from,
          opening: days[from - 1]?.equity ?? money("0"),
          days: days.slice(from),
        });
        if (!theirs.known) {
          expect(ours).toEqual(theirs);
          return;
        }
        if (!ours.known) throw new Error(ours.reason);
        near(ours.value.index, theirs.value.index);
        for (const [n, each] of theirs.value.days.entries()) {
          const own = ours.value.days[n];
          near(own?.index, each.index);
          if (each.dayReturn === null) expect(own?.dayReturn).toBeNull();
          else near(own?.dayReturn, each.dayReturn);
        }
      }),
    );
  });

  it("refuses marks out of order, and says that no days are no return", () => {
    const opening = { from: START, opening: CHAIN_START };
    expect(chainOfMarks(opening, [], null)).toEqual({ known: false, reason: "NO_DAYS" });
    const mark = { growth: 1.1, daysAtWork: 1, totalLosses: 0, gaps: 0, day: START };
    expect(() => chainOfMarks(opening, [mark], null)).toThrow("in order");
  });
});

describe("periods by their names", () => {
  it.each([
    ["MTD", "2026-11-20", "2026-10-30"],
    ["QTD", "2026-11-20", "2026-09-30"],
    ["QTD", "2026-01-31", "2025-12-31"],
    ["QTD", "2026-03-31", "2025-12-31"],
    ["YTD", "2026-11-20", "2025-12-31"],
    ["1M", "2026-03-31", "2026-02-27"],
    ["3M", "2026-11-20", "2026-08-20"],
    ["1Y", "2028-02-29", "2027-02-26"],
    ["3Y", "2026-11-20", "2023-11-20"],
  ] as const)("%s on %s opens at the close of %s", (kind, today, opening) => {
    expect(openingOf(kind, localDate(today))).toBe(opening);
  });

  it("opens where the paper of the month and of the year does, on whatever day one looks", () => {
    for (let month = localDate("2004-01-01"); month < "2028-01-01"; month = addMonths(month, 1)) {
      const before = exchangeCalendar.lastTradingDay(addMonths(month, -1));
      const year = exchangeCalendar.lastTradingDay(`${Number(month.slice(0, 4)) - 1}-12`);
      for (const day of [
        month,
        addDays(month, 14),
        exchangeCalendar.lastTradingDay(month),
        lastOfMonth(month),
      ]) {
        expect(openingOf("MTD", day)).toBe(before);
        expect(openingOf("YTD", day)).toBe(year);
      }
    }
  });

  it("has no opening for all of it", () => expect(openingOf("ALL", START)).toBeNull());
});
