import { InvariantError } from "@/domain/errors";
import { isOpen } from "@/domain/orders/order-machine";
import { type ChildState, isOver, type OrderState, type Story } from "@/domain/orders/order-state-types";

/** The story with one child as it is now. */
export const withChild = (story: Story, child: ChildState): Story => ({
  ...story,
  state: {
    ...story.state,
    children: story.state.children.map((other) => (other.id === child.id ? child : other)),
  },
});

/** Whether the order goes on, or would if its children did: it has not ended, it is only filled. */
export const mayWork = ({ status }: OrderState): boolean => isOpen(status) || status === "FILLED";

/**
 * A child after its figures moved: filled, or at work again. One that ended otherwise stays ended, and one that was
 * filled ends when its order has: what is taken back from it is nobody's to fill any more.
 */
export function withFigures(
  state: OrderState,
  child: ChildState,
  figures: Pick<ChildState, "quantity" | "cumQty">,
): ChildState {
  if (figures.cumQty.gt(figures.quantity)) throw new InvariantError("a venue filled more than it was given");
  if (isOver(child) && child.status !== "FILLED") return { ...child, ...figures };
  if (figures.cumQty.eq(figures.quantity)) return { ...child, ...figures, status: "FILLED" };
  return { ...child, ...figures, status: isOver(child) && !mayWork(state) ? "CANCELED" : "WORKING" };
}
