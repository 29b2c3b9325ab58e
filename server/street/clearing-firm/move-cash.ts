import { achAvailability, achSettlementDate } from "@/domain/banking/ach";
import type { FirmCommand } from "@/domain/clearing/messages";
import { type Money, money, toWire } from "@/domain/money/money";
import { type LocalDate, toIso } from "@/domain/time/instant";
import { bankAccount } from "@/server/street/bank/link-accounts";
import { comesBack } from "@/server/street/bank/test-identities";
import {
  amountFault,
  NO_ACCOUNT,
  NOT_ENOUGH,
  openAccount,
  withdrawable,
} from "@/server/street/clearing-firm/firm-cash";
import type { Step } from "@/server/street/street";

type MoveCash = Extract<FirmCommand, { kind: "MOVE_CASH" }>;

type Dates = { settlesOn: LocalDate; tradableOn: LocalDate; withdrawableOn: LocalDate };

/** The largest entry that the firm's own bank takes, in dollars; the introducing broker's limits are below it. */
const LARGEST_ENTRY = money("1000000.00");

/** A deposit has the dates of the hold policy; a withdrawal is done when it settles. */
function datesOf(command: MoveCash, today: LocalDate): Dates {
  if (command.direction === "DEPOSIT") return achAvailability(today);
  const settlesOn = achSettlementDate(today);
  return { settlesOn, tradableOn: settlesOn, withdrawableOn: settlesOn };
}

async function refusal(
  step: Step,
  command: MoveCash,
  amount: Money,
  bank: { status: string } | null,
): Promise<string | null> {
  if (!(await openAccount(step, command.accountNumber))) return NO_ACCOUNT;
  const fault = amountFault(amount);
  if (fault) return fault;
  if (amount.gt(LARGEST_ENTRY)) return `One transfer may be at most $${LARGEST_ENTRY.toFixed(2)}.`;
  if (!bank) return "The bank has not confirmed this bank account.";
  if (command.direction === "WITHDRAWAL" && amount.gt(await withdrawable(step, command.accountNumber)))
    return NOT_ENOUGH;
  return null;
}

/** Takes a cash instruction, or refuses it with a sentence. A transfer's id counts once. */
export async function moveCash(step: Step, command: MoveCash): Promise<void> {
  const { transferId, direction } = command;
  const at = toIso(step.now);
  const amount = money(command.amount);
  const bank = await bankAccount(step.tx, command.bankReference);
  const reason = await refusal(step, command, amount, bank);
  const dates = datesOf(command, step.today);
  const back = reason === null && bank ? comesBack(bank.status, direction, dates.settlesOn) : null;
  const inserted = await step.tx.$executeRaw`
    insert into street.firm_cash_movement (id, account_number, direction, amount, bank_reference, status, received_on,
      settles_on, tradable_on, withdrawable_on, return_code, return_on)
    values (${transferId}::uuid, ${command.accountNumber}, ${direction}, ${toWire(amount)}::numeric,
      ${command.bankReference}::uuid, ${reason === null ? "WITH_BANK" : "REFUSED"}, ${step.today}::date,
      ${dates.settlesOn}::date, ${dates.tradableOn}::date, ${dates.withdrawableOn}::date, ${back?.code ?? null},
      ${back?.on ?? null}::date)
    on conflict (id) do nothing`;
  if (inserted === 0) return;
  step.events.add(
    "CLEARING",
    reason === null
      ? { kind: "CASH_ACCEPTED", transferId, ...dates, at }
      : { kind: "CASH_REFUSED", transferId, reason, at },
  );
}
