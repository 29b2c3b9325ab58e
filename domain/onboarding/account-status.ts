/** OPENING: the clearing firm has been asked. OPEN: it has a number. RESTRICTED: no new business. CLOSED: for good. */
export const ACCOUNT_STATUSES = ["OPENING", "OPEN", "RESTRICTED", "CLOSED"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];
export type AccountEvent = "opened" | "refused" | "restricted" | "released" | "closed";

const ACCOUNT: Record<AccountStatus, Partial<Record<AccountEvent, AccountStatus>>> = {
  OPENING: { opened: "OPEN", refused: "CLOSED" },
  OPEN: { restricted: "RESTRICTED", closed: "CLOSED" },
  RESTRICTED: { released: "OPEN", closed: "CLOSED" },
  CLOSED: {},
};

/** The status after an event; null where the event has no place. */
export const nextAccountStatus = (from: AccountStatus, event: AccountEvent): AccountStatus | null =>
  ACCOUNT[from][event] ?? null;
