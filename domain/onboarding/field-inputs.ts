import { z } from "zod";
import { country, usState } from "@/domain/onboarding/places";

/** Small inputs that several steps share. */

const LEAP = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether "2001-02-29" is a day that there was or will be (proleptic, years 1900 to 2199). */
export function isRealDay(text: string): boolean {
  const parts = /^(19|20|21)(\d{2})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const year = Number(text.slice(0, 4));
  const [month, day] = [Number(parts[3]), Number(parts[4])];
  const length = (LENGTHS[month - 1] ?? 0) + (month === 2 && LEAP(year) ? 1 : 0);
  return day >= 1 && day <= length;
}

/** A calendar day, "1981-03-09". */
export const dayInput = (label: string) =>
  z
    .string({ error: `${label} is needed.` })
    .max(10, `${label} is not a full date.`)
    .refine(isRealDay, `${label} is not a full date. Write month, day and four digits of the year.`);

/** An ISO country code of our list. */
export const countryInput = (label: string) =>
  z
    .string({ error: `${label} is needed.` })
    .max(2, `Choose ${label.toLowerCase()} from the list.`)
    .refine((code) => country(code) !== undefined, `Choose ${label.toLowerCase()} from the list.`);

/** A two-letter code of a US state, district, territory or military post. */
export const stateInput = z
  .string({ error: "Choose a state." })
  .max(2, "Choose a state from the list.")
  .refine((code) => usState(code) !== undefined, "Choose a state from the list.");

/** A telephone number; US numbers may leave the country code out. Becomes +digits (E.164). */
export const phoneInput = z
  .string({ error: "A telephone number is needed." })
  .max(30, { error: "This telephone number is too long.", abort: true })
  .transform((text) => text.replace(/[\s().-]/g, ""))
  .pipe(
    z
      .string()
      .regex(/^\+?\d{7,15}$/, "Write the number with its country code, such as +1 212 555 0100.")
      .transform((text) => (text.startsWith("+") ? text : text.length === 10 ? `+1${text}` : `+${text}`)),
  );

const PO_BOX = /\bp(ost)?[\s.]*o(ffice)?[\s.]*box\b|\bpostbox\b|\bpostfach\b|\bapartado\b|\bpmb\s*#?\d/i;

/** A residential address is a place, not a box (31 CFR 1023.220(a)(2)(i)(A)(3)). Military boxes are not meant. */
export const isPostBox = (line: string): boolean => PO_BOX.test(line);
