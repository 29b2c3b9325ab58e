import type { Depth } from "@/components/market/market-types";
import { compareDecimals } from "@/components/ui/decimal-text";
import { add, quantity, toWire } from "@/domain/money/money";

export type BookSide = "BID" | "ASK";
export type OrderSide = "BUY" | "SELL";

/** A working order of the reader's, as far as a ladder knows it. */
export type OwnOrder = { side: OrderSide; limitPrice: string | null; leavesQty: string };

/** One price of the ladder: what all venues show there, and what the reader has working there. */
export type LadderRow = {
  price: string;
  side: BookSide;
  size: number;
  venues: readonly { venue: string; size: number }[];
  /** Of the largest size that is shown, 0 to 1: the length of its bar. */
  share: number;
  /** The reader's own shares waiting at this price; null for none. */
  own: string | null;
};

const sideOf = (order: OwnOrder): BookSide => (order.side === "BUY" ? "BID" : "ASK");

/** Own shares by price, of one side; prices that are written differently are the same price. */
function ownAt(orders: readonly OwnOrder[], side: BookSide, price: string): string | null {
  const here = orders.filter(
    (order) =>
      sideOf(order) === side && order.limitPrice !== null && compareDecimals(order.limitPrice, price) === 0,
  );
  return here.length === 0 ? null : toWire(add(...here.map(({ leavesQty }) => quantity(leavesQty))));
}

/** Prices of own orders that stand where nothing is displayed: between the levels, or beyond the last one. */
function ownPrices(
  orders: readonly OwnOrder[],
  side: BookSide,
  shown: readonly { price: string }[],
): string[] {
  const prices: string[] = [];
  for (const order of orders) {
    const { limitPrice } = order;
    if (sideOf(order) !== side || limitPrice === null) continue;
    const isKnown = [...shown.map(({ price }) => price), ...prices].some(
      (price) => compareDecimals(price, limitPrice) === 0,
    );
    if (!isKnown) prices.push(limitPrice);
  }
  return prices;
}

/**
 * The rows of a price ladder, highest price first: the best `levels` asks above the best `levels` bids, with rows of
 * their own for the reader's orders at other prices.
 */
export function ladderRows(
  { bids, asks }: Depth["composite"],
  orders: readonly OwnOrder[],
  levels: number,
): LadderRow[] {
  const sides = [
    { side: "ASK" as const, shown: asks.slice(0, levels) },
    { side: "BID" as const, shown: bids.slice(0, levels) },
  ];
  const most = Math.max(1, ...sides.flatMap(({ shown }) => shown.map(({ size }) => size)));
  return sides.flatMap(({ side, shown }) =>
    [
      ...shown.map(({ price, size, venues }) => ({ price, size, venues })),
      ...ownPrices(orders, side, shown).map((price) => ({ price, size: 0, venues: [] })),
    ]
      .sort((a, b) => compareDecimals(b.price, a.price))
      .map((level) => ({ ...level, side, share: level.size / most, own: ownAt(orders, side, level.price) })),
  );
}

export type VenueRow = { venue: string; price: string; size: number };

/** One side of Level II by venue: every venue's levels, best price first, at a price the largest size first. */
export function venueRows({ venues }: Pick<Depth, "venues">, side: BookSide): VenueRow[] {
  const sign = side === "BID" ? -1 : 1;
  return venues
    .flatMap(({ venue, bids, asks }) =>
      (side === "BID" ? bids : asks).map(({ price, size }) => ({ venue, price, size })),
    )
    .sort((a, b) => sign * compareDecimals(a.price, b.price) || b.size - a.size);
}

/** What an order at a price of a side would do: take it. A bid is sold to, an ask bought from. */
export const takerOf = (side: BookSide): OrderSide => (side === "BID" ? "SELL" : "BUY");
