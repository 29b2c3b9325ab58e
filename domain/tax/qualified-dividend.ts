import { addDays, daysBetween, type LocalDate } from "@/domain/time/instant";

/** Days around the ex-date of a common stock that count, and how many of them it must have been held (IRC 1(h)(11)). */
const BEFORE = 60;
const AFTER = 60;
const MUST_EXCEED = 60;

export type DividendHolding = { boughtOn: LocalDate; soldOn: LocalDate | null; exDate: LocalDate };

/**
 * Whether a dividend on shares of common stock is qualified: they were held for more than 60 days of the 121 that
 * begin 60 days before the ex-date (Pub. 550). The day of the purchase does not count, that of the sale does; `soldOn`
 * null: still held. Preferred stock in arrears, hedges and the company itself are not looked at.
 */
export function qualifiedDividend({ boughtOn, soldOn, exDate }: DividendHolding): {
  daysHeld: number;
  isQualified: boolean;
} {
  const [opens, closes] = [addDays(exDate, -BEFORE), addDays(exDate, AFTER)];
  const firstDay = addDays(boughtOn, 1);
  const first = firstDay > opens ? firstDay : opens;
  const last = soldOn !== null && soldOn < closes ? soldOn : closes;
  const daysHeld = Math.max(0, daysBetween(first, last) + 1);
  return { daysHeld, isQualified: daysHeld > MUST_EXCEED };
}
