import { type Instant, toDate } from "@/domain/time/instant";
import type { Tx } from "@/server/platform/db";
import { publish } from "@/server/platform/news";

/**
 * Closes the breaks of an account's lots in one stock that the clearing firm has explained by taking a choice of lots
 * after a day's end, or by refusing it. A break for which somebody has proposed a resolution is left to them; should the books differ
 * still, the next day's files say so anew. Returns how many.
 */
export async function explainLotBreaks(
  tx: Tx,
  { accountId, accountNumber, symbol }: { accountId: string; accountNumber: string; symbol: string },
  { at, resolution }: { at: Instant; resolution: string },
): Promise<number> {
  const closed = await tx.$executeRaw`
    update portal.reconciliation_break b set status = 'RESOLVED', resolved_at = ${toDate(at)}, resolution = ${resolution}
    where b.account_id = ${accountId}::uuid and b.area = 'LOT' and b.status = 'OPEN'
      and starts_with(b.item, ${`${accountNumber} ${symbol} `})
      and not exists (select from portal.break_proposal p where p.break_id = b.id and p.status = 'PROPOSED')`;
  if (closed > 0) await publish(tx, "staff", "clearing");
  return closed;
}
