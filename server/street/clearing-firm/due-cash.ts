import type { AchReturnCode } from "@/domain/banking/return-codes";
import { money } from "@/domain/money/money";
import { toIso } from "@/domain/time/instant";
import { giveNotices } from "@/server/street/bank/give-notice";
import { bookingDay, cashMove, type Side } from "@/server/street/clearing-firm/firm-cash";
import { bookJournals, type FirmJournal } from "@/server/street/clearing-firm/firm-journals";
import { returnJournal } from "@/server/street/clearing-firm/return-entry";
import type { Step } from "@/server/street/street";

/** Movements that one step books; when it books so many there may be more. */
export const MOVEMENTS_A_STEP = 500;

type Pending = {
  id: string;
  account_number: string;
  direction: string;
  amount: string;
  fee: string;
  status: string;
  settles_on: string;
  tradable_on: string;
  return_on: string | null;
  return_code: AchReturnCode | null;
  bank_reference: string | null;
  bank_status: string | null;
};

type Move = {
  to: "POSTED" | "RELEASED" | "RETURNED" | "PAID";
  journals: FirmJournal[];
  movement: Pending;
};

const BANK: Side = { ledger: "BANK" };
const settled = (accountNumber: string): Side => ({ ledger: "CUSTOMER_SETTLED", accountNumber });
const uncollected = (accountNumber: string): Side => ({ ledger: "CUSTOMER_UNCOLLECTED", accountNumber });

function journal(
  step: Step,
  kind: FirmJournal["kind"],
  movement: Pending,
  from: Side,
  to: Side,
  amount = movement.amount,
): FirmJournal {
  const head = { kind, source: movement.id, accountNumber: movement.account_number, on: bookingDay(step) };
  return cashMove(head, money(amount), from, to);
}

/** What is booked on the day on which a movement settles: a deposit comes, everything else leaves. */
function settle(step: Step, movement: Pending): Move {
  const number = movement.account_number;
  if (movement.direction === "DEPOSIT")
    return {
      to: "POSTED",
      movement,
      journals: [journal(step, "DEPOSIT", movement, BANK, uncollected(number))],
    };
  const isWire = movement.direction === "WIRE_OUT";
  const paid = journal(step, isWire ? "WIRE_OUT" : "WITHDRAWAL", movement, settled(number), BANK);
  const fee = money(movement.fee).isZero()
    ? []
    : [journal(step, "WIRE_FEE", movement, settled(number), { ledger: "WIRE_FEES" }, movement.fee)];
  return { to: "PAID", movement, journals: [paid, ...fee] };
}

/** The next thing that is due for a movement today, or null. */
function nextMove(step: Step, movement: Pending): Move | null {
  const { today } = step;
  const number = movement.account_number;
  if (movement.status === "WITH_BANK") return movement.settles_on > today ? null : settle(step, movement);
  // What comes back on the day on which it would be released is not released.
  if (movement.return_on !== null && movement.return_on <= today) {
    const entry = { ...movement, accountNumber: number, amount: money(movement.amount) };
    return { to: "RETURNED", movement, journals: [returnJournal(entry, bookingDay(step))] };
  }
  if (movement.status !== "POSTED" || movement.tradable_on > today) return null;
  return {
    to: "RELEASED",
    movement,
    journals: [journal(step, "DEPOSIT_RELEASE", movement, uncollected(number), settled(number))],
  };
}

function tell(step: Step, { to, movement }: Move): void {
  const transferId = movement.id;
  const amount = money(movement.amount).toFixed(2);
  const at = toIso(step.now);
  const postedOn = bookingDay(step);
  const code = movement.return_code ?? "R01";
  if (to === "POSTED") step.events.add("CLEARING", { kind: "CASH_POSTED", transferId, amount, postedOn, at });
  else if (to === "PAID")
    step.events.add("CLEARING", { kind: "CASH_PAID", transferId, amount, postedOn, at });
  else if (to === "RELEASED") step.events.add("CLEARING", { kind: "CASH_RELEASED", transferId, amount, at });
  else step.events.add("CLEARING", { kind: "CASH_RETURNED", transferId, amount, code, postedOn, at });
}

/**
 * Moves cash instructions that are due by the exchange's date: deposits are booked on the day they settle, released
 * when the hold ends or returned by the bank, also long after; withdrawals and wires are paid on the day they settle. A
 * day on which the exchange rests is caught up on the next one. Returns how many moved.
 */
export async function moveDueCash(step: Step): Promise<number> {
  const pending = await step.tx.$queryRaw<Pending[]>`
    select m.id, m.account_number, m.direction, m.amount::text as amount, m.fee::text as fee, m.status,
      m.settles_on::text as settles_on, m.tradable_on::text as tradable_on, m.return_on::text as return_on, m.return_code,
      m.bank_reference, b.status as bank_status
    from (
      select id from street.firm_cash_movement where status in ('WITH_BANK', 'POSTED')
        and case status when 'WITH_BANK' then settles_on else least(tradable_on, return_on) end <= ${step.today}::date
      union
      select id from street.firm_cash_movement
      where return_on <= ${step.today}::date and status <> 'RETURNED' and status in ('RELEASED', 'PAID')
    ) as due
    join street.firm_cash_movement m using (id)
    left join street.bank_account b on b.reference = m.bank_reference
    order by m.settles_on, m.id limit ${MOVEMENTS_A_STEP}`;
  const moves = pending.flatMap((movement) => nextMove(step, movement) ?? []);
  if (moves.length === 0) return 0;
  await bookJournals(
    step,
    moves.flatMap((move) => move.journals),
  );
  const rows = moves.map(({ to, movement }) => ({ id: movement.id, status: to }));
  await step.tx.$executeRaw`
    update street.firm_cash_movement m set status = moved.status,
      posted_on = case when moved.status in ('POSTED', 'PAID') then ${bookingDay(step)}::date else m.posted_on end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as moved(id uuid, status text) where m.id = moved.id`;
  for (const move of moves) tell(step, move);
  const arrived = moves.filter(({ to }) => to === "POSTED" || to === "PAID");
  await giveNotices(
    step,
    arrived.map(({ movement }) => movement),
  );
  return moves.length;
}
