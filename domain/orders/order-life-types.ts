import type { Price, Quantity } from "@/domain/money/money";
import type { FixExecType, RefusalReason, RejectReason, RestatementReason } from "@/domain/orders/fix-codes";
import type { OrderStatus } from "@/domain/orders/order-machine";

/** What a customer may replace: shares, and dollars per share. */
export type OrderTerms = { quantity: Quantity; limitPrice: Price | null; stopPrice: Price | null };

/** One execution. A busted one is kept, so that its id stays known. `isToday`: of the present trading session. */
export type LifeExecution = {
  execId: string;
  /** Ids of the reports that corrected it; a later correction may refer to any of them. */
  correctionIds: readonly string[];
  quantity: Quantity;
  price: Price;
  isBusted: boolean;
  isToday: boolean;
};

/** A cancel or replacement that was asked for and not answered yet; `isPending` once it was acknowledged. */
export type LifeRequest = {
  kind: "CANCEL" | "REPLACE";
  clOrdId: string;
  origClOrdId: string | null;
  isPending: boolean;
  terms: OrderTerms | null;
};

/** Everything that the status and the figures of an order follow from. Plain data. */
export type OrderLife = {
  status: OrderStatus;
  /** The ClOrdID in force; null for an order that was phoned in. */
  clOrdId: string | null;
  /** Every ClOrdID that this order was ever called by, refused requests included. */
  usedIds: readonly string[];
  /** GTC or GTD: it goes on tomorrow. */
  isGoodTill: boolean;
  terms: OrderTerms;
  executions: readonly LifeExecution[];
  requests: readonly LifeRequest[];
  isHeld: boolean;
  isAccepted: boolean;
  isTriggered: boolean;
  isStopped: boolean;
  isSuspended: boolean;
  isDoneForDay: boolean;
  isCalculated: boolean;
  ended: Extract<OrderStatus, "CANCELED" | "EXPIRED" | "REJECTED" | "DENIED"> | null;
};

/** A split of `from` shares into `to`: 2:1 is { to: 2, from: 1 }. */
export type Split = { to: Quantity; from: Quantity };

export type LifeEvent = { text?: string } & (
  | { kind: "RELEASE" | "ACCEPT" | "TRIGGER" | "SUSPEND" | "FINISH_DAY" | "CALCULATE" | "EXPIRE" }
  | { kind: "ASK_STATUS" }
  | { kind: "DENY" | "REJECT"; reason: RejectReason | null }
  | { kind: "FILL"; execId: string; quantity: Quantity; price: Price }
  /** `execId` is the busted execution's, or a correction's. */
  | { kind: "BUST"; execId: string }
  | { kind: "CORRECT"; execId: string; correctionId: string | null; quantity: Quantity; price: Price }
  | { kind: "ASK_CANCEL"; clOrdId: string; origClOrdId: string | null }
  | { kind: "ASK_REPLACE"; clOrdId: string; origClOrdId: string | null; terms: OrderTerms }
  | { kind: "PEND_CANCEL" | "PEND_REPLACE"; clOrdId: string }
  /** Without `clOrdId` nobody asked: the venue or the broker cancelled by itself. */
  | { kind: "CANCEL"; clOrdId: string | null; reason: RestatementReason | null }
  /** `terms` where they differ from those asked for. */
  | { kind: "REPLACE"; clOrdId: string; terms: OrderTerms | null }
  | { kind: "REFUSE_CANCEL" | "REFUSE_REPLACE"; clOrdId: string; reason: RefusalReason | null }
  /** `split` scales what was executed before as well. */
  | { kind: "RESTATE"; reason: RestatementReason; terms: OrderTerms | null; split: Split | null }
  /** The guaranteed shares and price, where they are named. */
  | { kind: "STOP"; quantity: Quantity | null; price: Price | null }
  /** As a restatement where a reason is given, else as a new acknowledgment. */
  | { kind: "RESUME"; reason: RestatementReason | null }
  | { kind: "SEND_AGAIN"; isPossResend: boolean }
);

/** An ExecutionReport (35=8): what happened (`execType`), and where the order stands after it. */
export type ExecutionReport = {
  msgType: "8";
  execType: FixExecType;
  from: OrderStatus;
  ordStatus: OrderStatus;
  clOrdId: string | null;
  origClOrdId: string | null;
  orderQty: Quantity;
  limitPrice: Price | null;
  stopPrice: Price | null;
  /** Zero where nothing was executed now; null where FIX does not ask for it (answers about the status). */
  lastQty: Quantity | null;
  lastPx: Price | null;
  cumQty: Quantity;
  leavesQty: Quantity;
  /** Dollars per share to six decimals; null before the first execution. */
  avgPx: Price | null;
  /** DayOrderQty, DayCumQty, DayAvgPx (tags 424 to 426). */
  day: { orderQty: Quantity; cumQty: Quantity; avgPx: Price | null };
  execId: string | null;
  execRefId: string | null;
  restatementReason: RestatementReason | null;
  rejectReason: RejectReason | null;
  /** A trade after the order was over: booked, and somebody should look at it. */
  isLate: boolean;
  text: string | null;
};

/** An OrderCancelReject (35=9). The OrderID of an order that nobody knows is "NONE". */
export type CancelReject = {
  msgType: "9";
  responseTo: "CANCEL" | "REPLACE";
  from: OrderStatus;
  ordStatus: OrderStatus;
  clOrdId: string;
  /** The last accepted ClOrdID; for an unknown order the one that was asked for. */
  origClOrdId: string | null;
  isOrderKnown: boolean;
  refusalReason: RefusalReason | null;
  text: string | null;
};

export type LifeReport = ExecutionReport | CancelReject;
/** An order's life after an event, and what is to be said about it. */
export type Lived = { life: OrderLife; reports: readonly LifeReport[] };
