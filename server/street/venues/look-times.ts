import { exchangeCalendar, type Session } from "@/domain/time/calendar";
import type { DayBounds, ExchangeHours } from "@/server/street/day-bounds";
import type { TradingSession } from "@/domain/orders/order-terms";
import { type Instant, instant, localDateOf } from "@/domain/time/instant";

const SECOND = 1_000;
const MINUTE = 60_000;

/** The regular session that trades at an instant or next after it. */
export function sessionAt(at: Instant): Session {
  let day = localDateOf(at);
  for (;;) {
    const session = exchangeCalendar.session(day);
    if (session && at < session.close) return session;
    day = exchangeCalendar.nextTradingDay(day);
  }
}

/** The hours of one day in which an order trades: half-open [open, close). */
export type Hours = DayBounds;

/**
 * The hours in which an order trades, at an instant or next after it: the core session, and for an EXTENDED order what
 * the world lives through around it.
 */
export function hoursAt(at: Instant, kind: TradingSession, world: ExchangeHours): Hours {
  if (kind === "REGULAR" || world === "regular") return sessionAt(at);
  let day = localDateOf(at);
  for (;;) {
    const session = exchangeCalendar.session(day);
    if (session && at < session.afterHoursClose)
      return { date: session.date, open: session.preMarketOpen, close: session.afterHoursClose };
    day = exchangeCalendar.nextTradingDay(day);
  }
}

/** The first instant after this one that is a whole multiple of a grain: a mark that does not depend on who asks. */
export const nextMark = (after: Instant, grain: number): number => (Math.floor(after / grain) + 1) * grain;

/**
 * When a resting order looks at quotes next, strictly after an instant: each second in its first minute, then each
 * quarter minute for a quarter hour, then each minute. (Trades are read without gaps anyway.)
 */
export function nextLook(receivedAt: Instant, after: Instant): Instant {
  const second = nextMark(after, SECOND);
  if (second - receivedAt < MINUTE) return instant(second);
  const quarter = nextMark(after, MINUTE / 4);
  return instant(quarter - receivedAt < 15 * MINUTE ? quarter : nextMark(after, MINUTE));
}
