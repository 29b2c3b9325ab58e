import { z } from "zod";
import { VENUES } from "@/domain/market/types";

/**
 * What we say to venues and what they say to us, as both transports carry it. Decimals are strings, instants ISO
 * texts in UTC, days New York dates. Everything that arrives is parsed with these before anything else is done.
 */
const decimal = z.string().regex(/^-?\d{1,14}(\.\d{1,8})?$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const at = z.iso.datetime();
const venue = z.enum(VENUES);

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
    type: z.enum(["MARKET", "LIMIT"]),
    timeInForce: z.enum(["DAY", "GTC", "IOC"]),
    quantity: decimal,
    limitPrice: decimal.nullable(),
    /** Last day on which a GTC order stands. */
    expiresOn: day.nullable(),
  }),
  z.strictObject({ kind: z.literal("CANCEL_ORDER"), childOrderId: z.uuid() }),
]);
export type VenueCommand = z.infer<typeof venueCommand>;

export const venueEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ACCEPTED"), childOrderId: z.uuid(), at }),
  z.strictObject({ kind: z.literal("REJECTED"), childOrderId: z.uuid(), at, reason: z.string().max(200) }),
  z.strictObject({
    kind: z.literal("FILL"),
    childOrderId: z.uuid(),
    at,
    execId: z.string().max(60),
    venue,
    quantity: decimal,
    price: decimal,
    /** ADDED: it rested and was traded against; REMOVED: it took what was displayed. */
    liquidity: z.enum(["ADDED", "REMOVED"]),
    /** Dollars that the venue charges us (positive) or pays us (negative) for this fill. */
    venueFee: decimal,
  }),
  z.strictObject({ kind: z.literal("CANCELED"), childOrderId: z.uuid(), at, reason: z.string().max(200) }),
  z.strictObject({
    kind: z.literal("CANCEL_REJECTED"),
    childOrderId: z.uuid(),
    at,
    reason: z.string().max(200),
  }),
  z.strictObject({ kind: z.literal("EXPIRED"), childOrderId: z.uuid(), at }),
]);
export type VenueEvent = z.infer<typeof venueEvent>;
