import { formatPrice, formatQuantity } from "@/domain/money/format";
import { money, quantity, toWire } from "@/domain/money/money";
import { formatDate } from "@/domain/time/format";
import { localDateFromColumn } from "@/domain/time/instant";
import type { ActivityItem } from "@/server/activity/views";
import type { Db, Prisma } from "@/server/platform/db";

type OrderRow = Prisma.OrderGetPayload<object>;
type EventRow = Prisma.OrderEventGetPayload<object>;

/** Reads order events with their orders: two statements. The keys come from a list that was already the owner's. */
export async function loadOrderEvents(
  db: Db,
  keys: readonly string[],
): Promise<{ event: EventRow; order: OrderRow | undefined }[]> {
  if (keys.length === 0) return [];
  const events = await db.orderEvent.findMany({ where: { id: { in: keys.map(BigInt) } } });
  const orders = await db.order.findMany({ where: { id: { in: events.map((event) => event.orderId) } } });
  const byId = new Map(orders.map((order) => [order.id, order]));
  return events.map((event) => ({ event, order: byId.get(event.orderId) }));
}

/** FIX ExecType (tag 150) in a customer's words. */
const EVENT_TITLES: Record<string, string> = {
  PENDING_NEW: "Order received",
  NEW: "Order accepted",
  TRIGGERED: "Stop set off",
  PENDING_REPLACE: "Change asked for",
  REPLACE_REJECTED: "Change refused",
  SUSPENDED: "Order halted",
  DONE_FOR_DAY: "Order done for the day",
  PENDING_CANCEL: "Cancel asked for",
  CANCELED: "Order cancelled",
  CANCEL_REJECTED: "Cancel refused",
  REJECTED: "Order rejected",
  EXPIRED: "Order expired",
  DENIED: "Order refused",
};

const STANDS: Record<string, string> = {
  DAY: "day",
  GTC: "good till cancelled",
  GTD: "good till",
  IOC: "immediate or cancel",
  FOK: "fill or kill",
  OPG: "on the open",
  CLS: "on the close",
};

const priced = (amount: Prisma.Decimal): string => formatPrice(toWire(money(amount)));

type Priced = Pick<OrderRow, "type" | "limitPrice" | "stopPrice" | "trailBy" | "trailValue">;

/** "limit 187.40", "stop 180.00", "stop 180.00, limit 179.50", "trailing 2%", "at the market" */
function priceOf({ type, limitPrice, stopPrice, trailBy, trailValue }: Priced): string {
  if (type === "TRAILING_STOP" && trailValue)
    return `trailing ${trailBy === "PERCENT" ? `${toWire(money(trailValue))}%` : priced(trailValue)}`;
  const prices = [
    ...(stopPrice ? [`stop ${priced(stopPrice)}`] : []),
    ...(limitPrice ? [`limit ${priced(limitPrice)}`] : []),
  ];
  return prices.join(", ") || "at the market";
}

type Terms = Priced & Pick<OrderRow, "side" | "symbol" | "quantity" | "timeInForce" | "expiresOn">;

/** "Buy 100 AAPL, limit 187.40, day" */
export function terms(order: Terms): string {
  const shares = formatQuantity(toWire(quantity(order.quantity)));
  const stands = STANDS[order.timeInForce] ?? order.timeInForce;
  const until =
    order.timeInForce === "GTD" && order.expiresOn
      ? ` ${formatDate(localDateFromColumn(order.expiresOn))}`
      : "";
  return `${order.side === "BUY" ? "Buy" : "Sell"} ${shares} ${order.symbol}, ${priceOf(order)}, ${stands}${until}`;
}

const noteOf = (detail: Prisma.JsonValue): string | null =>
  detail && typeof detail === "object" && !Array.isArray(detail) && typeof detail.note === "string"
    ? detail.note
    : null;

const item = (
  order: OrderRow | undefined,
  words: Pick<ActivityItem, "id" | "title" | "detail">,
  at: Date,
): ActivityItem => ({
  ...words,
  kind: "ORDER",
  at: at.toISOString(),
  symbol: order?.symbol ?? null,
  quantity: null,
  price: null,
  amount: null,
  tradeDate: null,
  settlementDate: null,
  orderId: order?.id ?? null,
});

/** Events whose own name says it all. */
const NOTHING_TO_ADD: ReadonlySet<string> = new Set(["PENDING_NEW", "NEW"]);

const joined = (...parts: readonly (string | null | undefined)[]): string | null =>
  parts.filter(Boolean).join(" · ") || null;

export function orderEventItem(event: EventRow, order: OrderRow | undefined): ActivityItem {
  const note = NOTHING_TO_ADD.has(event.execType) ? null : noteOf(event.detail);
  const words = {
    id: String(event.id),
    title: EVENT_TITLES[event.execType] ?? "Order changed",
    detail: joined(order && terms(order), note),
  };
  return item(order, words, event.exchangeAt);
}

/** An order that we refused ourselves: it has no events, but it happened. */
export function denialItem(order: OrderRow): ActivityItem {
  const reasons = Array.isArray(order.reasons) ? order.reasons : [];
  const sentences = reasons.map((reason) =>
    reason && typeof reason === "object" && "message" in reason ? String(reason.message) : "",
  );
  const words = { id: order.id, title: "Order refused", detail: joined(terms(order), sentences.join(" ")) };
  return item(order, words, order.exchangeAt);
}
