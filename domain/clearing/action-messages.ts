import { z } from "zod";
import { ACTION_TYPES } from "@/domain/corporate-actions/action";

/** What the clearing firm tells of corporate actions. Conventions as in messages.ts. */
const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const symbol = z.string().max(12);
const at = z.iso.datetime();

/** Holders that one event may name. */
export const HOLDERS_AN_EVENT = 200;

/** What one account gets, under an id of its own. */
const entitled = z.strictObject({
  entitlementId: z.uuid(),
  accountNumber: z.string().max(20),
  /** Held by trade date at the close before the ex-date; negative: sold short. */
  held: decimal,
});

export const actionEvents = [
  z.strictObject({
    kind: z.literal("ACTION_ANNOUNCED"),
    actionId: z.uuid(),
    symbol,
    type: z.enum(ACTION_TYPES),
    exDate: day,
    payDate: day,
    value: decimal,
    per: decimal,
    newSymbol: symbol.nullable(),
    at,
  }),
  /** Ex-date of a cash dividend: who is entitled to what. Long lists come in several events. */
  z.strictObject({
    kind: z.literal("DIVIDEND_ENTITLED"),
    actionId: z.uuid(),
    holders: z.array(entitled.extend({ gross: decimal, withheld: decimal })).max(HOLDERS_AN_EVENT),
    at,
  }),
  /** Pay date: these have been paid. */
  z.strictObject({
    kind: z.literal("DIVIDEND_PAID"),
    actionId: z.uuid(),
    paidOn: day,
    holders: z
      .array(z.strictObject({ entitlementId: z.uuid(), gross: decimal, withheld: decimal }))
      .max(HOLDERS_AN_EVENT),
    at,
  }),
  /**
   * Ex-date of a change of shares or symbol: what holdings became, and cash in lieu of fractions, which is paid at
   * once. It counts from before everything that the venues said after `venueSeq`.
   */
  z.strictObject({
    kind: z.literal("SHARES_CHANGED"),
    actionId: z.uuid(),
    venueSeq: z.int().min(0),
    /** Decimals of a share that are kept. */
    decimals: z.literal([0, 6]),
    holders: z.array(entitled.extend({ after: decimal, cashInLieu: decimal })).max(HOLDERS_AN_EVENT),
    at,
  }),
] as const;
