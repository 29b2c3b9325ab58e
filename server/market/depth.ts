import { compositeBook } from "@/domain/market/composite-book";
import { type Level, type TickPrice, toPrice } from "@/domain/market/types";
import { toWire } from "@/domain/money/money";
import { instrumentOf } from "@/server/market/queries";
import type { DepthView, LevelView } from "@/server/market/views";
import { requireLevelTwo } from "@/server/market-data";
import type { Actor } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";

const wirePrice = (price: TickPrice): string => toWire(toPrice(price));
const levelView = ({ price, size }: Level): LevelView => ({ price: wirePrice(price), size });

/**
 * Level II at this moment: each venue's five levels, and all of them as one book. Empty where nobody quotes (closed, or
 * halted). UNKNOWN_SYMBOL for what we do not trade, FORBIDDEN without the Level II plan.
 */
export async function depth(
  deps: Deps,
  actor: Pick<Actor, "userId">,
  input: { symbol: string },
): Promise<DepthView> {
  await requireLevelTwo(deps, actor.userId);
  instrumentOf(deps, input);
  const at = await deps.clock.exchangeNow();
  const quotes = deps.market.book(input.symbol, at);
  const { bids, asks } = compositeBook(quotes);
  const merged = (levels: typeof bids) =>
    levels.map((level) => ({ ...level, price: wirePrice(level.price) }));
  return {
    symbol: input.symbol,
    at,
    venues: quotes.map((quote) => ({
      venue: quote.venue,
      bids: quote.bids.map(levelView),
      asks: quote.asks.map(levelView),
    })),
    composite: { bids: merged(bids), asks: merged(asks) },
  };
}
