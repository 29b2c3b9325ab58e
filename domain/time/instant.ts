import { Temporal } from "temporal-polyfill";
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
export const instantFromIso = (iso: string): Instant =>
  Temporal.Instant.from(iso).epochMilliseconds as Instant;
export const toIso = (at: Instant): string => new Date(at).toISOString();
export const toDate = (at: Instant): Date => new Date(at);
export const plus = (at: Instant, ms: number): Instant => (at + ms) as Instant;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export function localDate(text: string): LocalDate {
  if (!DATE.test(text)) throw new AppError("VALIDATION", "A date must look like 2024-05-28.");
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() as LocalDate;
  } catch {
    throw new AppError("VALIDATION", `There is no day ${text}.`);
  }
}

/** A `date` column arrives as midnight UTC; only its date part means anything. */
export const localDateFromColumn = (date: Date): LocalDate => date.toISOString().slice(0, 10) as LocalDate;
export const toColumn = (date: LocalDate): Date => new Date(`${date}T00:00:00Z`);

export const addDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString() as LocalDate;
/** The same day of another month, or that month's last day where it has none. */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ months }).toString() as LocalDate;
/** 1 = Monday ... 7 = Sunday. */
export const dayOfWeek = (date: LocalDate): number => Temporal.PlainDate.from(date).dayOfWeek;
/** Whole days from a to b (negative when b is earlier). */
export const daysBetween = (a: LocalDate, b: LocalDate): number =>
  Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: "days" }).days;
export const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01` as LocalDate;
export const lastOfMonth = (date: LocalDate): LocalDate => {
  const day = Temporal.PlainDate.from(date);
  return day.with({ day: day.daysInMonth }).toString() as LocalDate;
};

const midnights = new Map<LocalDate, { start: number; hasShift: boolean }>();

/** Midnight in New York, cached: the market asks for it constantly, and a zone lookup costs microseconds. */
function midnight(date: LocalDate): { start: number; hasShift: boolean } {
  let known = midnights.get(date);
  if (!known) {
    const start = Temporal.PlainDate.from(date).toZonedDateTime(NEW_YORK);
    known = { start: start.epochMilliseconds, hasShift: start.hoursInDay !== 24 };
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
  return Temporal.PlainDateTime.from(`${date}T00:00`).add({ seconds }).toZonedDateTime(NEW_YORK)
    .epochMilliseconds as Instant;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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
