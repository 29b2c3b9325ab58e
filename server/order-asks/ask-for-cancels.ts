import { nextStatus, type OrderStatus } from "@/domain/orders/order-machine";
import { type Instant, toDate } from "@/domain/time/instant";
import { askForRoutes } from "@/server/order-asks/ask-for-routes";
import type { Actor } from "@/server/platform/actor";
import type { Prisma, Tx } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/** Orders that one request cancels at most; more take another request. */
export const CANCELS_AT_ONCE = 500;

type OrderRow = Prisma.OrderGetPayload<object>;

/** Marks locked orders as asked to be cancelled and tells the venues; the router ends those that no venue has. */
export async function askForCancels(
  tx: Tx,
  actor: Actor | "SYSTEM",
  orders: readonly OrderRow[],
  exchangeAt: Instant,
  why = "You asked to cancel.",
): Promise<number> {
  const asked = orders.flatMap((order) => {
    const from = order.status as OrderStatus;
    const to = from === "PENDING_CANCEL" ? null : nextStatus(from, "PEND_CANCEL");
    return to ? [{ order, from, to }] : [];
  });
  if (asked.length === 0) return 0;
  const ids = asked.map(({ order }) => order.id);
  await tx.order.updateMany({
    where: { id: { in: ids } },
    data: { status: "PENDING_CANCEL", version: { increment: 1 } },
  });
  await tx.orderEvent.createMany({
    data: asked.map(({ order, from, to }) => ({
      orderId: order.id,
      accountId: order.accountId,
      execType: "PENDING_CANCEL",
      fromStatus: from,
      toStatus: to,
      detail: { note: why, by: actor === "SYSTEM" ? actor : actor.userId },
      exchangeAt: toDate(exchangeAt),
    })),
  });
  const children = await tx.childOrder.findMany({
    where: { orderId: { in: ids }, status: { in: ["SENT", "WORKING"] } },
    select: { id: true, orderId: true },
  });
  await tx.outbox.createMany({
    data: children.map((child) => ({
      messageId: newId(),
      party: "VENUES",
      kind: "CANCEL_ORDER",
      payload: { kind: "CANCEL_ORDER", childOrderId: child.id },
    })),
  });
  const atVenues = new Set(children.map((child) => child.orderId));
  await askForRoutes(
    tx,
    ids.filter((id) => !atVenues.has(id)),
    [],
  );
  for (const accountId of new Set(asked.map(({ order }) => order.accountId)))
    await publish(tx, `account:${accountId}`, "orders");
  return asked.length;
}
