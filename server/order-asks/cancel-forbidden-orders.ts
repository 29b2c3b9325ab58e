import type { TradingBlock } from "@/domain/accounts/restrictions";
import { OPEN_STATUSES } from "@/domain/orders/order-machine";
import type { Instant } from "@/domain/time/instant";
import { askForCancels, CANCELS_AT_ONCE } from "@/server/order-asks/ask-for-cancels";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";

/**
 * Locks the open orders of some accounts, in key order. For a transaction that may restrict them and must have their
 * cash rows before it knows: orders are locked before cash, as fills do it.
 */
export async function lockOpenOrders(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    select 1 from portal.orders where account_id = any(${[...accountIds]}::uuid[])
      and status = any(${[...OPEN_STATUSES]}::text[]) order by id for update`;
}

/**
 * Asks, in the caller's transaction, for the cancel of all open orders of some accounts that a restriction forbids: their
 * purchases, or everything. Exits that wait for a purchase end with it. Returns how many were asked for.
 */
export async function cancelForbiddenOrders(
  tx: Tx,
  actor: Actor | "SYSTEM",
  { accountIds, trading }: { accountIds: readonly string[]; trading: TradingBlock },
  exchangeAt: Instant,
): Promise<number> {
  if (trading === null) return 0;
  const side = trading === "BUYS" ? "BUY" : null;
  let asked = 0;
  for (;;) {
    const locked = await tx.$queryRaw<{ id: string }[]>`
      select id from portal.orders where account_id = any(${[...accountIds]}::uuid[])
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
