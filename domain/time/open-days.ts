import { AppError, invariant } from "@/domain/errors";
import type { LocalDate } from "@/domain/time/instant";

/** The years that the calendars answer for. */
export const FIRST_YEAR = 1990;
export const LAST_YEAR = 2040;

const DAY_MS = 86_400_000;

/** Days since 1970-01-01, read from the text: calendars are asked in loops, and a Temporal object costs microseconds. */
export const dayNumber = (date: LocalDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;

/** The day that is so many days after 1970-01-01. */
export const dateOfNumber = (day: number): LocalDate =>
  new Date(day * DAY_MS).toISOString().slice(0, 10) as LocalDate;

/** 1 = Monday ... 7 = Sunday, of a day number. 1970-01-01 was a Thursday. */
export const weekdayOfNumber = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/**
 * A set of open days in a fixed span of years, with an index of how many lie before each calendar day. Built once,
 * then every question is an array lookup: "is it open", "the nth open day from here", "all between".
 */
export class OpenDays {
  readonly #first: number;
  readonly #days: LocalDate[] = [];
  /** For each calendar day of the span: the number of open days before it; one more entry closes the list. */
  readonly #before: Int32Array;

  constructor(isOpen: (date: LocalDate, weekday: number) => boolean) {
    this.#first = dayNumber(`${FIRST_YEAR}-01-01` as LocalDate);
    const last = dayNumber(`${LAST_YEAR}-12-31` as LocalDate);
    this.#before = new Int32Array(last - this.#first + 2);
    for (let day = this.#first; day <= last; day++) {
      const date = dateOfNumber(day);
      if (isOpen(date, weekdayOfNumber(day))) this.#days.push(date);
      this.#before[day - this.#first + 1] = this.#days.length;
    }
  }

  has(date: LocalDate): boolean {
    const at = this.#index(date);
    return this.#count(at + 1) > this.#count(at);
  }

  /**
   * The nth open day after the date (n > 0) or before it (n < 0), the date itself not counted; n = 0 is the date
   * itself when it is open, else the next open day.
   */
  shift(date: LocalDate, n: number): LocalDate {
    invariant(Number.isInteger(n), "open days are counted in whole numbers");
    const before = this.#count(this.#index(date));
    const position = n <= 0 ? before + n : before + n - (this.has(date) ? 0 : 1);
    const found = this.#days[position];
    if (found === undefined) throw outOfRange();
    return found;
  }

  /** All open days from the first to the last date, both included; none when `to` is earlier than `from`. */
  between(from: LocalDate, to: LocalDate): LocalDate[] {
    return this.#days.slice(this.#count(this.#index(from)), this.#count(this.#index(to) + 1));
  }

  #index(date: LocalDate): number {
    const at = dayNumber(date) - this.#first;
    if (!(at >= 0 && at < this.#before.length - 1)) throw outOfRange();
    return at;
  }

  #count(at: number): number {
    const count = this.#before[at];
    invariant(count !== undefined, "the index covers every day of the span");
    return count;
  }
}

const outOfRange = () =>
  new AppError("VALIDATION", `Our calendars cover the years ${FIRST_YEAR} to ${LAST_YEAR} only.`);
