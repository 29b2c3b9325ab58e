import { type KeptLots, type OrderLots, storedKept } from "@/domain/tax/order-lots";
import type { Instant, LocalDate } from "@/domain/time/instant";
import { correctStatements } from "@/server/documents";
import { remakeLots } from "@/server/ledger";
import { rechooseLots } from "@/server/orders";
import type { Sale, SoldFill } from "@/server/lot-choices/sale";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publish } from "@/server/platform/news";
import { rewritePerformance } from "@/server/portfolio";

/** A fill that has settled, and what it keeps. */
export type KeptFill = KeptLots & { fill: SoldFill };

type Rebooked = {
  choice: OrderLots | null;
  /** Of a choice that the clearing firm is to be told. */
  choiceId: string | null;
  /** Fills that have settled: the choice is not theirs. */
  kept: readonly KeptFill[];
  /** The day from which lots are other ones; null where nothing that was sold changes. */
  from: LocalDate | null;
  /** Exchange time. */
  at: Instant;
};

/**
 * Books a sale by other lots, as of its first fill that changes: its closings and those of later sales of the stock are
 * made anew, the account's days of performance from then on, and corrections of papers that say otherwise are asked
 * for. Wash sales are a view over the closings and follow by themselves. With a `choiceId` the clearing firm is told.
 * The caller has locked the order and the account's cash.
 */
export async function rebookSale(
  tx: Tx,
  deps: Pick<Deps, "clock">,
  sale: Sale,
  { choice, choiceId, kept, from, at }: Rebooked,
): Promise<void> {
  const { orderId, accountId, accountNumber, symbol } = sale;
  const told =
    choiceId !== null && accountNumber !== null
      ? {
          orderId,
          accountNumber,
          symbol,
          choiceId,
          choice: choice ?? { method: "FIFO" as const },
          settled: kept.map(({ fill }) => fill.execId),
        }
      : null;
  await keepLots(tx, kept);
  await rechooseLots(tx, orderId, choice, told);
  if (from !== null) {
    await remakeLots(tx, { accountIds: [accountId], symbol, from });
    await rewritePerformance(tx, [accountId], from);
    await correctStatements(tx, deps, {
      accountId,
      from,
      reason: `The lots of a sale of ${symbol} were named anew.`,
      at,
    });
  }
  await publish(tx, `account:${accountId}`, "fills");
}

/** Writes on fills that have settled what they were closed by. */
async function keepLots(tx: Tx, kept: readonly KeptFill[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ fill, ...of }) => ({ id: fill.id, kept: storedKept(of) }));
  await tx.$executeRaw`
    update portal.execution x set kept_lots = e.kept
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(id uuid, kept jsonb) where x.id = e.id`;
}
