import type { PeriodKind } from "@/domain/portfolio/portfolio-input";
import { addDays, addMonths, firstOfMonth, type LocalDate } from "@/domain/time/instant";

const MONTHS = { "1M": 1, "3M": 3, "1Y": 12, "3Y": 36 } as const;

/**
 * The day at whose close a named period opens, for one that ends on `today`: the last day before this month, quarter
 * or year, or the same date so many months ago. Null: from an account's beginning.
 */
export function openingOf(kind: PeriodKind, today: LocalDate): LocalDate | null {
  switch (kind) {
    case "ALL":
      return null;
    case "MTD":
      return addDays(firstOfMonth(today), -1);
    case "QTD": {
      const month = Number(today.slice(5, 7));
      return addDays(firstOfMonth(addMonths(firstOfMonth(today), -((month - 1) % 3))), -1);
    }
    case "YTD":
      return addDays(`${today.slice(0, 4)}-01-01` as LocalDate, -1);
    default:
      return addMonths(today, -MONTHS[kind]);
  }
}
