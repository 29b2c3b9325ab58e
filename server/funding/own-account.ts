import { AppError } from "@/domain/errors";
import type { Ownership } from "@/domain/funding/ownership";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Db, Tx } from "@/server/platform/db";

export type OwnAccount = Ownership & { id: string; number: string | null; status: string };

/** One of the actor's own accounts; anybody else's answers NOT_FOUND, as if there were none. */
export async function ownAccount(db: Tx | Db, actor: Actor, accountId: string): Promise<OwnAccount> {
  const account = await db.account.findFirst({
    where: { id: accountId, ...heldBy(actor) },
    select: {
      id: true,
      number: true,
      title: true,
      type: true,
      status: true,
      holders: { select: { userId: true } },
    },
  });
  if (!account) throw new AppError("NOT_FOUND");
  const { holders, ...rest } = account;
  return { ...rest, holderIds: holders.map(({ userId }) => userId) };
}
