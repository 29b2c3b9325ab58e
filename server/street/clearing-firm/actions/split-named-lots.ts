import { quantity } from "@/domain/money/money";
import { namedAfterSplit, orderLotsFrom, storedLots } from "@/domain/tax/order-lots";
import type { FirmAction } from "@/server/street/clearing-firm/actions/due-actions";
import type { Step } from "@/server/street/street";

/** Lots that orders have named become as many new shares, as their lots do; what was sold of them before stays. */
export async function splitNamedLots(step: Step, action: FirmAction): Promise<void> {
  const rows = await step.tx.$queryRaw<{ order_reference: string; lots: unknown; filled: string }[]>`
    select c.order_reference, c.lots, (select coalesce(sum(t.quantity), 0) from street.firm_trade t
      where t.order_reference = c.order_reference and t.kept_lots is null and t.trade_date < ${action.exDate}::date)::text as filled
    from street.firm_lot_choice c where c.symbol = ${action.symbol} and c.method = 'SPECIFIC'`;
  const changed = rows.flatMap(({ order_reference, lots, filled }) => {
    const choice = orderLotsFrom("SPECIFIC", lots);
    if (choice?.method !== "SPECIFIC") return [];
    return [{ order_reference, lots: storedLots(namedAfterSplit(choice.lots, quantity(filled), action)) }];
  });
  if (changed.length === 0) return;
  await step.tx.$executeRaw`
    update street.firm_lot_choice c set lots = e.lots
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as e(order_reference text, lots jsonb)
    where c.order_reference = e.order_reference`;
}
