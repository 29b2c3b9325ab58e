/**
 * Decimal numbers as text, exactly: what fields and flashing cells need, without a float in between.
 * A decimal here is "-12.50", "0.05" or "1500": digits, at most one point, no commas, no exponent.
 */

const DECIMAL = /^(-?)(\d+)(?:\.(\d*))?$/;

export type DecimalRules = { decimals: number; allowNegative: boolean };

/**
 * What someone typed, without commas, spaces and dollar signs; "." becomes "0.". Null when it cannot become a
 * decimal within the rules, so that the keystroke is refused.
 */
export function cleanDecimal(typed: string, { decimals, allowNegative }: DecimalRules): string | null {
  let text = typed.replace(/[\s,$]/g, "").replace(/\u2212/g, "-");
  if (text === "" || (text === "-" && allowNegative)) return text;
  if (text.startsWith(".")) text = `0${text}`;
  if (text.startsWith("-.")) text = `-0${text.slice(1)}`;
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign = "", whole = "", fraction] = match;
  if (sign && !allowNegative) return null;
  if (text.includes(".") && decimals === 0) return null;
  if (whole.length > 15 || (fraction?.length ?? 0) > decimals) return null;
  const trimmed = whole.replace(/^0+(?=\d)/, "");
  return `${sign}${trimmed}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** "1234567.5" as "1,234,567.5", with a real minus sign. Text that is no decimal comes back as it was. */
export function groupThousands(decimal: string): string {
  const match = DECIMAL.exec(decimal);
  if (!match) return decimal;
  const [, sign = "", whole = "", fraction] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign ? "\u2212" : ""}${grouped}${fraction ? `.${fraction}` : ""}`;
}

/** As a whole number of units of 10^-places. */
function scaled(decimal: string, places: number): bigint {
  const match = DECIMAL.exec(decimal);
  if (!match) return 0n;
  const [, sign = "", whole = "0", fraction = ""] = match;
  const units = BigInt(whole + fraction.padEnd(places, "0"));
  return sign ? -units : units;
}

const placesOf = (decimal: string): number => DECIMAL.exec(decimal)?.[3]?.length ?? 0;

function unscaled(units: bigint, places: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = places ? `.${digits.slice(digits.length - places)}` : "";
  return `${units < 0n ? "-" : ""}${whole}${fraction}`;
}

/** One step up (+1) or down (-1) from a decimal; from nothing it starts at zero. Never crosses below `minimum`. */
export function stepDecimal(decimal: string, step: string, direction: 1 | -1, minimum?: string): string {
  const places = Math.max(placesOf(decimal), placesOf(step), placesOf(minimum ?? ""));
  let next = scaled(decimal, places) + BigInt(direction) * scaled(step, places);
  if (minimum !== undefined) {
    const floor = scaled(minimum, places);
    if (next < floor) next = floor;
  }
  return unscaled(next, places);
}

/** -1, 0 or 1, as a sort function wants it; text that is no decimal counts as zero. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const places = Math.max(placesOf(a), placesOf(b));
  const [left, right] = [scaled(a, places), scaled(b, places)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
