/** What a customer may ask the desk for after opening. */
export const REQUEST_KINDS = ["MARGIN_UPGRADE", "CLOSE_ACCOUNT", "ADDRESS_DISPUTE"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_TITLES: Record<RequestKind, string> = {
  MARGIN_UPGRADE: "Upgrade to margin",
  CLOSE_ACCOUNT: "Close the account",
  ADDRESS_DISPUTE: "Address change disputed",
};

/**
 * SUBMITTED: waits for the desk. INSTRUCTED: approved, and the clearing firm has been asked. DONE, REJECTED (by the
 * desk), REFUSED (by the clearing firm) and WITHDRAWN (by the customer) are for good.
 */
export const REQUEST_STATUSES = [
  "SUBMITTED",
  "INSTRUCTED",
  "DONE",
  "REJECTED",
  "REFUSED",
  "WITHDRAWN",
] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];
export type RequestEvent = "approve" | "settle" | "reject" | "withdraw" | "done" | "refused";

/** `approve` asks the clearing firm; `settle` approves what is ours alone to do. */
const REQUEST: Record<RequestStatus, Partial<Record<RequestEvent, RequestStatus>>> = {
  SUBMITTED: { approve: "INSTRUCTED", settle: "DONE", reject: "REJECTED", withdraw: "WITHDRAWN" },
  INSTRUCTED: { done: "DONE", refused: "REFUSED" },
  DONE: {},
  REJECTED: {},
  REFUSED: {},
  WITHDRAWN: {},
};

/** The status after an event; null where the event has no place. */
export const nextRequestStatus = (from: RequestStatus, event: RequestEvent): RequestStatus | null =>
  REQUEST[from][event] ?? null;

/** Of one kind an account has one such request at most. */
export const OPEN_REQUESTS = ["SUBMITTED", "INSTRUCTED"] as const satisfies readonly RequestStatus[];
