import { z } from "zod";

/** What we ask of the clearing firm about accounts that are open, and what it answers. Conventions as in messages.ts. */
const at = z.iso.datetime();
const accountNumber = z.string().max(20);
const requestId = z.uuid();

export const accountCommands = [
  /** A cash account is to become a margin account: the customer has signed for it. */
  z.strictObject({ kind: z.literal("MAKE_MARGIN"), requestId, accountNumber }),
  /** An account that is empty is to be closed. */
  z.strictObject({ kind: z.literal("CLOSE_ACCOUNT"), requestId, accountNumber }),
] as const;

export const accountEvents = [
  z.strictObject({ kind: z.literal("MARGIN_MADE"), requestId, accountNumber, at }),
  z.strictObject({ kind: z.literal("ACCOUNT_CLOSED"), requestId, accountNumber, at }),
  /** Neither was done; the sentence says why. */
  z.strictObject({
    kind: z.literal("CHANGE_REFUSED"),
    requestId,
    accountNumber,
    reason: z.string().max(200),
    at,
  }),
] as const;
