import { z } from "zod";
import { VENUES } from "@/domain/market/types";
import { RESTATEMENT_REASONS } from "@/domain/orders/fix-codes";
import { ORDER_TYPES, TIMES_IN_FORCE } from "@/domain/orders/order-terms";

/**
 * What we say to venues and what they say to us, as both transports carry it. Decimals are strings, instants ISO
 * texts in UTC, days New York dates. Everything that arrives is parsed with these before anything else is done.
 */
const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const at = z.iso.datetime();
const venue = z.enum(VENUES);
const childOrderId = z.uuid();
/** Our id of a cancel or replacement: the venue's answer names it. */
const requestId = z.string().min(1).max(60);
const reason = z.string().max(200);
const execId = z.string().max(60);
/** The terms of a child order that may be replaced: all of its shares, executed ones included, and dollars a share. */
const terms = { quantity: decimal, limitPrice: decimal.nullable(), stopPrice: decimal.nullable() };

export const venueCommand = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("NEW_ORDER"),
    childOrderId: z.uuid(),
    /** The parent order: the clearing firm charges fees per order and day. */
    orderReference: z.uuid(),
    accountNumber: z.string().max(20),
    venue,
    symbol: z.string().max(12),
    side: z.enum(["BUY", "SELL"]),
    type: z.enum(ORDER_TYPES),
    timeInForce: z.enum(TIMES_IN_FORCE),
    session: z.enum(["REGULAR", "EXTENDED"]),
    quantity: decimal,
    /** A limit, or the bound of an order that has none (15c3-5). */
    limitPrice: decimal.nullable(),
    stopPrice: decimal.nullable(),
    trail: z.strictObject({ by: z.enum(["AMOUNT", "PERCENT"]), value: decimal }).nullable(),
    /** What to do where it would trade through a protected quote elsewhere; null waits, as DART's own orders do. */
    onProtected: z.enum(["SLIDE", "CANCEL"]).nullable(),
    /** Orders with the same link shrink as one of them fills (OCO): the venue sees to it. */
    linkId: z.uuid().nullable(),
    /** Last day on which a GTC order stands. */
    expiresOn: day.nullable(),
    /** Its price stands through ordinary dividends (FIX ExecInst F, FINRA 5330). */
    doNotReduce: z.boolean().optional(),
    /** It belongs to a bracket, an OCO or an OTO: its size is counted in another order's fills. */
    isGrouped: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal("CANCEL_ORDER"), childOrderId, requestId: requestId.optional() }),
  z.strictObject({ kind: z.literal("REPLACE_ORDER"), childOrderId, requestId, ...terms }),
]);
export type VenueCommand = z.infer<typeof venueCommand>;

export const venueEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ACCEPTED"), childOrderId, at }),
  z.strictObject({ kind: z.literal("REJECTED"), childOrderId, at, reason }),
  z.strictObject({
    kind: z.literal("FILL"),
    childOrderId,
    at,
    execId,
    venue,
    quantity: decimal,
    price: decimal,
    /** ADDED: it rested and was traded against; REMOVED: it took what was displayed. */
    liquidity: z.enum(["ADDED", "REMOVED"]),
    /** Dollars that the venue charges us (positive) or pays us (negative) for this fill. */
    venueFee: decimal,
  }),
  z.strictObject({ kind: z.literal("CANCELED"), childOrderId, at, requestId: requestId.optional(), reason }),
  z.strictObject({
    kind: z.literal("CANCEL_REJECTED"),
    childOrderId,
    at,
    requestId: requestId.optional(),
    reason,
  }),
  z.strictObject({ kind: z.literal("EXPIRED"), childOrderId, at }),
  /** A stop was reached: the order works from now on. */
  z.strictObject({ kind: z.literal("TRIGGERED"), childOrderId, at }),
  /** The new terms are in force; the quantity is never below what was executed. */
  z.strictObject({ kind: z.literal("REPLACED"), childOrderId, at, requestId, ...terms }),
  z.strictObject({ kind: z.literal("REPLACE_REJECTED"), childOrderId, at, requestId, reason }),
  /** Changed unasked: the other leg of a pair was filled, a corporate action, a part declined (FIX 378 by name). */
  z.strictObject({
    kind: z.literal("RESTATED"),
    childOrderId,
    at,
    ...terms,
    reason: z.enum(RESTATEMENT_REASONS),
    /** Where they have changed: the price bound of an order without a limit, and a trailing stop's distance. */
    bound: decimal.optional(),
    trailValue: decimal.optional(),
  }),
  z.strictObject({ kind: z.literal("FILL_BUSTED"), childOrderId, at, execId, reason }),
  /** What the fill should have said: all of it, not the difference. */
  z.strictObject({
    kind: z.literal("FILL_CORRECTED"),
    childOrderId,
    at,
    execId,
    quantity: decimal,
    price: decimal,
    reason,
  }),
]);
export type VenueEvent = z.infer<typeof venueEvent>;
