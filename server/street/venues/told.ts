import { toPrice } from "@/domain/market/types";
import { quantity } from "@/domain/money/money";
import type { VenueEvent } from "@/domain/routing/messages";
import { venueFee } from "@/domain/routing/venue-fees";
import { type Instant, localDateOf, toIso } from "@/domain/time/instant";
import { type Happening, hasLimit, type VenueOrderState } from "@/server/street/venues/order-book-state";
import type { VenueTradeRow } from "@/server/street/venues/venue-trades";

/** What one order's story adds to the log: the event, and the trade if it was a fill. */
export type Told = { at: Instant; event: VenueEvent; trade?: VenueTradeRow };

const bare = (uuid: string): string => uuid.replaceAll("-", "");

function fillOf(happening: Extract<Happening, { kind: "FILL" }>): Told {
  const { order, at, shares, liquidity } = happening;
  const lastPx = toPrice(happening.price);
  const use = liquidity === "ADDED" ? "ADD" : "TAKE";
  // The cumulative quantity grows with each fill, so the id is the order's own and never given twice.
  const execId = `${order.venue}-${bare(order.id)}-${happening.cumulative}`;
  const fee = venueFee(order.venue, use, quantity(shares), lastPx, localDateOf(at));
  return {
    at,
    event: {
      kind: "FILL",
      childOrderId: order.id,
      at: toIso(at),
      execId,
      venue: order.venue,
      quantity: String(shares),
      price: lastPx.toFixed(),
      liquidity,
      venueFee: fee.toFixed(),
    },
    trade: { execId, order, shares: String(shares), price: lastPx.toFixed(), liquidity, at },
  };
}

/** What happened to an order, as the log tells it. */
export function toldOf(happening: Happening): Told {
  const { order, at } = happening;
  const named = { childOrderId: order.id, at: toIso(at) };
  switch (happening.kind) {
    case "FILL":
      return fillOf(happening);
    case "TRIGGERED":
      return { at, event: { kind: "TRIGGERED", ...named } };
    case "CANCELED":
      return { at, event: { kind: "CANCELED", ...named, reason: happening.reason } };
    case "EXPIRED":
      return { at, event: { kind: "EXPIRED", ...named } };
  }
}

/** An order's terms as events tell them; where a trailing stop stands at the moment is not one of them. */
export const termsOf = (order: VenueOrderState) => ({
  quantity: String(order.quantity),
  limitPrice: hasLimit(order) && order.limit !== null ? toPrice(order.limit).toFixed() : null,
  stopPrice: order.stop === null || order.trail ? null : toPrice(order.stop).toFixed(),
});
