import { toWire } from "@/domain/money/money";
import { type HistoricLot, lotsOfHistory } from "@/domain/tax/lot-history";
import type { LocalDate } from "@/domain/time/instant";
import { type Holding, lotEventsOf, namesOf } from "@/server/street/clearing-firm/lot-events";
import type { Step } from "@/server/street/street";

/**
 * Makes an account's lots of one stock anew from its trades, corporate actions and choices, as far as lots were kept:
 * with a choice that came after the day's end, that sale and those after it close other lots.
 */
export async function remakeLots(step: Step, { accountNumber, symbol }: Holding): Promise<void> {
  const [row] = await step.tx.$queryRaw<{ day: LocalDate | null }[]>`
    select max(business_date)::text as day from street.firm_eod_step where step = 'LOTS'`;
  if (!row?.day) return;
  const holding = { accountNumber, symbol };
  const events = (await lotEventsOf(step, [holding], row.day)).get(accountNumber) ?? [];
  await step.tx.$executeRaw`
    with recursive ${namesOf([holding])}
    delete from street.firm_lot l using named n where l.account_number = n.account_number and l.symbol = n.symbol`;
  await write(step, accountNumber, [...lotsOfHistory(events).lots.values()]);
}

async function write(step: Step, accountNumber: string, lots: readonly HistoricLot[]): Promise<void> {
  const rows = lots.map((lot, place) => ({
    place,
    symbol: lot.symbol,
    lot_id: lot.id,
    acquired_on: lot.acquiredOn,
    quantity: toWire(lot.whole),
    cost: lot.cost.toFixed(),
    open_quantity: toWire(lot.openQuantity),
    open_cost: toWire(lot.openCost),
  }));
  await step.tx.$executeRaw`
    insert into street.firm_lot (account_number, symbol, lot_id, acquired_on, quantity, cost, open_quantity, open_cost)
    select ${accountNumber}, g.symbol, g.lot_id, g.acquired_on, g.quantity, g.cost, g.open_quantity, g.open_cost
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(place int, symbol text, lot_id text, acquired_on date,
      quantity numeric, cost numeric, open_quantity numeric, open_cost numeric)
    order by g.place`;
}
