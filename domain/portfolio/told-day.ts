import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";

/** The trading day whose change a portfolio tells, and whether it is over and kept. */
export type ToldDay = { day: LocalDate; isOver: boolean };

/**
 * Which trading day's change is told: today's, and while the exchange is closed the last one's. Once the day is over it
 * stays that day's change, as its statement says it, until the next trading day begins, over night, weekend and
 * holidays: its end does not set the change to nothing. `lastKept` is the last day that has been ended and kept.
 */
export function toldDay(today: LocalDate, lastKept: LocalDate | null): ToldDay {
  const day = exchangeCalendar.isTradingDay(today) ? today : exchangeCalendar.previousTradingDay(today);
  return { day, isOver: lastKept !== null && lastKept >= day };
}

/** The last trading day that is over, which is the one before the told day while that one is going on. */
export const lastDayOver = ({ day, isOver }: ToldDay): LocalDate =>
  isOver ? day : exchangeCalendar.previousTradingDay(day);
