import { InvariantError } from "@/domain/errors";
import { bankCalendar } from "@/domain/time/calendar";
import { type LocalDate, localDate } from "@/domain/time/instant";

/**
 * How money that a customer pulls from a bank becomes usable. `tradableAfter` and `withdrawableAfter` are bank days
 * after settlement: two is the time in which a bank may return an ordinary debit (Nacha return R01 and its kin),
 * five is our own patience before the money may leave again. A change of policy is a new row.
 */
type HoldPolicy = { from: LocalDate; tradableAfter: number; withdrawableAfter: number };

const HOLD_POLICIES: readonly HoldPolicy[] = [
  { from: localDate("1990-01-01"), tradableAfter: 2, withdrawableAfter: 5 },
];

function policyOn(date: LocalDate): HoldPolicy {
  const policy = HOLD_POLICIES.findLast((candidate) => candidate.from <= date) ?? HOLD_POLICIES[0];
  if (!policy) throw new InvariantError("there is always a hold policy");
  return policy;
}

/**
 * When an ACH entry settles: the bank day after the one on which it is sent. An entry made on a day on which banks
 * rest is sent on the next bank day.
 */
export function achSettlementDate(entryDate: LocalDate): LocalDate {
  return bankCalendar.nextBankDay(bankCalendar.addBankDays(entryDate, 0));
}

export type AchAvailability = {
  settlesOn: LocalDate;
  /** First day on which the deposit counts toward buying power. */
  tradableOn: LocalDate;
  /** First day on which the deposit may be withdrawn. */
  withdrawableOn: LocalDate;
};

/** The dates of a deposit by ACH debit requested on a day, under the hold policy of that day. */
export function achAvailability(requestedOn: LocalDate): AchAvailability {
  const policy = policyOn(requestedOn);
  const settlesOn = achSettlementDate(requestedOn);
  return {
    settlesOn,
    tradableOn: bankCalendar.addBankDays(settlesOn, policy.tradableAfter),
    withdrawableOn: bankCalendar.addBankDays(settlesOn, policy.withdrawableAfter),
  };
}
