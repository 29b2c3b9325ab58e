import { z } from "zod";
import { EXCHANGES } from "@/domain/market/types";
import { dayInput } from "@/domain/onboarding/field-inputs";
import { lotChoiceInput, lotChoiceText } from "@/domain/tax/lot-choice-input";
import type { NamedLot, OrderLots } from "@/domain/tax/order-lots";
import { moneyInput, priceInput, quantityInput, wholeQuantityInput } from "@/domain/money/input";
import { add, type Money, NO_SHARES, type Price, type Quantity } from "@/domain/money/money";
import { addDays, type LocalDate } from "@/domain/time/instant";
import {
  type OrderTerms,
  type OrderType,
  type RouteChoice,
  SMART,
  type TimeInForce,
  type TradingSession,
  type Trail,
} from "@/domain/orders/order-terms";

/** FINRA's equity symbols: letters, with a class after a dot. */
export const symbolInput = z
  .string({ error: "Choose a symbol." })
  .max(12, "A symbol has at most 12 characters.")
  .regex(/^[A-Z]{1,6}(\.[A-Z]{1,2})?$/, "A symbol is written in capital letters, such as AAPL.");

/** The client's own name for an order: the same name never makes two orders (invariant I5). */
export const clientOrderIdInput = z
  .string({ error: "A client order id is needed." })
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "A client order id has 1 to 64 letters, digits, - or _.");

/** More shares than anyone may put in one order, whatever the account's own limits say. */
export const MAX_SHARES = "1000000";
const MAX_PRICE = "1000000";
const MAX_NOTIONAL = "1000000";

export const HOW_LONG = "Choose how long the order is good.";
const MAX_TRAIL_PERCENT = "50";
const shares = quantityInput({ max: MAX_SHARES });
export const aPrice = priceInput({ max: MAX_PRICE });

const route = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("SMART") }),
    z.strictObject({
      kind: z.literal("DIRECT"),
      venue: z.enum(EXCHANGES, { error: "Choose a venue." }),
      onProtected: z.enum(["SLIDE", "CANCEL"], {
        error: "Choose what happens where the order would trade through a better quote elsewhere.",
      }),
    }),
  ],
  { error: "Choose a route." },
);

const common = {
  accountId: z.uuid("Choose an account."),
  symbol: symbolInput,
  side: z.enum(["BUY", "SELL"], { error: "Choose to buy or to sell." }),
  route: route.default(SMART),
  /** Which lots a sale closes; left out: by the account's standing instruction. */
  lots: lotChoiceInput.optional(),
};
const dayOrder = {
  quantity: shares,
  timeInForce: z.enum(["DAY", "IOC", "FOK", "OPG", "CLS"], { error: HOW_LONG }),
};
/** An order that may stand for days. GTD names its last day. */
const standing = {
  quantity: wholeQuantityInput({ max: MAX_SHARES }),
  timeInForce: z.enum(["DAY", "GTC", "GTD"], { error: HOW_LONG }),
  expiresOn: dayInput("The last day").optional(),
  /** Its price stands through ordinary dividends (FINRA 5330). */
  doNotReduce: z.boolean({ error: "Choose whether dividends lower the price." }).default(false),
};
const session = z.enum(["REGULAR", "EXTENDED"], { error: "Choose the hours." }).default("REGULAR");
const trail = z.discriminatedUnion(
  "by",
  [
    z.strictObject({ by: z.literal("AMOUNT"), value: aPrice }),
    z.strictObject({ by: z.literal("PERCENT"), value: priceInput({ max: MAX_TRAIL_PERCENT }) }),
  ],
  { error: "Choose by how much the stop trails the market." },
);

