import type { ActionTerms } from "@/domain/corporate-actions/action";
import { quantity } from "@/domain/money/money";
import { namedAfterSplit, orderLotsFrom, storedLots } from "@/domain/tax/order-lots";
import type { Tx } from "@/server/platform/db";

/**
 * Lots that standing orders have named become as many new shares, as the lots do; what was filled before the ex-date
 * stays as it was named. The carrying firm does the same to what it was told.
 */
export async function splitNamedLots(
  tx: Tx,
  action: ActionTerms,
  accountIds: readonly string[],
): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string; lots: unknown; filled: string }[]>`
    select o.id, o.named_lots as lots, (select coalesce(sum(x.quantity), 0) from portal.execution x
      where x.order_id = o.id and x.busted_at is null and x.kept_lots is null and x.trade_date < ${action.exDate}::date)::text as filled
    from portal.orders o
    where o.account_id = any(${[...accountIds]}::uuid[]) and o.symbol = ${action.symbol} and o.lot_method = 'SPECIFIC'
      and (o.exchange_at at time zone 'America/New_York')::date < ${action.exDate}::date
      and (o.closed_at is null or (o.closed_at at time zone 'America/New_York')::date >= ${action.exDate}::date)`;
  const changed = rows.flatMap(({ id, lots, filled }) => {
    const choice = orderLotsFrom("SPECIFIC", lots);
    if (choice?.method !== "SPECIFIC") return [];
    return [{ id, lots: storedLots(namedAfterSplit(choice.lots, quantity(filled), action)) }];
  });
  if (changed.length === 0) return;
  await tx.$executeRaw`
    update portal.orders o set named_lots = e.lots
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as e(id uuid, lots jsonb) where o.id = e.id`;
}
