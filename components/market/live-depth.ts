import type { Book } from "@/components/shell/live-store";
import type { Outputs } from "@/components/shell/trpc-client";
import { compareWire } from "@/domain/money/wire-sum";

export type Depth = Outputs["market"]["depth"];
export type Sales = Outputs["market"]["prints"];
type Level = Depth["venues"][number]["bids"][number];
type CompositeLevel = Depth["composite"]["bids"][number];

/** Trades that a tape keeps on screen. */
const SALES_AT_MOST = 100;

const levels = (side: Book["venues"][number]["bids"]): Level[] =>
  side.map(([price, size]) => ({ price, size }));

/** All venues' levels of one side joined by price, best first. */
function joined(venues: Depth["venues"], side: "bids" | "asks"): CompositeLevel[] {
  const byPrice = new Map<string, CompositeLevel>();
  for (const { venue, ...quote } of venues)
    for (const { price, size } of quote[side]) {
      const known = byPrice.get(price) ?? { price, size: 0, venues: [] };
      byPrice.set(price, {
        price,
        size: known.size + size,
        venues: [...known.venues, { venue, size }],
      });
    }
  const sign = side === "bids" ? -1 : 1;
  return [...byPrice.values()].sort((a, b) => sign * compareWire(a.price, b.price));
}

/** Level II as the procedure gives it, of what the line tells. */
export function depthOf(book: Book): Depth {
  const venues = book.venues.map(({ venue, bids, asks }) => ({
    venue,
    bids: levels(bids),
    asks: levels(asks),
  }));
  return {
    symbol: book.symbol,
    at: book.at,
    venues,
    composite: { bids: joined(venues, "bids"), asks: joined(venues, "asks") },
  };
}

/** A tape with the trades that the line tells besides, newest first, each once. */
export function salesOf(tape: Sales, book: Book): Sales {
  const newest = tape[0]?.at ?? 0;
  const added = book.prints.filter(({ at }) => at > newest);
  return [...added, ...tape].slice(0, SALES_AT_MOST);
}
