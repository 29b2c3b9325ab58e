import { AppError } from "@/domain/errors";
import { isOpen, nextStatus, type OrderStatus, OPEN_STATUSES } from "@/domain/orders/order-machine";
import { type Instant, toDate } from "@/domain/time/instant";
import { askForRoutes } from "@/server/orders/ask-for-routes";
import { type OrderView, orderView } from "@/server/orders/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/** Orders that one request cancels at most; more take another request. */
const CANCELS_AT_ONCE = 500;

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

/**
 * Asks, in the caller's transaction, for the cancel of all open orders of an account that a restriction forbids: its
 * purchases, or everything. Exits that wait for a purchase end with it. Returns how many were asked for.
 */
export async function cancelForbiddenOrders(
  tx: Tx,
  actor: Actor,
  { accountId, trading }: { accountId: string; trading: "BUYS" | "ALL" },
  exchangeAt: Instant,
): Promise<number> {
  const side = trading === "BUYS" ? "BUY" : null;
  let asked = 0;
  for (;;) {
    const locked = await tx.$queryRaw<{ id: string }[]>`
      select id from portal.orders where account_id = ${accountId}::uuid
        and status = any(${[...OPEN_STATUSES].filter((status) => status !== "PENDING_CANCEL")}::text[])
        and (${side}::text is null or side = ${side}) order by id limit ${CANCELS_AT_ONCE} for update`;
    if (locked.length === 0) return asked;
    const orders = await tx.order.findMany({
      where: { id: { in: locked.map(({ id }) => id) } },
      orderBy: { id: "asc" },
    });
    const now = await askForCancels(tx, actor, orders, exchangeAt, "The account was restricted.");
    asked += now;
    if (now === 0 || locked.length < CANCELS_AT_ONCE) return asked;
  }
}

/** Locks an order, and with an order of a group all of them, in key order. */
async function lockGroupOf(tx: Tx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    select 1 from portal.orders o
    where o.id = ${orderId}::uuid
      or o.group_id = (select group_id from portal.orders where id = ${orderId}::uuid)
    order by o.id for update`;
}

type OrderRow = Prisma.OrderGetPayload<object>;

/** Marks locked orders as asked to be cancelled and tells the venues; the router ends those that no venue has. */
async function askForCancels(
  tx: Tx,
  actor: Actor,
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
      detail: { note: why, by: actor.userId },
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
