import { type LocalDate, toColumn } from "@/domain/time/instant";
import type { LotTrade } from "@/server/ledger";
import { lotTradeOf } from "@/server/orders/amended-journals";
import type { Tx } from "@/server/platform/db";

/** The trades of these accounts in one symbol from a trade date on that stand, in the order in which lots go by them. */
export async function lotTradesFrom(
  tx: Tx,
  accountIds: readonly string[],
  symbol: string,
  from: LocalDate,
): Promise<LotTrade[]> {
  const rows = await tx.execution.findMany({
    where: { accountId: { in: [...accountIds] }, symbol, bustedAt: null, tradeDate: { gte: toColumn(from) } },
    orderBy: { seq: "asc" },
  });
  return rows.map(lotTradeOf);
}
