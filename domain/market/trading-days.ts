import { exchangeCalendar } from "@/domain/time/calendar";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { dateOfNumber, dayNumber, FIRST_YEAR, LAST_YEAR } from "@/domain/time/open-days";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The market counts a trading day in minutes since midnight in New York; no trading day has a clock change. */
export const SLOTS = 1440;
export const SLOT_MS = 60_000;

/** One trading day with its times as instants and as minute slots. */
export type TradingDay = {
  date: LocalDate;
  /** Days since 1970-01-01. */
  number: number;
  year: number;
  /** Which trading day of its year, from 0. */
  ordinal: number;
  midnight: number;
  preOpen: Instant;
  open: Instant;
  close: Instant;
  afterClose: Instant;
  preOpenSlot: number;
  openSlot: number;
  closeSlot: number;
  afterCloseSlot: number;
};

const years = new Map<number, readonly TradingDay[]>();
const days = new Map<number, TradingDay | null>();

function makeDay(date: LocalDate, ordinal: number): TradingDay | null {
  const session = exchangeCalendar.session(date);
  if (!session) return null;
  const midnight = session.preMarketOpen - 4 * HOUR;
  const slotOf = (at: Instant) => (at - midnight) / SLOT_MS;
  return {
    date,
    number: dayNumber(date),
    year: Number(date.slice(0, 4)),
    ordinal,
    midnight,
    preOpen: session.preMarketOpen,
    open: session.open,
    close: session.close,
    afterClose: session.afterHoursClose,
    preOpenSlot: slotOf(session.preMarketOpen),
    openSlot: slotOf(session.open),
    closeSlot: slotOf(session.close),
    afterCloseSlot: slotOf(session.afterHoursClose),
  };
}

/** All trading days of a year, in order; none outside the years of the calendar. */
export function tradingDaysOf(year: number): readonly TradingDay[] {
  const known = years.get(year);
  if (known) return known;
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return [];
  const first = `${year}-01-01` as LocalDate;
  const last = `${year}-12-31` as LocalDate;
  const made: TradingDay[] = [];
  for (let number = dayNumber(first); number <= dayNumber(last); number++) days.set(number, null);
  for (const date of exchangeCalendar.tradingDays(first, last)) {
    const day = makeDay(date, made.length);
    if (!day) continue;
    made.push(day);
    days.set(day.number, day);
  }
  years.set(year, made);
  return made;
}

/** The trading day with this day number, or null when the exchange is closed on it. */
export function tradingDay(number: number): TradingDay | null {
  const known = days.get(number);
  if (known !== undefined) return known;
  if (!Number.isFinite(number)) return null;
  const first = dayNumber(`${FIRST_YEAR}-01-01` as LocalDate);
  const last = dayNumber(`${LAST_YEAR}-12-31` as LocalDate);
  if (number < first || number > last) return null;
  tradingDaysOf(Number(dateOfNumber(number).slice(0, 4)));
  return days.get(number) ?? null;
}

export const tradingDayOn = (date: LocalDate): TradingDay | null => tradingDay(dayNumber(date));

/**
 * The number of New York's calendar day at an instant. The hour before 5:00 UTC is ambiguous (New York is 4 or 5
 * hours behind); there the next day's own midnight decides. If that next day is no trading day the answer may be
 * the day before it, which makes no difference: nothing trades in that hour.
 */
export function dayNumberAt(at: number): number {
  const standard = at - 5 * HOUR;
  const number = Math.floor(standard / DAY);
  if (standard - number * DAY < 23 * HOUR) return number;
  const next = tradingDay(number + 1);
  return next && at >= next.midnight ? number + 1 : number;
}