const marketTerms = { ...common, ...dayOrder, type: z.literal("MARKET") };
const notionalTerms = {
  ...common,
  type: z.literal("NOTIONAL"),
  amount: moneyInput({ min: "1.00", max: MAX_NOTIONAL }),
  timeInForce: z.literal("DAY", { error: "An order in dollars is good for the day only." }),
};
const limitTerms = {
  ...common,
  ...standing,
  quantity: shares,
  timeInForce: z.enum(["DAY", "GTC", "GTD", "IOC", "FOK", "OPG", "CLS"], { error: HOW_LONG }),
  type: z.literal("LIMIT"),
  limitPrice: aPrice,
  session,
};
const stopTerms = { ...common, ...standing, type: z.literal("STOP"), stopPrice: aPrice };
const stopLimitTerms = {
  ...common,
  ...standing,
  type: z.literal("STOP_LIMIT"),
  stopPrice: aPrice,
  limitPrice: aPrice,
};
const trailingTerms = { ...common, ...standing, type: z.literal("TRAILING_STOP"), trail };
const kindOfOrder = { error: "Choose a kind of order." };

type Parsed = {
  accountId: string;
  symbol: string;
  side: "BUY" | "SELL";
  type: OrderType | "NOTIONAL";
  route: RouteChoice;
  timeInForce: TimeInForce;
  quantity?: Quantity;
  amount?: Money;
  limitPrice?: Price;
  stopPrice?: Price;
  trail?: Trail;
  session?: TradingSession;
  expiresOn?: string | undefined;
  doNotReduce?: boolean;
  lots?: OrderLots | undefined;
};

/** What no single field can know: a last day with GTD only, fractions for one day, in regular hours, by DART. */
function faultOf(order: Parsed): { path: string; message: string } | null {
  const isGtd = order.timeInForce === "GTD";
  if (isGtd && !order.expiresOn) return { path: "expiresOn", message: "Choose the last day of the order." };
  if (!isGtd && order.expiresOn)
    return { path: "expiresOn", message: "Only an order good till a date has a last day." };
  if (order.doNotReduce && !isGtd && order.timeInForce !== "GTC")
    return {
      path: "doNotReduce",
      message: "Only an order good till cancelled or till a date can be marked do-not-reduce.",
    };
  if (order.lots && order.side === "BUY") return { path: "lots", message: "Only a sale closes lots." };
  if (order.lots?.method === "SPECIFIC" && !namesAll(order.lots.lots, order.quantity))
    return { path: "lots", message: "Name lots for as many shares as the order sells." };
  const isStanding = ["DAY", "GTC", "GTD"].includes(order.timeInForce);
  if (order.session === "EXTENDED" && !isStanding)
    return { path: "timeInForce", message: "An order for extended hours is good for the day, or longer." };
  const isFraction = order.type === "NOTIONAL" || order.quantity?.isInteger() === false;
  if (!isFraction) return null;
  if (order.route.kind === "DIRECT")
    return { path: "route", message: "Fractions of a share are routed by DART only." };
  if (order.timeInForce !== "DAY" || order.session === "EXTENDED")
    return {
      path: "timeInForce",
      message: "Fractions of a share trade for the day only, in regular hours.",
    };
  return null;
}

const namesAll = (lots: readonly NamedLot[], shares: Quantity | undefined): boolean =>
  shares !== undefined && add(NO_SHARES, ...lots.map((lot) => lot.shares)).eq(shares);

const termsOf = (order: Parsed) => ({
  accountId: order.accountId,
  symbol: order.symbol,
  side: order.side,
  type: order.type === "NOTIONAL" ? ("MARKET" as const) : order.type,
  timeInForce: order.timeInForce,
  session: order.session ?? ("REGULAR" as const),
  quantity: order.quantity ?? null,
  amount: order.amount ?? null,
  limitPrice: order.limitPrice ?? null,
  stopPrice: order.stopPrice ?? null,
  trail: order.trail ?? null,
  expiresOn: (order.expiresOn ?? null) as LocalDate | null,
  route: order.route,
  doNotReduce: order.doNotReduce ?? false,
  ...(order.lots ? { lots: order.lots } : {}),
});

function check(ctx: z.RefinementCtx, order: Parsed) {
  const fault = faultOf(order);
  if (fault) ctx.addIssue({ code: "custom", path: [fault.path], message: fault.message, input: undefined });
}

