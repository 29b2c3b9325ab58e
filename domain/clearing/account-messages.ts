import { z } from "zod";
import { TAX_FORMS } from "@/domain/corporate-actions/withholding";

/** What we ask of the clearing firm about accounts that are open, and what it answers. Conventions as in messages.ts. */
const at = z.iso.datetime();
const accountNumber = z.string().max(20);
const requestId = z.uuid();

/** The tax form on file, the country of residence, and what the form says beyond that. */
export const taxStanding = z.strictObject({
  form: z.enum(TAX_FORMS),
  country: z.string().length(2),
  claimsTreaty: z.boolean().optional(),
  isSubjectToBackup: z.boolean().optional(),
  validThrough: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable()
    .optional(),
});

export const accountCommands = [
  /** A cash account is to become a margin account: the customer has signed for it. */
  z.strictObject({ kind: z.literal("MAKE_MARGIN"), requestId, accountNumber }),
  /** What the owners' tax forms say from now on: another was signed. Dividends with a later ex-date go by it. */
  z.strictObject({ kind: z.literal("SET_TAX_STANDING"), accountNumber, tax: taxStanding }),
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
