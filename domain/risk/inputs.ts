import { z } from "zod";
import { moneyInput, wholeQuantityInput } from "@/domain/money/input";
import { isRealDay } from "@/domain/onboarding/field-inputs";
import { symbolInput } from "@/domain/orders/order-input";
import { HALT_POLICIES } from "@/domain/risk/limits";
import { MARGIN_REGIMES } from "@/domain/risk/margin-regime";
import { paragraphInput } from "@/domain/text/text-input";

/** The day from which a row holds; today when nothing is said. The use case refuses one that has passed. */
const effectiveOn = z
  .string({ error: "A day must look like 2026-11-20." })
  .max(10, "A day must look like 2026-11-20.")
  .refine(isRealDay, "A day must look like 2026-11-20.")
  .nullish();

const reason = paragraphInput({ label: "The reason", min: 10, max: 500 });

const count = (what: string, min: number, max: number) =>
  z
    .int({ error: `${what} must be a whole number.` })
    .min(min, `${what} must be at least ${min}.`)
    .max(max, `${what} must be at most ${max.toLocaleString("en-US")}.`);

/** A share of the price, from 0.01% to 100%. */
const collar = z
  .string({ error: 'The collar must be sent as text, such as "0.10".' })
  .regex(
    /^(?:0\.(?!0+$)\d{1,4}|1(?:\.0{1,4})?)$/,
    "The collar must be between 0.0001 and 1, such as 0.10 for ten per cent.",
  );

/** New limits of one account, all of them. `basedOn` is the row that the form showed, so that no one undoes another's. */
export const setLimitsInput = z.strictObject({
  accountId: z.uuid("Choose an account."),
  effectiveOn,
  maxShares: wholeQuantityInput({ max: "1000000" }),
  maxValue: moneyInput({ min: "1", max: "1000000000" }),
  maxOpenOrders: count("Open orders", 0, 1_000_000),
  ordersPerSecond: count("Orders a second", 1, 1_000_000),
  limitCollar: collar,
  duplicateSeconds: count("Seconds", 0, 3600),
  haltPolicy: z.enum(HALT_POLICIES, { error: "Choose to refuse or to keep orders during a halt." }),
  marginRegime: z.enum(MARGIN_REGIMES, { error: "Choose a margin regime." }).nullable(),
  reason,
  basedOn: z
    .string({ error: "This is not a row of limits." })
    .regex(/^[1-9]\d{0,14}$/, "This is not a row of limits.")
    .nullish(),
});
export type SetLimitsInput = z.infer<typeof setLimitsInput>;

export const RESTRICTION_SCOPES = ["BUYS", "ALL"] as const;

export const restrictSymbolInput = z.strictObject({
  symbol: symbolInput,
  scope: z.enum(RESTRICTION_SCOPES, { error: "Choose new purchases or all trading." }),
  effectiveOn,
  reason,
});
export type RestrictSymbolInput = z.infer<typeof restrictSymbolInput>;

export const liftRestrictionInput = z.strictObject({ symbol: symbolInput, reason });
export type LiftRestrictionInput = z.infer<typeof liftRestrictionInput>;

/** Restricted symbols, the latest first: those in force or to come, or all that ever were. */
export const restrictionListInput = z.strictObject({
  show: z.enum(["CURRENT", "ALL"], { error: "Choose current or all." }).default("CURRENT"),
  cursor: z
    .string({ error: "This page cannot be found." })
    .regex(/^[1-9]\d{0,14}$/, "This page cannot be found.")
    .optional(),
});
export type RestrictionListInput = z.infer<typeof restrictionListInput>;
