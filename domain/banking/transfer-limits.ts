import { InvariantError } from "@/domain/errors";
import type { TransferMethod } from "@/domain/funding/transfer-machine";
import { add, type Money, money } from "@/domain/money/money";
import { firstOfMonth, type LocalDate, localDate } from "@/domain/time/instant";

/** Dollars, for each direction on its own; a day and a month are New York's by exchange time. */
export type TransferCaps = { perTransfer: Money; perDay: Money; perMonth: Money };

/** The rules of one time: what everybody may move, and from which amount a withdrawal needs two administrators. */
export type TransferRules = {
  from: LocalDate;
  minimum: Money;
  caps: Record<TransferMethod, TransferCaps>;
  /** A withdrawal of more than this waits for two administrators. */
  twoAdminsOver: Money;
};

const caps = (perTransfer: string, perDay: string, perMonth: string): TransferCaps => ({
  perTransfer: money(perTransfer),
  perDay: money(perDay),
  perMonth: money(perMonth),
});

/** House policy, newest last; a change is a new row. One account's own caps stand in portal.transfer_limit. */
const RULES: readonly TransferRules[] = [
  {
    from: localDate("1990-01-01"),
    minimum: money("1.00"),
    caps: {
      ACH: caps("50000.00", "100000.00", "500000.00"),
      WIRE: caps("1000000.00", "1000000.00", "5000000.00"),
      JOURNAL: caps("1000000.00", "1000000.00", "5000000.00"),
    },
    twoAdminsOver: money("25000.00"),
  },
];

/** The rules in force on an exchange day. */
export function transferRules(on: LocalDate): TransferRules {
  const rules = RULES.findLast((candidate) => candidate.from <= on) ?? RULES[0];
  if (!rules) throw new InvariantError("there are always transfer rules");
  return rules;
}

/** What was asked for in one direction by one method, refused and cancelled requests aside (dollars). */
export type Moved = { today: Money; thisMonth: Money };

export type LimitCheck =
  | { allowed: true }
  | {
      allowed: false;
      reason: "BELOW_MINIMUM" | "OVER_TRANSFER_LIMIT" | "OVER_DAY_LIMIT" | "OVER_MONTH_LIMIT";
      limit: Money;
    };

/** Whether one more transfer fits under an account's caps. */
export function checkTransferLimits(
  amount: Money,
  moved: Moved,
  { minimum, perTransfer, perDay, perMonth }: TransferCaps & { minimum: Money },
): LimitCheck {
  const refused = (reason: Extract<LimitCheck, { allowed: false }>["reason"], limit: Money): LimitCheck => ({
    allowed: false,
    reason,
    limit,
  });
  if (amount.lt(minimum)) return refused("BELOW_MINIMUM", minimum);
  if (amount.gt(perTransfer)) return refused("OVER_TRANSFER_LIMIT", perTransfer);
  if (add(moved.today, amount).gt(perDay)) return refused("OVER_DAY_LIMIT", perDay);
  if (add(moved.thisMonth, amount).gt(perMonth)) return refused("OVER_MONTH_LIMIT", perMonth);
  return { allowed: true };
}

/** The first day of the month that a day's limit counts. */
export const monthOf = (day: LocalDate): LocalDate => firstOfMonth(day);

/** Whether a withdrawal of this many dollars asked for on a day must be released by two administrators. */
export const needsTwoAdmins = (amount: Money, on: LocalDate): boolean =>
  amount.gt(transferRules(on).twoAdminsOver);
