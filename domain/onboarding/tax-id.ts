/** US taxpayer numbers, as nine digits without dashes. Structure only: whether one was given out, only the SSA knows. */

/**
 * A Social Security number: area not 000, 666 or 900-999, group not 00, serial not 0000 (SSA, randomised since 2011).
 * Numbers once printed in advertisements are refused as well.
 */
export function isSsn(digits: string): boolean {
  if (!/^\d{9}$/.test(digits)) return false;
  const area = digits.slice(0, 3);
  if (area === "000" || area === "666" || area >= "900") return false;
  if (digits.slice(3, 5) === "00" || digits.slice(5) === "0000") return false;
  return !ADVERTISED.has(digits);
}

const ADVERTISED = new Set(["078051120", "219099999"]);

/** An individual taxpayer number: 9xx with group 50-65, 70-88, 90-92 or 94-99 (IRS). */
export function isItin(digits: string): boolean {
  if (!/^9\d{8}$/.test(digits)) return false;
  const group = Number(digits.slice(3, 5));
  return (
    (group >= 50 && group <= 65) ||
    (group >= 70 && group <= 88) ||
    (group >= 90 && group <= 92) ||
    (group >= 94 && group <= 99)
  );
}

/** Prefixes that the IRS has not given out to employers. */
const NO_EIN = new Set([
  "00",
  "07",
  "08",
  "09",
  "17",
  "18",
  "19",
  "28",
  "29",
  "49",
  "69",
  "70",
  "78",
  "79",
  "89",
  "96",
  "97",
]);

/** An employer number: nine digits, of which the first two are a campus of the IRS. */
export const isEin = (digits: string): boolean => /^\d{9}$/.test(digits) && !NO_EIN.has(digits.slice(0, 2));
