import { fromPrice, type MarketData, type TickPrice, toPrice } from "@/domain/market/types";
import { money, type Price } from "@/domain/money/money";
import { MARKET_COLLAR, trailingStop } from "@/domain/orders/order-cost";
import { type Instant, instant, localDateOf, plus } from "@/domain/time/instant";
import { nextMark } from "@/server/street/venues/look-times";
import { isWorse, type VenueOrderState } from "@/server/street/venues/order-book-state";

/** A trailing stop reads the tape in these pieces, each whole. */
const PIECE_MS = 60_000;
const PRINTS_A_PIECE = 5_000;

/** A stop that sells has no bound of its own until it is touched: then it gets a market order's (15c3-5). */
function boundAt(order: VenueOrderState, touched: TickPrice): void {
  if (order.limit !== null) return;
  const room = order.side === "BUY" ? money("1").plus(MARKET_COLLAR) : money("1").minus(MARKET_COLLAR);
  order.limit = fromPrice(toPrice(touched).times(room) as Price);
}

/** Whether a print touches a stop: at or above it for a purchase, at or below it for a sale. */
const touches = (order: VenueOrderState, price: TickPrice): boolean =>
  order.stop !== null && (price === order.stop || isWorse(order.side, price, order.stop));

/**
 * Reads the tape for a stop that waits, up to an instant. Returns when it was touched, or null after having moved
 * `checkedUntil` on. Trailing stops follow the best price on the way.
 */
export function watchStop(market: MarketData, order: VenueOrderState, end: Instant): Instant | null {
  return order.trail ? watchTrailing(market, order, end) : watchFixed(market, order, end);
}

function watchFixed(market: MarketData, order: VenueOrderState, end: Instant): Instant | null {
  const through = order.side === "BUY" ? "SELL" : "BUY";
  const stop = order.stop ?? (0 as TickPrice);
  const [print] = market.printsThrough(order.symbol, through, stop, order.checkedUntil, end, 1);
  if (!print) {
    order.checkedUntil = end;
    return null;
  }
  boundAt(order, print.price);
  return print.at;
}

function watchTrailing(market: MarketData, order: VenueOrderState, end: Instant): Instant | null {
  follow(order, market.last(order.symbol, order.checkedUntil)?.price ?? null);
  const to = instant(Math.min(end, nextMark(order.checkedUntil, PIECE_MS)));
  for (const print of market.prints(order.symbol, order.checkedUntil, to, PRINTS_A_PIECE)) {
    if (touches(order, print.price)) {
      boundAt(order, print.price);
      return print.at;
    }
    follow(order, print.price);
  }
  order.checkedUntil = plus(to, 0);
  return null;
}

/** Moves the best price and the stop behind it; a stop never moves away from the market again. */
function follow(order: VenueOrderState, price: TickPrice | null): void {
  if (price === null || !order.trail) return;
  const isBetter = order.peak === null || (order.side === "SELL" ? price > order.peak : price < order.peak);
  if (!isBetter) return;
  order.peak = price;
  order.stop = fromPrice(
    trailingStop(order.side, toPrice(price), order.trail, localDateOf(order.checkedUntil)),
  );
}
