import type { MarketData } from "@/domain/market/types";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

const FIRST_NAME = "My watchlist";
const FIRST_SYMBOLS = ["SPY", "QQQ", "AAPL", "MSFT", "NVDA", "KO"];

/** What a first list shows: well-known names, or where the market has none of them its own first ones. */
function firstSymbols(market: MarketData): string[] {
  const known = FIRST_SYMBOLS.filter((symbol) => market.instrument(symbol));
  if (known.length > 0) return known;
  return market
    .instruments()
    .slice(0, FIRST_SYMBOLS.length)
    .map(({ symbol }) => symbol);
}

/** Makes a person's shelf with a first list on it, once: whoever comes second finds it there. */
export async function ensureShelf(deps: Deps, actor: Actor): Promise<void> {
  const id = newId();
  await deps.db.$executeRaw`
    with shelf as (
      insert into portal.watchlist_shelf (user_id, lists)
      values (${actor.userId}::uuid, array[${id}::uuid])
      on conflict (user_id) do nothing
      returning user_id
    )
    insert into portal.watchlist (id, user_id, name, symbols)
    select ${id}::uuid, user_id, ${FIRST_NAME}, ${firstSymbols(deps.market)}::text[] from shelf`;
}
