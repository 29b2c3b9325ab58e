import { AppError } from "@/domain/errors";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { type WatchlistView, watchlistView } from "@/server/watchlists/views";

/** One of the person's own lists; anybody else's answers NOT_FOUND, as if there were none. */
export async function ownList(deps: Deps, actor: Actor, listId: string): Promise<WatchlistView> {
  const list = await deps.db.watchlist.findFirst({ where: { id: listId, userId: actor.userId } });
  if (!list) throw new AppError("NOT_FOUND");
  return watchlistView(list);
}
