import type { CashViolation, CashViolationKind } from "@/domain/risk/cash-account";
import { addDays, addMonths, type LocalDate } from "@/domain/time/instant";

/** How often each violation may happen within the months before it restricts the account, and for how long. */
export type CashPolicy = {
  months: number;
  allowedBefore: Record<CashViolationKind, number>;
  restrictedDays: number;
};

/**
 * Free-riding restricts at once: Reg T 220.8(c)(1) takes the privilege of paying after the trade date away for 90
 * calendar days. Three good-faith violations or three cash liquidations in twelve months do the same by the house's
 * policy, which is the trade's custom.
 */
export const CASH_POLICY: CashPolicy = {
  months: 12,
  allowedBefore: { GOOD_FAITH: 2, FREE_RIDING: 0, CASH_LIQUIDATION: 2 },
  restrictedDays: 90,
};

export type CashRestrictionMode = "SETTLED_CASH_ONLY";

/** What so many violations within the policy's months lead to; null when nothing. */
export function restrictionForCounts(
  counts: Readonly<Record<CashViolationKind, number>>,
  policy: CashPolicy = CASH_POLICY,
): { days: number; mode: CashRestrictionMode } | null {
  const isTooMany = (Object.keys(counts) as CashViolationKind[]).some(
    (kind) => counts[kind] > policy.allowedBefore[kind],
  );
  return isTooMany ? { days: policy.restrictedDays, mode: "SETTLED_CASH_ONLY" } : null;
}

/** While it is in force, from the day of the violation that made it to `until` included, purchases need settled cash. */
export type CashRestriction = {
  mode: CashRestrictionMode;
  because: CashViolationKind;
  from: LocalDate;
  until: LocalDate;
};

type Counted = Pick<CashViolation, "kind" | "day" | "relievedOn">;

/**
 * The restriction in force on a day, null when there is none; of several the one that lasts longest. Violations that
 * were made good by that day do not count. A restriction begins on the day of the violation, and lasts for the 90
 * calendar days after it.
 */
export function restrictionOn(
  day: LocalDate,
  violations: readonly Counted[],
  policy: CashPolicy = CASH_POLICY,
): CashRestriction | null {
  const counted = violations.filter(
    ({ day: on, relievedOn }) => on <= day && (relievedOn === null || relievedOn > day),
  );
  let found: CashRestriction | null = null;
  for (const { kind, day: from } of counted) {
    const until = addDays(from, policy.restrictedDays);
    if (until < day) continue;
    const since = addMonths(from, -policy.months);
    const before = counted.filter((other) => other.kind === kind && since < other.day && other.day <= from);
    if (before.length <= policy.allowedBefore[kind]) continue;
    if (found === null || until > found.until)
      found = { mode: "SETTLED_CASH_ONLY", because: kind, from, until };
  }
  return found;
}
