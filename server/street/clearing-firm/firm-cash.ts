import { type Money, money, negate } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";
import { type FirmJournal, type FirmLedger, USD } from "@/server/street/clearing-firm/firm-journals";
import type { Step } from "@/server/street/street";

/**
 * What an account may withdraw by the firm's own books: settled cash that unsettled purchases do not need, less
 * deposits that are too young, less withdrawals and wires under way.
 */
export async function withdrawable(step: Step, accountNumber: string): Promise<Money> {
  const [row] = await step.tx.$queryRaw<{ free: string }[]>`
    select (coalesce((select least(settled_qty, trade_date_qty) from street.firm_balance
              where account_number = ${accountNumber} and asset = 'USD'), 0)
      - coalesce(sum(amount) filter (where direction = 'DEPOSIT' and status in ('POSTED', 'RELEASED')
              and withdrawable_on > ${step.today}::date), 0)
      - coalesce(sum(amount + fee) filter (where direction in ('WITHDRAWAL', 'WIRE_OUT') and status = 'WITH_BANK'), 0))::text as free
    from street.firm_cash_movement where account_number = ${accountNumber}`;
  return money(row?.free ?? "0");
}

/** The name on an open account of the firm's; null if there is none. */
export async function openAccount(step: Step, accountNumber: string): Promise<{ title: string } | null> {
  const [account] = await step.tx.$queryRaw<{ title: string; status: string }[]>`
    select title, status from street.firm_account where number = ${accountNumber}`;
  return account?.status === "OPEN" ? { title: account.title } : null;
}

export const NO_ACCOUNT = "There is no open account with this number.";
export const NOT_ENOUGH = "There is not that much cash to withdraw.";

/** A sentence if an amount is not dollars and whole cents. */
export const amountFault = (amount: Money): string | null =>
  amount.gt(0) && amount.decimalPlaces() <= 2 ? null : "The amount must be in dollars and whole cents.";

/**
 * The day that something booked now belongs to: the first one, from today on, that has files and whose files are not out
 * yet. On any other it would stand in no file.
 */
export function bookingDay({ today, endedDay }: Pick<Step, "today" | "endedDay">): LocalDate {
  const hasEnded = endedDay !== null && endedDay >= today;
  return hasEnded ? exchangeCalendar.nextTradingDay(endedDay) : exchangeCalendar.addTradingDays(today, 0);
}

/** A side of a cash journal: one of the firm's accounts, and whose it is when it is a customer's. */
export type Side = { ledger: FirmLedger; accountNumber?: string };

/** A journal that moves dollars from one side to the other. */
export function cashMove(
  head: Pick<FirmJournal, "kind" | "source" | "accountNumber"> & { on: LocalDate },
  amount: Money,
  from: Side,
  to: Side,
): FirmJournal {
  const line = ({ ledger, accountNumber = undefined }: Side, value: Money) => ({
    ledger,
    accountNumber: accountNumber ?? null,
    asset: USD,
    amount: value,
  });
  const { on, ...rest } = head;
  return {
    ...rest,
    tradeDate: on,
    settlementDate: on,
    lines: [line(from, negate(amount)), line(to, amount)],
  };
}
