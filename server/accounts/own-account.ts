import { AppError } from "@/domain/errors";
import type { Actor } from "@/server/platform/actor";
import type { Tx } from "@/server/platform/db";

/** Staff do nothing to accounts that they hold themselves: MAKER_IS_CHECKER. NOT_FOUND where there is no such account. */
export async function refuseOwnAccount(tx: Tx, actor: Actor, accountId: string): Promise<void> {
  const account = await tx.account.findUnique({
    where: { id: accountId },
    select: { holders: { where: { userId: actor.userId }, select: { userId: true } } },
  });
  if (!account) throw new AppError("NOT_FOUND");
  if (account.holders.length > 0) throw new AppError("MAKER_IS_CHECKER");
}
