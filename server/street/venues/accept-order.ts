import { isAppError } from "@/domain/errors";
import { VENUE_FACTS } from "@/domain/routing/venues";
import type { VenueCommand } from "@/domain/routing/messages";
import { fromPrice, type MarketData, type TickPrice } from "@/domain/market/types";
import { isStop } from "@/domain/orders/order-terms";
import { isOnTick } from "@/domain/market/ticks";
import { price, quantity } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import { addDays, type Instant, type LocalDate, localDate, plus } from "@/domain/time/instant";
import { dayBounds, type ExchangeHours } from "@/server/street/day-bounds";
import { hasLimit, type VenueOrderState } from "@/server/street/venues/order-book-state";
import { type Hours, hoursAt } from "@/server/street/venues/look-times";

const ticksOf = (text: string | null): TickPrice | null => (text === null ? null : fromPrice(price(text)));

export type NewOrder = Extract<VenueCommand, { kind: "NEW_ORDER" }>;

/** More shares than any order may have; keeps share counts exact in a JavaScript number. */
const MOST_SHARES = 1_000_000_000;

/** When a request that reached the gateway at an instant is at the venue; not within a day that has been ended. */
export function arrivalAt(venue: keyof typeof VENUE_FACTS, at: Instant, endedAt: Instant | null): Instant {
  const arrival = plus(at, VENUE_FACTS[venue].latencyMs);
  return endedAt !== null && arrival < endedAt ? endedAt : arrival;
}

/** Why a venue does not take an order, in a sentence; null when it does. */
function refusal(order: NewOrder, market: MarketData, tradeDate: LocalDate): string | null {
  const instrument = market.instrument(order.symbol);
  if (!instrument) return `${order.symbol} is not a known symbol.`;
  const isListed =
    (!instrument.listedFrom || instrument.listedFrom <= tradeDate) &&
    (!instrument.listedTo || tradeDate <= instrument.listedTo);
  if (!isListed) return `${order.symbol} is not listed on ${tradeDate}.`;
  const shares = quantity(order.quantity);
  const isFraction = !shares.isInteger();
  const isPrincipal = isFraction && order.venue === "RSHM" && instrument.fractionable;
  if (!isPrincipal && !instrument.venues.includes(order.venue))
    return `${VENUE_FACTS[order.venue].name} does not trade ${order.symbol}.`;
  if (!shares.gt(0) || (isFraction && !isPrincipal) || shares.gt(MOST_SHARES))
    return "The quantity must be a whole number of shares.";
  return priceRefusal(order, tradeDate);
}

/** Whether an order has the prices that its type needs, on ticks. */
function priceRefusal(order: NewOrder, tradeDate: LocalDate): string | null {
  if (hasLimit(order) && order.limitPrice === null) return "A limit order needs a limit price.";
  if ((order.type === "STOP" || order.type === "STOP_LIMIT") && order.stopPrice === null)
    return "A stop order needs a stop price.";
  if (order.type === "TRAILING_STOP" && order.trail === null) return "A trailing stop needs a trail.";
  for (const named of [hasLimit(order) ? order.limitPrice : null, order.stopPrice]) {
    if (named !== null && !isOnTick(price(named), tradeDate))
      return "The limit price is not a whole number of ticks.";
  }
  return null;
}

/**
 * The close at which an order ends: its first session's, or for GTC and GTD that of the last trading day up to its
 * last day. Null for a last day that is in no calendar of ours.
 */
function endOf(order: NewOrder, first: Hours, world: ExchangeHours): Instant | null {
  const isStanding = order.timeInForce === "GTC" || order.timeInForce === "GTD";
  if (!isStanding || order.expiresOn === null) return first.close;
  try {
    const lastDay = exchangeCalendar.previousTradingDay(addDays(localDate(order.expiresOn), 1));
    return dayBounds(lastDay, order.session === "EXTENDED" ? world : "regular")?.close ?? null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** The hours in which an order first trades: an opening order that comes after the open has the next one to wait for. */
function firstHours(order: NewOrder, arrival: Instant, world: ExchangeHours): Hours {
  const hours = hoursAt(arrival, order.session, world);
  return order.timeInForce === "OPG" && arrival > hours.open ? hoursAt(hours.close, "REGULAR", world) : hours;
}

/** A new order as the venue holds it, or why it refuses it. Outside the session it waits for the next open. */
export function acceptOrder(
  order: NewOrder,
  market: MarketData,
  arrival: Instant,
  world: ExchangeHours,
): VenueOrderState | { refused: string } {
  const hours = firstHours(order, arrival, world);
  const refused = refusal(order, market, hours.date);
  if (refused !== null) return { refused };
  const begins = arrival < hours.open ? hours.open : arrival;
  const expiresAt = endOf(order, hours, world);
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
    session: order.session,
    trail: order.trail && { by: order.trail.by, value: price(order.trail.value) },
    onProtected: order.onProtected,
    linkId: order.linkId,
    doNotReduce: order.doNotReduce ?? false,
    isGrouped: order.isGrouped ?? false,
    quantity: quantity(order.quantity).toNumber(),
    limit: ticksOf(order.limitPrice),
    stop: ticksOf(order.stopPrice),
    peak: null,
    triggered: !isStop(order.type),
    receivedAt: begins,
    expiresAt,
    filled: 0,
    takenBack: 0,
    status: "OPEN",
    queueAhead: 0,
    checkedUntil: plus(begins, -1),
    resting: false,
  };
}
