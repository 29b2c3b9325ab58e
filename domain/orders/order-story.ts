import {
  liveChildren,
  type ExecutionState,
  type OrderRecord,
  type OrderState,
  type PendingCancel,
  sharesInHand,
  type Story,
} from "@/domain/orders/order-state-types";
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

/** Lets go of what was taken back once there is nothing in it any more. */
export function withoutEmptyHands(story: Story): Story {
  if (sharesInHand(story.state).gt(0)) return story;
  const children = story.state.children.map((child) =>
    child.status === "HANDED_BACK" ? { ...child, status: "CANCELED" as const } : child,
  );
  return { ...story, state: { ...story.state, children } };
}
