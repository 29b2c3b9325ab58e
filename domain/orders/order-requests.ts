import { InvariantError } from "@/domain/errors";
import { larger, NO_SHARES, subtract } from "@/domain/money/money";
import { cumQty } from "@/domain/orders/order-figures";
import type { LifeEvent, LifeRequest, OrderLife, OrderTerms } from "@/domain/orders/order-life-types";
import { type Step, silent } from "@/domain/orders/order-reports";

type Event<Kind extends LifeEvent["kind"]> = Extract<LifeEvent, { kind: Kind }>;

/** Requests that may wait for their answer at one time. */
export const MAX_OPEN_REQUESTS = 16;

const requestOf = (life: OrderLife, kind: LifeRequest["kind"], clOrdId: string): LifeRequest | undefined =>
  life.requests.find((request) => request.kind === kind && request.clOrdId === clOrdId);

const without = (
  life: OrderLife,
  kind: LifeRequest["kind"],
  clOrdId: string | null,
): readonly LifeRequest[] =>
  life.requests.filter((request) => request.kind !== kind || request.clOrdId !== clOrdId);

/** What is left of the requests of an order that ended: to be answered still, but nothing is pending any more. */
export const laidOpen = (requests: readonly LifeRequest[]): LifeRequest[] =>
  requests.map((request) => ({ ...request, isPending: false }));

function withTerms(terms: OrderTerms): OrderTerms {
  if (terms.quantity.lte(0)) throw new InvariantError("an order of no shares");
  return terms;
}

/**
 * Queues a request. One whose id was used before, or that is one too many, is refused at once (CxlRejReason 6 and 3);
 * nothing else is said until it is acknowledged.
 */
export function ask(life: OrderLife, event: Event<"ASK_CANCEL" | "ASK_REPLACE">): Step {
  const kind = event.kind === "ASK_CANCEL" ? "CANCEL" : "REPLACE";
  const isKnown = life.usedIds.includes(event.clOrdId);
  if (isKnown || life.requests.length >= MAX_OPEN_REQUESTS)
    return {
      life,
      draft: {
        msgType: "9",
        responseTo: kind,
        clOrdId: event.clOrdId,
        refusalReason: isKnown ? "DUPLICATE_CL_ORD_ID" : "ALREADY_PENDING",
      },
    };
  const request: LifeRequest = {
    kind,
    clOrdId: event.clOrdId,
    origClOrdId: event.origClOrdId,
    isPending: false,
    terms: event.kind === "ASK_REPLACE" ? withTerms(event.terms) : null,
  };
  return silent({
    ...life,
    usedIds: [...life.usedIds, event.clOrdId],
    requests: [...life.requests, request],
  });
}

/** Acknowledges a request: until it is answered the order is shown as pending, and works on as it was. */
export function pend(life: OrderLife, event: Event<"PEND_CANCEL" | "PEND_REPLACE">): Step {
  const kind = event.kind === "PEND_CANCEL" ? "CANCEL" : "REPLACE";
  const known = requestOf(life, kind, event.clOrdId);
  // A venue may acknowledge what was asked on another line.
  const request: LifeRequest = known ?? {
    kind,
    clOrdId: event.clOrdId,
    origClOrdId: life.clOrdId,
    isPending: false,
    terms: null,
  };
  const pending = { ...request, isPending: true };
  const requests = known
    ? life.requests.map((other) => (other === known ? pending : other))
    : [...life.requests, pending];
  // A replacement chained to one that is not answered yet is shown against that one's quantity (Appendix D, D.2.b).
  const base = life.requests.find((other) => other.clOrdId === request.origClOrdId)?.terms;
  const chained = base && {
    orderQty: base.quantity,
    leavesQty: larger(subtract(base.quantity, cumQty(life)), NO_SHARES),
  };
  return {
    life: { ...life, requests },
    draft: {
      msgType: "8",
      execType: kind === "CANCEL" ? "PENDING_CANCEL" : "PENDING_REPLACE",
      clOrdId: event.clOrdId,
      origClOrdId: life.clOrdId,
      ...chained,
    },
  };
}

/** Refuses a request: the order is again what its figures say. */
export function refuse(life: OrderLife, event: Event<"REFUSE_CANCEL" | "REFUSE_REPLACE">): Step {
  const kind = event.kind === "REFUSE_CANCEL" ? "CANCEL" : "REPLACE";
  return {
    life: { ...life, requests: without(life, kind, event.clOrdId) },
    draft: { msgType: "9", responseTo: kind, clOrdId: event.clOrdId, refusalReason: event.reason },
  };
}

/**
 * Ends the order at a cancel, asked for or not. Its ClOrdID stays the one in force: the cancel's own id names the
 * request (5.0 SP2, J.1.b).
 */
export function cancel(life: OrderLife, event: Event<"CANCEL">): Step {
  return {
    life: { ...life, ...over(life, "CANCELED", without(life, "CANCEL", event.clOrdId)) },
    draft: {
      msgType: "8",
      execType: "CANCELED",
      ...(event.clOrdId === null ? {} : { clOrdId: event.clOrdId, origClOrdId: life.clOrdId }),
      restatementReason: event.reason,
    },
  };
}

/**
 * An ended order is neither halted, stopped nor done for the day, and no request is pending on it. Its first end is its
 * end, also where late fills had completed it since.
 */
export const over = (
  life: OrderLife,
  ended: NonNullable<OrderLife["ended"]>,
  requests: readonly LifeRequest[],
): Partial<OrderLife> => ({
  ended: life.ended ?? ended,
  requests: laidOpen(requests),
  isHeld: false,
  isStopped: false,
  isSuspended: false,
  isDoneForDay: false,
});

/**
 * Puts a replacement into force: its id, and its terms or those that the answer amended. Less than was executed already
 * is amended to that (C.3.c); more than was executed opens a filled order again (C.1.c). Throws InvariantError for a
 * replacement of which nobody knows the terms.
 */
export function replace(life: OrderLife, event: Event<"REPLACE">): Step {
  const terms = event.terms ?? requestOf(life, "REPLACE", event.clOrdId)?.terms;
  if (!terms) throw new InvariantError(`no terms for the replacement ${event.clOrdId}`);
  const usedIds = life.usedIds.includes(event.clOrdId) ? life.usedIds : [...life.usedIds, event.clOrdId];
  return {
    life: {
      ...life,
      clOrdId: event.clOrdId,
      usedIds,
      terms: withTerms({ ...terms, quantity: larger(terms.quantity, cumQty(life)) }),
      requests: without(life, "REPLACE", event.clOrdId),
    },
    draft: { msgType: "8", execType: "REPLACED", clOrdId: event.clOrdId, origClOrdId: life.clOrdId },
  };
}
