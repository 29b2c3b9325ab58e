import { AppError } from "@/domain/errors";
import type { MoveListInput } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

/** Puts a list of one's own at another place in the order. NOT_FOUND for anybody else's. */
export async function moveList(deps: Deps, actor: Actor, input: MoveListInput): Promise<void> {
  const { listId, to } = input;
  const moved = await deps.db.$executeRaw`
    update portal.watchlist_shelf set lists =
      (array_remove(lists, ${listId}::uuid))[1:${to}::int]
      || ${listId}::uuid
      || (array_remove(lists, ${listId}::uuid))[${to + 1}::int:]
    where user_id = ${actor.userId}::uuid and ${listId}::uuid = any(lists)`;
  if (moved === 0) throw new AppError("NOT_FOUND");
}
