import type { FirmCommand } from "@/domain/clearing/messages";
import type { StoredNamedLots } from "@/domain/tax/order-lots";
import { toIso } from "@/domain/time/instant";
import { remakeLots } from "@/server/street/clearing-firm/remake-lots";
import type { Step } from "@/server/street/street";

type ChooseLots = Extract<FirmCommand, { kind: "CHOOSE_LOTS" }>;
type Choice = { method: ChooseLots["method"]; lots: StoredNamedLots | null };

const TOO_LATE = "The sale has settled: lots can be named until the settlement date.";

/**
 * Notes which lots an order's sales close; the latest word counts until a sale of the order has settled, which is how
 * long lots may be identified (Treas. Reg. 1.1012-1(c)(2), (8)). Lots are closed at the day's end. A word that comes
 * after that has the account's lots of the stock made anew, and is answered, as every word after the trade is.
 */
export async function chooseLots(step: Step, command: ChooseLots): Promise<void> {
  const { orderReference, choiceId = null } = command;
  const { traded, settled, kept } = await howFar(step, orderReference);
  const answer = { orderReference, choiceId, at: toIso(step.now) };
  if (settled) {
    const standing = await choiceOf(step, orderReference);
    step.events.add("CLEARING", {
      kind: "LOTS_REFUSED",
      ...answer,
      reason: TOO_LATE,
      method: standing?.method ?? null,
      ...(standing?.lots ? { lots: [...standing.lots] } : {}),
    });
    return;
  }
  await note(step, command);
  if (kept) await remakeLots(step, command);
  if (traded || choiceId !== null) step.events.add("CLEARING", { kind: "LOTS_CHOSEN", ...answer });
}

/** Whether the order has traded, whether any of it has settled, and whether lots were closed for it. */
async function howFar(step: Step, orderReference: string) {
  const [row] = await step.tx.$queryRaw<{ traded: boolean; settled: boolean; kept: boolean }[]>`
    select count(*) > 0 as traded, coalesce(bool_or(settled_on is not null), false) as settled,
      coalesce(bool_or(exists (
        select from street.firm_eod_step s where s.business_date = t.booked_on and s.step = 'LOTS')), false) as kept
    from street.firm_trade t where order_reference = ${orderReference}`;
  return row ?? { traded: false, settled: false, kept: false };
}

async function choiceOf(step: Step, orderReference: string): Promise<Choice | undefined> {
  const [row] = await step.tx.$queryRaw<Choice[]>`
    select method, lots from street.firm_lot_choice where order_reference = ${orderReference}`;
  return row;
}

async function note(
  step: Step,
  { orderReference, accountNumber, symbol, method, lots }: ChooseLots,
): Promise<void> {
  await step.tx.$executeRaw`
    insert into street.firm_lot_choice (order_reference, account_number, symbol, method, lots)
    values (${orderReference}, ${accountNumber}, ${symbol}, ${method}, ${lots ? JSON.stringify(lots) : null}::jsonb)
    on conflict (order_reference) do update set method = excluded.method, lots = excluded.lots`;
}
