import { AppError } from "@/domain/errors";

/** Milliseconds since the Unix epoch, UTC. A number, because the market is computed per instant, millions of times. */
declare const instantBrand: unique symbol;
export type Instant = number & { readonly [instantBrand]: "Instant" };

/** A calendar day in New York, "2024-05-28": trade dates and settlement dates are of this type. */
declare const dateBrand: unique symbol;
export type LocalDate = string & { readonly [dateBrand]: "LocalDate" };

/** A wall-clock time in New York, "09:30" or "09:30:15". */
export type LocalTime = `${number}:${number}` | `${number}:${number}:${number}`;

export const NEW_YORK = "America/New_York";

export const instant = (epochMs: number): Instant => epochMs as Instant;
export const instantFromDate = (date: Date): Instant => date.getTime() as Instant;
export const toIso = (at: Instant): string => new Date(at).toISOString();
export const toDate = (at: Instant): Date => new Date(at);
export const plus = (at: Instant, ms: number): Instant => (at + ms) as Instant;

const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)$/i;

/** An instant as ISO 8601 writes it, with its offset. Throws a RangeError at anything else. */
export function instantFromIso(iso: string): Instant {
  const [, day = "", time = "", zone = ""] = ISO.exec(iso) ?? [];
  const offset = zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours, minutes = "00") => `${hours}:${minutes}`);
  const at = Date.parse(`${day}T${time}${offset.toUpperCase()}`);
  // What a lenient reader would take for the first of March is no day.
  if (Number.isNaN(at) || !isDay(day)) throw new RangeError(`${iso} is no instant`);
  return at as Instant;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Midnight UTC of a day, in which days are counted: there all have 24 hours. */
const countOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dayAt = (count: number): LocalDate => new Date(count).toISOString().slice(0, 10) as LocalDate;

function isDay(text: string): boolean {
  const count = DATE.test(text) ? countOf(text) : Number.NaN;
  return !Number.isNaN(count) && dayAt(count) === text;
}

export function localDate(text: string): LocalDate {
  if (!DATE.test(text)) throw new AppError("VALIDATION", "A date must look like 2024-05-28.");
  if (!isDay(text)) throw new AppError("VALIDATION", `There is no day ${text}.`);
  return text as LocalDate;
}

/** A `date` column arrives as midnight UTC; only its date part means anything. */
export const localDateFromColumn = (date: Date): LocalDate => date.toISOString().slice(0, 10) as LocalDate;
export const toColumn = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);

export const addDays = (date: LocalDate, days: number): LocalDate => dayAt(countOf(date) + days * DAY);
/** The same day of another month, or that month's last day where it has none. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const from = new Date(countOf(date));
  const last = lastOf(from.getUTCFullYear(), from.getUTCMonth() + months);
  return dayAt(last - Math.max(0, new Date(last).getUTCDate() - from.getUTCDate()) * DAY);
}
/** 1 = Monday ... 7 = Sunday. */
export const dayOfWeek = (date: LocalDate): number => new Date(countOf(date)).getUTCDay() || 7;
/** Whole days from a to b (negative when b is earlier). */
export const daysBetween = (a: LocalDate, b: LocalDate): number => (countOf(b) - countOf(a)) / DAY;
export const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01` as LocalDate;
export const lastOfMonth = (date: LocalDate): LocalDate => {
  const day = new Date(countOf(date));
  return dayAt(lastOf(day.getUTCFullYear(), day.getUTCMonth()));
};

/** The last day of a month, counted from 0; the day before the first of the next one. */
const lastOf = (year: number, month: number): number => Date.UTC(year, month + 1, 0);

const WALL = new Intl.DateTimeFormat("en-US", {
  timeZone: NEW_YORK,
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

/** Milliseconds by which New York's clocks differ from UTC at an instant: -4 or -5 hours. */
function offsetAt(at: number): number {
  const parts = Object.fromEntries(WALL.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** At five in the morning UTC it is midnight in New York or one o'clock, and clocks change at two. */
const offsetOf = (count: number): number => offsetAt(count + 5 * HOUR);

const midnights = new Map<LocalDate, { start: number; hasShift: boolean }>();

/** Midnight in New York, cached: the market asks for it constantly, and a zone lookup costs microseconds. */
function midnight(date: LocalDate): { start: number; hasShift: boolean } {
  let known = midnights.get(date);
  if (!known) {
    const count = countOf(date);
    const offset = offsetOf(count);
    known = { start: count - offset, hasShift: offset !== offsetOf(count + DAY) };
    if (midnights.size > 50_000) midnights.clear();
    midnights.set(date, known);
  }
  return known;
}

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;

/** The instant at which clocks in New York show this time on this day. */
export function instantAt(date: LocalDate, time: LocalTime): Instant {
  const parts = TIME.exec(time);
  if (!parts) throw new AppError("VALIDATION", "A time must look like 09:30.");
  const seconds = Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
  const { start, hasShift } = midnight(date);
  if (!hasShift) return (start + seconds * 1000) as Instant;
  // As the clocks went before the change, if they still did; an hour that is shown twice is the first of the two, one
  // that is skipped is told as if they had not changed.
  const count = countOf(date);
  const [before, after] = [offsetOf(count), offsetOf(count + DAY)];
  const unchanged = count + seconds * 1000 - before;
  const changed = count + seconds * 1000 - after;
  return (offsetAt(unchanged) !== before && offsetAt(changed) === after ? changed : unchanged) as Instant;
}

const dates = new Map<number, LocalDate>();

/** The date of a count of days since 1970-01-01, cached like the midnights. */
function dateOfDay(day: number): LocalDate {
  let known = dates.get(day);
  if (known === undefined) {
    known = new Date(day * DAY).toISOString().slice(0, 10) as LocalDate;
    if (dates.size > 50_000) dates.clear();
    dates.set(day, known);
  }
  return known;
}

/** The day that New York's calendar shows at this instant. */
export function localDateOf(at: Instant): LocalDate {
  // New York is 4 or 5 hours behind UTC; only within that hour of doubt must the zone itself be asked.
  const late = Math.floor((at - 5 * HOUR) / DAY);
  const early = Math.floor((at - 4 * HOUR) / DAY);
  if (late === early) return dateOfDay(late);
  return at >= midnight(dateOfDay(early)).start ? dateOfDay(early) : dateOfDay(late);
}

/** Seconds since midnight in New York (on a day without a clock change: the wall clock). */
export const secondsOfDay = (at: Instant): number => (at - midnight(localDateOf(at)).start) / 1000;
