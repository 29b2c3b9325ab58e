import { larger, type Money, NO_SHARES, type Price, type Quantity, subtract } from "@/domain/money/money";
import type { ExecType } from "@/domain/orders/fix-codes";
import type { LifeReport } from "@/domain/orders/order-life-types";
import type { OrderStatus } from "@/domain/orders/order-machine";

/** A child order as its venue sees it. HANDED_BACK: the router took it back, and has not sent on what is left of it. */
export type ChildStatus = "SENT" | "WORKING" | "FILLED" | "CANCELED" | "REJECTED" | "EXPIRED" | "HANDED_BACK";

/** A child order as we know it: what one venue has, and how far it is. */
export type ChildState = {
  id: string;
  quantity: Quantity;
  cumQty: Quantity;
  status: ChildStatus;
  /** The router takes it back: its end is not the order's, what is left of it goes to another venue. */
  isRerouted?: boolean;
};

/** An execution by the venue's id, which is unique within its child order. `isToday` (default): of this session. */
export type ExecutionState = {
  childOrderId: string;
  execId: string;
  quantity: Quantity;
  price: Price;
  isBusted: boolean;
  isToday?: boolean;
};

/** A cancel under way, and the children whose venues have not answered it yet. */
export type PendingCancel = { requestId: string | null; awaiting: readonly string[] };

/** A replacement under way: what was asked for, who has not answered yet, and whether any venue took it. */
export type PendingReplace = {
  requestId: string;
  quantity: Quantity;
  limitPrice: Price | null;
  stopPrice: Price | null;
  awaiting: readonly string[];
  isTaken: boolean;
};

/**
 * What the life of a customer's order depends on, as plain data: the order's row, its children's and its executions'.
 * `cumQty` and `cumNotional` (the exact sum of shares times price, for AvgPx) are the executions' and are kept beside
 * them because they are columns. A status of PENDING_CANCEL without `pendingCancel` awaits every live child.
 */
export type OrderState = {
  clOrdId: string;
  status: OrderStatus;
  isGoodTill: boolean;
  quantity: Quantity;
  limitPrice: Price | null;
  stopPrice: Price | null;
  cumQty: Quantity;
  cumNotional: Money;
  executions: readonly ExecutionState[];
  children: readonly ChildState[];
  pendingCancel: PendingCancel | null;
  pendingReplace: PendingReplace | null;
  /** An exit whose entry may still buy: more shares will be sent out, so it does not end with its present parts. */
  awaitsMore?: boolean;
};

/** One line of the order's history. */
export type OrderRecord = { execType: ExecType; from: OrderStatus; to: OrderStatus; note: string };

/** An order on its way through one event: the state so far, and what has been said of it. */
export type Story = { state: OrderState; records: readonly OrderRecord[]; reports: readonly LifeReport[] };

const OVER: ReadonlySet<ChildStatus> = new Set(["FILLED", "CANCELED", "REJECTED", "EXPIRED", "HANDED_BACK"]);
export const isOver = (child: ChildState): boolean => OVER.has(child.status);
export const liveChildren = (state: OrderState): ChildState[] =>
  state.children.filter((child) => !isOver(child));

/** Whether a child's venue may still take a replacement: it works, or it has filled all that it was given. */
export const mayBeReplaced = (child: ChildState): boolean => !isOver(child) || child.status === "FILLED";

/** Shares that venues still work on. */
export const working = (state: OrderState): Quantity => {
  let shares = NO_SHARES;
  for (const child of liveChildren(state))
    shares = shares.plus(subtract(child.quantity, child.cumQty)) as Quantity;
  return shares;
};

/**
 * Shares in our own hands: taken back from a venue and not sent on yet, or not due yet. Whoever sends them on marks the children that
 * were HANDED_BACK as CANCELED, and adds the child that has them now.
 */
export const sharesInHand = (state: OrderState): Quantity =>
  state.awaitsMore || state.children.some((child) => child.status === "HANDED_BACK")
    ? larger(subtract(subtract(state.quantity, state.cumQty), working(state)), NO_SHARES)
    : NO_SHARES;
