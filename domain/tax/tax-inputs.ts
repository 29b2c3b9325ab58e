import { z } from "zod";
import { priceInput, quantityInput } from "@/domain/money/input";
import { symbolInput } from "@/domain/orders/order-input";
import { lotChoiceInput } from "@/domain/tax/lot-choice-input";
import { LOT_METHODS } from "@/domain/tax/lot-methods";

const accountId = z.uuid("Choose an account.");
const CHOOSE = "Choose how lots are closed.";

export const lotsOfAccountInput = z.strictObject({ accountId });

/** A standing instruction: one method for stocks, and one for funds, which alone may be averaged. */
export const instructLotsInput = z.strictObject({
  accountId,
  stocks: z.enum(LOT_METHODS, { error: CHOOSE }).exclude(["AVERAGE"], { error: CHOOSE }),
  funds: z.enum(LOT_METHODS, { error: CHOOSE }),
});
export type InstructLotsInput = z.output<typeof instructLotsInput>;

/** A sale that is thought of; `price` where the order has one of its own, else what the market bids. */
export const previewSaleInput = z.strictObject({
  accountId,
  symbol: symbolInput,
  quantity: quantityInput({ max: "1000000" }),
  price: priceInput({ max: "1000000" }).optional(),
  lots: lotChoiceInput.optional(),
});
export type PreviewSaleInput = z.output<typeof previewSaleInput>;

/** ACCOUNT: wash sales as a broker reports them; OWNER: over all of the customer's accounts. */
const scope = z.enum(["ACCOUNT", "OWNER"], { error: "Choose whose purchases count." }).default("ACCOUNT");

export const realisedGainsInput = z.strictObject({
  accountId,
  year: z.int("Choose a year.").min(1990, "Choose a year.").max(2100, "Choose a year.").optional(),
  scope,
  term: z.enum(["SHORT", "LONG"], { error: "Choose a term." }).optional(),
  /** Rows to leave out: a page has 100. */
  offset: z.int().min(0).max(1_000_000).default(0),
});
export type RealisedGainsInput = z.output<typeof realisedGainsInput>;

export const harvestInput = z.strictObject({ accountId });
export const lotsOfOrderInput = z.strictObject({ orderId: z.uuid("This is not a valid id.") });

/** The lots of an executed sale, by its own choice or by one that is thought of. */
export const saleLotsInput = lotsOfOrderInput.extend({ lots: lotChoiceInput.optional() });
export type SaleLotsInput = z.output<typeof saleLotsInput>;
/** Lots of an executed sale that are named anew. */
export const changeLotsInput = lotsOfOrderInput.extend({ lots: lotChoiceInput });
export type ChangeLotsInput = z.output<typeof changeLotsInput>;
