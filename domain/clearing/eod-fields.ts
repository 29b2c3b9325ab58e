import { localDate } from "@/domain/time/instant";

/** How a field is written: an identifier, a UUID, a symbol (or nothing), a New York day, a decimal, or one of a few words. */
export type Field = "id" | "uuid" | "symbol" | "symbolOrNone" | "day" | "decimal" | readonly string[];

/** A decimal in its only spelling: no leading or trailing zeros, no "-0". */
export const DECIMAL = /^(?!-0$)-?(0|[1-9]\d{0,19})(\.\d{0,7}[1-9])?$/;
/** The same in any spelling, as a database prints it. */
export const LOOSE_DECIMAL = /^-?\d{1,20}(\.\d{1,8})?$/;
const PATTERN = {
  id: /^[A-Za-z0-9._:-]{1,80}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  symbol: /^[A-Z0-9./^-]{1,12}$/,
  symbolOrNone: /^[A-Z0-9./^-]{0,12}$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
} as const;

/** A wire decimal in units of 10^-8, exactly. */
export function scaled(text: string): bigint {
  const dot = text.indexOf(".");
  if (dot < 0) return BigInt(text) * 100_000_000n;
  return BigInt(text.slice(0, dot) + text.slice(dot + 1).padEnd(8, "0"));
}

/** The canonical wire form of units of 10^-8. */
export function plain(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(9, "0");
  const fraction = digits.slice(-8).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -8)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Days that were found to exist: a file names the same few thousands of times. */
const knownDays = new Set<string>();
const KNOWN_DAYS_LIMIT = 1_000;

function isDay(text: string): boolean {
  if (knownDays.has(text)) return true;
  if (!PATTERN.day.test(text)) return false;
  try {
    localDate(text);
  } catch {
    return false;
  }
  if (knownDays.size >= KNOWN_DAYS_LIMIT) knownDays.clear();
  knownDays.add(text);
  return true;
}

/** Whether a text is written as a field of that kind must be. */
export function isField(field: Field, text: string): boolean {
  if (field === "decimal") return DECIMAL.test(text);
  if (field === "day") return isDay(text);
  return typeof field === "string" ? PATTERN[field].test(text) : field.includes(text);
}
