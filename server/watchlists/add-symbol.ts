import { AppError } from "@/domain/errors";
import { type ListSymbolInput, WATCHLIST_LIMITS } from "@/domain/watchlists/watchlist-input";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { ownList } from "@/server/watchlists/own-list";
import type { WatchlistView } from "@/server/watchlists/views";

/**
 * Adds a symbol at the end of a list of one's own; one that is there already stays where it is. Errors: NOT_FOUND for
 * anybody else's list, UNKNOWN_SYMBOL, CONFLICT when the list has WATCHLIST_LIMITS.symbols.
 */
export async function addSymbol(deps: Deps, actor: Actor, input: ListSymbolInput): Promise<WatchlistView> {
  const { listId, symbol } = input;
  if (!deps.market.instrument(symbol)) {
    await ownList(deps, actor, listId);
    throw new AppError("UNKNOWN_SYMBOL", `We do not trade ${symbol}.`);
  }
  const [list] = await deps.db.$queryRaw<WatchlistView[]>`
    update portal.watchlist
    set symbols = case when ${symbol} = any(symbols) then symbols else array_append(symbols, ${symbol}) end
    where id = ${listId}::uuid and user_id = ${actor.userId}::uuid
      and (${symbol} = any(symbols) or cardinality(symbols) < ${WATCHLIST_LIMITS.symbols})
    returning id, name, symbols`;
  if (list) return list;
  await ownList(deps, actor, listId);
  throw new AppError("CONFLICT", `A watchlist can have ${WATCHLIST_LIMITS.symbols} symbols at most.`);
}
