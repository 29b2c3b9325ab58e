import { AppError } from "@/domain/errors";
import { isOpen, nextStatus, type OrderStatus } from "@/domain/orders/order-machine";
import { toDate } from "@/domain/time/instant";
import { type OrderView, orderView } from "@/server/orders/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/**
 * Asks for an order's cancel. It is over only when the venue says so: until then it is PENDING_CANCEL, and fills may
 * still come. Asking twice is harmless. ORDER_NOT_CANCELABLE once it is over; NOT_FOUND for another's order.
 */
export async function cancelOrder(deps: Deps, actor: Actor, input: { orderId: string }): Promise<OrderView> {
  const exchangeAt = await deps.clock.exchangeNow();
  const view = await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from portal.orders where id = ${input.orderId}::uuid for update`;
    const order = await tx.order.findFirst({ where: { id: input.orderId, account: heldBy(actor) } });
    if (!order) throw new AppError("NOT_FOUND");
    const status = order.status as OrderStatus;
    if (!isOpen(status)) throw new AppError("ORDER_NOT_CANCELABLE");
    const to = nextStatus(status, "PEND_CANCEL");
    if (!to) return orderView(order);
    const children = await tx.childOrder.findMany({
      where: { orderId: order.id, status: { in: ["SENT", "WORKING"] } },
    });
    const updated = await tx.order.update({
      where: { id: order.id },
      data: { status: to, version: { increment: 1 } },
    });
    await tx.orderEvent.create({
      data: {
        orderId: order.id,
        accountId: order.accountId,
        execType: "PENDING_CANCEL",
        fromStatus: status,
        toStatus: to,
        detail: { note: "You asked to cancel.", by: actor.userId },
        exchangeAt: toDate(exchangeAt),
      },
    });
    // Without children it has not been routed yet: the router ends it when its turn comes.
    await tx.outbox.createMany({
      data: children.map((child) => ({
        messageId: newId(),
        party: "VENUES",
        kind: "CANCEL_ORDER",
        payload: { kind: "CANCEL_ORDER", childOrderId: child.id },
      })),
    });
    await publish(tx, `account:${order.accountId}`, "orders");
    return orderView(updated);
  });
  deps.nudge();
  return view;
}
