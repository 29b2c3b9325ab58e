import { isAppError } from "@/domain/errors";
import { VENUE_FACTS } from "@/domain/routing/venues";
import type { VenueCommand } from "@/domain/routing/messages";
import { fromPrice, type MarketData } from "@/domain/market/types";
import { isOnTick } from "@/domain/market/ticks";
import { price, quantity } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, type Instant, type LocalDate, localDate, plus } from "@/domain/time/instant";
import type { VenueOrderState } from "@/server/street/venues/order-book-state";
import { sessionAt } from "@/server/street/venues/look-times";

export type NewOrder = Extract<VenueCommand, { kind: "NEW_ORDER" }>;

/** More shares than any order may have; keeps share counts exact in a JavaScript number. */
const MOST_SHARES = 1_000_000_000;

/** When a request that reached the gateway at an instant is at the venue; not within a day that has been ended. */
export function arrivalAt(venue: keyof typeof VENUE_FACTS, at: Instant, endedDay: LocalDate | null): Instant {
  const arrival = plus(at, VENUE_FACTS[venue].latencyMs);
  const ended = endedDay && exchangeCalendar.session(endedDay);
  return ended && arrival < ended.close ? ended.close : arrival;
}

/** Why a venue does not take an order, in a sentence; null when it does. */
function refusal(order: NewOrder, market: MarketData, tradeDate: LocalDate): string | null {
  const instrument = market.instrument(order.symbol);
  if (!instrument) return `${order.symbol} is not a known symbol.`;
  const isListed =
    (!instrument.listedFrom || instrument.listedFrom <= tradeDate) &&
    (!instrument.listedTo || tradeDate <= instrument.listedTo);
  if (!isListed) return `${order.symbol} is not listed on ${tradeDate}.`;
  if (!instrument.venues.includes(order.venue)) {
    return `${VENUE_FACTS[order.venue].name} does not trade ${order.symbol}.`;
  }
  const shares = quantity(order.quantity);
  if (!shares.gt(0) || !shares.isInteger() || shares.gt(MOST_SHARES))
    return "The quantity must be a whole number of shares.";
  if (order.type === "MARKET") return null;
  if (order.limitPrice === null) return "A limit order needs a limit price.";
  return isOnTick(price(order.limitPrice), tradeDate)
    ? null
    : "The limit price is not a whole number of ticks.";
}

/**
 * The close at which an order ends: its first session's, or for GTC that of the last trading day up to its last day.
 * Null for a last day that is in no calendar of ours.
 */
function endOf(order: NewOrder, firstClose: Instant): Instant | null {
  if (order.timeInForce !== "GTC" || order.expiresOn === null) return firstClose;
  try {
    const lastDay = exchangeCalendar.previousTradingDay(addDays(localDate(order.expiresOn), 1));
    return exchangeCalendar.session(lastDay)?.close ?? null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** A new order as the venue holds it, or why it refuses it. Outside the session it waits for the next open. */
export function acceptOrder(
  order: NewOrder,
  market: MarketData,
  arrival: Instant,
): VenueOrderState | { refused: string } {
  const session = sessionAt(arrival);
  const refused = refusal(order, market, session.date);
  if (refused !== null) return { refused };
  const begins = arrival < session.open ? session.open : arrival;
  const expiresAt = endOf(order, session.close);
  if (expiresAt === null) return { refused: `There is no trading day ${order.expiresOn}.` };
  if (expiresAt <= begins) return { refused: "The order's last day is over." };
  return {
    id: order.childOrderId,
    venue: order.venue,
    accountNumber: order.accountNumber,
    orderReference: order.orderReference,
    symbol: order.symbol,
    side: order.side,
    type: order.type,
    timeInForce: order.timeInForce,
    quantity: quantity(order.quantity).toNumber(),
    limit: order.limitPrice === null ? null : fromPrice(price(order.limitPrice)),
    receivedAt: begins,
    expiresAt,
    filled: 0,
    status: "OPEN",
    queueAhead: 0,
    checkedUntil: plus(begins, -1),
    resting: false,
  };
}
