import { z } from "zod";
import { LOT_METHODS } from "@/domain/tax/lot-methods";

/** More lots than an order may name. */
export const MAX_NAMED_LOTS = 100;

/** More fills than the sale of a day or two has. */
const MAX_FILLS = 2_000;

const shares = z.string().regex(/^\d{1,14}(\.\d{1,8})?$/);
const execId = z.string().max(60);
const namedLots = z.array(z.strictObject({ lotId: execId, shares })).max(MAX_NAMED_LOTS);
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
  /** Executions that have settled for the broker, of which the choice says nothing. */
  settled: z.array(execId).max(MAX_FILLS).optional(),
});

/**
 * Executions of the order that had settled: each keeps the choice by which it was closed, null first in first out, of
 * whose named lots the order's executions before it had used up `filledBefore` shares.
 */
const kept = z
  .array(
    z.strictObject({ execId, method: method.nullable(), lots: namedLots.optional(), filledBefore: shares }),
  )
  .max(MAX_FILLS);

const answer = {
  orderReference: z.uuid(),
  /** Null: the choice that came with the order. */
  choiceId: z.uuid().nullable(),
  kept: kept.optional(),
  at: z.iso.datetime(),
};

/** Answers to choices that came once the order had traded; one that came before is taken without a word. */
export const lotEvents = [
  /** The firm's books close lots as chosen, as of the trades, but for those that are kept. */
  z.strictObject({ kind: z.literal("LOTS_CHOSEN"), ...answer }),
  /**
   * It came too late for all that was traded; `method` and `lots` are what counted until then, null first in first out.
   * What may still be traded of the order goes by the choice.
   */
  z.strictObject({
    kind: z.literal("LOTS_REFUSED"),
    ...answer,
    reason: z.string().max(200),
    method: method.nullable(),
    lots: namedLots.optional(),
  }),
] as const;
