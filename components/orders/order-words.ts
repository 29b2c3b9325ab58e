import type { Outputs } from "@/components/shell/trpc-client";
import type { Tone } from "@/components/ui/status-pill";
import type { OrderStatus } from "@/domain/orders/order-machine";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import { compareWire, sumWire } from "@/domain/money/wire-sum";

export type Order = Outputs["orders"]["list"]["orders"][number];
export type OrderDetail = Outputs["orders"]["detail"];
export type Fill = OrderDetail["executions"][number];

/** A status as people say it. `isGoingOn`: more may happen to it by itself. */
export type StatusWords = { label: string; tone: Tone; isGoingOn: boolean };

export const STATUS_WORDS = {
  HELD: { label: "Waiting", tone: "accent", isGoingOn: true },
  PENDING_NEW: { label: "Sending", tone: "accent", isGoingOn: true },
  NEW: { label: "Working", tone: "accent", isGoingOn: true },
  PARTIALLY_FILLED: { label: "Partly filled", tone: "caution", isGoingOn: true },
  FILLED: { label: "Filled", tone: "gain", isGoingOn: false },
  PENDING_CANCEL: { label: "Cancelling", tone: "caution", isGoingOn: true },
  PENDING_REPLACE: { label: "Changing", tone: "caution", isGoingOn: true },
  SUSPENDED: { label: "Halted", tone: "caution", isGoingOn: true },
  STOPPED: { label: "Guaranteed", tone: "accent", isGoingOn: true },
  DONE_FOR_DAY: { label: "Done for the day", tone: "neutral", isGoingOn: true },
  CALCULATED: { label: "Completed", tone: "neutral", isGoingOn: false },
  CANCELED: { label: "Cancelled", tone: "neutral", isGoingOn: false },
  REJECTED: { label: "Rejected by venue", tone: "danger", isGoingOn: false },
  EXPIRED: { label: "Expired", tone: "neutral", isGoingOn: false },
  DENIED: { label: "Refused", tone: "danger", isGoingOn: false },
} as const satisfies Record<OrderStatus, StatusWords>;

/** An order's part among orders that belong together. */
export const ROLE_WORDS = {
  ENTRY: "Entry",
  TAKE_PROFIT: "Take profit",
  STOP_LOSS: "Stop loss",
  THEN: "Then",
} as const satisfies Record<NonNullable<Order["groupRole"]>, string>;

export const SIDE_WORDS = { BUY: "Buy", SELL: "Sell" } as const;
const UNTIL_WORDS = {
  DAY: "day",
  GTC: "GTC",
  GTD: "GTD",
  IOC: "IOC",
  FOK: "FOK",
  OPG: "on open",
  CLS: "on close",
} as const satisfies Record<Order["timeInForce"], string>;

export type Terms = Pick<
  Order,
  "side" | "quantity" | "amount" | "type" | "limitPrice" | "stopPrice" | "trail" | "timeInForce"
>;

/** "100 limit 187.40", "60 market", "40 stop 180.00", "40 trailing 2%" */
function priceInWords({ type, limitPrice, stopPrice, trail }: Terms): string {
  switch (type) {
    case "MARKET":
      return "market";
    case "LIMIT":
      return `limit ${formatPrice(limitPrice)}`;
    case "STOP":
      return `stop ${formatPrice(stopPrice)}`;
    case "STOP_LIMIT":
      return `stop ${formatPrice(stopPrice)} limit ${formatPrice(limitPrice)}`;
    case "TRAILING_STOP":
      return trail?.by === "PERCENT"
        ? `trailing ${trail.value}%`
        : `trailing ${formatPrice(trail?.value ?? null)}`;
  }
}

/** "Buy 100 limit 187.40 day", "Sell 60 market", "Sell 40 trailing 2% GTC" */
export function termsInWords(terms: Terms): string {
  const { side, quantity, amount, type, timeInForce } = terms;
  const size =
    amount === null ? formatQuantity(quantity) : `$${formatMoney(amount)} (${formatQuantity(quantity)})`;
  const words = `${SIDE_WORDS[side]} ${size} ${priceInWords(terms)}`;
  return type === "MARKET" && timeInForce === "DAY" ? words : `${words} ${UNTIL_WORDS[timeInForce]}`;
}

/** The first clause of a sentence, without its full stop: enough for a row. */
export const firstClause = (sentence: string): string => sentence.split(/[:.](?:\s|$)/, 1)[0] ?? sentence;

