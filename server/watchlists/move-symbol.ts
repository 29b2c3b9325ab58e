import type { MoveSymbolInput } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { ownList } from "@/server/watchlists/own-list";
import type { WatchlistView } from "@/server/watchlists/views";

/**
 * Puts a symbol at another place in a list of one's own. One that somebody has taken out in the meantime stays out: the
 * answer is the list as it is. NOT_FOUND for anybody else's list.
 */
export async function moveSymbol(deps: Deps, actor: Actor, input: MoveSymbolInput): Promise<WatchlistView> {
  const { listId, symbol, to } = input;
  const [list] = await deps.db.$queryRaw<WatchlistView[]>`
    update portal.watchlist set symbols =
      (array_remove(symbols, ${symbol}))[1:${to}::int]
      || ${symbol}::text
      || (array_remove(symbols, ${symbol}))[${to + 1}::int:]
    where id = ${listId}::uuid and user_id = ${actor.userId}::uuid and ${symbol} = any(symbols)
    returning id, name, symbols`;
  return list ?? ownList(deps, actor, listId);
}
