import type { Tx } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";

/** Asks the router to send on what is left of some orders, and the exits of some groups. */
export async function askForRoutes(
  tx: Tx,
  orderIds: readonly string[],
  groupIds: readonly string[],
): Promise<void> {
  if (orderIds.length + groupIds.length === 0) return;
  await tx.outbox.createMany({
    data: [
      ...orderIds.map((orderId) => ({ kind: "ROUTE_ORDER", payload: { orderId } })),
      ...groupIds.map((groupId) => ({ kind: "ROUTE_EXITS", payload: { groupId } })),
    ].map((message) => ({ ...message, messageId: newId(), party: "VENUES" })),
  });
}
