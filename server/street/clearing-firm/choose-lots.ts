import type { FirmCommand, FirmEvent } from "@/domain/clearing/messages";
import { quantity, toWire } from "@/domain/money/money";
import type { StoredKeptLots, StoredNamedLots } from "@/domain/tax/order-lots";
import { toIso } from "@/domain/time/instant";
import { remakeLots } from "@/server/street/clearing-firm/remake-lots";
import type { Step } from "@/server/street/street";

type ChooseLots = Extract<FirmCommand, { kind: "CHOOSE_LOTS" }>;
type Choice = { method: ChooseLots["method"]; lots: StoredNamedLots | null };

const TOO_LATE = "The sale has settled: lots can be named until the settlement date.";

/**
 * Notes which lots an order's sales close: the latest word counts for each sale until it has settled, which is how long
 * lots may be identified (Treas. Reg. 1.1012-1(c)(2), (8)). What has settled keeps what it was closed by. Lots are closed
 * at the day's end: a word that comes after that has the account's lots of the stock made anew, and is answered, as
 * every word after the trade is.
 */
export async function chooseLots(step: Step, command: ChooseLots): Promise<void> {
  const { orderReference, choiceId = null } = command;
  await keepSettled(step, command);
  const standing = await choiceOf(step, orderReference);
  await note(step, command);
  const { traded, free, closed } = await howFar(step, orderReference);
  if (free && closed) await remakeLots(step, command);
  const kept = await keptOf(step, orderReference);
  const answer = {
    orderReference,
    choiceId,
    at: toIso(step.now),
    ...(kept.length > 0 ? { kept } : {}),
  };
  if (traded && !free)
    step.events.add("CLEARING", {
      kind: "LOTS_REFUSED",
      ...answer,
      reason: TOO_LATE,
      method: standing?.method ?? null,
      ...(standing?.lots ? { lots: [...standing.lots] } : {}),
    });
  else if (traded || choiceId !== null) step.events.add("CLEARING", { kind: "LOTS_CHOSEN", ...answer });
}

/** What has settled by now, here or for the broker, keeps the choice that counted until now. */
async function keepSettled(step: Step, { orderReference, settled = [] }: ChooseLots): Promise<void> {
  await step.tx.$executeRaw`
    update street.firm_trade t set kept_lots = jsonb_build_object('method', c.method, 'lots', c.lots, 'filledBefore', (
      select coalesce(sum(e.quantity), 0) from street.firm_trade e
      where e.order_reference = t.order_reference and e.kept_lots is null and e.seq < t.seq)::text)
    from (select ${orderReference}::text as order_reference) o
    left join street.firm_lot_choice c on c.order_reference = o.order_reference
    where t.order_reference = o.order_reference and t.kept_lots is null
      and (t.settled_on is not null or t.exec_id = any(${[...settled]}::text[]))`;
}

/** Whether the order has traded, whether the lots of any trade may still be named, and whether lots were closed for one. */
async function howFar(step: Step, orderReference: string) {
  const [row] = await step.tx.$queryRaw<{ traded: boolean; free: boolean; closed: boolean }[]>`
    select count(*) > 0 as traded, coalesce(bool_or(kept_lots is null), false) as free,
      coalesce(bool_or(exists (
        select from street.firm_eod_step s where s.business_date = t.booked_on and s.step = 'LOTS')), false) as closed
    from street.firm_trade t where order_reference = ${orderReference}`;
  return row ?? { traded: false, free: false, closed: false };
}

type Kept = NonNullable<Extract<FirmEvent, { kind: "LOTS_CHOSEN" }>["kept"]>;

async function keptOf(step: Step, orderReference: string): Promise<Kept> {
  const rows = await step.tx.$queryRaw<{ exec_id: string; kept: StoredKeptLots }[]>`
    select exec_id, kept_lots as kept from street.firm_trade
    where order_reference = ${orderReference} and kept_lots is not null order by seq`;
  return rows.map(({ exec_id, kept: { method, lots, filledBefore } }) => ({
    execId: exec_id,
    method: method as Choice["method"] | null,
    ...(lots ? { lots: [...lots] } : {}),
    filledBefore: toWire(quantity(filledBefore)),
  }));
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
