import { lastReturnDate } from "@/domain/banking/return-codes";
import { money, type Money, negate } from "@/domain/money/money";
import { type LocalDate, toIso } from "@/domain/time/instant";
import {
  bookJournals,
  type FirmJournal,
  type FirmLedger,
  USD,
} from "@/server/street/clearing-firm/firm-journals";
import { NO_FUNDS } from "@/server/street/bank/link-accounts";
import type { Step } from "@/server/street/street";

/** Movements that one step books; when it books so many there may be more. */
export const MOVEMENTS_A_STEP = 500;

type Pending = {
  id: string;
  account_number: string;
  direction: string;
  amount: string;
  status: string;
  settles_on: string;
  tradable_on: string;
  bank_status: string | null;
};

type Move = { to: "POSTED" | "RELEASED" | "RETURNED" | "PAID"; journal: FirmJournal; movement: Pending };

/** A journal between two of the firm's accounts; the one with an account number is the customer's. */
function journal(
  step: Step,
  kind: FirmJournal["kind"],
  movement: Pending,
  from: FirmLedger,
  to: FirmLedger,
): FirmJournal {
  const amount = money(movement.amount);
  const numberOf = (ledger: FirmLedger) => (ledger === "BANK" ? null : movement.account_number);
  const line = (ledger: FirmLedger, value: Money) => ({
    ledger,
    accountNumber: numberOf(ledger),
    asset: USD,
    amount: value,
  });
  return {
    kind,
    source: movement.id,
    accountNumber: movement.account_number,
    tradeDate: step.today,
    settlementDate: step.today,
    lines: [line(from, negate(amount)), line(to, amount)],
  };
}

/** The next thing that is due for a movement today, or null. */
function nextMove(step: Step, movement: Pending): Move | null {
  const { today } = step;
  if (movement.status === "WITH_BANK") {
    if (movement.settles_on > today) return null;
    return movement.direction === "DEPOSIT"
      ? {
          to: "POSTED",
          movement,
          journal: journal(step, "DEPOSIT", movement, "BANK", "CUSTOMER_UNCOLLECTED"),
        }
      : { to: "PAID", movement, journal: journal(step, "WITHDRAWAL", movement, "CUSTOMER_SETTLED", "BANK") };
  }
  // A debit of an account without money comes back on the last day on which it may, before it would be released.
  if (movement.bank_status === NO_FUNDS) {
    if (lastReturnDate("R01", movement.settles_on as LocalDate) > today) return null;
    return {
      to: "RETURNED",
      movement,
      journal: journal(step, "DEPOSIT_RETURN", movement, "CUSTOMER_UNCOLLECTED", "BANK"),
    };
  }
  if (movement.tradable_on > today) return null;
  return {
    to: "RELEASED",
    movement,
    journal: journal(step, "DEPOSIT_RELEASE", movement, "CUSTOMER_UNCOLLECTED", "CUSTOMER_SETTLED"),
  };
}

function tell(step: Step, { to, movement }: Move): void {
  const transferId = movement.id;
  const amount = money(movement.amount).toFixed(2);
  const at = toIso(step.now);
  const postedOn = step.today;
  if (to === "POSTED") step.events.add("CLEARING", { kind: "CASH_POSTED", transferId, amount, postedOn, at });
  else if (to === "PAID")
    step.events.add("CLEARING", { kind: "CASH_PAID", transferId, amount, postedOn, at });
  else if (to === "RELEASED") step.events.add("CLEARING", { kind: "CASH_RELEASED", transferId, amount, at });
  else step.events.add("CLEARING", { kind: "CASH_RETURNED", transferId, amount, code: "R01", at });
}

/**
 * Moves cash instructions that are due by the exchange's date: deposits are booked on the day they settle, released
 * when the hold ends or returned by the bank; withdrawals are paid on the day they settle. A day on which the exchange
 * rests is caught up on the next one. Returns how many moved.
 */
export async function moveDueCash(step: Step): Promise<number> {
  const pending = await step.tx.$queryRaw<Pending[]>`
    select m.id, m.account_number, m.direction, m.amount::text as amount, m.status, m.settles_on::text as settles_on,
      m.tradable_on::text as tradable_on, b.status as bank_status
    from street.firm_cash_movement m left join street.bank_account b on b.reference = m.bank_reference
    where m.status in ('WITH_BANK', 'POSTED')
      and case m.status when 'WITH_BANK' then m.settles_on else m.tradable_on end <= ${step.today}::date
    order by m.settles_on, m.id limit ${MOVEMENTS_A_STEP}`;
  const moves = pending.flatMap((movement) => nextMove(step, movement) ?? []);
  if (moves.length === 0) return 0;
  await bookJournals(
    step,
    moves.map((move) => move.journal),
  );
  const rows = moves.map(({ to, movement }) => ({ id: movement.id, status: to }));
  await step.tx.$executeRaw`
    update street.firm_cash_movement m set status = moved.status,
      posted_on = case when moved.status in ('POSTED', 'PAID') then ${step.today}::date else m.posted_on end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as moved(id uuid, status text) where m.id = moved.id`;
  for (const move of moves) tell(step, move);
  return moves.length;
}
