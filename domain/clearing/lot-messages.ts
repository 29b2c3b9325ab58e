import { z } from "zod";
import { LOT_METHODS } from "@/domain/tax/lot-methods";

/** More lots than an order may name. */
export const MAX_NAMED_LOTS = 100;

const namedLots = z
  .array(z.strictObject({ lotId: z.string().max(60), shares: z.string().regex(/^\d{1,14}(\.\d{1,8})?$/) }))
  .max(MAX_NAMED_LOTS);
const method = z.enum([...LOT_METHODS, "SPECIFIC"]);

/**
 * Which lots the sales of an order close, said before it is sent out, or anew until they settle: a method, or the lots by the executions that
 * opened them, in the order in which they go. What is not said goes first in first out. The firm closes by the same
 * rule; it is how a carrying firm takes a customer's identification of lots (Treas. Reg. 1.1012-1(c)).
 */
export const chooseLots = z.strictObject({
  kind: z.literal("CHOOSE_LOTS"),
  orderReference: z.uuid(),
  accountNumber: z.string().max(20),
  symbol: z.string().max(12),
  method,
  /** SPECIFIC only. */
  lots: namedLots.optional(),
  /** Of a choice that was made after the order; left out by the one that came with it. */
  choiceId: z.uuid().optional(),
});

const answer = {
  orderReference: z.uuid(),
  /** Null: the choice that came with the order. */
  choiceId: z.uuid().nullable(),
  at: z.iso.datetime(),
};

/** Answers to choices that came once the order had traded; one that came before is taken without a word. */
export const lotEvents = [
  /** The firm's books close lots as chosen, as of the trades. */
  z.strictObject({ kind: z.literal("LOTS_CHOSEN"), ...answer }),
  /** It came too late; `method` and `lots` are what the firm's books closed by, null first in first out. */
  z.strictObject({
    kind: z.literal("LOTS_REFUSED"),
    ...answer,
    reason: z.string().max(200),
    method: method.nullable(),
    lots: namedLots.optional(),
  }),
] as const;