/** What a working order still waits for before any venue has it: its entry, its stop, its auction; null if nothing. */
export function waitsFor(order: Waiting): string | null {
  const { status, groupRole, triggeredAt, stopPrice, trail, timeInForce } = order;
  if (status === "HELD" && groupRole && groupRole !== "ENTRY") return "Waits for entry";
  if (status !== "HELD" && status !== "NEW") return null;
  if (stopPrice && !triggeredAt) return `Waits for ${formatPrice(stopPrice)}`;
  if (trail && !triggeredAt) return "Trails the market";
  if (timeInForce === "OPG") return "Waits for the open";
  return timeInForce === "CLS" ? "Waits for the close" : null;
}
type Waiting = Pick<Order, "status" | "groupRole" | "triggeredAt" | "stopPrice" | "trail" | "timeInForce">;

/** What stands in the pill of a row: the status, what it waits for, and for a refusal why. */
export function statusInWords(order: Pick<Order, "status" | "reasons"> & Partial<Waiting>): string {
  const { status, reasons } = order;
  const { label } = STATUS_WORDS[status];
  const reason = reasons[0]?.message;
  if (reason && (status === "DENIED" || status === "REJECTED")) return `${label}: ${firstClause(reason)}`;
  const { groupRole = null, triggeredAt = null, stopPrice = null, trail = null, timeInForce = "DAY" } = order;
  return waitsFor({ status, groupRole, triggeredAt, stopPrice, trail, timeInForce }) ?? label;
}

/** "→ 200 limit 187.50": new terms that were asked for and are not in force yet; empty without any. */
export function changeInWords({ pendingReplace, ...order }: Terms & Pick<Order, "pendingReplace">): string {
  if (!pendingReplace) return "";
  const { quantity, limitPrice, stopPrice } = pendingReplace;
  const words = priceInWords({ ...order, limitPrice, stopPrice });
  return `→ ${formatQuantity(quantity)} ${words}`;
}

const ROLE_ORDER = ["ENTRY", "TAKE_PROFIT", "STOP_LOSS", "THEN"] as const;
const rank = ({ groupRole }: Pick<Order, "groupRole">) => (groupRole ? ROLE_ORDER.indexOf(groupRole) : 0);

/** The same orders with those of a group beside each other, where the first of them stood: entry first, then exits. */
export function groupTogether<Row extends Pick<Order, "groupId" | "groupRole">>(
  orders: readonly Row[],
): Row[] {
  const seen = new Set<string>();
  return orders.flatMap((order) => {
    const { groupId } = order;
    if (groupId === null) return [order];
    if (seen.has(groupId)) return [];
    seen.add(groupId);
    return orders.filter((other) => other.groupId === groupId).sort((a, b) => rank(a) - rank(b));
  });
}

type Progress = Pick<Order, "status" | "cumQty" | "quantity" | "averagePrice" | "reasons">;

/** How far an order is, in one sentence: what the ticket says and what is read out. */
export function progressInWords(order: Progress): string {
  const { status, cumQty, quantity, averagePrice, reasons } = order;
  const at = averagePrice ? ` at ${formatPrice(averagePrice)}` : "";
  const filled = `${formatQuantity(cumQty)} of ${formatQuantity(quantity)} filled${at}`;
  switch (status) {
    case "HELD":
      return "Waiting with us. No venue has it yet.";
    case "PENDING_NEW":
      return "Received. On its way to the venues.";
    case "NEW":
      return "Accepted and working. Nothing is filled yet.";
    case "PARTIALLY_FILLED":
      return `Working: ${filled}.`;
    case "FILLED":
      return `Filled: ${formatQuantity(cumQty)} of ${formatQuantity(quantity)}${at}.`;
    case "PENDING_CANCEL":
      return `Cancelling: ${filled} so far.`;
    case "PENDING_REPLACE":
      return `Changing: ${filled} so far.`;
    case "SUSPENDED":
      return `Halted: ${filled}.`;
    case "STOPPED":
      return `A price is guaranteed: ${filled}.`;
    case "DONE_FOR_DAY":
      return `Done for the day: ${filled}.`;
    case "CALCULATED":
      return `Completed: ${filled}.`;
    case "CANCELED":
      return `Cancelled: ${filled}.`;
    case "EXPIRED":
      return `Expired: ${filled}.`;
    case "REJECTED":
    case "DENIED":
      return [`${STATUS_WORDS[status].label}.`, ...reasons.map((reason) => reason.message)].join(" ");
  }
}

/** "XNAS 100 · EDGX 80": what each venue filled, or while nothing is filled, what it was given. */
export function routeInWords(route: Order["route"]): string {
  const isFilled = route.some((part) => part.filled !== "0");
  const byVenue = new Map<string, string>();
  for (const part of route) {
    const amount = isFilled ? part.filled : part.quantity;
    if (compareWire(amount, "0") > 0)
      byVenue.set(part.venue, sumWire([byVenue.get(part.venue) ?? "0", amount]));
  }
  return [...byVenue].map(([venue, amount]) => `${venue} ${formatQuantity(amount)}`).join(" · ");
}
