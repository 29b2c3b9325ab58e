import { add, larger, type Price, price, type Quantity, quantity, subtract } from "@/domain/money/money";
import { mayWork, withChild, withFigures } from "@/domain/orders/order-children";
import { answerReplace, settle } from "@/domain/orders/order-settle";
import { type ChildState, isOver, type OrderState, type Story } from "@/domain/orders/order-state-types";
import { tell } from "@/domain/orders/order-story";
import type { VenueEvent } from "@/domain/routing/messages";

type EventOf<Kind extends VenueEvent["kind"]> = Extract<VenueEvent, { kind: Kind }>;

/** A venue works on new terms. A filled child works again if it was given more; one that ended otherwise is over. */
export function replaceChild(story: Story, child: ChildState, event: EventOf<"REPLACED">): Story {
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

/** What a venue changes by itself. */
export function restateChild(story: Story, child: ChildState, event: EventOf<"RESTATED">): Story {
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
        text:
          event.reason === "GT_CORPORATE_ACTION"
            ? "Adjusted for a dividend or a split of the stock (FINRA 5330)."
            : "Changed by the venue.",
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
