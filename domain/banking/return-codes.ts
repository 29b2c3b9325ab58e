import { bankCalendar } from "@/domain/time/calendar";
import { addDays, type LocalDate } from "@/domain/time/instant";

/** How long the customer's bank may send an entry back, counted from its settlement date. */
type ReturnWindow = { unit: "BANKING_DAYS" | "CALENDAR_DAYS"; days: number };

export type AchReturn = {
  /** The name in the Nacha Operating Rules, shortened. */
  title: string;
  /** What we tell the customer. */
  meaning: string;
  window: ReturnWindow;
  /** Whether the bank account may be used again, or must be linked anew. */
  link: "KEEP" | "STOP";
};

const TWO_BANKING_DAYS: ReturnWindow = { unit: "BANKING_DAYS", days: 2 };
const SIXTY_DAYS: ReturnWindow = { unit: "CALENDAR_DAYS", days: 60 };

/** The returns that a broker's debits and credits meet (Nacha Operating Rules, Appendix Four). */
export const ACH_RETURNS = {
  R01: {
    title: "Insufficient funds",
    meaning: "There was not enough money in the bank account.",
    window: TWO_BANKING_DAYS,
    link: "KEEP",
  },
  R02: {
    title: "Account closed",
    meaning: "The bank account has been closed.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
  R03: {
    title: "No account or unable to locate",
    meaning: "The bank found no account with this number and name.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
  R04: {
    title: "Invalid account number",
    meaning: "The bank account number cannot exist at this bank.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
  R05: {
    title: "Unauthorised debit to a consumer account",
    meaning: "The account holder told the bank that this company debit was not authorised.",
    window: SIXTY_DAYS,
    link: "STOP",
  },
  R07: {
    title: "Authorisation revoked",
    meaning: "The account holder told the bank that the authorisation was withdrawn.",
    window: SIXTY_DAYS,
    link: "STOP",
  },
  R08: {
    title: "Payment stopped",
    meaning: "The account holder stopped this payment.",
    window: TWO_BANKING_DAYS,
    link: "KEEP",
  },
  R09: {
    title: "Uncollected funds",
    meaning: "The money in the bank account was not yet available.",
    window: TWO_BANKING_DAYS,
    link: "KEEP",
  },
  R10: {
    title: "Not authorised",
    meaning: "The account holder told the bank that this transfer was not authorised.",
    window: SIXTY_DAYS,
    link: "STOP",
  },
  R11: {
    title: "Not as authorised",
    meaning: "The account holder told the bank that amount or date differ from what was authorised.",
    window: SIXTY_DAYS,
    link: "KEEP",
  },
  R14: {
    title: "Representative payee deceased",
    meaning: "The person who managed the bank account has died.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
  R15: {
    title: "Account holder deceased",
    meaning: "The bank reports that the account holder has died.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
  R16: {
    title: "Account frozen",
    meaning: "The bank account is frozen.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
  R20: {
    title: "Non-transaction account",
    meaning: "The bank account does not allow transfers.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
  R29: {
    title: "Corporate customer advises not authorised",
    meaning: "The company told its bank that this transfer was not authorised.",
    window: TWO_BANKING_DAYS,
    link: "STOP",
  },
} as const satisfies Record<string, AchReturn>;

export type AchReturnCode = keyof typeof ACH_RETURNS;

export const isAchReturnCode = (text: string): text is AchReturnCode => Object.hasOwn(ACH_RETURNS, text);

/** Whether a bank may still return an entry with this code today. */
export const mayStillReturn = (code: AchReturnCode, settledOn: LocalDate, today: LocalDate): boolean =>
  today <= lastReturnDate(code, settledOn);

/** The last day on which a return with this code may still arrive for an entry that settled on a day. */
export function lastReturnDate(code: AchReturnCode, settledOn: LocalDate): LocalDate {
  const { unit, days } = ACH_RETURNS[code].window;
  return unit === "BANKING_DAYS" ? bankCalendar.addBankDays(settledOn, days) : addDays(settledOn, days);
}
