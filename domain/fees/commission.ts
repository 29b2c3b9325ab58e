import { InvariantError } from "@/domain/errors";
import {
  type Money,
  larger,
  money,
  type Quantity,
  scale,
  smaller,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** How an account is charged. ACTIVE is for accounts that trade much; the broker grants it. */
export const ACCOUNT_CLASSES = ["STANDARD", "ACTIVE"] as const;
export type AccountClass = (typeof ACCOUNT_CLASSES)[number];

/** `perShare` and `minimum` in dollars; `maximumShare` as a fraction of the trade's value. */
type CommissionRow = { from: LocalDate; perShare: string; minimum: string; maximumShare: string };

/** RushTrade's own price list, newest last. A change is a new row, so that old trades keep their old price. */
const SCHEDULE = {
  STANDARD: [{ from: localDate("1990-01-01"), perShare: "0.005", minimum: "1.00", maximumShare: "0.01" }],
  ACTIVE: [{ from: localDate("1990-01-01"), perShare: "0.0035", minimum: "0.35", maximumShare: "0.01" }],
} as const satisfies Record<AccountClass, readonly CommissionRow[]>;

function rowOn(accountClass: AccountClass, tradeDate: LocalDate): CommissionRow {
  const rows: readonly CommissionRow[] = SCHEDULE[accountClass];
  const row = rows.findLast((candidate) => candidate.from <= tradeDate) ?? rows[0];
  if (!row) throw new InvariantError("a price list is never empty");
  return row;
}

/**
 * The commission on all executions of one order on one trade date, in cents: so much a share, at least the minimum,
 * never more than the stated share of the value (where the two conflict, on very small trades, the maximum wins).
 * Nothing traded costs nothing.
 */
export function commission(
  accountClass: AccountClass,
  tradeDate: LocalDate,
  shares: Quantity,
  value: Money,
): Money {
  if (shares.isZero()) return ZERO;
  const row = rowOn(accountClass, tradeDate);
  const byShares = money(shares.times(money(row.perShare)));
  return toCents(smaller(larger(byShares, money(row.minimum)), scale(value, row.maximumShare)));
}

/** The price list in force on a day, for showing to the customer. */
export function commissionSchedule(accountClass: AccountClass, on: LocalDate) {
  const { perShare, minimum, maximumShare } = rowOn(accountClass, on);
  return { perShare, minimum, maximumShare };
}
