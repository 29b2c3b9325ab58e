import { ACH_RETURNS, isAchReturnCode } from "@/domain/banking/return-codes";
import type { FirmEvent } from "@/domain/clearing/messages";
import { formatBankDay } from "@/domain/funding/bank-day";
import type { TransferPath } from "@/domain/funding/transfer-machine";

/** What the clearing firm says of movements of cash. */
export type CashEvent = Extract<FirmEvent, { kind: `CASH_${string}` }>;
/** What it says of wires that came. */
export type WireEvent = Extract<FirmEvent, { kind: `WIRE_${string}` }>;

function accepted(event: Extract<CashEvent, { kind: "CASH_ACCEPTED" }>, path: TransferPath): string {
  if (path === "ACH_DEPOSIT")
    return `The clearing firm asks your bank for it: settles on ${formatBankDay(event.settlesOn)}, usable for trading on ${formatBankDay(event.tradableOn)}, withdrawable on ${formatBankDay(event.withdrawableOn)}.`;
  return path === "WIRE_WITHDRAWAL"
    ? `The clearing firm wires it on ${formatBankDay(event.settlesOn)}.`
    : `The clearing firm sends it to your bank: there on ${formatBankDay(event.settlesOn)}.`;
}

function paid(path: TransferPath): string {
  if (path === "JOURNAL_WITHDRAWAL")
    return "Moved at the clearing firm, out of the one account and into the other.";
  return path === "WIRE_WITHDRAWAL" ? "Wired to the beneficiary's bank." : "Paid to your bank.";
}

/** One line of the timeline: where the money is now, and what comes next. */
export function noteOf(event: CashEvent, path: TransferPath): string {
  switch (event.kind) {
    case "CASH_ACCEPTED":
      return accepted(event, path);
    case "CASH_REFUSED":
      return `Refused by the clearing firm: ${event.reason}`;
    case "CASH_POSTED":
      return "Booked at the clearing firm; held until the bank's time to return it has passed.";
    case "CASH_RELEASED":
      return "Usable for trading.";
    case "CASH_PAID":
      return paid(path);
    case "CASH_RETURNED":
      return isAchReturnCode(event.code)
        ? `Returned by the bank (${event.code}): ${ACH_RETURNS[event.code].meaning}`
        : `Returned by the bank (${event.code}).`;
    case "CASH_STOPPED":
      return "Cancelled: the clearing firm had not sent it yet.";
    case "CASH_STOP_REFUSED":
      return `It goes on: ${event.reason}`;
  }
}
