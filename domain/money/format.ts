import { InvariantError } from "@/domain/errors";

/**
 * From wire strings to what people read, without floats and without the decimal library, so that client bundles stay
 * small. Rounding is half away from zero. A negative sign is the real minus (U+2212), which lines up with digits.
 * Null means that there is no such figure and reads "n/a". A string that is not a plain decimal is a bug.
 */
export type Figure = string | null | undefined;

const NUMERAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const MINUS = "\u2212";
const NONE = "n/a";

/** The pieces of a wire decimal, as text. */
type Parsed = { negative: boolean; whole: string; fraction: string };

function parse(text: string): Parsed {
  const parts = NUMERAL.exec(text);
  if (!parts) throw new InvariantError(`not a wire decimal: ${text.slice(0, 40)}`);
  return { negative: parts[1] === "-", whole: parts[2] ?? "0", fraction: parts[3] ?? "" };
}

/** The digits without sign, rounded to so many places; `zero` tells whether nothing is left after rounding. */
function roundDigits({ whole, fraction }: Parsed, places: number): { digits: string; zero: boolean } {
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  const rounded = (fraction[places] ?? "0") >= "5" ? kept + 1n : kept;
  const digits = rounded.toString().padStart(places + 1, "0");
  const point = digits.length - places;
  const thousands = digits.slice(0, point).replace(/\B(?=(\d{3})+$)/g, ",");
  return { digits: places === 0 ? thousands : `${thousands}.${digits.slice(point)}`, zero: rounded === 0n };
}

type Sign = "ONLY_NEGATIVE" | "ALWAYS";

function write(text: string, places: number, sign: Sign, prefix = "", suffix = ""): string {
  const parsed = parse(text);
  const { digits, zero } = roundDigits(parsed, places);
  const mark = zero ? "" : parsed.negative ? MINUS : sign === "ALWAYS" ? "+" : "";
  return `${mark}${prefix}${digits}${suffix}`;
}

const none = (value: Figure): value is null | undefined => value === null || value === undefined;

/** "1234.5" -> "1,234.50" */
export const formatMoney = (value: Figure): string => (none(value) ? NONE : write(value, 2, "ONLY_NEGATIVE"));

/** "1234.5" -> "$1,234.50", "-3" -> "−$3.00" */
export const formatUsd = (value: Figure): string =>
  none(value) ? NONE : write(value, 2, "ONLY_NEGATIVE", "$");

/** Dollars gained or lost: "1234.5" -> "+1,234.50", "-3" -> "−3.00", zero without a sign. */
export const formatSigned = (value: Figure): string => (none(value) ? NONE : write(value, 2, "ALWAYS"));

/** Two decimals; four below one dollar or where there are sub-pennies; six for what would else read as nothing. */
export function formatPrice(value: Figure): string {
  if (none(value)) return NONE;
  const parsed = parse(value);
  if (/^0*$/.test(parsed.whole + parsed.fraction)) return write(value, 2, "ONLY_NEGATIVE");
  const belowDollar = /^0*$/.test(parsed.whole);
  const subPenny = /[1-9]/.test(parsed.fraction.slice(2));
  if (!belowDollar && !subPenny) return write(value, 2, "ONLY_NEGATIVE");
  return write(value, roundDigits(parsed, 4).zero ? 6 : 4, "ONLY_NEGATIVE");
}

/** Shares: thousands grouped, up to six decimals, no trailing zeros: "1500.500000" -> "1,500.5" */
export function formatQuantity(value: Figure): string {
  if (none(value)) return NONE;
  const text = write(value, 6, "ONLY_NEGATIVE");
  return text.replace(/\.?0+$/, "");
}

/** "1" -> "1 share", "1500.5" -> "1,500.5 shares" */
export function formatShares(value: Figure): string {
  const text = formatQuantity(value);
  return `${text} ${text === "1" ? "share" : "shares"}`;
}

/** "0.0101" -> 1.01 as text: the point moved two places, exactly. */
function hundredfold(text: string): string {
  const { negative, whole, fraction } = parse(text);
  const padded = fraction.padEnd(2, "0");
  return `${negative ? "-" : ""}${whole}${padded.slice(0, 2)}${padded.length > 2 ? `.${padded.slice(2)}` : ""}`;
}

/** A return, given as a ratio: "0.0101" -> "+1.01%", "-0.0935" -> "−9.35%", zero without a sign. */
export const formatPercent = (ratio: Figure, digits = 2): string =>
  none(ratio) ? NONE : write(hundredfold(ratio), digits, "ALWAYS", "", "%");

/** A part of a whole, given as a ratio: "0.224" -> "22.4%". */
export const formatWeight = (ratio: Figure, digits = 1): string =>
  none(ratio) ? NONE : write(hundredfold(ratio), digits, "ONLY_NEGATIVE", "", "%");

/** How a figure is coloured: by its sign alone, before any rounding. */
export function direction(value: Figure): "gain" | "loss" | "flat" {
  if (none(value)) return "flat";
  const { negative, whole, fraction } = parse(value);
  if (!/[1-9]/.test(whole + fraction)) return "flat";
  return negative ? "loss" : "gain";
}
