import { InvariantError } from "@/domain/errors";
import { bankCalendar } from "@/domain/time/calendar";
import { addDays, type LocalDate, localDate } from "@/domain/time/instant";

/**
 * How many bank accounts a brokerage account may have linked or waiting, and how many may be tried in 24 hours of wall
 * time: a same-name check is not a way to try out numbers. House policy.
 */
export const LINK_LIMITS = {
  active: 5,
  triesADay: 10,
  tryWindowMs: 24 * 3_600_000,
  /** Wrong pairs of amounts after which micro-deposits count no longer. */
  microTries: 3,
  /** How long a visit to the bank's consent page may take, of wall time. */
  consentMs: 15 * 60_000,
} as const;

/**
 * How long a new link waits before money may leave to it, in bank days after it was verified: time in which the
 * customer, who is told of each new link by mail, can say that it was not his. And how many days micro-deposits count.
 */
type LinkRules = { from: LocalDate; withdrawalsAfter: number; microDays: number };

const LINK_RULES: readonly LinkRules[] = [
  { from: localDate("1990-01-01"), withdrawalsAfter: 3, microDays: 10 },
];

function rulesOn(day: LocalDate): LinkRules {
  const rules = LINK_RULES.findLast((candidate) => candidate.from <= day) ?? LINK_RULES[0];
  if (!rules) throw new InvariantError("there are always rules for links");
  return rules;
}

/** The first exchange day on which money may leave to a bank account that was verified on a day. */
export const withdrawalsFrom = (verifiedOn: LocalDate): LocalDate =>
  bankCalendar.addBankDays(verifiedOn, rulesOn(verifiedOn).withdrawalsAfter);

/** The last day on which the amounts of micro-deposits that arrive on a day may be told. */
export const microExpiresOn = (arriveOn: LocalDate): LocalDate =>
  addDays(arriveOn, rulesOn(arriveOn).microDays);
