import { type Instant, toDate } from "@/domain/time/instant";
import type { Db } from "@/server/platform/db";
import { newId } from "@/server/platform/ids";

/** An order of an account's owner that waits with us for its route; it holds nothing. Returns its id. */
export async function createOpenOrder(
  db: Db,
  { accountId, side }: { accountId: string; side: "BUY" | "SELL" },
  now: Instant,
): Promise<string> {
  const id = newId();
  const { userId } = await db.accountHolder.findFirstOrThrow({ where: { accountId } });
  await db.order.create({
    data: {
      id,
      accountId,
      clientOrderId: id,
      bodyHash: "none",
      placedBy: userId,
      symbol: "AAPL",
      side,
      type: "LIMIT",
      timeInForce: "GTC",
      quantity: "1",
      limitPrice: "1",
      status: "NEW",
      leavesQty: "1",
      placedAt: toDate(now),
      exchangeAt: toDate(now),
    },
  });
  return id;
}
