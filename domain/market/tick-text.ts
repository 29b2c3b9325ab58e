import type { TickPrice } from "@/domain/market/types";

/**
 * Wire texts of ticks by integer arithmetic: exactly what `toWire` makes of the prices, without the way over decimals.
 * Streams need thousands a second.
 */

/** Ten-thousandths of a dollar as a decimal string, "187.4"; also of a difference of two prices, "-0.12". */
export function tickText(ticks: TickPrice | number): string {
  if (ticks < 0) return `-${tickText(-ticks)}`;
  const whole = Math.floor(ticks / 10_000);
  const rest = ticks - whole * 10_000;
  if (rest === 0) return String(whole);
  return `${whole}.${withoutZeros(String(rest).padStart(4, "0"))}`;
}

const MILLIONTHS = 1_000_000n;

/** `part` of `whole` as a decimal string of at most six places, half away from zero; `whole` is above zero. */
export function tickRatioText(part: number, whole: TickPrice): string {
  const [size, of] = [BigInt(Math.abs(part)) * MILLIONTHS, BigInt(whole)];
  const millionths = (2n * size + of) / (2n * of);
  const rest = millionths % MILLIONTHS;
  const text = rest === 0n ? "" : `.${withoutZeros(String(rest).padStart(6, "0"))}`;
  return `${part < 0 && millionths > 0n ? "-" : ""}${millionths / MILLIONTHS}${text}`;
}

/** Loops are faster than a pattern here, and there are at most six digits. */
function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}
