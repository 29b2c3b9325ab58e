import { type AchReturnCode, lastReturnDate } from "@/domain/banking/return-codes";
import type { ChangeNoticeCode } from "@/domain/banking/change-notices";
import { addDays, type LocalDate } from "@/domain/time/instant";

/**
 * Test identities of the simulated bank, by the last four digits of an account number, in the manner of payment
 * sandboxes. Everybody else's account is an ordinary one.
 */
export const BANK_STATUSES = {
  VERIFIED: {},
  /** No money: debits come back on the last day on which they may. */
  NO_FUNDS: { ending: "0001", debit: "R01" },
  /** There is no such account. */
  UNKNOWN: { ending: "0002" },
  /** Closed since it was linked: nothing goes in or out. */
  CLOSED: { ending: "0004", debit: "R02", credit: "R02" },
  /** Its holder tells the bank, three weeks later, that he authorised nothing. */
  DISPUTES: { ending: "0010", debit: "R10", after: 20 },
  /** A company's, which has its bank send debits back. */
  CORPORATE: { ending: "0029", debit: "R29" },
  /** Entries arrive, and the bank tells that the number or the kind of the account is another. */
  NUMBER_CHANGED: { ending: "0051", notice: "C01" },
  KIND_CHANGED: { ending: "0055", notice: "C05" },
} as const satisfies Record<
  string,
  {
    ending?: string;
    debit?: AchReturnCode;
    credit?: AchReturnCode;
    after?: number;
    notice?: ChangeNoticeCode;
  }
>;

export type BankStatus = keyof typeof BANK_STATUSES;

type Behaviour = {
  ending?: string;
  debit?: AchReturnCode;
  credit?: AchReturnCode;
  after?: number;
  notice?: ChangeNoticeCode;
};
const STATUSES: Record<BankStatus, Behaviour> = BANK_STATUSES;

/** What an account number makes of the account behind it. */
export function statusOfNumber(accountNumber: string): BankStatus {
  const end = accountNumber.slice(-4);
  const known = (Object.keys(STATUSES) as BankStatus[]).find((status) => STATUSES[status].ending === end);
  return known ?? "VERIFIED";
}

const behaviourOf = (status: string): Behaviour =>
  Object.hasOwn(STATUSES, status) ? STATUSES[status as BankStatus] : {};

/** With which code, and when, an account's bank sends back what settles on a day; null where it keeps it. */
export function comesBack(
  status: string,
  direction: "DEPOSIT" | "WITHDRAWAL",
  settlesOn: LocalDate,
): { code: AchReturnCode; on: LocalDate } | null {
  const { debit, credit, after } = behaviourOf(status);
  const code = direction === "DEPOSIT" ? debit : credit;
  if (!code) return null;
  return { code, on: after === undefined ? lastReturnDate(code, settlesOn) : addDays(settlesOn, after) };
}

/** The notice of change that an account's bank gives with the first entry. */
export const noticeOf = (status: string): ChangeNoticeCode | null => behaviourOf(status).notice ?? null;

/**
 * Banks that answer at once whose an account is. Every other one sends micro-deposits: it takes no part in the checking
 * of names.
 */
const ANSWERING_BANKS = new Set(["021000021", "011401533", "322271627"]);

export const tellsNames = (routingNumber: string): boolean => ANSWERING_BANKS.has(routingNumber);
