import { larger, type Money, NO_SHARES, type Price, type Quantity, subtract } from "@/domain/money/money";
import type { ExecType } from "@/domain/orders/fix-codes";
import { cumQty, executedNotional } from "@/domain/orders/order-figures";
import { liveOn } from "@/domain/orders/order-life";
import type {
  LifeEvent,
  LifeExecution,
  LifeReport,
  LifeRequest,
  OrderLife,
} from "@/domain/orders/order-life-types";
import { isOpen, type OrderStatus } from "@/domain/orders/order-machine";

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

/** The id under which the life knows a cancel that nobody gave one. */
const NAMELESS_CANCEL = "(cancel)";
export const cancelId = (pending: PendingCancel): string => pending.requestId ?? NAMELESS_CANCEL;

/** The cancel under way, also where only the status remembers it. */
export const cancelUnderWay = (state: OrderState): PendingCancel | null =>
  state.pendingCancel ??
  (state.status === "PENDING_CANCEL"
    ? { requestId: null, awaiting: liveChildren(state).map((child) => child.id) }
    : null);

const keyOf = (execution: Pick<ExecutionState, "childOrderId" | "execId">): string =>
  `${execution.childOrderId}/${execution.execId}`;

const lifeExecution = (execution: ExecutionState): LifeExecution => ({
  execId: keyOf(execution),
  correctionIds: [],
  quantity: execution.quantity,
  price: execution.price,
  isBusted: execution.isBusted,
  isToday: execution.isToday ?? true,
});

function executionState(execution: LifeExecution): ExecutionState {
  const slash = execution.execId.indexOf("/");
  return {
    childOrderId: execution.execId.slice(0, slash),
    execId: execution.execId.slice(slash + 1),
    quantity: execution.quantity,
    price: execution.price,
    isBusted: execution.isBusted,
    isToday: execution.isToday,
  };
}

function openRequests(state: OrderState): LifeRequest[] {
  const isPending = isOpen(state.status);
  const requests: LifeRequest[] = [];
  const cancel = cancelUnderWay(state);
  if (cancel)
    requests.push({
      kind: "CANCEL",
      clOrdId: cancelId(cancel),
      origClOrdId: state.clOrdId,
      isPending,
      terms: null,
    });
  const replace = state.pendingReplace;
  if (replace)
    requests.push({
      kind: "REPLACE",
      clOrdId: replace.requestId,
      origClOrdId: state.clOrdId,
      isPending,
      terms: {
        quantity: replace.quantity,
        limitPrice: replace.limitPrice,
        stopPrice: replace.stopPrice,
      },
    });
  return requests;
}

const UNTOLD: ReadonlySet<OrderStatus> = new Set([
  "PENDING_NEW",
  "HELD",
  "PENDING_CANCEL",
  "PENDING_REPLACE",
  "DENIED",
  "REJECTED",
]);

/** Whether a venue has acknowledged any part of the order. */
const isAccepted = (state: OrderState): boolean =>
  !UNTOLD.has(state.status) ||
  state.cumQty.gt(0) ||
  state.children.some((child) => child.status !== "SENT" && child.status !== "REJECTED");

/**
 * How the order ended. One that late fills completed after its end reads FILLED; that it had ended is seen from its
 * children, none of which works any more: a bust then leaves it Canceled, or Expired.
 */
function endOf(state: OrderState): OrderLife["ended"] {
  switch (state.status) {
    case "CANCELED":
    case "EXPIRED":
    case "REJECTED":
    case "DENIED":
      return state.status;
    case "FILLED": {
      if (state.children.length === 0 || liveChildren(state).length > 0) return null;
      return state.children.some((child) => child.status === "EXPIRED") ? "EXPIRED" : "CANCELED";
    }
    default:
      return null;
  }
}

/**
 * The order's life, read from its rows. A halt, a guarantee or the end of a day that a pending request hides is not
 * remembered beneath it: our venues report none.
 */
export const lifeOf = (state: OrderState): OrderLife => ({
  status: state.status,
  clOrdId: state.clOrdId,
  usedIds: [],
  isGoodTill: state.isGoodTill,
  terms: { quantity: state.quantity, limitPrice: state.limitPrice, stopPrice: state.stopPrice },
  executions: state.executions.map(lifeExecution),
  requests: openRequests(state),
  isHeld: state.status === "HELD",
  isAccepted: isAccepted(state),
  isTriggered: false,
  isStopped: state.status === "STOPPED",
  isSuspended: state.status === "SUSPENDED",
  isDoneForDay: state.status === "DONE_FOR_DAY",
  isCalculated: state.status === "CALCULATED",
  ended: endOf(state),
});

export const executionKey = keyOf;

function recordOf(report: LifeReport): OrderRecord {
  const execType: ExecType =
    report.msgType === "8"
      ? report.execType
      : report.responseTo === "CANCEL"
        ? "CANCEL_REJECTED"
        : "REPLACE_REJECTED";
  return { execType, from: report.from, to: report.ordStatus, note: report.text ?? "" };
}

/** Lives the order on by one event, and adds what there is to say. Errors as `liveOn`. */
export function tell(story: Story, event: LifeEvent): Story {
  const { state } = story;
  const { life, reports } = liveOn(lifeOf(state), event);
  // Once the order is over nobody is waited for: answers that still come say nothing new.
  const asked = (kind: LifeRequest["kind"]): boolean =>
    isOpen(life.status) && life.requests.some((request) => request.kind === kind);
  return {
    state: {
      ...state,
      clOrdId: life.clOrdId ?? state.clOrdId,
      status: life.status,
      quantity: life.terms.quantity,
      limitPrice: life.terms.limitPrice,
      stopPrice: life.terms.stopPrice,
      cumQty: cumQty(life),
      cumNotional: executedNotional(life.executions),
      executions: life.executions.map(executionState),
      pendingCancel: asked("CANCEL") ? state.pendingCancel : null,
      pendingReplace: asked("REPLACE") ? state.pendingReplace : null,
    },
    records: [...story.records, ...reports.map(recordOf)],
    reports: [...story.reports, ...reports],
  };
}

/** Shares that venues still work on. */
export const working = (state: OrderState): Quantity => {
  let shares = NO_SHARES;
  for (const child of liveChildren(state))
    shares = shares.plus(subtract(child.quantity, child.cumQty)) as Quantity;
  return shares;
};

/**
 * Shares in our own hands: taken back from a venue and not sent on yet, or not due yet (`awaitsMore`). Whoever sends them on marks the children that
 * were HANDED_BACK as CANCELED, and adds the child that has them now.
 */
export const sharesInHand = (state: OrderState): Quantity =>
  state.awaitsMore || state.children.some((child) => child.status === "HANDED_BACK")
    ? larger(subtract(subtract(state.quantity, state.cumQty), working(state)), NO_SHARES)
    : NO_SHARES;

/** Lets go of what was taken back once there is nothing in it any more. */
export function withoutEmptyHands(story: Story): Story {
  if (sharesInHand(story.state).gt(0)) return story;
  const children = story.state.children.map((child) =>
    child.status === "HANDED_BACK" ? { ...child, status: "CANCELED" as const } : child,
  );
  return { ...story, state: { ...story.state, children } };
}
