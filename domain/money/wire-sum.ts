import { InvariantError } from "@/domain/errors";

/**
 * Sums of wire decimals without floats and without the decimal library, for client bundles: what the books have
 * reckoned is only added up for display.
 */
const NUMERAL = /^(-?)(\d+)(?:\.(\d+))?$/;

const placesOf = (value: string): number => NUMERAL.exec(value)?.[3]?.length ?? 0;

function unitsOf(value: string, places: number): bigint {
  const [, sign, whole, fraction = ""] = NUMERAL.exec(value) ?? [];
  if (whole === undefined) throw new InvariantError(`not a wire decimal: ${value.slice(0, 40)}`);
  const units = BigInt(whole + fraction.padEnd(places, "0"));
  return sign ? -units : units;
}

/** The exact sum, with as many decimals as the longest of its parts: "0.1" and "-0.25" make "-0.15". "0" for none. */
export function sumWire(values: readonly string[]): string {
  const places = Math.max(0, ...values.map(placesOf));
  let total = 0n;
  for (const value of values) total += unitsOf(value, places);
  const digits = (total < 0n ? -total : total).toString().padStart(places + 1, "0");
  const point = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return total < 0n ? `-${text}` : text;
}

/** The same number with the other sign. */
export const negateWire = (value: string): string =>
  sumWire([value.startsWith("-") ? value.slice(1) : `-${value}`]);

/** -1, 0 or 1, as a sort wants it. */
export function compareWire(a: string, b: string): -1 | 0 | 1 {
  const places = Math.max(placesOf(a), placesOf(b));
  const [left, right] = [unitsOf(a, places), unitsOf(b, places)];
  return left === right ? 0 : left < right ? -1 : 1;
}
