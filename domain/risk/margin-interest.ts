import { type Money, money, scale, toCents } from "@/domain/money/money";
import { rowOn } from "@/domain/risk/dated-rows";
import type { Rate } from "@/domain/risk/margin-rules";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** DEBIT is charged for what was lent, CREDIT paid on free credit balances. */
export const INTEREST_KINDS = ["DEBIT", "CREDIT"] as const;
export type InterestKind = (typeof INTEREST_KINDS)[number];

/** A year's interest from a day on, as a share of the balance: "0.085" is 8.5%. */
export type InterestRow = { from: LocalDate; debit: Rate; credit: Rate; why: string };

/** The clearing firm's rates for margin accounts. A change is a new row; cash accounts are paid no interest. */
const INTEREST_RATES: readonly InterestRow[] = [
  { from: localDate("1990-01-01"), debit: "0.0875", credit: "0.005", why: "House rate before 2023" },
  { from: localDate("2023-07-27"), debit: "0.1", credit: "0.02", why: "Federal funds at 5.25% to 5.50%" },
  { from: localDate("2025-12-11"), debit: "0.085", credit: "0.0125", why: "Federal funds at 3.50% to 3.75%" },
];

/** Days of a year, as each kind of interest counts them: a debit by 360, a credit by 365. */
export const YEAR_DAYS: Record<InterestKind, number> = { DEBIT: 360, CREDIT: 365 };

/** The rate of a kind of interest on a day, as a share of the balance for a year. */
export function interestRate(kind: InterestKind, on: LocalDate): Rate {
  const row = rowOn(INTEREST_RATES, on);
  return kind === "DEBIT" ? row.debit : row.credit;
}

/**
 * The interest of a balance (dollars, above zero) that stands for some days, at the rate of its first day. Kept to
 * eight decimals: only what is posted is rounded to cents.
 */
export const dailyInterest = (kind: InterestKind, balance: Money, days: number, on: LocalDate): Money =>
  money(scale(balance, interestRate(kind, on)).times(days).div(YEAR_DAYS[kind]).toDecimalPlaces(8));

/** What is posted of a month's accruals: their sum, rounded once to cents. */
export const interestPosted = (accruals: readonly Money[]): Money =>
  toCents(accruals.reduce((sum, accrual) => sum.plus(accrual) as Money, money("0")));
