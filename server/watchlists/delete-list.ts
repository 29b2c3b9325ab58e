import { AppError } from "@/domain/errors";
import type { ListInput } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** Takes a list of one's own off the shelf, for good; the last one too. NOT_FOUND for anybody else's. */
export async function deleteList(deps: Deps, actor: Actor, input: ListInput): Promise<void> {
  const gone = await deps.db.$executeRaw`
    with gone as (
      delete from portal.watchlist
      where id = ${input.listId}::uuid and user_id = ${actor.userId}::uuid
      returning id, user_id
    )
    update portal.watchlist_shelf s set lists = array_remove(s.lists, gone.id)
    from gone where s.user_id = gone.user_id`;
  if (gone === 0) throw new AppError("NOT_FOUND");
}
