import type { VenueEvent } from "@/domain/routing/messages";
import { InvariantError } from "@/domain/errors";
import {
  add,
  type Money,
  money,
  NO_SHARES,
  notional,
  type Price,
  price,
  type Quantity,
  quantity,
  subtract,
} from "@/domain/money/money";
import {
  type ExecType,
  isOpen,
  nextStatus,
  type OrderEventKind,
  type OrderStatus,
} from "@/domain/orders/order-machine";

/** A child order as we know it: what one venue has, and how far it is. */
export type ChildState = {
  id: string;
  quantity: Quantity;
  cumQty: Quantity;
  status: "SENT" | "WORKING" | "FILLED" | "CANCELED" | "REJECTED" | "EXPIRED";
};

/** What the life of an order depends on. `cumNotional` is the exact sum of quantity times price, for AvgPx. */
export type OrderState = {
  status: OrderStatus;
  quantity: Quantity;
  cumQty: Quantity;
  cumNotional: Money;
  children: readonly ChildState[];
};

/** One line of the order's history. */
export type OrderRecord = { execType: ExecType; from: OrderStatus; to: OrderStatus; note: string };
export type Fill = { quantity: Quantity; price: Price; gross: Money };

export type Outcome = {
  state: OrderState;
  records: OrderRecord[];
  fill: Fill | null;
  /** A trade that came after the order was over: booked, and somebody should look at it. */
  isLate: boolean;
};

const CHILD_OVER: ReadonlySet<ChildState["status"]> = new Set(["FILLED", "CANCELED", "REJECTED", "EXPIRED"]);

/** Shares still to be executed: none once the order is over (FIX LeavesQty). */
export const leavesQty = (state: Pick<OrderState, "status" | "quantity" | "cumQty">): Quantity =>
  isOpen(state.status) ? subtract(state.quantity, state.cumQty) : NO_SHARES;

function move(from: OrderStatus, event: OrderEventKind): OrderStatus {
  const to = nextStatus(from, event);
  if (!to) throw new InvariantError(`an order that is ${from} cannot ${event}`);
  return to;
}

function replaceChild(state: OrderState, child: ChildState): OrderState {
  return { ...state, children: state.children.map((other) => (other.id === child.id ? child : other)) };
}

/** Ends the order once no venue works on it any more; the kind of the last ending names it, fills aside. */
function settleStatus(
  state: OrderState,
  cause: { event: OrderEventKind; execType: ExecType; note: string },
): Outcome {
  const none: Outcome = { state, records: [], fill: null, isLate: false };
  if (!isOpen(state.status) || state.children.some((child) => !CHILD_OVER.has(child.status))) return none;
  // A venue's refusal of one part after others were filled leaves an order that is over, not one that never was.
  const event: OrderEventKind =
    cause.event === "REJECT" && (state.cumQty.gt(0) || !nextStatus(state.status, "REJECT"))
      ? "CANCEL"
      : cause.event;
  const to = move(state.status, event);
  const execType: ExecType = event === "CANCEL" ? "CANCELED" : cause.execType;
  return {
    ...none,
    state: { ...state, status: to },
    records: [{ execType, from: state.status, to, note: cause.note }],
  };
}

function applyFill(
  state: OrderState,
  child: ChildState,
  event: Extract<VenueEvent, { kind: "FILL" }>,
): Outcome {
  const lastQty = quantity(event.quantity);
  const lastPx = price(event.price);
  const childCum = add(child.cumQty, lastQty);
  const cumQty = add(state.cumQty, lastQty);
  if (childCum.gt(child.quantity) || cumQty.gt(state.quantity))
    throw new InvariantError("a venue filled more than it was given");
  const gross = notional(lastQty, lastPx);
  const isDone = cumQty.eq(state.quantity);
  const to = move(state.status, isDone ? "FILL_ALL" : "FILL_PART");
  const childStatus = childCum.eq(child.quantity)
    ? "FILLED"
    : CHILD_OVER.has(child.status)
      ? child.status
      : "WORKING";
  const filled = replaceChild(
    { ...state, status: to, cumQty, cumNotional: add(state.cumNotional, money(lastQty.times(lastPx))) },
    { ...child, cumQty: childCum, status: childStatus },
  );
  const records: OrderRecord[] = [
    {
      execType: "TRADE",
      from: state.status,
      to,
      note: `${event.quantity} at ${event.price} on ${event.venue}`,
    },
  ];
  // With a cancel under way, the last working part may just have been filled: the rest is then cancelled.
  const settled = settleStatus(filled, {
    event: "CANCEL",
    execType: "CANCELED",
    note: "Nothing is working any more.",
  });
  return {
    state: settled.state,
    records: [...records, ...settled.records],
    fill: { quantity: lastQty, price: lastPx, gross },
    isLate: !isOpen(state.status),
  };
}

/**
 * What a venue's event makes of an order. Pure: the same events in the same order always give the same state, so
 * history can be replayed. Events that say nothing new (a second ACCEPTED) change nothing. Throws InvariantError for
 * what a venue must never say (an overfill, an unknown child).
 */
export function applyVenueEvent(state: OrderState, event: VenueEvent): Outcome {
  const child = state.children.find((candidate) => candidate.id === event.childOrderId);
  if (!child) throw new InvariantError(`no child order ${event.childOrderId}`);
  const unchanged: Outcome = { state, records: [], fill: null, isLate: false };
  if (event.kind === "FILL") return applyFill(state, child, event);
  if (CHILD_OVER.has(child.status)) return unchanged;
  switch (event.kind) {
    case "ACCEPTED": {
      const next = replaceChild(state, { ...child, status: "WORKING" });
      if (!isOpen(state.status)) return { ...unchanged, state: next };
      const to = move(state.status, "ACCEPT");
      if (to === state.status) return { ...unchanged, state: next };
      return {
        ...unchanged,
        state: { ...next, status: to },
        records: [{ execType: "NEW", from: state.status, to, note: "Accepted by the venue." }],
      };
    }
    case "REJECTED": {
      const next = replaceChild(state, { ...child, status: "REJECTED" });
      return settleStatus(next, { event: "REJECT", execType: "REJECTED", note: event.reason });
    }
    case "CANCELED": {
      const next = replaceChild(state, { ...child, status: "CANCELED" });
      return settleStatus(next, { event: "CANCEL", execType: "CANCELED", note: event.reason });
    }
    case "EXPIRED": {
      const next = replaceChild(state, { ...child, status: "EXPIRED" });
      return settleStatus(next, { event: "EXPIRE", execType: "EXPIRED", note: "The order's time is over." });
    }
    case "CANCEL_REJECTED":
      return refuseCancel(state, event.reason);
  }
}

/** A cancel came too late at one venue: the order returns to what it was, unless it is over anyway. */
function refuseCancel(state: OrderState, reason: string): Outcome {
  const unchanged: Outcome = { state, records: [], fill: null, isLate: false };
  if (state.status !== "PENDING_CANCEL") return unchanged;
  const to = move(
    state.status,
    state.cumQty.gt(0) ? "CANCEL_REFUSED_PART_FILLED" : "CANCEL_REFUSED_UNFILLED",
  );
  return {
    ...unchanged,
    state: { ...state, status: to },
    records: [{ execType: "CANCEL_REJECTED", from: state.status, to, note: reason }],
  };
}

/** The average price of what was executed, to six decimals; null before the first fill (FIX AvgPx). */
export const averagePrice = (state: Pick<OrderState, "cumQty" | "cumNotional">): Price | null =>
  state.cumQty.isZero()
    ? null
    : price(money(state.cumNotional).div(state.cumQty).toDecimalPlaces(6).toFixed());
