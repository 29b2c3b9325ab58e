import { AppError } from "@/domain/errors";
import type { RenameListInput } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** Gives a list of one's own another name. NOT_FOUND for anybody else's. */
export async function renameList(deps: Deps, actor: Actor, input: RenameListInput): Promise<void> {
  const { count } = await deps.db.watchlist.updateMany({
    where: { id: input.listId, userId: actor.userId },
    data: { name: input.name },
  });
  if (count === 0) throw new AppError("NOT_FOUND");
}
