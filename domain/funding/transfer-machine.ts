import { InvariantError } from "@/domain/errors";

/**
 * The life of a movement of money as a table. Nothing else in the code assigns a transfer's status, posts its journals
 * or gives back its hold: a step says all three.
 */
export const TRANSFER_DIRECTIONS = ["DEPOSIT", "WITHDRAWAL"] as const;
export type TransferDirection = (typeof TRANSFER_DIRECTIONS)[number];

export const TRANSFER_METHODS = ["ACH", "WIRE", "JOURNAL"] as const;
export type TransferMethod = (typeof TRANSFER_METHODS)[number];

/** The ways that money can go; a journal to another account of one's own is a withdrawal with a second account. */
export const TRANSFER_PATHS = [
  "ACH_DEPOSIT",
  "ACH_WITHDRAWAL",
  "WIRE_DEPOSIT",
  "WIRE_WITHDRAWAL",
  "JOURNAL_WITHDRAWAL",
] as const;
export type TransferPath = (typeof TRANSFER_PATHS)[number];

/**
 * `CALLBACK` and `APPROVAL` wait for the broker's staff; `COMPLETED` is a withdrawal that left; a deposit ends as
 * AVAILABLE, and may still come back for 60 days. REFUSED is the clearing firm's word, DECLINED ours.
 */
export const TRANSFER_STATUSES = [
  "CALLBACK",
  "APPROVAL",
  "REQUESTED",
  "INSTRUCTED",
  "POSTED",
  "AVAILABLE",
  "COMPLETED",
  "RETURNED",
  "REFUSED",
  "DECLINED",
  "CANCELED",
] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** What the clearing firm can say of it. */
export const FIRM_TRANSFER_EVENTS = ["ACCEPT", "REFUSE", "POST", "RELEASE", "PAY", "RETURN", "STOP"] as const;
/** What the broker's staff or the customer do before the clearing firm is told. */
export const DESK_TRANSFER_EVENTS = ["CONFIRM", "APPROVE", "DECLINE", "CANCEL"] as const;
export const TRANSFER_EVENTS = [...FIRM_TRANSFER_EVENTS, ...DESK_TRANSFER_EVENTS] as const;
export type FirmTransferEvent = (typeof FIRM_TRANSFER_EVENTS)[number];
export type TransferEventKind = (typeof TRANSFER_EVENTS)[number];

/** The posting rules of domain/ledger that a step calls for. */
export type TransferPosting =
  | "DEPOSIT"
  | "DEPOSIT_RELEASE"
  | "DEPOSIT_RETURN_UNCOLLECTED"
  | "DEPOSIT_RETURN_COLLECTED"
  | "WITHDRAWAL"
  | "WITHDRAWAL_RETURN"
  | "WIRE_IN"
  | "WIRE_OUT"
  | "JOURNAL";

/** One cell: what the transfer becomes, what is booked, and whether the cash that it held back is given free. */
export type TransferStep = { to: TransferStatus; posts: TransferPosting | null; endsHold: boolean };

type Row = Partial<Record<TransferEventKind, TransferStep>>;
type Table = Record<TransferStatus, Row>;

const step = (to: TransferStatus, posts: TransferPosting | null = null, endsHold = false): TransferStep => ({
  to,
  posts,
  endsHold,
});
const ends = (to: TransferStatus, posts: TransferPosting | null = null) => step(to, posts, true);

const NOTHING: Table = {
  CALLBACK: {},
  APPROVAL: {},
  REQUESTED: {},
  INSTRUCTED: {},
  POSTED: {},
  AVAILABLE: {},
  COMPLETED: {},
  RETURNED: {},
  REFUSED: {},
  DECLINED: {},
  CANCELED: {},
};

/** What holds cash back can be given up by us or by the customer while nobody outside has been told. */
const GIVEN_UP: Row = { DECLINE: ends("DECLINED"), CANCEL: ends("CANCELED") };

/** Money that leaves: what the clearing firm answers, and what it books when it has left. */
const leaving = (posts: TransferPosting): Pick<Table, "REQUESTED" | "INSTRUCTED"> => ({
  REQUESTED: { ACCEPT: step("INSTRUCTED"), REFUSE: ends("REFUSED"), STOP: ends("CANCELED") },
  INSTRUCTED: { REFUSE: ends("REFUSED"), PAY: ends("COMPLETED", posts), STOP: ends("CANCELED") },
});

