import type { FirmCommand } from "@/domain/clearing/messages";
import { type OrderLots, storedLots } from "@/domain/tax/order-lots";
import type { RoutedOrder } from "@/server/orders/routed-orders";
import { Prisma, type Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

/**
 * Tells the clearing firm which lots the sales of these orders close, before a venue hears of them: both books close
 * lots by one rule. Nothing is said of orders that go first in first out, which nearly all do.
 */
export async function tellLots(tx: Tx, orders: readonly RoutedOrder[]): Promise<void> {
  await send(
    tx,
    orders.flatMap(({ id, accountNumber, symbol, chosenLots }) =>
      chosenLots && accountNumber !== null
        ? [{ orderId: id, accountNumber, symbol, choice: chosenLots }]
        : [],
    ),
  );
}

/** A choice for an order's sales; `choiceId` where it was made after the order. */
export type ToldLots = {
  orderId: string;
  accountNumber: string;
  symbol: string;
  choice: OrderLots;
  choiceId?: string;
  /** Executions that have settled, of which the choice says nothing. */
  settled?: readonly string[];
};

/** Writes on an order that its sales close other lots than was said before, and tells the firm if there is anything to tell. */
export async function rechooseLots(
  tx: Tx,
  orderId: string,
  choice: OrderLots | null,
  told: ToldLots | null,
): Promise<void> {
  await tx.order.update({
    where: { id: orderId },
    data: {
      lotMethod: choice?.method ?? null,
      namedLots: choice?.method === "SPECIFIC" ? storedLots(choice.lots).slice() : Prisma.DbNull,
      version: { increment: 1 },
    },
  });
  if (told) await send(tx, [told]);
}

/** The firm knows a lot by the execution that opened it; one that no trade opened is none of its own and is left out. */
async function send(tx: Tx, choices: readonly ToldLots[]): Promise<void> {
  if (choices.length === 0) return;
  const named = choices.flatMap(({ choice }) =>
    choice.method === "SPECIFIC" ? choice.lots.map(({ lotId }) => lotId) : [],
  );
  const rows = named.length
    ? await tx.$queryRaw<{ id: string; exec_id: string }[]>`
        select l.id, x.exec_id from portal.tax_lot l join portal.execution x on x.id = l.execution_id
        where l.id = any(${named}::uuid[])`
    : [];
  const execIds = new Map(rows.map((row) => [row.id, row.exec_id]));
  await tx.outbox.createMany({
    data: choices.map(({ orderId, accountNumber, symbol, choice, choiceId, settled }) => {
      const payload: FirmCommand = {
        kind: "CHOOSE_LOTS",
        orderReference: orderId,
        accountNumber,
        symbol,
        method: choice.method,
        ...(choice.method === "SPECIFIC"
          ? {
              lots: storedLots(
                choice.lots.map(({ lotId, shares }) => ({ lotId: execIds.get(lotId) ?? lotId, shares })),
              ).slice(),
            }
          : {}),
        ...(choiceId ? { choiceId } : {}),
        ...(settled?.length ? { settled: [...settled] } : {}),
      };
      const messageId = choiceId ? idFrom("lots", orderId, choiceId) : idFrom("lots", orderId);
      return { messageId, party: "CLEARING", kind: payload.kind, payload };
    }),
  });
}
