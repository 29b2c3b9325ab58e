import { mayReceiveWire } from "@/domain/banking/same-name";
import type { ArrivingWire } from "@/domain/clearing/ports";
import { AppError } from "@/domain/errors";
import { toWire } from "@/domain/money/money";
import { toIso } from "@/domain/time/instant";
import { newId } from "@/server/platform/ids";
import { amountFault, bookingDay, cashMove, openAccount } from "@/server/street/clearing-firm/firm-cash";
import { bookJournals } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/**
 * A wire arrives. Its reference names the account: it is booked at once as settled money, for a wire is final; from
 * anybody but the account's owners it is sent back. Throws NOT_FOUND for a reference that is no account, and VALIDATION
 * for no amount. Returns the wire's id.
 */
export async function receiveWire(step: Step, wire: ArrivingWire): Promise<string> {
  const { accountNumber, amount, originatorName, originatorBank } = wire;
  const account = await openAccount(step, accountNumber);
  if (!account)
    throw new AppError("NOT_FOUND", "The clearing firm has no open account under this reference.");
  const fault = amountFault(amount);
  if (fault) throw new AppError("VALIDATION", fault);
  const wireId = newId();
  const on = bookingDay(step);
  const isOwn = mayReceiveWire(account.title, originatorName);
  const originator = { name: originatorName, bankName: originatorBank };
  await step.tx.$executeRaw`
    insert into street.firm_cash_movement (id, account_number, direction, amount, status, received_on, settles_on,
      tradable_on, withdrawable_on, posted_on, detail)
    values (${wireId}::uuid, ${accountNumber}, 'WIRE_IN', ${toWire(amount)}::numeric, ${isOwn ? "RELEASED" : "REFUSED"},
      ${step.today}::date, ${on}::date, ${on}::date, ${on}::date, ${isOwn ? on : null}::date,
      ${JSON.stringify({ originator })}::jsonb)`;
  const told = { wireId, accountNumber, amount: amount.toFixed(2), originator, at: toIso(step.now) };
  if (!isOwn) {
    const reason =
      "It came from somebody who is not an owner of the account; third-party wires are sent back.";
    step.events.add("CLEARING", { kind: "WIRE_SENT_BACK", ...told, reason });
    return wireId;
  }
  await bookJournals(step, [
    cashMove(
      { kind: "WIRE_IN", source: wireId, accountNumber, on },
      amount,
      { ledger: "BANK" },
      { ledger: "CUSTOMER_SETTLED", accountNumber },
    ),
  ]);
  step.events.add("CLEARING", { kind: "WIRE_RECEIVED", ...told, postedOn: on });
  return wireId;
}
