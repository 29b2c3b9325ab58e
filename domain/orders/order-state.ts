import { InvariantError } from "@/domain/errors";
import {
  add,
  larger,
  type Money,
  NO_SHARES,
  notional,
  type Price,
  price,
  type Quantity,
  quantity,
  subtract,
} from "@/domain/money/money";
import { averageOf } from "@/domain/orders/order-figures";
import type { LifeReport } from "@/domain/orders/order-life-types";
import { isOpen } from "@/domain/orders/order-machine";
import { answerReplace, endChild, settle } from "@/domain/orders/order-settle";
import {
  cancelUnderWay,
  type ChildState,
  executionKey,
  type ExecutionState,
  isOver,
  lifeOf,
  type OrderRecord,
  type OrderState,
  type Story,
  tell,
  working,
} from "@/domain/orders/order-story";
import type { VenueEvent } from "@/domain/routing/messages";

export type Fill = { quantity: Quantity; price: Price; gross: Money };

export type Outcome = {
  state: OrderState;
  records: readonly OrderRecord[];
  reports: readonly LifeReport[];
  /** What is to be booked: a trade, or the taking back or changing of one. */
  fill: Fill | null;
  busted: ExecutionState | null;
  corrected: { from: ExecutionState; to: ExecutionState } | null;
  /** A trade that came after the order was over: booked, and somebody should look at it. */
  isLate: boolean;
};
type Booked = Partial<Pick<Outcome, "fill" | "busted" | "corrected">>;
type EventOf<Kind extends VenueEvent["kind"]> = Extract<VenueEvent, { kind: Kind }>;

const outcome = (story: Story, booked: Booked = {}): Outcome => ({
  fill: null,
  busted: null,
  corrected: null,
  ...story,
  ...booked,
  isLate: story.reports.some((report) => report.msgType === "8" && report.isLate),
});

/** Shares still to be executed: none once the order is over (FIX LeavesQty). */
export const leavesQty = (state: Pick<OrderState, "status" | "quantity" | "cumQty">): Quantity =>
  isOpen(state.status) ? larger(subtract(state.quantity, state.cumQty), NO_SHARES) : NO_SHARES;

/**
 * The most that may still be executed: what is left of the order or of the replacement under way, and at any rate all
 * that venues have. What a hold must cover.
 */
export function largestLeaves(state: OrderState): Quantity {
  const asked = state.pendingReplace?.quantity ?? NO_SHARES;
  const most = leavesQty({ ...state, quantity: larger(state.quantity, asked) });
  return isOpen(state.status) ? larger(most, working(state)) : NO_SHARES;
}

/** The average price of what was executed, to six decimals; null before the first fill (FIX AvgPx). */
export const averagePrice = (state: Pick<OrderState, "cumQty" | "cumNotional">): Price | null =>
  averageOf(state.cumNotional, state.cumQty);

const withChild = (story: Story, child: ChildState): Story => ({
  ...story,
  state: {
    ...story.state,
    children: story.state.children.map((other) => (other.id === child.id ? child : other)),
  },
});

/** Whether the order goes on, or would if its children did: it has not ended, it is only filled. */
const mayWork = ({ status }: OrderState): boolean => isOpen(status) || status === "FILLED";

/**
 * A child after its figures moved: filled, or at work again. One that ended otherwise stays ended, and one that was
 * filled ends when its order has: what is taken back from it is nobody's to fill any more.
 */
function withFigures(
  state: OrderState,
  child: ChildState,
  figures: Pick<ChildState, "quantity" | "cumQty">,
): ChildState {
  if (figures.cumQty.gt(figures.quantity)) throw new InvariantError("a venue filled more than it was given");
  if (isOver(child) && child.status !== "FILLED") return { ...child, ...figures };
  if (figures.cumQty.eq(figures.quantity)) return { ...child, ...figures, status: "FILLED" };
  return { ...child, ...figures, status: isOver(child) && !mayWork(state) ? "CANCELED" : "WORKING" };
}

/**
 * A replacement takes force at one venue before the others have answered. What such a venue fills beyond the order's
 * quantity is within what they were given: the order is restated to what has come into force so far.
 */
function makeRoom(story: Story, executed: Quantity): Story {
  const { state } = story;
  const given = add(state.cumQty, largestLeaves(state));
  if (!state.pendingReplace || executed.lte(state.quantity) || executed.gt(given)) return story;
  return tell(story, {
    kind: "RESTATE",
    reason: "BROKER_OPTION",
    terms: { quantity: executed, limitPrice: state.limitPrice, stopPrice: state.stopPrice },
    split: null,
    text: "A venue works on the new quantity already.",
  });
}

