import { z } from "zod";
import { wholeQuantityInput } from "@/domain/money/input";
import { aPrice, HOW_LONG, MAX_SHARES, symbolInput } from "@/domain/orders/order-input";
import { LOT_METHODS } from "@/domain/tax/lot-methods";

const exits = {
  takeProfit: z.strictObject({ limitPrice: aPrice }),
  stopLoss: z.strictObject({ stopPrice: aPrice, limitPrice: aPrice.optional() }),
};
const exitTif = z.enum(["DAY", "GTC"], { error: HOW_LONG });
const groupCommon = {
  accountId: z.uuid("Choose an account."),
  symbol: symbolInput,
  quantity: wholeQuantityInput({ max: MAX_SHARES }),
  /** How the sales choose lots; left out: as the account instructs. Lots can't be named: they may not be there yet. */
  exitLots: z.enum(LOT_METHODS, { error: "Choose how lots are closed." }).optional(),
};
const namedGroup = {
  clientOrderId: z
    .string({ error: "A client order id is needed." })
    .regex(/^[A-Za-z0-9_-]{1,60}$/, "A client order id has 1 to 60 letters, digits, - or _."),
  isConfirmed: z.boolean().default(false),
};
const bracketTerms = {
  ...groupCommon,
  kind: z.literal("BRACKET"),
  side: z.literal("BUY", { error: "A bracket begins with a purchase: short sales are not offered." }),
  entry: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("MARKET") }),
    z.strictObject({ type: z.literal("LIMIT"), limitPrice: aPrice, timeInForce: exitTif }),
    z.strictObject({ type: z.literal("STOP"), stopPrice: aPrice, timeInForce: exitTif }),
  ]),
  ...exits,
  exitTimeInForce: exitTif,
};
const ocoTerms = {
  ...groupCommon,
  kind: z.literal("OCO"),
  side: z.literal("SELL", { error: "One-cancels-other orders sell shares that are held." }),
  ...exits,
  exitTimeInForce: exitTif,
};
const otoTerms = {
  ...groupCommon,
  kind: z.literal("OTO"),
  side: z.literal("BUY", { error: "The first order is a purchase: short sales are not offered." }),
  entry: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("MARKET") }),
    z.strictObject({ type: z.literal("LIMIT"), limitPrice: aPrice, timeInForce: exitTif }),
  ]),
  then: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("LIMIT"), limitPrice: aPrice }),
    z.strictObject({ type: z.literal("STOP"), stopPrice: aPrice }),
  ]),
  exitTimeInForce: exitTif,
};
const kindOfGroup = { error: "Choose a kind of group." };

/**
 * Orders that belong together. BRACKET: an entry; when it fills, a take-profit and a stop-loss for what was filled,
 * of which one shrinks as the other fills. OCO: the two exits alone, for shares that are held. OTO: a first order;
 * a second one for what was filled of it.
 */
export const orderGroupInput = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ ...bracketTerms, ...namedGroup }),
    z.strictObject({ ...ocoTerms, ...namedGroup }),
    z.strictObject({ ...otoTerms, ...namedGroup }),
  ],
  kindOfGroup,
);
export type OrderGroupInput = z.infer<typeof orderGroupInput>;

/** The terms of a group without the client's name for it: what a preview needs. */
export const groupPreviewInput = z.discriminatedUnion(
  "kind",
  [z.strictObject(bracketTerms), z.strictObject(ocoTerms), z.strictObject(otoTerms)],
  kindOfGroup,
);
export type GroupPreviewInput = z.infer<typeof groupPreviewInput>;
