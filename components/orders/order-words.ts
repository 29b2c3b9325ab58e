import type { Outputs } from "@/components/shell/trpc-client";
import type { Tone } from "@/components/ui/status-pill";
import type { OrderStatus } from "@/domain/orders/order-machine";
import { formatPrice, formatQuantity } from "@/domain/money/format";

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

export const SIDE_WORDS = { BUY: "Buy", SELL: "Sell" } as const;
const UNTIL_WORDS = { DAY: "day", GTC: "GTC" } as const;

type Terms = Pick<Order, "side" | "quantity" | "type" | "limitPrice" | "timeInForce">;

/** "Buy 100 limit 187.40 day", "Sell 60 market" */
export function termsInWords({ side, quantity, type, limitPrice, timeInForce }: Terms): string {
  const what = `${SIDE_WORDS[side]} ${formatQuantity(quantity)}`;
  if (type === "MARKET") return `${what} market`;
  return `${what} limit ${formatPrice(limitPrice)} ${UNTIL_WORDS[timeInForce]}`;
}

/** The first clause of a sentence, without its full stop: enough for a row. */
export const firstClause = (sentence: string): string => sentence.split(/[:.](?:\s|$)/, 1)[0] ?? sentence;

/** What stands in the pill of a row: the status, and for a refusal why. */
export function statusInWords({ status, reasons }: Pick<Order, "status" | "reasons">): string {
  const { label } = STATUS_WORDS[status];
  const reason = reasons[0]?.message;
  return reason && (status === "DENIED" || status === "REJECTED")
    ? `${label}: ${firstClause(reason)}`
    : label;
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
  const shares = new Map<string, bigint>();
  for (const part of route) {
    const amount = BigInt((isFilled ? part.filled : part.quantity).split(".")[0] ?? "0");
    if (amount > 0n) shares.set(part.venue, (shares.get(part.venue) ?? 0n) + amount);
  }
  return [...shares].map(([venue, amount]) => `${venue} ${formatQuantity(amount.toString())}`).join(" · ");
}
