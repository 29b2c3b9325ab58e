import { addDays, addMonths, type LocalDate, lastOfMonth } from "@/domain/time/instant";

export type Term = "SHORT" | "LONG";

/**
 * The first day on which a sale is long-term. The holding period begins the day after the trade date of the purchase
 * and must be more than a year (IRC 1222; Pub. 550); what was bought on the last day of a month counts from the first
 * of the next one (Rev. Rul. 66-7).
 */
export function firstLongTermDay(heldFrom: LocalDate): LocalDate {
  const anniversary = addMonths(heldFrom, 12);
  const isMonthEnd = heldFrom === lastOfMonth(heldFrom);
  return addDays(isMonthEnd ? lastOfMonth(anniversary) : anniversary, 1);
}

/** The term of a sale; both are trade dates. */
export const termOf = (heldFrom: LocalDate, soldOn: LocalDate): Term =>
  soldOn >= firstLongTermDay(heldFrom) ? "LONG" : "SHORT";
