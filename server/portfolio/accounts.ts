import { AppError } from "@/domain/errors";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

export type OwnAccount = { id: string; number: string | null; title: string; status: string };

/** The accounts that were asked for, each once, in that order. NOT_FOUND where one of them is not the actor's. */
export async function ownAccounts(
  deps: Deps,
  actor: Actor,
  accountIds: readonly string[],
): Promise<OwnAccount[]> {
  const asked = [...new Set(accountIds)];
  const found = await deps.db.account.findMany({
    where: { id: { in: asked }, ...heldBy(actor) },
    select: { id: true, number: true, title: true, status: true },
  });
  const byId = new Map(found.map((account) => [account.id, account]));
  return asked.map((id) => {
    const account = byId.get(id);
    if (!account) throw new AppError("NOT_FOUND");
    return account;
  });
}

/** The same where their ids are all that is needed. */
export const ownAccountIds = async (
  deps: Deps,
  actor: Actor,
  accountIds: readonly string[],
): Promise<string[]> => (await ownAccounts(deps, actor, accountIds)).map(({ id }) => id);
