import { type AchReturnCode, ACH_RETURNS, mayStillReturn } from "@/domain/banking/return-codes";
import { AppError } from "@/domain/errors";
import { formatBankDay } from "@/domain/funding/bank-day";
import { lastReturnDate } from "@/domain/banking/return-codes";
import { money, type Money } from "@/domain/money/money";
import { type LocalDate, toIso } from "@/domain/time/instant";
import { bookingDay, cashMove } from "@/server/street/clearing-firm/firm-cash";
import { bookJournals, type FirmJournal } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/** An ACH entry that was booked: what is needed to undo it. */
export type BookedEntry = {
  id: string;
  accountNumber: string;
  direction: string;
  status: string;
  amount: Money;
};

/** The journal that undoes an entry: a debit from where its money is now, a credit back to the customer. */
export function returnJournal(entry: BookedEntry, on: LocalDate): FirmJournal {
  const { accountNumber, amount, id: source } = entry;
  if (entry.direction === "WITHDRAWAL")
    return cashMove(
      { kind: "WITHDRAWAL_RETURN", source, accountNumber, on },
      amount,
      { ledger: "BANK" },
      { ledger: "CUSTOMER_SETTLED", accountNumber },
    );
  const ledger = entry.status === "RELEASED" ? "CUSTOMER_SETTLED" : "CUSTOMER_UNCOLLECTED";
  return cashMove(
    { kind: "DEPOSIT_RETURN", source, accountNumber, on },
    amount,
    { ledger, accountNumber },
    { ledger: "BANK" },
  );
}

/** A bank sends an entry back with a code, by hand of a drill; errors as `StreetControls.returnEntry`. */
export async function returnEntry(step: Step, transferId: string, code: AchReturnCode): Promise<void> {
  const [row] = await step.tx.$queryRaw<
    { account_number: string; direction: string; status: string; amount: string; settles_on: LocalDate }[]
  >`
    select account_number, direction, status, amount::text, settles_on::text
    from street.firm_cash_movement
    where id = ${transferId}::uuid and direction in ('DEPOSIT', 'WITHDRAWAL') for update`;
  if (!row) throw new AppError("NOT_FOUND", "The clearing firm knows no ACH entry under this id.");
  if (!["POSTED", "RELEASED", "PAID"].includes(row.status))
    throw new AppError("CONFLICT", "A bank can send back only what was booked, and only once.");
  const on = bookingDay(step);
  if (!mayStillReturn(code, row.settles_on, on)) {
    const last = formatBankDay(lastReturnDate(code, row.settles_on));
    throw new AppError(
      "CONFLICT",
      `${code} (${ACH_RETURNS[code].title.toLowerCase()}) could be returned until ${last} only.`,
    );
  }
  const entry = { ...row, id: transferId, accountNumber: row.account_number, amount: money(row.amount) };
  await bookJournals(step, [returnJournal(entry, on)]);
  await step.tx.$executeRaw`
    update street.firm_cash_movement set status = 'RETURNED', return_code = ${code} where id = ${transferId}::uuid`;
  step.events.add("CLEARING", {
    kind: "CASH_RETURNED",
    transferId,
    amount: entry.amount.toFixed(2),
    code,
    postedOn: on,
    at: toIso(step.now),
  });
}
