import { add, NO_SHARES, type Quantity, quantity } from "@/domain/money/money";
import { orderLotsFrom } from "@/domain/tax/order-lots";
import { type LocalDate, toColumn } from "@/domain/time/instant";
import type { LotTrade } from "@/server/ledger";
import { lotTradeOf } from "@/server/orders/amended-journals";
import type { Tx } from "@/server/platform/db";

/**
 * The trades of these accounts in one symbol from a trade date on that stand, in the order in which lots go by them,
 * each with its order's choice of lots.
 */
export async function lotTradesFrom(
  tx: Tx,
  accountIds: readonly string[],
  symbol: string,
  from: LocalDate,
): Promise<LotTrade[]> {
  const rows = await tx.execution.findMany({
    where: { accountId: { in: [...accountIds] }, symbol, bustedAt: null, tradeDate: { gte: toColumn(from) } },
    include: { order: { select: { lotMethod: true, namedLots: true } } },
    orderBy: { seq: "asc" },
  });
  const naming = rows.flatMap(({ order, orderId }) => (order.lotMethod === "SPECIFIC" ? [orderId] : []));
  const filled = await filledBefore(tx, naming, from);
  return rows.map((row) => {
    const choice = orderLotsFrom(row.order.lotMethod, row.order.namedLots);
    const before = filled.get(row.orderId) ?? NO_SHARES;
    filled.set(row.orderId, add(before, quantity(row.quantity)));
    return { ...lotTradeOf(row), chosen: choice && { choice, filledBefore: before } };
  });
}

/** What of these orders was filled before a trade date, and stands. */
async function filledBefore(
  tx: Tx,
  orderIds: readonly string[],
  from: LocalDate,
): Promise<Map<string, Quantity>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx.execution.groupBy({
    by: ["orderId"],
    where: { orderId: { in: [...orderIds] }, bustedAt: null, tradeDate: { lt: toColumn(from) } },
    _sum: { quantity: true },
  });
  return new Map(rows.map(({ orderId, _sum }) => [orderId, quantity(_sum.quantity ?? "0")]));
}
