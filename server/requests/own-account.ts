import { AppError } from "@/domain/errors";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Db, Tx } from "@/server/platform/db";

export type OwnAccount = { id: string; number: string | null; type: string; status: string; title: string };

const PARTS = { id: true, number: true, type: true, status: true, title: true } as const;

/** The actor's own account. NOT_FOUND for anybody else's. */
export async function ownAccount(db: Db | Tx, actor: Actor, accountId: string): Promise<OwnAccount> {
  const account = await db.account.findFirst({ where: { id: accountId, ...heldBy(actor) }, select: PARTS });
  if (!account) throw new AppError("NOT_FOUND");
  return account;
}

/** The same, locked until the transaction ends: nothing changes its status or kind meanwhile. */
export async function lockOwnAccount(tx: Tx, actor: Actor, accountId: string): Promise<OwnAccount> {
  await tx.$executeRaw`
    select 1 from portal.account a join portal.account_holder h on h.account_id = a.id
    where a.id = ${accountId}::uuid and h.user_id = ${actor.userId}::uuid for update of a`;
  return ownAccount(tx, actor, accountId);
}
