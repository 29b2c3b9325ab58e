import { z } from "zod";
import { CHANGE_NOTICE_CODES } from "@/domain/banking/change-notices";

/**
 * Wires, journals between accounts, cancels, and what the bank corrects: the messages about cash beside the ordinary
 * ACH deposit and withdrawal. A bank number travels sealed (server/platform/crypto `transportCipher`).
 */
const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const at = z.iso.datetime();
const accountNumber = z.string().max(20);
const routingNumber = z.string().regex(/^\d{9}$/);
const sealedNumber = z.string().max(200);
const line = z.string().max(200);

export const cashCommands = [
  z.strictObject({
    kind: z.literal("SEND_WIRE"),
    transferId: z.uuid(),
    accountNumber,
    amount: decimal,
    /** Taken beside the amount. */
    fee: decimal,
    beneficiary: z.strictObject({ name: line, bankName: line, routingNumber, sealedNumber }),
    /** From $3,000 on: what 31 CFR 1010.410(f) has every bank send on. */
    travelRule: z
      .strictObject({ transmittorName: line, transmittorAddress: z.array(line).max(6), instructions: line })
      .optional(),
  }),
  /** Cash goes from one account to another at once, both sides or none. */
  z.strictObject({
    kind: z.literal("JOURNAL_CASH"),
    transferId: z.uuid(),
    accountNumber,
    counterAccount: accountNumber,
    amount: decimal,
  }),
  /** Stops a movement that has not been sent yet. */
  z.strictObject({ kind: z.literal("CANCEL_CASH"), transferId: z.uuid() }),
] as const;

const originator = z.strictObject({ name: line, bankName: line });

export const cashEvents = [
  /** A movement was stopped before it was sent. */
  z.strictObject({ kind: z.literal("CASH_STOPPED"), transferId: z.uuid(), at }),
  /** It could not be stopped any more. */
  z.strictObject({ kind: z.literal("CASH_STOP_REFUSED"), transferId: z.uuid(), reason: line, at }),
  /** A wire came for one of our accounts and is booked: usable at once. */
  z.strictObject({
    kind: z.literal("WIRE_RECEIVED"),
    wireId: z.uuid(),
    accountNumber,
    amount: decimal,
    originator,
    postedOn: day,
    at,
  }),
  /** A wire came for one of our accounts and was sent back. */
  z.strictObject({
    kind: z.literal("WIRE_SENT_BACK"),
    wireId: z.uuid(),
    accountNumber,
    amount: decimal,
    originator,
    reason: line,
    at,
  }),
] as const;

/** Two small amounts to an account whose owner shall prove that he sees them. They are the bank's own money. */
export const microDeposits = z.strictObject({
  kind: z.literal("SEND_MICRO_DEPOSITS"),
  bankReference: z.uuid(),
  amounts: z.tuple([decimal, decimal]),
});

/** The bank took an entry and tells what has changed: only what the code names is there. */
export const noticeOfChange = z.strictObject({
  kind: z.literal("LINK_CHANGED"),
  bankReference: z.uuid(),
  code: z.enum(CHANGE_NOTICE_CODES),
  routingNumber: routingNumber.optional(),
  accountKind: z.enum(["CHECKING", "SAVINGS"]).optional(),
  sealedNumber: sealedNumber.optional(),
  last4: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  at,
});
