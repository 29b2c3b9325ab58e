/**
 * What is kept of a customer after opening, each kind with versions of its own. CONFIRMATION says that all of it was
 * looked at and is right.
 */
export const PROFILE_KINDS = [
  "ADDRESS",
  "EMPLOYMENT",
  "FINANCES",
  "TRUSTED_CONTACT",
  "DELIVERY",
  "CONFIRMATION",
] as const;
export type ProfileKind = (typeof PROFILE_KINDS)[number];

/** STANDING counts from its day on; FROZEN until somebody of ours has asked the customer; VOID never. */
export const ENTRY_STATUSES = ["STANDING", "FROZEN", "VOID"] as const;
export type EntryStatus = (typeof ENTRY_STATUSES)[number];
export type EntryEvent = "disputed" | "taken-back" | "confirmed" | "refused";

const ENTRY: Record<EntryStatus, Partial<Record<EntryEvent, EntryStatus>>> = {
  STANDING: { disputed: "FROZEN", "taken-back": "VOID" },
  FROZEN: { confirmed: "STANDING", refused: "VOID" },
  VOID: {},
};

/** The status after an event; null where the event has no place. */
export const nextEntryStatus = (from: EntryStatus, event: EntryEvent): EntryStatus | null =>
  ENTRY[from][event] ?? null;

/** A new address waits so long, in hours, for somebody to say that it was not the customer who changed it. */
export const ADDRESS_WAITS_HOURS = 72;
/** The way to say so stands in the letters; letters are slow. In days. */
export const DISPUTE_DAYS = 30;
/** Account records are looked at every so many months (17a-3(a)(17)(i)(A); FINRA 4512). */
export const REVIEW_MONTHS = 36;

export const DELIVERY_MODES = ["ELECTRONIC", "PAPER"] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];
