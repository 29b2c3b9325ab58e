import { add, larger, type Price, type Quantity } from "@/domain/money/money";
import type { RefusalReason } from "@/domain/orders/fix-codes";
import type { LifeReport } from "@/domain/orders/order-life-types";
import { isOpen } from "@/domain/orders/order-machine";
import { settle } from "@/domain/orders/order-settle";
import {
  liveChildren,
  mayBeReplaced,
  type OrderRecord,
  type OrderState,
  type Story,
  working,
} from "@/domain/orders/order-state-types";
import { cancelUnderWay, tell, withoutEmptyHands } from "@/domain/orders/order-story";

/** What became of a request at once, and which children's venues are to be asked. */
export type Asked = {
  state: OrderState;
  records: readonly OrderRecord[];
  reports: readonly LifeReport[];
  ask: readonly string[];
  /** Why it was refused without asking anybody; null if it was not. */
  refused: RefusalReason | null;
};

const asked = (story: Story, ask: readonly string[], refused: RefusalReason | null = null): Asked => ({
  ...story,
  ask,
  refused,
});

/**
 * Asks for an order's cancel. It is pending until the venues of all live children have answered; an order of which no
 * venue has anything (held, or taken back) is over at once, and one that is not routed yet is left for the router to
 * end. Refused once the order is over (TOO_LATE), or when a cancel is under way (ALREADY_PENDING).
 */
export function requestCancel(state: OrderState, request: { requestId: string }): Asked {
  const story: Story = { state, records: [], reports: [] };
  const ids = { clOrdId: request.requestId };
  const refused: RefusalReason | null = !isOpen(state.status)
    ? "TOO_LATE"
    : cancelUnderWay(state)
      ? "ALREADY_PENDING"
      : null;
  if (refused) return asked(tell(story, { kind: "REFUSE_CANCEL", ...ids, reason: refused }), [], refused);
  const awaiting = liveChildren(state).map((child) => child.id);
  const begun = begin(
    story,
    { pendingCancel: { requestId: request.requestId, awaiting } },
    { kind: "PEND_CANCEL", ...ids, text: "You asked to cancel." },
  );
  if (state.status === "HELD")
    return asked(
      tell(begun, { kind: "CANCEL", ...ids, reason: null, text: "Cancelled before it was sent to a venue." }),
      [],
    );
  if (awaiting.length > 0 || state.children.length === 0) return asked(begun, awaiting);
  return asked(settle(begun, { ending: "CANCELED", note: "Cancelled while no venue had it." }), []);
}

/**
 * Asks for a replacement at the venues of these children, as far as they may still take one. In force at once where no venue has to be asked; else
 * when all have answered. Refused while another is under way or a cancel is (ALREADY_PENDING), and once the order is
 * over (TOO_LATE); a filled order may be replaced by one of more shares, and then works again.
 *
 * The caller shares the new quantity out, and must move all children in one direction: were one given more while another
 * is still to be given less, both could fill before the second answers, and the order would be overfilled.
 */
export function requestReplace(
  state: OrderState,
  request: { requestId: string; quantity: Quantity; limitPrice: Price | null; stopPrice: Price | null },
  children: readonly string[],
): Asked {
  const story: Story = { state, records: [], reports: [] };
  const concerned = state.children
    .filter((child) => children.includes(child.id) && mayBeReplaced(child))
    .map((child) => child.id);
  const { requestId, ...terms } = request;
  const ids = { clOrdId: requestId };
  const isReopening = state.status === "FILLED" && concerned.length > 0 && terms.quantity.gt(state.quantity);
  const refused: RefusalReason | null =
    !isOpen(state.status) && !isReopening
      ? "TOO_LATE"
      : state.pendingReplace || cancelUnderWay(state)
        ? "ALREADY_PENDING"
        : null;
  if (refused) return asked(tell(story, { kind: "REFUSE_REPLACE", ...ids, reason: refused }), [], refused);
  if (concerned.length > 0) {
    const begun = begin(
      story,
      { pendingReplace: { ...request, awaiting: concerned, isTaken: false } },
      { kind: "PEND_REPLACE", ...ids, text: "You asked to replace." },
    );
    return asked(begun, concerned);
  }
  // What venues have that were not asked stays theirs.
  const amended = { ...terms, quantity: larger(terms.quantity, add(state.cumQty, working(state))) };
  const done = tell(story, { kind: "REPLACE", ...ids, terms: amended, text: "Replaced as you asked." });
  return asked(withoutEmptyHands(done), []);
}

/** Takes a request up: from here on it is pending, and the state remembers whom it awaits. */
function begin(
  story: Story,
  pending: Partial<Pick<OrderState, "pendingCancel" | "pendingReplace">>,
  event: Parameters<typeof tell>[1],
): Story {
  const told = tell(story, event);
  return { ...told, state: { ...told.state, ...pending } };
}
