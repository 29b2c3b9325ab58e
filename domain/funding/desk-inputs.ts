import { z } from "zod";
import { ACH_RETURNS, type AchReturnCode } from "@/domain/banking/return-codes";
import { moneyInput } from "@/domain/money/input";
import { TRANSFER_METHODS } from "@/domain/funding/transfer-machine";
import { isRealDay, phoneInput } from "@/domain/onboarding/field-inputs";
import { lineInput, paragraphInput } from "@/domain/text/text-input";

/** What staff tell the money desk. */
const transferId = z.uuid("Choose a transfer.");

export const deskTransferInput = z.strictObject({ transferId });
export type DeskTransferInput = z.infer<typeof deskTransferInput>;

export const CALLBACK_OUTCOMES = ["CONFIRMED", "NOT_REACHED", "DENIED"] as const;
export type CallbackOutcome = (typeof CALLBACK_OUTCOMES)[number];

/** A call to the customer about a wire: to which number, when, and what was said. */
export const recordCallbackInput = z.strictObject({
  transferId,
  phone: phoneInput,
  /** How long ago the call was, by the portal's own clock; one of yesterday says nothing of today's wire. */
  minutesAgo: z
    .int("Say when the call was made.")
    .min(0)
    .max(1_440, "The call must have been within the last day."),
  outcome: z.enum(CALLBACK_OUTCOMES, { error: "Say how the call ended." }),
  said: paragraphInput({ min: 10, max: 1000, label: "What was said" }),
});
export type RecordCallbackInput = z.infer<typeof recordCallbackInput>;

/** A drill: a wire arrives at the clearing firm. */
export const arrivingWireInput = z.strictObject({
  accountNumber: z
    .string({ error: "The reference is an account number." })
    .regex(/^[A-Z]{2}-\d{1,15}$/, "The reference is an account number, like RT-10004417."),
  amount: moneyInput({ max: "10000000" }),
  originatorName: lineInput({ max: 100, label: "The sender" }),
  originatorBank: lineInput({ max: 60, label: "The sender's bank" }),
});
export type ArrivingWireInput = z.infer<typeof arrivingWireInput>;

const RETURN_CODES = Object.keys(ACH_RETURNS) as [AchReturnCode, ...AchReturnCode[]];

/** A drill: a bank sends an ACH entry back. */
export const returnEntryInput = z.strictObject({
  transferId,
  code: z.enum(RETURN_CODES, { error: "Choose a return code." }),
});
export type ReturnEntryInput = z.infer<typeof returnEntryInput>;

const cap = moneyInput({ max: "100000000" });
const atMost = (what: string, other: string) => `${what} cannot be less than ${other}.`;

/** One account's own caps for one way of moving money, all of them, from a day on (today when nothing is said). */
export const transferLimitsInput = z
  .strictObject({
    accountId: z.uuid("Choose an account."),
    method: z.enum(TRANSFER_METHODS, { error: "Choose a way of moving money." }),
    perTransfer: cap,
    perDay: cap,
    perMonth: cap,
    effectiveOn: z
      .string({ error: "A day must look like 2026-11-20." })
      .max(10, "A day must look like 2026-11-20.")
      .refine(isRealDay, "A day must look like 2026-11-20.")
      .nullable(),
    reason: paragraphInput({ label: "The reason", min: 10, max: 500 }),
  })
  .refine(({ perTransfer, perDay }) => perDay.gte(perTransfer), {
    path: ["perDay"],
    message: atMost("The limit of a day", "that of one transfer"),
  })
  .refine(({ perDay, perMonth }) => perMonth.gte(perDay), {
    path: ["perMonth"],
    message: atMost("The limit of a month", "that of a day"),
  });
export type TransferLimitsInput = z.infer<typeof transferLimitsInput>;
