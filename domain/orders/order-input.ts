import { z } from "zod";
import { addDays, type LocalDate } from "@/domain/time/instant";
import { priceInput, wholeQuantityInput } from "@/domain/money/input";
import type { Price, Quantity } from "@/domain/money/money";

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
const MAX_SHARES = "1000000";
const MAX_PRICE = "1000000";

const terms = {
  accountId: z.uuid("Choose an account."),
  symbol: symbolInput,
  side: z.enum(["BUY", "SELL"], { error: "Choose to buy or to sell." }),
  quantity: wholeQuantityInput({ max: MAX_SHARES }),
  timeInForce: z.enum(["DAY", "GTC"], {
    error: "Choose how long the order is good: the day, or until cancelled.",
  }),
};

const marketTerms = {
  ...terms,
  type: z.literal("MARKET"),
  timeInForce: z.literal("DAY", { error: "A market order is good for the day only." }),
};
const limitTerms = { ...terms, type: z.literal("LIMIT"), limitPrice: priceInput({ max: MAX_PRICE }) };
const eitherType = { error: "Choose a market or a limit order." };

/** An order as a customer gives it. A limit order without a limit price, or a market order with one, does not parse. */
export const orderInput = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ ...marketTerms, clientOrderId: clientOrderIdInput }),
    z.strictObject({ ...limitTerms, clientOrderId: clientOrderIdInput }),
  ],
  eitherType,
);
export type OrderInput = z.infer<typeof orderInput>;

/** The terms without the client's name for them: what a preview needs. */
export const previewInput = z.discriminatedUnion(
  "type",
  [z.strictObject(marketTerms), z.strictObject(limitTerms)],
  eitherType,
);
export type PreviewInput = z.infer<typeof previewInput>;

/** The terms of an order, free of who asks and under what name. */
export type OrderTerms = {
  symbol: string;
  side: "BUY" | "SELL";
  quantity: Quantity;
} & (
  | { type: "MARKET"; timeInForce: "DAY" }
  | { type: "LIMIT"; timeInForce: "DAY" | "GTC"; limitPrice: Price }
);

/** The same order always gives the same text: a retry is told from a conflict by its hash. */
export const canonicalOrder = (input: OrderInput): string =>
  JSON.stringify([
    input.symbol,
    input.side,
    input.type,
    input.timeInForce,
    input.quantity.toFixed(),
    input.type === "LIMIT" ? input.limitPrice.toFixed() : null,
  ]);

/** A GTC order stands for at most this many calendar days (brokers' customs range from 60 to 180). */
export const GTC_DAYS = 90;

/** The last day on which an order stands: null for the day's own, else 90 days on. */
export const expiryOf = (terms: { timeInForce: "DAY" | "GTC" }, tradeDate: LocalDate): LocalDate | null =>
  terms.timeInForce === "GTC" ? addDays(tradeDate, GTC_DAYS) : null;
