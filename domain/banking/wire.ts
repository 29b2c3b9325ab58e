import { wireTerms } from "@/domain/fees/wire-fees";
import { money } from "@/domain/money/money";
import { bankCalendar } from "@/domain/time/calendar";
import { type Instant, instantAt, type LocalDate, localDateOf } from "@/domain/time/instant";

/** From this amount on a transmittal's particulars are kept and sent along (31 CFR 1010.410(e) and (f)), in dollars. */
export const TRAVEL_RULE_FROM = money("3000.00");

/** What the travel rule has us keep and send on of who sends (31 CFR 1010.410(f)(1)), plus the beneficiary's bank. */
export type TravelRuleRecord = {
  transmittorName: string;
  transmittorAddress: readonly string[];
  transmittorAccount: string;
  amount: string;
  executionDate: LocalDate;
  recipientName: string;
  recipientBank: string;
  /** Only the last four digits: the number itself is encrypted beside it. */
  recipientAccountLast4: string;
  instructions: string;
};

/** The bank day on which a wire leaves that is released at an instant: the same one before the cutoff, else the next. */
export function wireLeavesOn(releasedAt: Instant): LocalDate {
  const day = localDateOf(releasedAt);
  if (!bankCalendar.isBankDay(day)) return bankCalendar.nextBankDay(day);
  return releasedAt < instantAt(day, wireTerms(day).cutoff) ? day : bankCalendar.nextBankDay(day);
}
