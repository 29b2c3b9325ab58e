import { AppError } from "@/domain/errors";
import type { ListSymbolInput } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import type { WatchlistView } from "@/server/watchlists/views";

/** Takes a symbol out of a list of one's own, if it is there. NOT_FOUND for anybody else's list. */
export async function removeSymbol(deps: Deps, actor: Actor, input: ListSymbolInput): Promise<WatchlistView> {
  const [list] = await deps.db.$queryRaw<WatchlistView[]>`
    update portal.watchlist set symbols = array_remove(symbols, ${input.symbol})
    where id = ${input.listId}::uuid and user_id = ${actor.userId}::uuid
    returning id, name, symbols`;
  if (!list) throw new AppError("NOT_FOUND");
  return list;
}
