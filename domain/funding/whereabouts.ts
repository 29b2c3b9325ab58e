import { formatBankDay } from "@/domain/funding/bank-day";
import type { TransferPath, TransferStatus } from "@/domain/funding/transfer-machine";

/** What is known of a movement; days are "YYYY-MM-DD". `other` names the other end: a bank account, or an account. */
export type MovementFacts = {
  path: TransferPath;
  /** Whether it comes into the account that is looked at: a journal comes into one and leaves the other. */
  isComing: boolean;
  status: TransferStatus;
  settlesOn: string | null;
  tradableOn: string | null;
  withdrawableOn: string | null;
  other: string;
};

/** Where money is, in a sentence each: who has it now, and what comes next (null when nothing does). */
export type Whereabouts = { heldBy: string; next: string | null };

const FIRM = "Meridian Clearing Corporation";
const on = (day: string | null, otherwise = "as soon as it is known"): string =>
  day ? `on ${formatBankDay(day)}` : otherwise;

function coming(facts: MovementFacts, today: string): Whereabouts {
  const { status, other, settlesOn, tradableOn, withdrawableOn } = facts;
  const bank = `Still at ${other}.`;
  switch (status) {
    case "REQUESTED":
      return { heldBy: bank, next: "The clearing firm takes the instruction, within moments." };
    case "INSTRUCTED":
      return {
        heldBy: bank,
        next: `It leaves your bank and is booked at the clearing firm ${on(settlesOn)}.`,
      };
    case "POSTED":
      return {
        heldBy: `${FIRM} has it, and holds it until your bank's time to send it back has passed.`,
        next: `Usable for trading ${on(tradableOn)}, for withdrawing ${on(withdrawableOn)}.`,
      };
    case "AVAILABLE": {
      const isFree = withdrawableOn === null || withdrawableOn <= today;
      return {
        heldBy: `${FIRM} has it in your account.`,
        next: isFree ? null : `It may be traded with; it may leave again ${on(withdrawableOn)}.`,
      };
    }
    default:
      return ended(facts);
  }
}

function leaving(facts: MovementFacts): Whereabouts {
  const { path, status, other, settlesOn } = facts;
  const held = `${FIRM} has it; it is held in your account and nothing else can use it.`;
  switch (status) {
    case "CALLBACK":
      return {
        heldBy: held,
        next: "We call you at your phone number of record and have you confirm the wire.",
      };
    case "APPROVAL":
      return {
        heldBy: held,
        next:
          path === "WIRE_WITHDRAWAL"
            ? "You have confirmed it; our administrators release it."
            : "Because of its size, two of our administrators look at it before it is released.",
      };
    case "REQUESTED":
      return { heldBy: held, next: "The clearing firm takes the instruction, within moments." };
    case "INSTRUCTED":
      return { heldBy: held, next: `The clearing firm sends it to ${other}: there ${on(settlesOn)}.` };
    case "COMPLETED":
      return {
        heldBy: `It has arrived at ${other}.`,
        next:
          path === "ACH_WITHDRAWAL"
            ? "Your bank may send it back within two banking days if the account cannot take it."
            : null,
      };
    default:
      return ended(facts);
  }
}

function ended({ status, isComing, path, other }: MovementFacts): Whereabouts {
  const stayed = isComing ? `It never left ${other}.` : `${FIRM} has it: it is free in your account again.`;
  if (status !== "RETURNED") return { heldBy: stayed, next: null };
  return path === "ACH_WITHDRAWAL"
    ? { heldBy: `The bank sent it back: ${FIRM} has it in your account again.`, next: null }
    : { heldBy: `It is back at ${other}.`, next: null };
}

/** Where a movement's money is and what comes next, for the exchange's day `today`. */
export function whereabouts(facts: MovementFacts, today: string): Whereabouts {
  if (facts.path !== "JOURNAL_WITHDRAWAL") return facts.isComing ? coming(facts, today) : leaving(facts);
  if (facts.status === "REQUESTED")
    return { heldBy: `${FIRM} has it, in the account that it leaves.`, next: "It is moved at once." };
  if (facts.status === "COMPLETED")
    return { heldBy: `${FIRM} has it, in the account that it went to.`, next: null };
  return { heldBy: `${FIRM} has it, in the account that it should have left.`, next: null };
}
