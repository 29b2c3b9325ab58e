import type { FirmCommand } from "@/domain/clearing/messages";
import { storedLots } from "@/domain/tax/order-lots";
import type { RoutedOrder } from "@/server/orders/routed-orders";
import type { Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

/**
 * Tells the clearing firm which lots the sales of these orders close, before a venue hears of them: both books close
 * lots by one rule. Nothing is said of orders that go first in first out, which nearly all do. The firm knows a lot by
 * the execution that opened it; one that no trade opened is none of its own and is left out.
 */
export async function tellLots(tx: Tx, orders: readonly RoutedOrder[]): Promise<void> {
  const choosing = orders.filter(({ chosenLots }) => chosenLots !== null);
  if (choosing.length === 0) return;
  const named = choosing.flatMap(({ chosenLots }) =>
    chosenLots?.method === "SPECIFIC" ? chosenLots.lots.map(({ lotId }) => lotId) : [],
  );
  const rows = named.length
    ? await tx.$queryRaw<{ id: string; exec_id: string }[]>`
        select l.id, x.exec_id from portal.tax_lot l join portal.execution x on x.id = l.execution_id
        where l.id = any(${named}::uuid[])`
    : [];
  const execIds = new Map(rows.map((row) => [row.id, row.exec_id]));
  await tx.outbox.createMany({
    data: choosing.flatMap(({ id, accountNumber, symbol, chosenLots }) => {
      if (!chosenLots || accountNumber === null) return [];
      const payload: FirmCommand = {
        kind: "CHOOSE_LOTS",
        orderReference: id,
        accountNumber,
        symbol,
        method: chosenLots.method,
        ...(chosenLots.method === "SPECIFIC"
          ? {
              lots: storedLots(
                chosenLots.lots.map(({ lotId, shares }) => ({ lotId: execIds.get(lotId) ?? lotId, shares })),
              ).slice(),
            }
          : {}),
      };
      return [{ messageId: idFrom("lots", id), party: "CLEARING", kind: payload.kind, payload }];
    }),
  });
}
