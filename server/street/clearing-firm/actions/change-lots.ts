import { lotsAfterAction, wholeLotAfter } from "@/domain/corporate-actions/lots-after";
import type { SharesAfter } from "@/domain/corporate-actions/entitlement";
import { type Money, money, type Quantity, quantity, toWire } from "@/domain/money/money";
import type { OpenLot } from "@/domain/tax/lots";
import type { LocalDate } from "@/domain/time/instant";
import type { FirmAction } from "@/server/street/clearing-firm/actions/due-actions";
import type { Step } from "@/server/street/street";

type Holding = { accountNumber: string; after: SharesAfter; cash: Money };
type Lot = OpenLot & { whole: Quantity };

/** The firm's open tax lots after an action: kept to the day before by then, for lots follow at each day's end. */
export async function changeLots(
  step: Step,
  action: FirmAction,
  holdings: readonly Holding[],
): Promise<void> {
  const before = await openLots(step, action.symbol);
  const written = holdings.flatMap(({ accountNumber, after, cash }) => {
    const own = before.get(accountNumber) ?? [];
    return lotsAfterAction(own, action, after, cash).lots.map((lot, index) => ({
      account_number: accountNumber,
      lot_id: lot.id,
      quantity: toWire(wholeLotAfter(own[index]?.whole ?? lot.openQuantity, lot.openQuantity, action)),
      open_quantity: toWire(lot.openQuantity),
      open_cost: toWire(lot.openCost),
    }));
  });
  await step.tx.$executeRaw`
    update street.firm_lot l set quantity = w.quantity, open_quantity = w.open_quantity, open_cost = w.open_cost,
      symbol = ${action.newSymbol ?? action.symbol}
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w(account_number text, lot_id text, quantity numeric,
      open_quantity numeric, open_cost numeric)
    where l.account_number = w.account_number and l.symbol = ${action.symbol} and l.lot_id = w.lot_id`;
}

async function openLots(step: Step, symbol: string): Promise<Map<string, Lot[]>> {
  const rows = await step.tx.$queryRaw<
    {
      account_number: string;
      lot_id: string;
      acquired_on: string;
      quantity: string;
      open: string;
      cost: string;
    }[]
  >`
    select account_number, lot_id, acquired_on::text, quantity::text, open_quantity::text as open, open_cost::text as cost
    from street.firm_lot where symbol = ${symbol} and open_quantity <> 0 order by account_number, acquired_on, seq`;
  const found = new Map<string, Lot[]>();
  for (const row of rows) {
    const own = found.get(row.account_number) ?? [];
    own.push({
      id: row.lot_id,
      acquiredOn: row.acquired_on as LocalDate,
      whole: quantity(row.quantity),
      openQuantity: quantity(row.open),
      openCost: money(row.cost),
    });
    found.set(row.account_number, own);
  }
  return found;
}
