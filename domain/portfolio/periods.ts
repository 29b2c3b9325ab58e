import type { PeriodKind } from "@/domain/portfolio/portfolio-input";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addMonths, firstOfMonth, type LocalDate } from "@/domain/time/instant";

const MONTHS = { "1M": 1, "3M": 3, "1Y": 12, "3Y": 36 } as const;

/** The trading day at whose close a period opens that begins with a calendar day: the last one before it. */
const closeBefore = (first: LocalDate): LocalDate => exchangeCalendar.previousTradingDay(first);

/**
 * The trading day at whose close a named period opens, for one that ends on `today`: the last one before this month,
 * quarter or year, or the last one by the same date so many months ago. Books are kept by trading days: what is booked
 * on a weekend belongs to the period that the next one is in, on screens as on papers. Null: from an account's beginning.
 */
export function openingOf(kind: Exclude<PeriodKind, "ALL">, today: LocalDate): LocalDate;
export function openingOf(kind: PeriodKind, today: LocalDate): LocalDate | null;
export function openingOf(kind: PeriodKind, today: LocalDate): LocalDate | null {
  switch (kind) {
    case "ALL":
      return null;
    case "MTD":
      return closeBefore(firstOfMonth(today));
    case "QTD": {
      const month = Number(today.slice(5, 7));
      return closeBefore(firstOfMonth(addMonths(firstOfMonth(today), -((month - 1) % 3))));
    }
    case "YTD":
      return closeBefore(`${today.slice(0, 4)}-01-01` as LocalDate);
    default: {
      const day = addMonths(today, -MONTHS[kind]);
      return exchangeCalendar.isTradingDay(day) ? day : closeBefore(day);
    }
  }
}
