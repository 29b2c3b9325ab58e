import { ACH_RETURNS, isAchReturnCode } from "@/domain/banking/return-codes";
import type { FirmEvent } from "@/domain/clearing/messages";
import { formatBankDay } from "@/domain/funding/bank-day";
import type { TransferDirection } from "@/domain/funding/transfer-machine";

/** What the clearing firm says of movements of cash. */
export type CashEvent = Extract<FirmEvent, { kind: `CASH_${string}` }>;

/** One line of the timeline: where the money is now, and what comes next. */
export function noteOf(event: CashEvent, direction: TransferDirection): string {
  switch (event.kind) {
    case "CASH_ACCEPTED":
      return direction === "DEPOSIT"
        ? `The clearing firm asks your bank for it: settles on ${formatBankDay(event.settlesOn)}, usable for trading on ${formatBankDay(event.tradableOn)}, withdrawable on ${formatBankDay(event.withdrawableOn)}.`
        : `The clearing firm sends it to your bank: there on ${formatBankDay(event.settlesOn)}.`;
    case "CASH_REFUSED":
      return `Refused by the clearing firm: ${event.reason}`;
    case "CASH_POSTED":
      return "Booked at the clearing firm; held until the bank's time to return it has passed.";
    case "CASH_RELEASED":
      return "Usable for trading.";
    case "CASH_PAID":
      return "Paid to your bank.";
    case "CASH_RETURNED":
      return isAchReturnCode(event.code)
        ? `Returned by the bank (${event.code}): ${ACH_RETURNS[event.code].meaning}`
        : `Returned by the bank (${event.code}).`;
  }
}
