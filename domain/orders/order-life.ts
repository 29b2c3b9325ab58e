import { InvariantError } from "@/domain/errors";
import { larger } from "@/domain/money/money";
import { bust, correct, fill, isToldAgain, splitExecution } from "@/domain/orders/order-executions";
import { cumQty, standing } from "@/domain/orders/order-figures";
import type { LifeEvent, Lived, OrderLife, OrderTerms } from "@/domain/orders/order-life-types";
import { isLegal, nextStatus } from "@/domain/orders/order-machine";
import { type ReportDraft, reportOf, type Step } from "@/domain/orders/order-reports";
import { ask, cancel, over, pend, refuse, replace } from "@/domain/orders/order-requests";

type Event<Kind extends LifeEvent["kind"]> = Extract<LifeEvent, { kind: Kind }>;

/** An order just received, before anybody acknowledged it. Throws InvariantError for an order of no shares. */
export function newLife(order: {
  clOrdId: string | null;
  terms: OrderTerms;
  isGoodTill?: boolean;
  isHeld?: boolean;
}): OrderLife {
  if (order.terms.quantity.lte(0)) throw new InvariantError("an order of no shares");
  const isHeld = order.isHeld ?? false;
  return {
    status: isHeld ? "HELD" : "PENDING_NEW",
    clOrdId: order.clOrdId,
    usedIds: order.clOrdId === null ? [] : [order.clOrdId],
    isGoodTill: order.isGoodTill ?? false,
    terms: order.terms,
    executions: [],
    requests: [],
    isHeld,
    isAccepted: false,
    isTriggered: false,
    isStopped: false,
    isSuspended: false,
    isDoneForDay: false,
    isCalculated: false,
    ended: null,
  };
}

/**
 * Lives an order on by one event, as FIX 4.4 and 5.0 SP2 have it (volume 4, Appendix D). Pure: the same events in the
 * same order always give the same life and the same reports. An execution's id counts once, and a second trigger says
 * nothing new: then nothing changes and nothing is reported. Throws InvariantError for what must never be said: an
 * event that the order's status forbids, more shares than the order has, an execution that nobody knows.
 */
export function liveOn(life: OrderLife, event: LifeEvent): Lived {
  const isNothingNew = isToldAgain(life, event) || (event.kind === "TRIGGER" && life.isTriggered);
  if (isNothingNew) return { life, reports: [] };
  if (!isLegal(life.status, event.kind))
    throw new InvariantError(`an order that is ${life.status} cannot ${event.kind}`);
  const step = stepOf(life, event);
  const status = nextStatus(life.status, event.kind, standing(step.life));
  if (!status) throw new InvariantError(`an order that is ${life.status} cannot ${event.kind}`);
  const after = { ...step.life, status };
  const reports = step.draft ? [reportOf(after, life.status, step.draft, event.text ?? null)] : [];
  return { life: after, reports };
}

function stepOf(life: OrderLife, event: LifeEvent): Step {
  switch (event.kind) {
    case "FILL":
      return fill(life, event);
    case "BUST":
      return bust(life, event);
    case "CORRECT":
      return correct(life, event);
    case "ASK_CANCEL":
    case "ASK_REPLACE":
      return ask(life, event);
    case "PEND_CANCEL":
    case "PEND_REPLACE":
      return pend(life, event);
    case "CANCEL":
      return cancel(life, event);
    case "REFUSE_CANCEL":
    case "REFUSE_REPLACE":
      return refuse(life, event);
    case "REPLACE":
      return replace(life, event);
    case "RESTATE":
      return restate(life, event);
    case "DENY":
    case "REJECT":
      return turnAway(life, event);
    case "EXPIRE":
      return told({ ...life, ...over(life, "EXPIRED", life.requests) }, { execType: "EXPIRED" });
    case "RELEASE":
      return told({ ...life, isHeld: false }, { execType: "PENDING_NEW" });
    case "ACCEPT":
      return told({ ...life, isHeld: false, isAccepted: true }, { execType: "NEW" });
    case "TRIGGER":
      return told({ ...life, isTriggered: true }, { execType: "TRIGGERED" });
    case "STOP":
      // LastQty and LastPx name what is guaranteed; nothing is executed yet (Appendix D, L.1.a).
      return told(
        { ...life, isStopped: true },
        { execType: "STOPPED", lastPx: event.price, ...(event.quantity && { lastQty: event.quantity }) },
      );
    case "SUSPEND":
      return told({ ...life, isSuspended: true }, { execType: "SUSPENDED" });
    case "RESUME":
      return told(
        { ...life, isSuspended: false },
        { execType: event.reason ? "RESTATED" : "NEW", restatementReason: event.reason },
      );
    case "FINISH_DAY":
      return told({ ...life, isDoneForDay: true }, { execType: "DONE_FOR_DAY" });
    case "CALCULATE":
      return told({ ...life, isCalculated: true, isDoneForDay: false }, { execType: "CALCULATED" });
    case "ASK_STATUS":
      return told(life, { execType: "ORDER_STATUS", lastQty: null });
    case "SEND_AGAIN":
      return told(
        life,
        event.isPossResend
          ? { execType: "ORDER_STATUS", lastQty: null }
          : { execType: "REJECTED", lastQty: null, rejectReason: "DUPLICATE_ORDER" },
      );
  }
}

const told = (life: OrderLife, draft: Omit<Extract<ReportDraft, { msgType: "8" }>, "msgType">): Step => ({
  life,
  draft: { msgType: "8", ...draft },
});

/** A venue's rejection, or our own denial; throws InvariantError once anything was executed. */
function turnAway(life: OrderLife, event: Event<"DENY" | "REJECT">): Step {
  if (cumQty(life).gt(0) || life.ended !== null)
    throw new InvariantError("an order with executions, or that is over, cannot be rejected");
  const ended = event.kind === "DENY" ? "DENIED" : "REJECTED";
  return told(
    { ...life, ...over(life, ended, life.requests) },
    { execType: ended, rejectReason: event.reason },
  );
}

/**
 * Says anew what stands, unasked: renewed in the morning, agreed by telephone, declined in part, changed by a corporate
 * action. A renewal, a corporate action and anything after the day was done begin a new day: its figures start afresh.
 */
function restate(life: OrderLife, event: Event<"RESTATE">): Step {
  const isNewDay =
    life.isDoneForDay || event.reason === "GT_RENEWAL" || event.reason === "GT_CORPORATE_ACTION";
  const { split } = event;
  const scaled = split
    ? life.executions.map((execution) => splitExecution(execution, split))
    : life.executions;
  const restated: OrderLife = {
    ...life,
    executions: isNewDay ? scaled.map((execution) => ({ ...execution, isToday: false })) : scaled,
    isDoneForDay: isNewDay ? false : life.isDoneForDay,
    isCalculated: isNewDay ? false : life.isCalculated,
  };
  const terms = event.terms ?? life.terms;
  if (terms.quantity.lte(0)) throw new InvariantError("an order of no shares");
  return told(
    { ...restated, terms: { ...terms, quantity: larger(terms.quantity, cumQty(restated)) } },
    { execType: "RESTATED", restatementReason: event.reason },
  );
}

/** An order's status as an answer to a question: changes nothing. */
export const statusOf = (life: OrderLife): Lived => liveOn(life, { kind: "ASK_STATUS" });
