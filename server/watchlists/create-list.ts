import { AppError } from "@/domain/errors";
import { type CreateListInput, WATCHLIST_LIMITS } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { ensureShelf } from "@/server/watchlists/ensure-shelf";
import type { WatchlistView } from "@/server/watchlists/views";

/** Makes an empty list, the last on the shelf. CONFLICT when the person has WATCHLIST_LIMITS.lists. */
export async function createList(deps: Deps, actor: Actor, input: CreateListInput): Promise<WatchlistView> {
  await ensureShelf(deps, actor);
  const id = newId();
  const made = await deps.db.$executeRaw`
    with shelf as (
      update portal.watchlist_shelf set lists = array_append(lists, ${id}::uuid)
      where user_id = ${actor.userId}::uuid and cardinality(lists) < ${WATCHLIST_LIMITS.lists}
      returning user_id
    )
    insert into portal.watchlist (id, user_id, name, symbols)
    select ${id}::uuid, user_id, ${input.name}, array[]::text[] from shelf`;
  if (made === 0)
    throw new AppError("CONFLICT", `You can have ${WATCHLIST_LIMITS.lists} watchlists at most.`);
  return { id, name: input.name, symbols: [] };
}
