import type { ActionTerms } from "@/domain/corporate-actions/action";
import type { SharesAfter } from "@/domain/corporate-actions/entitlement";
import { lotsAfterAction, wholeLotAfter } from "@/domain/corporate-actions/lots-after";
import { type Money, money, type Quantity, quantity } from "@/domain/money/money";
import type { OpenLot } from "@/domain/tax/lots";
import { localDateFromColumn, toColumn } from "@/domain/time/instant";
import type { Prisma, Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

/** What becomes of an account's holding in an action; `source` is the entitlement. */
export type LotsChange = { source: string; accountId: string; after: SharesAfter; cash: Money };

type Lot = OpenLot & { whole: Quantity };

/** The lots of one batch as they are written. */
type Written = { lots: object[]; closings: Prisma.LotClosingCreateManyInput[] };

/**
 * Changes the open lots of these accounts in one stock as a corporate action says, and closes what was paid for in
 * cash; set-based. Lots that were closed before stay as they were.
 */
export async function changeLots(tx: Tx, terms: ActionTerms, changes: readonly LotsChange[]): Promise<void> {
  const before = await openLots(tx, terms.symbol, changes);
  const written: Written = { lots: [], closings: [] };
  for (const change of changes) changeOne(written, terms, change, before.get(change.accountId) ?? []);
  await tx.$executeRaw`
    update portal.tax_lot l set quantity = e.whole, open_quantity = e.open, open_cost = e.cost,
      symbol = ${terms.newSymbol ?? terms.symbol}
    from jsonb_to_recordset(${JSON.stringify(written.lots)}::jsonb) as e(id uuid, whole numeric, open numeric, cost numeric)
    where l.id = e.id`;
  if (written.closings.length > 0) await tx.lotClosing.createMany({ data: written.closings });
}

function changeOne(written: Written, terms: ActionTerms, change: LotsChange, before: readonly Lot[]): void {
  const { lots, closings } = lotsAfterAction(before, terms, change.after, change.cash);
  lots.forEach(({ id, openQuantity, openCost }, index) => {
    const whole = wholeLotAfter(before[index]?.whole ?? openQuantity, openQuantity, terms);
    written.lots.push({
      id,
      whole: whole.toFixed(),
      open: openQuantity.toFixed(),
      cost: openCost.toFixed(),
    });
  });
  for (const { lotId, quantity: shares, proceeds, cost } of closings)
    written.closings.push({
      id: idFrom("closing", change.source, lotId),
      lotId,
      accountId: change.accountId,
      symbol: terms.newSymbol ?? terms.symbol,
      closedOn: toColumn(terms.exDate),
      quantity: shares.toFixed(),
      proceeds: proceeds.toFixed(),
      cost: cost.toFixed(),
      executionId: change.source,
      cause: "CASH_IN_LIEU",
    });
}

/** Open lots of one stock by account, oldest first, locked. */
async function openLots(tx: Tx, symbol: string, changes: readonly LotsChange[]): Promise<Map<string, Lot[]>> {
  const rows = await tx.$queryRaw<
    {
      id: string;
      account_id: string;
      acquired_on: Date;
      quantity: unknown;
      open_quantity: unknown;
      open_cost: unknown;
    }[]
  >`
    select id, account_id, acquired_on, quantity, open_quantity, open_cost from portal.tax_lot
    where symbol = ${symbol} and open_quantity <> 0 and account_id = any(${changes.map((change) => change.accountId)}::uuid[])
    order by account_id, acquired_on, seq for update`;
  const found = new Map<string, Lot[]>();
  for (const row of rows) {
    const own = found.get(row.account_id) ?? [];
    own.push({
      id: row.id,
      acquiredOn: localDateFromColumn(row.acquired_on),
      whole: quantity(String(row.quantity)),
      openQuantity: quantity(String(row.open_quantity)),
      openCost: money(String(row.open_cost)),
    });
    found.set(row.account_id, own);
  }
  return found;
}
