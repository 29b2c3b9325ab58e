import type { Instant, LocalDate } from "@/domain/time/instant";

/**
 * Times as people read them, always New York's ("ET"). Made of Intl parts alone, for client components use this.
 */
export type Moment = Instant | number | Date | string;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const FULL_MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const NEW_YORK_PARTS = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

type Parts = { weekday: string; day: string; month: string; year: string; time: string };

function partsOf(at: Moment): Parts {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of NEW_YORK_PARTS.formatToParts(new Date(at))) found[type] = value;
  const { weekday = "", day = "", month = "1", year = "", hour = "", minute = "", second = "" } = found;
  return { weekday, day, month: MONTHS[Number(month) - 1] ?? "", year, time: `${hour}:${minute}:${second}` };
}

/** "10:42:07 ET" */
export const formatTime = (at: Moment): string => `${partsOf(at).time} ET`;

/** "Tue 14 Jul 10:42:07 ET" */
export function formatDateTime(at: Moment): string {
  const { weekday, day, month, time } = partsOf(at);
  return `${weekday} ${day} ${month} ${time} ET`;
}

/** With its year, for records: "14 Jul 2026 10:42:07 ET" */
export function formatTimestamp(at: Moment): string {
  const { day, month, year, time } = partsOf(at);
  return `${day} ${month} ${year} ${time} ET`;
}

/** A calendar day, which has no zone: "2026-07-14" -> "14 Jul 2026" */
export const formatDate = (date: LocalDate | string): string =>
  `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ""} ${date.slice(0, 4)}`;

/** A month, given as "2026-07" or as any day in it: "July 2026" */
export const formatMonth = (month: LocalDate | string): string =>
  `${FULL_MONTHS[Number(month.slice(5, 7)) - 1] ?? ""} ${month.slice(0, 4)}`;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in its two largest units, cut off and never below zero: "42 s", "3 min", "3 h 12 min", "2 d 4 h". */
export function formatAge(ms: number): string {
  const age = Math.max(0, Math.floor(ms));
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  const [large, largeUnit, small, smallUnit] =
    age < DAY ? ([HOUR, "h", MINUTE, "min"] as const) : ([DAY, "d", HOUR, "h"] as const);
  const rest = Math.floor((age % large) / small);
  const whole = `${Math.floor(age / large)} ${largeUnit}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallUnit}`;
}
