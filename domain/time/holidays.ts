import type { LocalDate } from "@/domain/time/instant";
import { dateOfNumber, dayNumber, weekdayOfNumber } from "@/domain/time/open-days";

/**
 * Which days the New York Stock Exchange and the Federal Reserve Banks keep, as dated facts. Source: NYSE Rule 7.2
 * and the yearly releases of NYSE Group; the Federal Reserve's holiday schedule; for 1990-2012 the exchange's
 * published list of special closings.
 */

export type Holiday = { date: LocalDate; name: string };

const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 7;

const dayOf = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / 86_400_000;

/** The nth given weekday of a month, as a day number. */
function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  const first = dayOf(year, month, 1);
  return first + ((weekday - weekdayOfNumber(first) + 7) % 7) + (n - 1) * 7;
}

/** The last Monday of May: Memorial Day. */
function memorialDay(year: number): number {
  const last = dayOf(year, 5, 31);
  return last - ((weekdayOfNumber(last) - MONDAY + 7) % 7);
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm printed in Nature, 1876), as a day number. */
function easter(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const leap = 32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4);
  const toSunday = (leap - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * shift + 114;
  return dayOf(year, Math.floor(march / 31), (march % 31) + 1);
}

/** The exchange's weekend rule: Saturday is kept on Friday, Sunday on Monday. */
function nearestWeekday(day: number): number {
  const weekday = weekdayOfNumber(day);
  return weekday === SATURDAY ? day - 1 : weekday === SUNDAY ? day + 1 : day;
}

/** Closures that no rule foretells. New ones are added here when the exchange announces them. */
const SPECIAL_CLOSURES: readonly Holiday[] = [
  ["1994-04-27", "Mourning: Nixon"],
  ["2001-09-11", "Terrorist attacks"],
  ["2001-09-12", "Terrorist attacks"],
  ["2001-09-13", "Terrorist attacks"],
  ["2001-09-14", "Terrorist attacks"],
  ["2004-06-11", "Mourning: Reagan"],
  ["2007-01-02", "Mourning: Ford"],
  ["2012-10-29", "Hurricane Sandy"],
  ["2012-10-30", "Hurricane Sandy"],
  ["2018-12-05", "Mourning: G.H.W. Bush"],
  ["2025-01-09", "Mourning: Carter"],
].map(([date, name]) => ({ date: date as LocalDate, name: name as string }));

/** Half days outside the yearly pattern. */
const SPECIAL_EARLY_CLOSES: readonly string[] = ["1997-12-26", "1999-12-31", "2003-12-26"];

/** Weekdays of a year on which the exchange stays closed all day. */
export function exchangeHolidays(year: number): Holiday[] {
  const list: [number, string][] = [];
  const newYear = dayOf(year, 1, 1);
  // NYSE Rule 7.2: a New Year's Day on Saturday is not kept on the Friday, which ends an accounting period.
  if (weekdayOfNumber(newYear) !== SATURDAY) list.push([nearestWeekday(newYear), "New Year's Day"]);
  if (year >= 1998) list.push([nthWeekday(year, 1, MONDAY, 3), "Martin Luther King Jr. Day"]);
  list.push([nthWeekday(year, 2, MONDAY, 3), "Washington's Birthday"]);
  list.push([easter(year) - 2, "Good Friday"]);
  list.push([memorialDay(year), "Memorial Day"]);
  if (year >= 2022) list.push([nearestWeekday(dayOf(year, 6, 19)), "Juneteenth"]);
  list.push([nearestWeekday(dayOf(year, 7, 4)), "Independence Day"]);
  list.push([nthWeekday(year, 9, MONDAY, 1), "Labor Day"]);
  list.push([nthWeekday(year, 11, THURSDAY, 4), "Thanksgiving Day"]);
  list.push([nearestWeekday(dayOf(year, 12, 25)), "Christmas Day"]);
  const regular = list.map(([day, name]) => ({ date: dateOfNumber(day), name }));
  return [...regular, ...SPECIAL_CLOSURES.filter((closure) => closure.date.startsWith(`${year}-`))];
}

/**
 * The hour at which the exchange closes early on a day, or null. Since 1993 that hour is 13:00, before it was 14:00.
 * Known here: the day after Thanksgiving (since 1992); 24 December on Monday to Thursday; 3 July (since 1995 on
 * Monday, Tuesday and Thursday; on Wednesday since 2013); Friday 5 July from 1995 to 2012; and the single half days
 * of 1997, 1999 and 2003. Not known: sessions cut short on the day itself by weather or by a market-wide halt
 * (1994-02-11, 1996-01-08, 1997-10-27) and delayed openings; those count as full sessions.
 */
export function earlyClose(date: LocalDate): "13:00" | "14:00" | null {
  const year = Number(date.slice(0, 4));
  const day = dayNumber(date);
  const hour = year < 1993 ? "14:00" : "13:00";
  if (SPECIAL_EARLY_CLOSES.includes(date)) return "13:00";
  if (year >= 1992 && day === nthWeekday(year, 11, THURSDAY, 4) + 1) return hour;
  const weekday = weekdayOfNumber(day);
  const monthDay = date.slice(5);
  if (monthDay === "12-24" && weekday <= THURSDAY) return hour;
  if (monthDay === "07-03" && year >= 1995 && weekday <= THURSDAY) {
    return weekday === 3 && year < 2013 ? null : hour;
  }
  if (monthDay === "07-05" && year >= 1995 && year <= 2012 && weekday === FRIDAY) return hour;
  return null;
}

/**
 * Weekdays of a year on which the Federal Reserve Banks, and so ACH and Fedwire, rest. A holiday on Sunday is kept
 * on Monday; on Saturday it is not kept at all (the banks are open on the Friday).
 */
export function bankHolidays(year: number): Holiday[] {
  const list: [number, string][] = [
    [dayOf(year, 1, 1), "New Year's Day"],
    [nthWeekday(year, 1, MONDAY, 3), "Martin Luther King Jr. Day"],
    [nthWeekday(year, 2, MONDAY, 3), "Washington's Birthday"],
    [memorialDay(year), "Memorial Day"],
    [dayOf(year, 7, 4), "Independence Day"],
    [nthWeekday(year, 9, MONDAY, 1), "Labor Day"],
    [nthWeekday(year, 10, MONDAY, 2), "Columbus Day"],
    [dayOf(year, 11, 11), "Veterans Day"],
    [nthWeekday(year, 11, THURSDAY, 4), "Thanksgiving Day"],
    [dayOf(year, 12, 25), "Christmas Day"],
  ];
  if (year >= 2021) list.push([dayOf(year, 6, 19), "Juneteenth"]);
  return list
    .filter(([day]) => weekdayOfNumber(day) !== SATURDAY)
    .map(([day, name]) => ({ date: dateOfNumber(nearestWeekday(day)), name }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}
