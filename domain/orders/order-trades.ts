import { InvariantError } from "@/domain/errors";
import { add, notional, price, type Quantity, quantity, subtract } from "@/domain/money/money";
import { withChild, withFigures } from "@/domain/orders/order-children";
import { largestLeaves } from "@/domain/orders/order-leaves";
import { type Outcome, outcome } from "@/domain/orders/order-outcome";
import { settle } from "@/domain/orders/order-settle";
import type { ChildState, ExecutionState, OrderState, Story } from "@/domain/orders/order-state-types";
import { executionKey, tell } from "@/domain/orders/order-story";
import type { VenueEvent } from "@/domain/routing/messages";

type EventOf<Kind extends VenueEvent["kind"]> = Extract<VenueEvent, { kind: Kind }>;

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

/** Books a venue's fill once, and settles what it completes. Errors as `applyVenueEvent`. */
export function fillChild(story: Story, child: ChildState, event: EventOf<"FILL">): Outcome {
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
export function bustFill(story: Story, child: ChildState, event: EventOf<"FILL_BUSTED">): Outcome {
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

/** Gives a trade other shares or another price. */
export function correctFill(story: Story, child: ChildState, event: EventOf<"FILL_CORRECTED">): Outcome {
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
