import { InvariantError } from "@/domain/errors";
import { replaceChild, restateChild } from "@/domain/orders/order-amendments";
import { withChild } from "@/domain/orders/order-children";
import { isOpen } from "@/domain/orders/order-machine";
import { type Outcome, outcome } from "@/domain/orders/order-outcome";
import { answerReplace, endChild, settle } from "@/domain/orders/order-settle";
import { type ChildState, isOver, type OrderState, type Story } from "@/domain/orders/order-state-types";
import { cancelUnderWay, lifeOf, tell } from "@/domain/orders/order-story";
import { bustFill, correctFill, fillChild } from "@/domain/orders/order-trades";
import type { VenueEvent } from "@/domain/routing/messages";

type EventOf<Kind extends VenueEvent["kind"]> = Extract<VenueEvent, { kind: Kind }>;

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
