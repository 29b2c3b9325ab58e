import { NO_SHARES } from "@/domain/money/money";
import type { RefusalReason } from "@/domain/orders/fix-codes";
import { averagePx, cumQty, dayFigures, leavesOf } from "@/domain/orders/order-figures";
import type { CancelReject, ExecutionReport, LifeReport, OrderLife } from "@/domain/orders/order-life-types";
import type { OrderStatus } from "@/domain/orders/order-machine";

/** What an event adds to the figures of the order after it. */
export type ReportDraft =
  | ({ msgType: "8" } & Pick<ExecutionReport, "execType"> &
      Partial<Omit<ExecutionReport, "from" | "ordStatus">>)
  | {
      msgType: "9";
      responseTo: CancelReject["responseTo"];
      clOrdId: string;
      refusalReason: RefusalReason | null;
    };

/** The report about `life` as it stands after an event; `from` is the status before. */
export function reportOf(
  life: OrderLife,
  from: OrderStatus,
  draft: ReportDraft,
  text: string | null,
): LifeReport {
  if (draft.msgType === "9")
    return {
      ...draft,
      from,
      ordStatus: life.status,
      // An answer names the last accepted id, whatever the request chained itself to (Appendix D, D.2.c).
      origClOrdId: life.clOrdId,
      isOrderKnown: true,
      text,
    };
  return {
    clOrdId: life.clOrdId,
    origClOrdId: null,
    orderQty: life.terms.quantity,
    limitPrice: life.terms.limitPrice,
    stopPrice: life.terms.stopPrice,
    lastQty: NO_SHARES,
    lastPx: null,
    cumQty: cumQty(life),
    leavesQty: leavesOf(life),
    avgPx: averagePx(life),
    day: dayFigures(life),
    execId: null,
    execRefId: null,
    restatementReason: null,
    rejectReason: null,
    isLate: false,
    text,
    ...draft,
    from,
    ordStatus: life.status,
  };
}

/** What an event makes of an order, before its status is drawn and its report is written. */
export type Step = { life: OrderLife; draft: ReportDraft | null };
export const silent = (life: OrderLife): Step => ({ life, draft: null });
