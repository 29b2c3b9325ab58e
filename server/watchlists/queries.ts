import { WATCHLIST_LIMITS } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { ensureShelf } from "@/server/watchlists/ensure-shelf";
import { type WatchlistView, watchlistView } from "@/server/watchlists/views";

const shelfOf = (deps: Deps, actor: Actor) =>
  deps.db.watchlistShelf.findUnique({
    where: { userId: actor.userId },
    include: { watchlists: { take: WATCHLIST_LIMITS.lists } },
  });

/** The person's own lists in their order; who has never had any gets a first one. */
export async function myWatchlists(deps: Deps, actor: Actor): Promise<WatchlistView[]> {
  let shelf = await shelfOf(deps, actor);
  if (!shelf) {
    await ensureShelf(deps, actor);
    shelf = await shelfOf(deps, actor);
  }
  const byId = new Map(shelf?.watchlists.map((list) => [list.id, list]));
  return (shelf?.lists ?? []).flatMap((id) => {
    const list = byId.get(id);
    return list ? [watchlistView(list)] : [];
  });
}
