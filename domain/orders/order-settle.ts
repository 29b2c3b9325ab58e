import { add, larger } from "@/domain/money/money";
import type { LifeEvent } from "@/domain/orders/order-life-types";
import { isLegal, isOpen } from "@/domain/orders/order-machine";
import {
  type ChildState,
  isOver,
  liveChildren,
  mayBeReplaced,
  type OrderState,
  type PendingReplace,
  sharesInHand,
  type Story,
  working,
} from "@/domain/orders/order-state-types";
import { cancelId, cancelUnderWay, tell, withoutEmptyHands } from "@/domain/orders/order-story";

/** How the last venue let go of the order, which names the order's own end, fills aside. */
export type Ending = { ending: "CANCELED" | "REJECTED" | "EXPIRED" | "HANDED_BACK"; note: string };

/** A venue's end of a child; one that is over already says nothing new. */
export function endChild(story: Story, child: ChildState, ending: Ending["ending"], note: string): Story {
  if (isOver(child)) return story;
  const children = story.state.children.map((other) =>
    other.id === child.id ? { ...child, status: ending } : other,
  );
  return settle({ ...story, state: { ...story.state, children } }, { ending, note });
}

/** One venue's answer to a replacement under way; an answer to another, or a second one, says nothing new. */
export function answerReplace(
  story: Story,
  child: ChildState,
  requestId: string,
  answer: { isTaken: boolean; reason: string },
): Story {
  const pending = story.state.pendingReplace;
  if (pending?.requestId !== requestId || !pending.awaiting.includes(child.id)) return story;
  const pendingReplace: PendingReplace = {
    ...pending,
    awaiting: pending.awaiting.filter((id) => id !== child.id),
    isTaken: pending.isTaken || answer.isTaken,
  };
  return settle(
    { ...story, state: { ...story.state, pendingReplace } },
    {
      ending: "CANCELED",
      note: answer.reason || "Nothing is working any more.",
    },
  );
}

/**
 * Draws the consequences of what the children have become: a replacement is in force or refused once all have answered
 * it, a cancel is done once nothing works any more, and the order is over when its last part is, unless the router
 * still has to send on what came back.
 */
export function settle(story: Story, cause: Ending): Story {
  if (!isOpen(story.state.status)) return story;
  const answered = withoutEmptyHands(finishReplace(withoutEnded(story), cause));
  const { state } = answered;
  if (liveChildren(state).length > 0) return finishCancel(answered, cause);
  // A filled child may still take a replacement and work again: its venue has yet to say so.
  if (state.pendingReplace) return state.cumQty.eq(state.quantity) ? finishCancel(answered, cause) : answered;
  const cancel = cancelUnderWay(state);
  if (state.cumQty.eq(state.quantity)) return finishCancel(answered, cause);
  if (sharesInHand(state).gt(0) && !cancel) return answered;
  return tell(answered, endOf(state, cause));
}

/** Children that ended unfilled answer nothing any more. */
function withoutEnded(story: Story): Story {
  const { state } = story;
  const replace = state.pendingReplace;
  if (!replace) return story;
  const stays = (id: string): boolean =>
    state.children.some((child) => child.id === id && mayBeReplaced(child));
  return {
    ...story,
    state: { ...state, pendingReplace: { ...replace, awaiting: replace.awaiting.filter(stays) } },
  };
}

/**
 * Ends a replacement that everybody has answered. What came out is what was executed and what still works, which may be
 * more or less than was asked for where a venue filled or refused meanwhile; what is in our own hands goes by what was
 * asked. Where no venue took it, it is refused.
 */
function finishReplace(story: Story, cause: Ending): Story {
  const { state } = story;
  const pending = state.pendingReplace;
  if (!pending || pending.awaiting.length > 0) return story;
  if (!pending.isTaken && sharesInHand(state).isZero())
    return tell(story, {
      kind: "REFUSE_REPLACE",
      clOrdId: pending.requestId,
      reason: liveChildren(state).length === 0 ? "TOO_LATE" : "BROKER_OPTION",
      text: cause.note,
    });
  const cameOut = add(state.cumQty, working(state));
  const isOurs = liveChildren(state).length === 0 || sharesInHand(state).gt(0);
  return tell(story, {
    kind: "REPLACE",
    clOrdId: pending.requestId,
    terms: {
      quantity: isOurs ? larger(pending.quantity, cameOut) : cameOut,
      limitPrice: pending.limitPrice,
      stopPrice: pending.stopPrice,
    },
    text: "Replaced as you asked.",
  });
}

/** Refuses a cancel that came too late: everything is filled, or every venue that still works refused it. */
function finishCancel(story: Story, cause: Ending): Story {
  const { state } = story;
  const cancel = cancelUnderWay(state);
  if (!cancel) return story;
  const isFilled = state.cumQty.eq(state.quantity) && liveChildren(state).length === 0;
  const asks = cancel.awaiting.some((id) =>
    state.children.some((child) => child.id === id && !isOver(child)),
  );
  if (asks && !isFilled) return story;
  return tell(story, {
    kind: "REFUSE_CANCEL",
    clOrdId: cancelId(cancel),
    reason: isFilled ? "TOO_LATE" : "BROKER_OPTION",
    text: cause.note,
  });
}

/** A refusal of the last part leaves an order that is over; one that never was only if every venue refused. */
function endOf(state: OrderState, cause: Ending): LifeEvent {
  const cancel = cancelUnderWay(state);
  const isRefused = state.children.every((child) => child.status === "REJECTED") && state.cumQty.isZero();
  if (cause.ending === "REJECTED" && isRefused && isLegal(state.status, "REJECT"))
    return { kind: "REJECT", reason: "OTHER", text: cause.note };
  if (cause.ending === "EXPIRED") return { kind: "EXPIRE", text: cause.note };
  return {
    kind: "CANCEL",
    clOrdId: cancel ? cancelId(cancel) : null,
    reason: cancel ? null : "OTHER",
    text: cause.note,
  };
}
