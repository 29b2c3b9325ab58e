import { ACH_LIMITS, achAvailability, achSettlementDate } from "@/domain/banking/ach";
import type { FirmCommand } from "@/domain/clearing/messages";
import { type Money, money, toWire } from "@/domain/money/money";
import { type LocalDate, toIso } from "@/domain/time/instant";
import { bankAccount } from "@/server/street/bank/link-accounts";
import type { Step } from "@/server/street/street";

type MoveCash = Extract<FirmCommand, { kind: "MOVE_CASH" }>;

type Dates = { settlesOn: LocalDate; tradableOn: LocalDate; withdrawableOn: LocalDate };

/** A deposit has the dates of the hold policy; a withdrawal is done when it settles. */
function datesOf(command: MoveCash, today: LocalDate): Dates {
  if (command.direction === "DEPOSIT") return achAvailability(today);
  const settlesOn = achSettlementDate(today);
  return { settlesOn, tradableOn: settlesOn, withdrawableOn: settlesOn };
}

/**
 * What an account may withdraw by the firm's own books: settled cash that unsettled purchases do not need, less
 * deposits that are too young, less withdrawals under way.
 */
async function withdrawable(step: Step, accountNumber: string): Promise<Money> {
  const [row] = await step.tx.$queryRaw<{ free: string }[]>`
    select (coalesce((select least(settled_qty, trade_date_qty) from street.firm_balance
              where account_number = ${accountNumber} and asset = 'USD'), 0)
      - coalesce(sum(amount) filter (where direction = 'DEPOSIT' and status in ('POSTED', 'RELEASED')
              and withdrawable_on > ${step.today}::date), 0)
      - coalesce(sum(amount) filter (where direction = 'WITHDRAWAL' and status = 'WITH_BANK'), 0))::text as free
    from street.firm_cash_movement where account_number = ${accountNumber}`;
  return money(row?.free ?? "0");
}

async function refusal(step: Step, command: MoveCash, amount: Money): Promise<string | null> {
  const [account] = await step.tx.$queryRaw<{ status: string }[]>`
    select status from street.firm_account where number = ${command.accountNumber}`;
  if (account?.status !== "OPEN") return "There is no open account with this number.";
  if (!amount.gt(0) || amount.decimalPlaces() > 2) return "The amount must be in dollars and whole cents.";
  if (amount.gt(ACH_LIMITS.perTransfer))
    return `One transfer may be at most $${ACH_LIMITS.perTransfer.toFixed(2)}.`;
  if (!(await bankAccount(step.tx, command.bankReference)))
    return "The bank has not confirmed this bank account.";
  if (command.direction === "WITHDRAWAL" && amount.gt(await withdrawable(step, command.accountNumber))) {
    return "There is not that much cash to withdraw.";
  }
  return null;
}

/** Takes a cash instruction, or refuses it with a sentence. A transfer's id counts once. */
export async function moveCash(step: Step, command: MoveCash): Promise<void> {
  const { transferId } = command;
  const at = toIso(step.now);
  const amount = money(command.amount);
  const reason = await refusal(step, command, amount);
  const dates = datesOf(command, step.today);
  const inserted = await step.tx.$executeRaw`
    insert into street.firm_cash_movement (id, account_number, direction, amount, bank_reference, status, received_on,
      settles_on, tradable_on, withdrawable_on)
    values (${transferId}::uuid, ${command.accountNumber}, ${command.direction}, ${toWire(amount)}::numeric,
      ${command.bankReference}::uuid, ${reason === null ? "WITH_BANK" : "REFUSED"}, ${step.today}::date,
      ${dates.settlesOn}::date, ${dates.tradableOn}::date, ${dates.withdrawableOn}::date)
    on conflict (id) do nothing`;
  if (inserted === 0) return;
  step.events.add(
    "CLEARING",
    reason === null
      ? { kind: "CASH_ACCEPTED", transferId, ...dates, at }
      : { kind: "CASH_REFUSED", transferId, reason, at },
  );
}
