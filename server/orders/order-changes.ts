import { invariant } from "@/domain/errors";
import { money, quantity } from "@/domain/money/money";
import { nextStatus } from "@/domain/orders/order-machine";
import { type Instant, toDate } from "@/domain/time/instant";
import { releaseHolds } from "@/server/ledger";
import type { ExitPart, RoutedOrder } from "@/server/orders/routed-orders";
import type { Tx } from "@/server/platform/db";
import { publish } from "@/server/platform/news";

/** Cancelled before it was sent anywhere, or while no venue had any of it: over at once. */
export async function endUnrouted(tx: Tx, order: RoutedOrder, at: Instant): Promise<void> {
  const to = nextStatus(order.status, "CANCEL", "CANCELED");
  invariant(to, "a pending cancel can be completed");
  await tx.order.update({
    where: { id: order.id },
    data: {
      status: to,
      leavesQty: "0",
      holdCash: "0",
      holdShares: "0",
      holdLoan: "0",
      holdOpening: "0",
      closedAt: toDate(at),
      version: { increment: 1 },
    },
  });
  await tx.orderEvent.create({
    data: {
      orderId: order.id,
      accountId: order.accountId,
      execType: "CANCELED",
      fromStatus: order.status,
      toStatus: to,
      detail: { note: "Cancelled while no venue had any of it." },
      exchangeAt: toDate(at),
    },
  });
  await releaseHolds(tx, [
    {
      accountId: order.accountId,
      symbol: order.symbol,
      cash: money(String(order.holdCash)),
      shares: quantity(String(order.holdShares)),
      margin: order.holdMargin,
    },
  ]);
  await publish(tx, `account:${order.accountId}`, "orders");
}

/** Exits that waited for their entry are orders like others from now on. */
export async function releaseExits(tx: Tx, parts: readonly ExitPart[], at: Instant): Promise<void> {
  const held = parts.filter(({ order }) => order.status === "HELD").map(({ order }) => order);
  if (held.length === 0) return;
  const to = nextStatus("HELD", "RELEASE");
  invariant(to, "a held order can be released");
  await tx.order.updateMany({
    where: { id: { in: held.map(({ id }) => id) } },
    data: { status: to, version: { increment: 1 } },
  });
  await tx.orderEvent.createMany({
    data: held.map(({ id, accountId }) => ({
      orderId: id,
      accountId,
      execType: "PENDING_NEW",
      fromStatus: "HELD",
      toStatus: to,
      detail: { note: "Sent out: its entry has filled." },
      exchangeAt: toDate(at),
    })),
  });
  for (const accountId of new Set(held.map((order) => order.accountId)))
    await publish(tx, `account:${accountId}`, "orders");
}
