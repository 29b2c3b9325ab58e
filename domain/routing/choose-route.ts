import type { Instrument, Mic, VenueQuote } from "@/domain/market/types";
import { isStop, type OrderTerms } from "@/domain/orders/order-terms";
import { homeOf, planRoute, type RouteLeg, type RouteOrder, wholeVenue } from "@/domain/routing/plan-route";
import type { LocalDate } from "@/domain/time/instant";

/** The house's market maker: it deals in fractions of a share, as principal, at the national best price. */
export const FRACTIONAL_VENUE: Mic = "RSHM";

/** An order, or what is left of one, as DART sees it. */
export type RouteRequest = RouteOrder & {
  route: OrderTerms["route"];
  orderType: OrderTerms["type"];
  /** One of two orders of which each shrinks as the other fills: only one venue can see to that. */
  isLinked: boolean;
  /** How often it came back already: after the last round it waits where it is. */
  round: number;
};

/** Rounds of taking what is displayed before the rest is sent to wait. */
export const ROUTE_ROUNDS = 3;

/**
 * DART: where an order goes. The customer's own venue for a direct order; the primary listing for what has to be
 * watched or auctioned (stops, linked orders, opening and closing orders); one venue for fill-or-kill; the market
 * maker for fractions; for everything else the smart plan of plan-route.
 */
export function chooseRoute(
  order: RouteRequest,
  quotes: readonly VenueQuote[],
  instrument: Instrument,
  on: LocalDate,
): RouteLeg[] {
  const whole = (venue: Mic): RouteLeg[] => [
    { venue, quantity: order.quantity, limitPrice: order.limitPrice, role: "WAIT" },
  ];
  if (instrument.kind === "OTC") return whole(homeOf(instrument));
  if (!Number.isInteger(order.quantity)) return whole(FRACTIONAL_VENUE);
  if (order.route.kind === "DIRECT") return whole(order.route.venue);
  const isAuction = order.timeInForce === "OPG" || order.timeInForce === "CLS";
  if (isAuction || order.isLinked || isStop(order.orderType)) return whole(homeOf(instrument));
  if (order.timeInForce === "FOK") return whole(wholeVenue(order, quotes, instrument, on));
  const legs = planRoute(order, quotes, instrument, on);
  const mayComeBack = order.timeInForce !== "IOC" && order.round < ROUTE_ROUNDS;
  return mayComeBack ? legs : legs.map((leg) => ({ ...leg, role: "WAIT" }));
}
