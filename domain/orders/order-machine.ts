/**
 * The life of an order as a table. Status is FIX OrdStatus (tag 39) by name, plus DENIED: refused by us before any
 * venue saw it (FIX knows only REJECTED, which is the venue's word). Nothing else in the code assigns a status.
 */
export const ORDER_STATUSES = [
  "DENIED",
  "PENDING_NEW",
  "NEW",
  "PARTIALLY_FILLED",
  "FILLED",
  "PENDING_CANCEL",
  "CANCELED",
  "REJECTED",
  "EXPIRED",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * What can happen to an order. FILL_PART leaves something to do, FILL_ALL nothing. CANCEL_REFUSED comes in two, as
 * the order returns to what it was: untouched or partly filled.
 */
export const ORDER_EVENTS = [
  "ACCEPT",
  "REJECT",
  "FILL_PART",
  "FILL_ALL",
  "REQUEST_CANCEL",
  "CANCEL",
  "CANCEL_REFUSED_UNFILLED",
  "CANCEL_REFUSED_PART_FILLED",
  "EXPIRE",
] as const;
export type OrderEventKind = (typeof ORDER_EVENTS)[number];

/**
 * Rows are what an order is, columns what happens, cells what it becomes; an absent cell is illegal.
 * - A fill while a cancel is pending leaves the order pending (FIX precedence: PendingCancel over PartiallyFilled),
 *   unless it completes it.
 * - A fill that crosses a cancel or an expiry on the wire still counts: the venue's trade stands. A partial one
 *   leaves the order Canceled, a completing one makes it Filled (FIX precedence: Filled over Canceled over
 *   PartiallyFilled).
 */
export const TRANSITIONS: Record<OrderStatus, Partial<Record<OrderEventKind, OrderStatus>>> = {
  DENIED: {},
  PENDING_NEW: {
    ACCEPT: "NEW",
    REJECT: "REJECTED",
    FILL_PART: "PARTIALLY_FILLED",
    FILL_ALL: "FILLED",
    REQUEST_CANCEL: "PENDING_CANCEL",
    CANCEL: "CANCELED",
    EXPIRE: "EXPIRED",
  },
  NEW: {
    ACCEPT: "NEW",
    FILL_PART: "PARTIALLY_FILLED",
    FILL_ALL: "FILLED",
    REQUEST_CANCEL: "PENDING_CANCEL",
    CANCEL: "CANCELED",
    EXPIRE: "EXPIRED",
  },
  PARTIALLY_FILLED: {
    ACCEPT: "PARTIALLY_FILLED",
    FILL_PART: "PARTIALLY_FILLED",
    FILL_ALL: "FILLED",
    REQUEST_CANCEL: "PENDING_CANCEL",
    CANCEL: "CANCELED",
    EXPIRE: "EXPIRED",
  },
  FILLED: {},
  PENDING_CANCEL: {
    ACCEPT: "PENDING_CANCEL",
    REJECT: "REJECTED",
    FILL_PART: "PENDING_CANCEL",
    FILL_ALL: "FILLED",
    CANCEL: "CANCELED",
    CANCEL_REFUSED_UNFILLED: "NEW",
    CANCEL_REFUSED_PART_FILLED: "PARTIALLY_FILLED",
    EXPIRE: "EXPIRED",
  },
  CANCELED: { FILL_PART: "CANCELED", FILL_ALL: "FILLED" },
  REJECTED: {},
  EXPIRED: { FILL_PART: "EXPIRED", FILL_ALL: "FILLED" },
};

/** The status after an event, or null where the event is illegal: the caller decides whether that is a bug. */
export const nextStatus = (from: OrderStatus, event: OrderEventKind): OrderStatus | null =>
  TRANSITIONS[from][event] ?? null;

/** Statuses in which an order still works at a venue, or may. */
export const OPEN_STATUSES = [
  "PENDING_NEW",
  "NEW",
  "PARTIALLY_FILLED",
  "PENDING_CANCEL",
] as const satisfies readonly OrderStatus[];
const OPEN: ReadonlySet<string> = new Set(OPEN_STATUSES);
export const isOpen = (status: OrderStatus): boolean => OPEN.has(status);

/** FIX ExecType (tag 150) by name: why a report was sent, apart from where the order stands. */
export type ExecType =
  | "NEW"
  | "TRADE"
  | "CANCELED"
  | "PENDING_CANCEL"
  | "REJECTED"
  | "EXPIRED"
  | "PENDING_NEW"
  | "DENIED"
  | "CANCEL_REJECTED";
