import type { OrderLots } from "@/domain/tax/order-lots";
import { correctStatements } from "@/server/documents";
import { remakeLots } from "@/server/ledger";
import { rechooseLots } from "@/server/orders";
import type { Sale } from "@/server/lot-choices/sale";
import type { Tx } from "@/server/platform/db";
import { publish } from "@/server/platform/news";
import { rewritePerformance } from "@/server/portfolio";

/**
 * Books an executed sale by other lots, as of its first fill: its closings and those of later sales of the stock are
 * made anew, the account's days of performance from then on, and corrections of papers that say otherwise are asked
 * for. Wash sales are a view over the closings and follow by themselves. With a `choiceId` the clearing firm is told.
 * The caller has locked the order and the account's cash.
 */
export async function rebookSale(
  tx: Tx,
  sale: Sale,
  choice: OrderLots | null,
  choiceId: string | null,
): Promise<void> {
  const { orderId, accountId, accountNumber, symbol, fills } = sale;
  const told =
    choiceId !== null && accountNumber !== null
      ? { orderId, accountNumber, symbol, choiceId, choice: choice ?? { method: "FIFO" as const } }
      : null;
  await rechooseLots(tx, orderId, choice, told);
  const from = fills[0]?.tradeDate;
  if (from !== undefined) {
    await remakeLots(tx, { accountIds: [accountId], symbol, from });
    await rewritePerformance(tx, [accountId], from);
    await correctStatements(tx, {
      accountId,
      from,
      reason: `The lots of a sale of ${symbol} were named anew.`,
    });
  }
  await publish(tx, `account:${accountId}`, "fills");
}