/**
 * What a venue's event makes of an order. Pure: the same events in the same order always give the same state, so
 * history can be replayed. Events that say nothing new (a second ACCEPTED, a fill told twice) change nothing. Throws
 * InvariantError for what a venue must never say (an overfill, an unknown child or execution).
 */
export function applyVenueEvent(state: OrderState, event: VenueEvent): Outcome {
  const child = state.children.find((candidate) => candidate.id === event.childOrderId);
  if (!child) throw new InvariantError(`no child order ${event.childOrderId}`);
  const story: Story = { state, records: [], reports: [] };
  switch (event.kind) {
    case "ACCEPTED":
      return outcome(accept(story, child));
    case "FILL":
      return fillChild(story, child, event);
    case "FILL_BUSTED":
      return bustFill(story, child, event);
    case "FILL_CORRECTED":
      return correctFill(story, child, event);
    case "REJECTED":
      return outcome(endChild(story, child, "REJECTED", event.reason));
    case "CANCELED":
      return outcome(endChild(story, child, child.isRerouted ? "HANDED_BACK" : "CANCELED", event.reason));
    case "EXPIRED":
      return outcome(endChild(story, child, "EXPIRED", "The order's time is over."));
    case "CANCEL_REJECTED":
      return outcome(refuseCancel(story, child, event));
    case "TRIGGERED":
      return outcome(isOver(child) ? story : tell(story, { kind: "TRIGGER", text: "The stop was reached." }));
    case "REPLACED":
      return outcome(replaceChild(story, child, event));
    case "REPLACE_REJECTED":
      return outcome(answerReplace(story, child, event.requestId, { isTaken: false, reason: event.reason }));
    case "RESTATED":
      return outcome(restateChild(story, child, event));
  }
}

/** The first acknowledgment is the order's; the others only tell where else it works. */
function accept(story: Story, child: ChildState): Story {
  if (child.status !== "SENT") return story;
  const next = withChild(story, { ...child, status: "WORKING" });
  const isFirst = isOpen(story.state.status) && !lifeOf(story.state).isAccepted;
  return isFirst ? tell(next, { kind: "ACCEPT", text: "Accepted by the venue." }) : next;
}

function fillChild(story: Story, child: ChildState, event: EventOf<"FILL">): Outcome {
  const lastQty = quantity(event.quantity);
  const lastPx = price(event.price);
  const isKnown = story.state.executions.some(
    (known) => known.childOrderId === child.id && known.execId === event.execId,
  );
  if (isKnown) return outcome(story);
  const filled = withFigures(story.state, child, {
    quantity: child.quantity,
    cumQty: add(child.cumQty, lastQty),
  });
  // The life is told before the child is moved: whether the fill is late depends on what was known before it.
  const told = tell(makeRoom(story, add(story.state.cumQty, lastQty)), {
    kind: "FILL",
    execId: executionKey({ childOrderId: child.id, execId: event.execId }),
    quantity: lastQty,
    price: lastPx,
    text: `${event.quantity} at ${event.price} on ${event.venue}`,
  });
  const settled = settle(withChild(told, filled), {
    ending: "CANCELED",
    note: "Nothing is working any more.",
  });
  return outcome(settled, {
    fill: { quantity: lastQty, price: lastPx, gross: notional(lastQty, lastPx) },
  });
}

function executionToChange(state: OrderState, child: ChildState, execId: string): ExecutionState {
  const known = state.executions.find(
    (execution) => execution.childOrderId === child.id && execution.execId === execId,
  );
  if (!known) throw new InvariantError(`no execution ${execId}`);
  return known;
}

/**
 * Takes a trade back. A filled child works again on what was busted: a venue that will not follows with CANCELED. One
 * that was over stays over, and so does the order.
 */
function bustFill(story: Story, child: ChildState, event: EventOf<"FILL_BUSTED">): Outcome {
  const known = executionToChange(story.state, child, event.execId);
  if (known.isBusted) return outcome(story);
  const left = withFigures(story.state, child, {
    quantity: child.quantity,
    cumQty: subtract(child.cumQty, known.quantity),
  });
  const told = tell(withChild(story, left), {
    kind: "BUST",
    execId: executionKey(known),
    text: event.reason,
  });
  return outcome(told, { busted: known });
}

