import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import type { Money, Price, Quantity } from "@/domain/money/money";
import { GTC_DAYS } from "@/domain/orders/order-input";
import type { OrderTerms, TimeInForce } from "@/domain/orders/order-terms";
import { VENUE_FACTS } from "@/domain/routing/venues";

/** An order whose size may still be given in dollars. */
type Asked = Omit<OrderTerms, "quantity"> & { quantity: Quantity | null; amount: Money | null };

const UNTIL: Record<TimeInForce, string> = {
  DAY: "good for the day",
  GTC: `good until cancelled, ${GTC_DAYS} days at most`,
  GTD: "good until",
  IOC: "at once, and what is left is cancelled",
  FOK: "at once and whole, or not at all",
  OPG: "in the opening auction",
  CLS: "in the closing auction",
};

const dollars = (value: Price): string => formatPrice(value.toFixed());

function priceInWords({ type, side, limitPrice, stopPrice, trail }: Asked): string {
  const worse = side === "BUY" ? "rises" : "falls";
  const limit = limitPrice ? `at ${dollars(limitPrice)} or better` : "at the market";
  if (type === "STOP" || type === "STOP_LIMIT")
    return `${limit} once the price ${worse} to ${stopPrice ? dollars(stopPrice) : "the stop"}`;
  if (type !== "TRAILING_STOP" || !trail) return limit;
  const distance = trail.by === "AMOUNT" ? `$${dollars(trail.value)}` : `${trail.value.toFixed()}%`;
  return `at the market once the price ${worse} ${distance} from its ${side === "BUY" ? "low" : "high"}`;
}

/**
 * What the button will do, in words: "Buy 100 AAPL at 187.40 or better, good for the day, routed to NYSE Arca". An
 * order in dollars names them.
 */
export function orderInWords(order: Asked): string {
  const size = order.quantity
    ? formatQuantity(order.quantity.toFixed())
    : `$${formatMoney(order.amount?.toFixed(2) ?? "0.00")} of`;
  const until =
    order.timeInForce === "GTD" ? `${UNTIL.GTD} ${order.expiresOn ?? ""}` : UNTIL[order.timeInForce];
  const hours = order.session === "EXTENDED" ? ", also before the open and after the close" : "";
  const route = order.route.kind === "SMART" ? "by DART" : `to ${VENUE_FACTS[order.route.venue].name}`;
  const side = order.side === "BUY" ? "Buy" : "Sell";
  return `${side} ${size} ${order.symbol} ${priceInWords(order)}, ${until}${hours}, routed ${route}`;
}
