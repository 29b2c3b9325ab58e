import { exchangeCalendar, type Session } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";
import type { Env } from "@/server/platform/env";

/** The hours that a world lives through of each day: when the clock starts it, and when the day is ended. */
export type DayBounds = { date: LocalDate; open: Instant; close: Instant };

export type ExchangeHours = Env["EXCHANGE_HOURS"];

export const boundsOf = (session: Session, hours: ExchangeHours): DayBounds =>
  hours === "regular"
    ? { date: session.date, open: session.open, close: session.close }
    : { date: session.date, open: session.preMarketOpen, close: session.afterHoursClose };

/** The bounds of a day; null when the exchange is closed on it. */
export function dayBounds(day: LocalDate, hours: ExchangeHours): DayBounds | null {
  const session = exchangeCalendar.session(day);
  return session && boundsOf(session, hours);
}
