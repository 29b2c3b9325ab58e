import { z } from "zod";
import { LOT_METHODS } from "@/domain/tax/lot-methods";

/** More lots than an order may name. */
export const MAX_NAMED_LOTS = 100;

/**
 * Which lots the sales of an order close, said before it is sent out: a method, or the lots by the executions that
 * opened them, in the order in which they go. What is not said goes first in first out. The firm closes by the same
 * rule; it is how a carrying firm takes a customer's identification of lots (Treas. Reg. 1.1012-1(c)).
 */
export const chooseLots = z.strictObject({
  kind: z.literal("CHOOSE_LOTS"),
  orderReference: z.uuid(),
  accountNumber: z.string().max(20),
  symbol: z.string().max(12),
  method: z.enum([...LOT_METHODS, "SPECIFIC"]),
  /** SPECIFIC only. */
  lots: z
    .array(z.strictObject({ lotId: z.string().max(60), shares: z.string().regex(/^\d{1,14}(\.\d{1,8})?$/) }))
    .max(MAX_NAMED_LOTS)
    .optional(),
});
