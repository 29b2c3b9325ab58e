/**
 * The life of an order as a table. Status is FIX OrdStatus (tag 39) by name, plus two of ours: DENIED, refused by us
 * before any venue saw it (FIX knows only REJECTED, the venue's word), and HELD, known to us and sent nowhere while it
 * waits for its parent's fill or for the session. Nothing else in the code assigns a status.
 */
export const ORDER_STATUSES = [
  "DENIED",
  "HELD",
  "PENDING_NEW",
  "NEW",
  "PARTIALLY_FILLED",
  "FILLED",
  "DONE_FOR_DAY",
  "PENDING_CANCEL",
  "PENDING_REPLACE",
  "CANCELED",
  "REJECTED",
  "EXPIRED",
  "SUSPENDED",
  "STOPPED",
  "CALCULATED",
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * What can happen to an order. To ask (ASK_CANCEL, ASK_REPLACE) changes nothing yet; the request is under way from its
 * PEND on, and answered by CANCEL or REPLACE, or by a REFUSE. BUST and CORRECT change what was executed. ASK_STATUS and
 * SEND_AGAIN (the same ClOrdID came once more) only want a report.
 */
export const ORDER_EVENTS = [
  "RELEASE",
  "DENY",
  "ACCEPT",
  "REJECT",
  "FILL",
  "BUST",
  "CORRECT",
  "ASK_CANCEL",
  "PEND_CANCEL",
  "CANCEL",
  "REFUSE_CANCEL",
  "ASK_REPLACE",
  "PEND_REPLACE",
  "REPLACE",
  "REFUSE_REPLACE",
  "RESTATE",
  "TRIGGER",
  "STOP",
  "SUSPEND",
  "RESUME",
  "FINISH_DAY",
  "CALCULATE",
  "EXPIRE",
  "ASK_STATUS",
  "SEND_AGAIN",
] as const;
export type OrderEventKind = (typeof ORDER_EVENTS)[number];

/** The status that the figures and the standing facts say, by FIX precedence: see order-figures.ts. */
export const AS_IT_STANDS = "AS_IT_STANDS";
type Cell = OrderStatus | typeof AS_IT_STANDS;
type Row = Partial<Record<OrderEventKind, Cell>>;

/** Anybody may ask about any order, and be told no: that moves nothing, whatever the order is. */
const ASKED: Row = {
  ASK_CANCEL: AS_IT_STANDS,
  REFUSE_CANCEL: AS_IT_STANDS,
  ASK_REPLACE: AS_IT_STANDS,
  REFUSE_REPLACE: AS_IT_STANDS,
  ASK_STATUS: AS_IT_STANDS,
  SEND_AGAIN: AS_IT_STANDS,
};

/** What befalls an order that a venue works on, or may. */
const AT_A_VENUE: Row = {
  ...ASKED,
  FILL: AS_IT_STANDS,
  PEND_CANCEL: "PENDING_CANCEL",
  CANCEL: "CANCELED",
  PEND_REPLACE: "PENDING_REPLACE",
  REPLACE: AS_IT_STANDS,
  RESTATE: AS_IT_STANDS,
  TRIGGER: AS_IT_STANDS,
  STOP: "STOPPED",
  SUSPEND: "SUSPENDED",
  FINISH_DAY: "DONE_FOR_DAY",
  EXPIRE: "EXPIRED",
};

/** An order with executions: any of them may be busted or corrected later, also when the order is over. */
const AMENDABLE: Row = { BUST: AS_IT_STANDS, CORRECT: AS_IT_STANDS };

/** A request is under way: the order goes on beneath it, and shows again what it is once the request is answered. */
const UNDER_A_REQUEST: Row = {
  ...AT_A_VENUE,
  ...AMENDABLE,
  ACCEPT: AS_IT_STANDS,
  REJECT: "REJECTED",
  CANCEL: AS_IT_STANDS,
  STOP: AS_IT_STANDS,
  SUSPEND: AS_IT_STANDS,
  RESUME: AS_IT_STANDS,
  FINISH_DAY: AS_IT_STANDS,
  EXPIRE: AS_IT_STANDS,
};

/** Over, but a trade that crossed the ending on the wire still stands (FIX: Filled over Canceled over Expired). */
const OVER: Row = {
  ...ASKED,
  ...AMENDABLE,
  ACCEPT: AS_IT_STANDS,
  TRIGGER: AS_IT_STANDS,
  FILL: AS_IT_STANDS,
  CALCULATE: "CALCULATED",
};

/**
 * Rows are what an order is, columns what happens, cells what it becomes; an absent cell is illegal. AS_IT_STANDS
 * leaves the answer to the figures: a fill makes an order partly or wholly filled, a refused request gives it back the
 * status that it would have had without it.
 */
export const TRANSITIONS: Record<OrderStatus, Row> = {
  DENIED: { ...ASKED },
  HELD: {
    ...ASKED,
    RELEASE: "PENDING_NEW",
    DENY: "DENIED",
    PEND_CANCEL: "PENDING_CANCEL",
    CANCEL: "CANCELED",
    PEND_REPLACE: "PENDING_REPLACE",
    REPLACE: "HELD",
    RESTATE: "HELD",
    EXPIRE: "EXPIRED",
  },
  PENDING_NEW: { ...AT_A_VENUE, DENY: "DENIED", ACCEPT: "NEW", REJECT: "REJECTED" },
  // FIX 39: an order may still be rejected after it was acknowledged, as long as nothing of it is filled.
  NEW: { ...AT_A_VENUE, ACCEPT: "NEW", REJECT: "REJECTED", RESUME: "NEW" },
  PARTIALLY_FILLED: { ...AT_A_VENUE, ...AMENDABLE, ACCEPT: AS_IT_STANDS, RESUME: AS_IT_STANDS },
  FILLED: {
    ...ASKED,
    ...AMENDABLE,
    ACCEPT: "FILLED",
    TRIGGER: "FILLED",
    PEND_CANCEL: "PENDING_CANCEL",
    PEND_REPLACE: "PENDING_REPLACE",
    REPLACE: AS_IT_STANDS,
    RESTATE: AS_IT_STANDS,
    FINISH_DAY: "DONE_FOR_DAY",
    CALCULATE: "CALCULATED",
  },
  DONE_FOR_DAY: {
    ...ASKED,
    ...AMENDABLE,
    ACCEPT: "DONE_FOR_DAY",
    TRIGGER: "DONE_FOR_DAY",
    FILL: "DONE_FOR_DAY",
    PEND_CANCEL: "PENDING_CANCEL",
    CANCEL: AS_IT_STANDS,
    PEND_REPLACE: "PENDING_REPLACE",
    REPLACE: "DONE_FOR_DAY",
    RESTATE: AS_IT_STANDS,
    CALCULATE: "CALCULATED",
    EXPIRE: AS_IT_STANDS,
  },
  PENDING_CANCEL: { ...UNDER_A_REQUEST, PEND_REPLACE: "PENDING_CANCEL" },
  PENDING_REPLACE: { ...UNDER_A_REQUEST },
  CANCELED: { ...OVER },
  REJECTED: { ...ASKED },
  EXPIRED: { ...OVER },
  SUSPENDED: {
    ...AT_A_VENUE,
    ...AMENDABLE,
    ACCEPT: "SUSPENDED",
    REJECT: "REJECTED",
    RESUME: AS_IT_STANDS,
  },
  STOPPED: {
    ...AT_A_VENUE,
    ...AMENDABLE,
    ACCEPT: "STOPPED",
    REJECT: "REJECTED",
    SUSPEND: "STOPPED",
    RESUME: "STOPPED",
  },
  CALCULATED: {
    ...ASKED,
    ...AMENDABLE,
    FILL: "CALCULATED",
    RESTATE: AS_IT_STANDS,
    CALCULATE: "CALCULATED",
  },
};

/** Whether an event may happen to an order of this status at all. */
export const isLegal = (from: OrderStatus, event: OrderEventKind): boolean =>
  TRANSITIONS[from][event] !== undefined;

/**
 * The status after an event, or null where the event is illegal: the caller decides whether that is a bug. `standing`
 * is what the figures say after the event; without it an event that moves nothing by itself leaves the status.
 */
export function nextStatus(
  from: OrderStatus,
  event: OrderEventKind,
  standing: OrderStatus = from,
): OrderStatus | null {
  const cell = TRANSITIONS[from][event];
  if (cell === undefined) return null;
  return cell === AS_IT_STANDS ? standing : cell;
}

/** Statuses in which an order still works, or may. DONE_FOR_DAY: we say it of good-till orders only. */
export const OPEN_STATUSES = [
  "HELD",
  "PENDING_NEW",
  "NEW",
  "PARTIALLY_FILLED",
  "DONE_FOR_DAY",
  "PENDING_CANCEL",
  "PENDING_REPLACE",
  "SUSPENDED",
  "STOPPED",
] as const satisfies readonly OrderStatus[];
const OPEN: ReadonlySet<string> = new Set(OPEN_STATUSES);
export const isOpen = (status: OrderStatus): boolean => OPEN.has(status);
