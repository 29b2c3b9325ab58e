import type { FirmCommand } from "@/domain/clearing/messages";
import { type Money, money, toWire } from "@/domain/money/money";
import { toIso } from "@/domain/time/instant";
import {
  amountFault,
  bookingDay,
  cashMove,
  NO_ACCOUNT,
  NOT_ENOUGH,
  openAccount,
  withdrawable,
} from "@/server/street/clearing-firm/firm-cash";
import { bookJournals } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

type JournalCash = Extract<FirmCommand, { kind: "JOURNAL_CASH" }>;

async function refusal(step: Step, command: JournalCash, amount: Money): Promise<string | null> {
  const { accountNumber, counterAccount } = command;
  if (accountNumber === counterAccount) return "Both sides are one account.";
  if (!(await openAccount(step, accountNumber)) || !(await openAccount(step, counterAccount)))
    return NO_ACCOUNT;
  return amountFault(amount) ?? (amount.gt(await withdrawable(step, accountNumber)) ? NOT_ENOUGH : null);
}

/**
 * Moves settled cash from one account to another at once, as one journal: both sides or none. Or refuses it with a
 * sentence. A transfer's id counts once.
 */
export async function journalCash(step: Step, command: JournalCash): Promise<void> {
  const { transferId, accountNumber, counterAccount } = command;
  const amount = money(command.amount);
  const reason = await refusal(step, command, amount);
  const on = bookingDay(step);
  const inserted = await step.tx.$executeRaw`
    insert into street.firm_cash_movement (id, account_number, counter_account, direction, amount, status, received_on,
      settles_on, tradable_on, withdrawable_on, posted_on)
    values (${transferId}::uuid, ${accountNumber}, ${counterAccount}, 'JOURNAL', ${toWire(amount)}::numeric,
      ${reason === null ? "PAID" : "REFUSED"}, ${step.today}::date, ${on}::date, ${on}::date, ${on}::date,
      ${reason === null ? on : null}::date)
    on conflict (id) do nothing`;
  if (inserted === 0) return;
  const at = toIso(step.now);
  if (reason !== null) {
    step.events.add("CLEARING", { kind: "CASH_REFUSED", transferId, reason, at });
    return;
  }
  await bookJournals(step, [
    cashMove(
      { kind: "JOURNAL", source: transferId, accountNumber, on },
      amount,
      { ledger: "CUSTOMER_SETTLED", accountNumber },
      { ledger: "CUSTOMER_SETTLED", accountNumber: counterAccount },
    ),
  ]);
  step.events.add("CLEARING", {
    kind: "CASH_PAID",
    transferId,
    amount: amount.toFixed(2),
    postedOn: on,
    at,
  });
}