function correctFill(story: Story, child: ChildState, event: EventOf<"FILL_CORRECTED">): Outcome {
  const known = executionToChange(story.state, child, event.execId);
  const to = { ...known, quantity: quantity(event.quantity), price: price(event.price) };
  if (!known.isBusted && to.quantity.eq(known.quantity) && to.price.eq(known.price)) return outcome(story);
  const delta = subtract(to.quantity, known.quantity);
  const changed = withFigures(story.state, child, {
    quantity: child.quantity,
    cumQty: add(child.cumQty, delta),
  });
  const told = tell(makeRoom(withChild(story, changed), add(story.state.cumQty, delta)), {
    kind: "CORRECT",
    execId: executionKey(known),
    correctionId: null,
    quantity: to.quantity,
    price: to.price,
    text: event.reason,
  });
  const settled = settle(told, { ending: "CANCELED", note: "Nothing is working any more." });
  return outcome(settled, { corrected: { from: known, to } });
}

/** A cancel came too late at one venue. The order is what it was again once no asked venue is left that may cancel. */
function refuseCancel(story: Story, child: ChildState, event: EventOf<"CANCEL_REJECTED">): Story {
  const pending = cancelUnderWay(story.state);
  const isOther =
    event.requestId !== undefined && pending?.requestId !== null && event.requestId !== pending?.requestId;
  if (!pending || isOther || isOver(child)) return story;
  const awaiting = pending.awaiting.filter((id) => id !== child.id);
  return settle(
    { ...story, state: { ...story.state, pendingCancel: { ...pending, awaiting } } },
    { ending: "CANCELED", note: event.reason },
  );
}

/** A venue works on new terms. A filled child works again if it was given more; one that ended otherwise is over. */
function replaceChild(story: Story, child: ChildState, event: EventOf<"REPLACED">): Story {
  const isEnded = isOver(child) && child.status !== "FILLED";
  if (isEnded || !mayWork(story.state)) return story;
  const amended = larger(quantity(event.quantity), child.cumQty);
  const next = withFigures(story.state, child, { quantity: amended, cumQty: child.cumQty });
  const isAsked =
    story.state.pendingReplace?.requestId === event.requestId &&
    story.state.pendingReplace.awaiting.includes(child.id);
  const moved = withChild(story, next);
  const isSame = next.quantity.eq(child.quantity) && isPriced(story.state, event);
  if (!isAsked && isSame) return story;
  if (isAsked) return answerReplace(moved, next, event.requestId, { isTaken: true, reason: "" });
  return restated(moved, child, next, {
    reason: "BROKER_OPTION",
    limitPrice: event.limitPrice,
    stopPrice: event.stopPrice,
  });
}

function restateChild(story: Story, child: ChildState, event: EventOf<"RESTATED">): Story {
  if (isOver(child)) return story;
  const amended = larger(quantity(event.quantity), child.cumQty);
  const next = withFigures(story.state, child, { quantity: amended, cumQty: child.cumQty });
  return restated(withChild(story, next), child, next, event);
}

const optional = (text: string | null): Price | null => (text === null ? null : price(text));

/** Whether the order has these prices already. */
function isPriced(
  state: OrderState,
  event: { limitPrice: string | null; stopPrice: string | null },
): boolean {
  const isSame = (at: Price | null, text: string | null): boolean =>
    at === null || text === null ? at === text : at.eq(text);
  return isSame(state.limitPrice, event.limitPrice) && isSame(state.stopPrice, event.stopPrice);
}

/** The order follows what one venue restated: by as many shares as the child, at its prices. */
function restated(
  story: Story,
  before: ChildState,
  after: ChildState,
  event: Pick<EventOf<"RESTATED">, "reason" | "limitPrice" | "stopPrice">,
): Story {
  const delta = subtract(after.quantity, before.quantity);
  const told = mayWork(story.state)
    ? tell(story, {
        kind: "RESTATE",
        reason: event.reason,
        terms: {
          quantity: larger(add(story.state.quantity, delta), story.state.cumQty),
          limitPrice: optional(event.limitPrice),
          stopPrice: optional(event.stopPrice),
        },
        split: null,
        text: "Changed by the venue.",
      })
    : story;
  return settle(shiftReplace(told, after, delta), {
    ending: "CANCELED",
    note: "Nothing is working any more.",
  });
}

/**
 * A replacement under way that this venue has answered means as many shares more or less now. One that it has yet to
 * answer names its shares outright; until then the more must be reckoned with.
 */
function shiftReplace(story: Story, child: ChildState, delta: Quantity): Story {
  const pending = story.state.pendingReplace;
  if (!pending || (delta.lt(0) && pending.awaiting.includes(child.id))) return story;
  const shares = larger(add(pending.quantity, delta), story.state.cumQty);
  const pendingReplace = { ...pending, quantity: shares.gt(0) ? shares : pending.quantity };
  return { ...story, state: { ...story.state, pendingReplace } };
}