const named = {
  clientOrderId: clientOrderIdInput,
  /** The customer has seen that the order looks like one that was just placed, and wants it all the same. */
  isConfirmed: z.boolean().default(false),
};

/**
 * An order as a customer gives it: what is half right (a limit order without a limit price, a stop without a stop
 * price) does not parse. The result is flat: what an order of its kind does not have is null.
 */
export const orderInput = z
  .discriminatedUnion(
    "type",
    [
      z.strictObject({ ...marketTerms, ...named }),
      z.strictObject({ ...notionalTerms, ...named }),
      z.strictObject({ ...limitTerms, ...named }),
      z.strictObject({ ...stopTerms, ...named }),
      z.strictObject({ ...stopLimitTerms, ...named }),
      z.strictObject({ ...trailingTerms, ...named }),
    ],
    kindOfOrder,
  )
  .superRefine((order, ctx) => check(ctx, order))
  .transform((order) => ({
    ...termsOf(order),
    clientOrderId: order.clientOrderId,
    isConfirmed: order.isConfirmed,
  }));
export type OrderInput = z.infer<typeof orderInput>;

/** The terms without the client's name for them: what a preview needs. */
export const previewInput = z
  .discriminatedUnion(
    "type",
    [
      z.strictObject(marketTerms),
      z.strictObject(notionalTerms),
      z.strictObject(limitTerms),
      z.strictObject(stopTerms),
      z.strictObject(stopLimitTerms),
      z.strictObject(trailingTerms),
    ],
    kindOfOrder,
  )
  .superRefine((order, ctx) => check(ctx, order))
  .transform(termsOf);
export type PreviewInput = z.infer<typeof previewInput>;

/** New terms for a working order; what is left out stays. The request has a client order id of its own (FIX 11). */
export const replaceInput = z
  .strictObject({
    orderId: z.uuid("This is not a valid id."),
    clientOrderId: clientOrderIdInput,
    quantity: wholeQuantityInput({ max: MAX_SHARES }).optional(),
    limitPrice: aPrice.optional(),
    stopPrice: aPrice.optional(),
  })
  .refine(
    ({ quantity, limitPrice, stopPrice }) => quantity ?? limitPrice ?? stopPrice,
    "Change the quantity or a price.",
  );
export type ReplaceInput = z.infer<typeof replaceInput>;

/** The same order always gives the same text: a retry is told from a conflict by its hash. */
export const canonicalOrder = (input: OrderInput): string =>
  JSON.stringify([
    input.symbol,
    input.side,
    input.type,
    input.timeInForce,
    input.session,
    input.quantity?.toFixed() ?? null,
    input.amount?.toFixed() ?? null,
    input.limitPrice?.toFixed() ?? null,
    input.stopPrice?.toFixed() ?? null,
    input.trail && [input.trail.by, input.trail.value.toFixed()],
    input.expiresOn,
    input.route.kind === "SMART" ? null : [input.route.venue, input.route.onProtected],
    // Only where it says something: the hashes of orders from before it stay what they were.
    ...(input.doNotReduce ? ["DO_NOT_REDUCE"] : []),
    ...(input.lots ? [lotChoiceText(input.lots)] : []),
  ]);

/** A GTC order stands for at most this many calendar days (brokers' customs range from 60 to 180). */
export const GTC_DAYS = 90;

/** The last day on which an order stands: null for the day's own; a GTD order's own last day, at most 90 days on. */
export function expiryOf(
  terms: Pick<OrderTerms, "timeInForce" | "expiresOn">,
  tradeDate: LocalDate,
): LocalDate | null {
  const latest = addDays(tradeDate, GTC_DAYS);
  if (terms.timeInForce === "GTC") return latest;
  if (terms.timeInForce !== "GTD" || !terms.expiresOn) return null;
  return terms.expiresOn < latest ? terms.expiresOn : latest;
}
