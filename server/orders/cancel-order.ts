import { AppError } from "@/domain/errors";
import { isOpen, type OrderStatus, OPEN_STATUSES } from "@/domain/orders/order-machine";
import { askForCancels, CANCELS_AT_ONCE } from "@/server/order-asks";
import { type OrderView, orderView } from "@/server/orders/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/**
 * Asks for an order's cancel. It is over only when the venue says so: until then it is PENDING_CANCEL, and fills may
 * still come. Exits of one group are cancelled together, and with the entry those that wait for it. Asking twice is
 * harmless. ORDER_NOT_CANCELABLE once it is over; NOT_FOUND for another's order.
 */
export async function cancelOrder(deps: Deps, actor: Actor, input: { orderId: string }): Promise<OrderView> {
  const exchangeAt = await deps.clock.exchangeNow();
  const view = await deps.db.$transaction(async (tx) => {
    await lockGroupOf(tx, input.orderId);
    const order = await tx.order.findFirst({ where: { id: input.orderId, account: heldBy(actor) } });
    if (!order) throw new AppError("NOT_FOUND");
    if (!isOpen(order.status as OrderStatus)) throw new AppError("ORDER_NOT_CANCELABLE");
    const exits =
      order.groupId && order.groupRole !== "ENTRY"
        ? await tx.order.findMany({
            where: {
              groupId: order.groupId,
              groupRole: { not: "ENTRY" },
              status: { in: [...OPEN_STATUSES] },
            },
            orderBy: { id: "asc" },
          })
        : [order];
    await askForCancels(tx, actor, exits, exchangeAt);
    return orderView(await tx.order.findUniqueOrThrow({ where: { id: order.id } }));
  });
  deps.nudge();
  return view;
}

/**
 * Asks for the cancel of all open orders of an account, or of one symbol in it. Returns how many were asked for.
 * NOT_FOUND for another's account.
 */
export async function cancelAllOrders(
  deps: Deps,
  actor: Actor,
  input: { accountId: string; symbol?: string | undefined },
): Promise<{ asked: number }> {
  const exchangeAt = await deps.clock.exchangeNow();
  const own = await deps.db.account.findFirst({ where: { id: input.accountId, ...heldBy(actor) } });
  if (!own) throw new AppError("NOT_FOUND");
  const asked = await deps.db.$transaction(async (tx) => {
    const symbol = input.symbol ?? null;
    await tx.$executeRaw`
      select 1 from portal.orders where account_id = ${own.id}::uuid and status = any(${[...OPEN_STATUSES]}::text[])
        and (${symbol}::text is null or symbol = ${symbol}) order by id limit ${CANCELS_AT_ONCE} for update`;
    const orders = await tx.order.findMany({
      where: {
        accountId: own.id,
        status: { in: [...OPEN_STATUSES] },
        ...(input.symbol ? { symbol: input.symbol } : {}),
      },
      orderBy: { id: "asc" },
      take: CANCELS_AT_ONCE,
    });
    return askForCancels(tx, actor, orders, exchangeAt);
  });
  deps.nudge();
  return { asked };
}

/** Locks an order, and with an order of a group all of them, in key order. */
async function lockGroupOf(tx: Tx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    select 1 from portal.orders o
    where o.id = ${orderId}::uuid
      or o.group_id = (select group_id from portal.orders where id = ${orderId}::uuid)
    order by o.id for update`;
}
