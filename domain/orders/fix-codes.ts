import type { OrderStatus } from "@/domain/orders/order-machine";

/**
 * Our names and the codes of FIX 4.4 and 5.0 SP2, tag by tag. The codes appear nowhere else. DENIED and HELD have no
 * code of their own: a denied order is Rejected to the outside, a held one Pending New.
 */
export const FIX_ORD_STATUS = {
  NEW: "0",
  PARTIALLY_FILLED: "1",
  FILLED: "2",
  DONE_FOR_DAY: "3",
  CANCELED: "4",
  PENDING_CANCEL: "6",
  STOPPED: "7",
  REJECTED: "8",
  DENIED: "8",
  SUSPENDED: "9",
  PENDING_NEW: "A",
  HELD: "A",
  CALCULATED: "B",
  EXPIRED: "C",
  PENDING_REPLACE: "E",
} as const satisfies Record<OrderStatus, string>;

/** Tag 150: why a report was sent, apart from where the order stands. 4.2's Partial Fill and Fill are TRADE. */
export const FIX_EXEC_TYPE = {
  NEW: "0",
  DONE_FOR_DAY: "3",
  CANCELED: "4",
  REPLACED: "5",
  PENDING_CANCEL: "6",
  STOPPED: "7",
  REJECTED: "8",
  DENIED: "8",
  SUSPENDED: "9",
  PENDING_NEW: "A",
  CALCULATED: "B",
  EXPIRED: "C",
  RESTATED: "D",
  PENDING_REPLACE: "E",
  TRADE: "F",
  TRADE_CORRECT: "G",
  TRADE_CANCEL: "H",
  ORDER_STATUS: "I",
  TRIGGERED: "L",
} as const;
export type FixExecType = keyof typeof FIX_EXEC_TYPE;

/** What a line of an order's history is called: an ExecType, or which request an OrderCancelReject (35=9) answered. */
export type ExecType = FixExecType | "CANCEL_REJECTED" | "REPLACE_REJECTED";

/** Tag 378: why an order was restated, or cancelled without being asked. */
export const EXEC_RESTATEMENT_REASON = {
  GT_CORPORATE_ACTION: 0,
  GT_RENEWAL: 1,
  VERBAL_CHANGE: 2,
  REPRICING: 3,
  BROKER_OPTION: 4,
  PARTIAL_DECLINE: 5,
  CANCEL_ON_TRADING_HALT: 6,
  CANCEL_ON_SYSTEM_FAILURE: 7,
  MARKET_OPTION: 8,
  CANCELED_NOT_BEST: 9,
  WAREHOUSE_RECAP: 10,
  PEG_REFRESH: 11,
  OTHER: 99,
} as const;
export type RestatementReason = keyof typeof EXEC_RESTATEMENT_REASON;
/** The same names as a list, for schemas. */
export const RESTATEMENT_REASONS = Object.keys(EXEC_RESTATEMENT_REASON) as [
  RestatementReason,
  ...RestatementReason[],
];

/** Tag 102: why a cancel or a replacement was refused. */
export const CXL_REJ_REASON = {
  TOO_LATE: 0,
  UNKNOWN_ORDER: 1,
  BROKER_OPTION: 2,
  ALREADY_PENDING: 3,
  UNABLE_TO_PROCESS: 4,
  MODIFIED_MEANWHILE: 5,
  DUPLICATE_CL_ORD_ID: 6,
  INVALID_PRICE_INCREMENT: 18,
  OTHER: 99,
} as const;
export type RefusalReason = keyof typeof CXL_REJ_REASON;

/** Tag 103: why an order was rejected. */
export const ORD_REJ_REASON = {
  BROKER_OPTION: 0,
  UNKNOWN_SYMBOL: 1,
  EXCHANGE_CLOSED: 2,
  EXCEEDS_LIMIT: 3,
  TOO_LATE: 4,
  UNKNOWN_ORDER: 5,
  DUPLICATE_ORDER: 6,
  DUPLICATE_OF_VERBAL: 7,
  STALE_ORDER: 8,
  TRADE_ALONG_REQUIRED: 9,
  INVALID_INVESTOR_ID: 10,
  UNSUPPORTED_CHARACTERISTIC: 11,
  SURVEILLANCE_OPTION: 12,
  INCORRECT_QUANTITY: 13,
  INCORRECT_ALLOCATED_QUANTITY: 14,
  UNKNOWN_ACCOUNT: 15,
  PRICE_OUTSIDE_BAND: 16,
  INVALID_PRICE_INCREMENT: 18,
  OTHER: 99,
} as const;
export type RejectReason = keyof typeof ORD_REJ_REASON;
