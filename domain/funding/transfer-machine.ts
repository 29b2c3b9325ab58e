import { InvariantError } from "@/domain/errors";

/**
 * The life of a movement of money as a table. Nothing else in the code assigns a transfer's status, posts its journals
 * or gives back its hold: a step says all three.
 */
export const TRANSFER_DIRECTIONS = ["DEPOSIT", "WITHDRAWAL"] as const;
export type TransferDirection = (typeof TRANSFER_DIRECTIONS)[number];

/** `COMPLETED` is a withdrawal that left; a deposit ends as AVAILABLE, and may still come back for 60 days. */
export const TRANSFER_STATUSES = [
  "REQUESTED",
  "INSTRUCTED",
  "POSTED",
  "AVAILABLE",
  "COMPLETED",
  "RETURNED",
  "REFUSED",
] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** What the clearing firm can say of it. */
export const TRANSFER_EVENTS = ["ACCEPT", "REFUSE", "POST", "RELEASE", "PAY", "RETURN"] as const;
export type TransferEventKind = (typeof TRANSFER_EVENTS)[number];

/** The posting rule of domain/ledger that a step calls for. */
export type TransferPosting =
  | "DEPOSIT"
  | "DEPOSIT_RELEASE"
  | "DEPOSIT_RETURN_UNCOLLECTED"
  | "DEPOSIT_RETURN_COLLECTED"
  | "WITHDRAWAL";

/** One cell: what the transfer becomes, what is booked, and whether the cash that it held back is given free. */
export type TransferStep = { to: TransferStatus; posts: TransferPosting | null; endsHold: boolean };

type Table = Record<TransferStatus, Partial<Record<TransferEventKind, TransferStep>>>;

const step = (to: TransferStatus, posts: TransferPosting | null = null, endsHold = false): TransferStep => ({
  to,
  posts,
  endsHold,
});

/**
 * Rows are what a transfer is, columns what is heard, cells what follows; an absent cell is illegal.
 * - A bank may send a debit back before it was booked (nothing to undo), while it is uncollected, or after it could be
 *   used: then the money is taken from settled cash, whatever was bought with it.
 * - A withdrawal holds cash from its request until it has left or was refused.
 */
export const TRANSFER_STEPS: Record<TransferDirection, Table> = {
  DEPOSIT: {
    REQUESTED: { ACCEPT: step("INSTRUCTED"), REFUSE: step("REFUSED") },
    INSTRUCTED: {
      REFUSE: step("REFUSED"),
      POST: step("POSTED", "DEPOSIT"),
      RETURN: step("RETURNED"),
    },
    POSTED: {
      RELEASE: step("AVAILABLE", "DEPOSIT_RELEASE"),
      RETURN: step("RETURNED", "DEPOSIT_RETURN_UNCOLLECTED"),
    },
    AVAILABLE: { RETURN: step("RETURNED", "DEPOSIT_RETURN_COLLECTED") },
    COMPLETED: {},
    RETURNED: {},
    REFUSED: {},
  },
  WITHDRAWAL: {
    REQUESTED: { ACCEPT: step("INSTRUCTED"), REFUSE: step("REFUSED", null, true) },
    INSTRUCTED: {
      REFUSE: step("REFUSED", null, true),
      PAY: step("COMPLETED", "WITHDRAWAL", true),
    },
    POSTED: {},
    AVAILABLE: {},
    COMPLETED: {},
    RETURNED: {},
    REFUSED: {},
  },
};

/** What follows when something is heard of a transfer, or null for what the table does not allow. */
export const transferStep = (
  direction: TransferDirection,
  from: TransferStatus,
  event: TransferEventKind,
): TransferStep | null => TRANSFER_STEPS[direction][from][event] ?? null;

/** Statuses in which a withdrawal still holds cash back (invariant I3). */
export const HOLDING_STATUSES = ["REQUESTED", "INSTRUCTED"] as const satisfies readonly TransferStatus[];

const isOneOf = <T extends string>(known: readonly T[], text: string): text is T =>
  (known as readonly string[]).includes(text);

/** Reads a stored direction; anything else in the column is a bug. */
export function transferDirection(stored: string): TransferDirection {
  if (!isOneOf(TRANSFER_DIRECTIONS, stored)) throw new InvariantError(`unknown transfer direction ${stored}`);
  return stored;
}

/** Reads a stored status; anything else in the column is a bug. */
export function transferStatus(stored: string): TransferStatus {
  if (!isOneOf(TRANSFER_STATUSES, stored)) throw new InvariantError(`unknown transfer status ${stored}`);
  return stored;
}
