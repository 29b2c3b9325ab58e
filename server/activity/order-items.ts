import { formatPrice, formatQuantity } from "@/domain/money/format";
import { money, quantity, toWire } from "@/domain/money/money";
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
  PENDING_CANCEL: "Cancel asked for",
  CANCELED: "Order cancelled",
  CANCEL_REJECTED: "Cancel refused",
  REJECTED: "Order rejected",
  EXPIRED: "Order expired",
  DENIED: "Order refused",
};

/** "Buy 100 AAPL, limit 187.40, day" */
function terms(order: OrderRow): string {
  const shares = formatQuantity(toWire(quantity(order.quantity)));
  const price = order.limitPrice ? `limit ${formatPrice(toWire(money(order.limitPrice)))}` : "at the market";
  const stands = order.timeInForce === "GTC" ? "good till cancelled" : "day";
  return `${order.side === "BUY" ? "Buy" : "Sell"} ${shares} ${order.symbol}, ${price}, ${stands}`;
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
