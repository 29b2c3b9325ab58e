import { z } from "zod";
import { MAX_NAMED_LOTS } from "@/domain/clearing/lot-messages";
import { quantityInput } from "@/domain/money/input";
import { LOT_METHODS } from "@/domain/tax/lot-methods";
import type { OrderLots } from "@/domain/tax/order-lots";

const CHOOSE = "Choose how lots are closed.";

/** How the lots that a sale closes are chosen: a method, or the lots themselves in the order in which they go. */
export const lotChoiceInput = z.discriminatedUnion(
  "method",
  [
    z.strictObject({ method: z.enum(LOT_METHODS, { error: CHOOSE }) }),
    z.strictObject({
      method: z.literal("SPECIFIC"),
      lots: z
        .array(
          z.strictObject({
            lotId: z.uuid("This is not a valid id."),
            shares: quantityInput({ max: "1000000" }),
          }),
        )
        .min(1, "Name at least one lot.")
        .max(MAX_NAMED_LOTS, `Name at most ${MAX_NAMED_LOTS} lots.`)
        .refine(
          (lots) => new Set(lots.map(({ lotId }) => lotId)).size === lots.length,
          "A lot was named twice.",
        ),
    }),
  ],
  { error: CHOOSE },
);

/** The same choice always gives the same text. */
export const lotChoiceText = (choice: OrderLots): string =>
  choice.method === "SPECIFIC"
    ? `LOTS ${choice.lots.map(({ lotId, shares }) => `${lotId}:${shares.toFixed()}`).join(" ")}`
    : `LOTS ${choice.method}`;
