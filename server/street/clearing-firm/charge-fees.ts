import type { FirmCommand } from "@/domain/clearing/messages";
import { type Money, money, negate, toWire } from "@/domain/money/money";
import { toIso } from "@/domain/time/instant";
import { bookingDay } from "@/server/street/clearing-firm/firm-cash";
import { bookJournals, USD } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

type ChargeFee = Extract<FirmCommand, { kind: "CHARGE_FEE" }>;

/**
 * Cash that may pay a fee: settled, collected, not needed for purchases and not on its way out. It stays with the firm, so
 * a deposit too young to be withdrawn counts.
 */
async function chargeable(step: Step, accountNumber: string): Promise<Money> {
  const [row] = await step.tx.$queryRaw<{ free: string }[]>`
    select (coalesce((select least(settled_qty, trade_date_qty) - uncollected from street.firm_balance
              where account_number = ${accountNumber} and asset = 'USD'), 0)
      - coalesce((select sum(amount + fee) from street.firm_cash_movement
              where account_number = ${accountNumber} and direction in ('WITHDRAWAL', 'WIRE_OUT') and status = 'WITH_BANK'), 0))::text as free`;
  return money(row?.free ?? "0");
}

async function refusal(step: Step, command: ChargeFee, amount: Money): Promise<string | null> {
  const [account] = await step.tx.$queryRaw<{ status: string }[]>`
    select status from street.firm_account where number = ${command.accountNumber}`;
  if (account?.status !== "OPEN") return "There is no open account with this number.";
  if (!amount.gt(0) || amount.decimalPlaces() > 2) return "The amount must be in dollars and whole cents.";
  if (amount.gt(await chargeable(step, command.accountNumber)))
    return "There is not that much settled cash in the account.";
  return null;
}

/**
 * Books a fee that a customer owes the introducing broker, at once (for the next day once today's files are out), or refuses it with a sentence. A fee's id counts
 * once. It is kept beside the other movements of cash, so that the day's file tells of it; no bank has a part in it.
 */
export async function chargeFee(step: Step, command: ChargeFee): Promise<void> {
  const { feeId, accountNumber } = command;
  const amount = money(command.amount);
  const reason = await refusal(step, command, amount);
  const on = bookingDay(step);
  const inserted = await step.tx.$executeRaw`
    insert into street.firm_cash_movement (id, account_number, direction, amount, bank_reference, status, received_on,
      settles_on, tradable_on, withdrawable_on, posted_on)
    values (${feeId}::uuid, ${accountNumber}, 'FEE', ${toWire(amount)}::numeric, ${feeId}::uuid,
      ${reason === null ? "PAID" : "REFUSED"}, ${step.today}::date, ${on}::date, ${on}::date,
      ${on}::date, ${reason === null ? on : null}::date)
    on conflict (id) do nothing`;
  if (inserted === 0) return;
  const at = toIso(step.now);
  if (reason !== null) {
    step.events.add("CLEARING", { kind: "FEE_REFUSED", feeId, reason, at });
    return;
  }
  await bookJournals(step, [
    {
      kind: "FEE",
      source: feeId,
      accountNumber,
      tradeDate: on,
      settlementDate: on,
      lines: [
        { ledger: "CUSTOMER_SETTLED", accountNumber, asset: USD, amount: negate(amount) },
        { ledger: "BROKER_FEES_DUE", accountNumber: null, asset: USD, amount },
      ],
    },
  ]);
  step.events.add("CLEARING", {
    kind: "FEE_CHARGED",
    feeId,
    amount: amount.toFixed(2),
    postedOn: on,
    at,
  });
}
