import type { Level, Mic, TickPrice, VenueQuote } from "@/domain/market/types";

/** One price over all venues: the shares shown there, and who shows how many. */
export type CompositeLevel = {
  price: TickPrice;
  size: number;
  venues: readonly { venue: Mic; size: number }[];
};

export type CompositeBook = { bids: readonly CompositeLevel[]; asks: readonly CompositeLevel[] };

function fold(quotes: readonly VenueQuote[], sideOf: (quote: VenueQuote) => readonly Level[], sign: 1 | -1) {
  const byPrice = new Map<TickPrice, { size: number; venues: { venue: Mic; size: number }[] }>();
  for (const quote of quotes) {
    for (const { price, size } of sideOf(quote)) {
      const level = byPrice.get(price) ?? { size: 0, venues: [] };
      level.size += size;
      level.venues.push({ venue: quote.venue, size });
      byPrice.set(price, level);
    }
  }
  return [...byPrice]
    .map(([price, level]): CompositeLevel => ({ price, ...level }))
    .sort((a, b) => sign * (a.price - b.price));
}

/**
 * The books of all venues as one: price levels, best first, with each venue's part in the order in which the venues
 * came. Nothing is added or lost: sizes add up to those of the venues.
 */
export const compositeBook = (quotes: readonly VenueQuote[]): CompositeBook => ({
  bids: fold(quotes, (quote) => quote.bids, -1),
  asks: fold(quotes, (quote) => quote.asks, 1),
});
