import { NO_SHARES } from "@/domain/money/money";
import { liveOn } from "@/domain/orders/order-life";
import type {
  CancelReject,
  ExecutionReport,
  Lived,
  LifeRequest,
  OrderLife,
} from "@/domain/orders/order-life-types";

/**
 * What a desk answers before it has an order in hand. `null` for a new order: its ClOrdID is not known, so it is one,
 * whatever PossResend says. A known one sent again is answered with its status (PossResend=Y) or rejected as a
 * duplicate with the live order's status; the order itself is untouched either way (Appendix D, F.1.b).
 */
export const answerNewOrder = (
  known: OrderLife | undefined,
  request: { isPossResend: boolean },
): Lived | null => (known ? liveOn(known, { kind: "SEND_AGAIN", isPossResend: request.isPossResend }) : null);

/** The refusal of a cancel or replacement of an order that nobody knows (B.1.f): the id asked for stays unused. */
export const refuseUnknown = (
  request: Pick<LifeRequest, "kind" | "clOrdId" | "origClOrdId">,
): CancelReject => ({
  msgType: "9",
  responseTo: request.kind,
  from: "REJECTED",
  ordStatus: "REJECTED",
  clOrdId: request.clOrdId,
  origClOrdId: request.origClOrdId,
  isOrderKnown: false,
  refusalReason: "UNKNOWN_ORDER",
  text: null,
});

/** The answer to a question about an order that nobody knows (G.1.a). */
export const statusOfUnknown = (clOrdId: string): ExecutionReport => ({
  msgType: "8",
  execType: "ORDER_STATUS",
  from: "REJECTED",
  ordStatus: "REJECTED",
  clOrdId,
  origClOrdId: null,
  orderQty: NO_SHARES,
  limitPrice: null,
  stopPrice: null,
  lastQty: null,
  lastPx: null,
  cumQty: NO_SHARES,
  leavesQty: NO_SHARES,
  avgPx: null,
  day: { orderQty: NO_SHARES, cumQty: NO_SHARES, avgPx: null },
  execId: null,
  execRefId: null,
  restatementReason: null,
  rejectReason: "UNKNOWN_ORDER",
  isLate: false,
  text: null,
});