/**
 * Rows are what a transfer is, columns what is heard, cells what follows; an absent cell is illegal.
 * - A bank may send a debit back before it was booked (nothing to undo), while it is uncollected, or after it could be
 *   used (then it is taken from settled cash, which may go below zero). It may send a credit back, too.
 * - A wire is final: it comes as usable money and goes for good.
 * - STOP is the clearing firm's yes to a cancel: it has not sent the money yet.
 */
export const TRANSFER_STEPS: Record<TransferPath, Table> = {
  ACH_DEPOSIT: {
    ...NOTHING,
    REQUESTED: { ACCEPT: step("INSTRUCTED"), REFUSE: step("REFUSED"), STOP: step("CANCELED") },
    INSTRUCTED: {
      REFUSE: step("REFUSED"),
      POST: step("POSTED", "DEPOSIT"),
      RETURN: step("RETURNED"),
      STOP: step("CANCELED"),
    },
    POSTED: {
      RELEASE: step("AVAILABLE", "DEPOSIT_RELEASE"),
      RETURN: step("RETURNED", "DEPOSIT_RETURN_UNCOLLECTED"),
    },
    AVAILABLE: { RETURN: step("RETURNED", "DEPOSIT_RETURN_COLLECTED") },
  },
  ACH_WITHDRAWAL: {
    ...NOTHING,
    ...leaving("WITHDRAWAL"),
    APPROVAL: { ...GIVEN_UP, APPROVE: step("REQUESTED") },
    COMPLETED: { RETURN: step("RETURNED", "WITHDRAWAL_RETURN") },
  },
  WIRE_DEPOSIT: {
    ...NOTHING,
    REQUESTED: { POST: step("AVAILABLE", "WIRE_IN"), REFUSE: step("REFUSED") },
  },
  WIRE_WITHDRAWAL: {
    ...NOTHING,
    ...leaving("WIRE_OUT"),
    CALLBACK: { ...GIVEN_UP, CONFIRM: step("APPROVAL") },
    APPROVAL: { ...GIVEN_UP, APPROVE: step("REQUESTED") },
  },
  JOURNAL_WITHDRAWAL: {
    ...NOTHING,
    REQUESTED: { REFUSE: ends("REFUSED"), PAY: ends("COMPLETED", "JOURNAL") },
  },
};

/** What follows when something is heard of a transfer, or null for what the table does not allow. */
export const transferStep = (
  path: TransferPath,
  from: TransferStatus,
  event: TransferEventKind,
): TransferStep | null => TRANSFER_STEPS[path][from][event] ?? null;

/** Statuses in which a withdrawal still holds cash back (invariant I3). */
export const HOLDING_STATUSES = [
  "CALLBACK",
  "APPROVAL",
  "REQUESTED",
  "INSTRUCTED",
] as const satisfies readonly TransferStatus[];

/** Statuses that limits do not count: the money never moved. */
export const UNCOUNTED_STATUSES = [
  "REFUSED",
  "DECLINED",
  "CANCELED",
] as const satisfies readonly TransferStatus[];

/** How a customer can stop a movement: here and now, by asking the clearing firm, or no longer. */
export function cancelWay(path: TransferPath, status: TransferStatus): "AT_ONCE" | "ASK_FIRM" | null {
  const row = TRANSFER_STEPS[path][status];
  if (row.CANCEL) return "AT_ONCE";
  return row.STOP ? "ASK_FIRM" : null;
}

const isOneOf = <T extends string>(known: readonly T[], text: string): text is T =>
  (known as readonly string[]).includes(text);

/** Reads a stored direction; anything else in the column is a bug. */
export function transferDirection(stored: string): TransferDirection {
  if (!isOneOf(TRANSFER_DIRECTIONS, stored)) throw new InvariantError(`unknown transfer direction ${stored}`);
  return stored;
}

/** Reads a stored method; anything else in the column is a bug. */
export function transferMethod(stored: string): TransferMethod {
  if (!isOneOf(TRANSFER_METHODS, stored)) throw new InvariantError(`unknown transfer method ${stored}`);
  return stored;
}

/** Reads a stored status; anything else in the column is a bug. */
export function transferStatus(stored: string): TransferStatus {
  if (!isOneOf(TRANSFER_STATUSES, stored)) throw new InvariantError(`unknown transfer status ${stored}`);
  return stored;
}

/** The way that a stored transfer goes. */
export function transferPath(row: { method: string; direction: string }): TransferPath {
  const path = `${transferMethod(row.method)}_${transferDirection(row.direction)}`;
  if (!isOneOf(TRANSFER_PATHS, path)) throw new InvariantError(`no transfer goes by ${path}`);
  return path;
}
