import { z } from "zod";
import { symbolInput } from "@/domain/orders/order-input";

/** Quotes a line carries, and books. */
const SYMBOLS_AT_MOST = 100;
const BOOKS_AT_MOST = 2;

export const symbolsInput = z.array(symbolInput).max(SYMBOLS_AT_MOST, "At most 100 symbols at a time.");

/**
 * What a tab asks of its line. `lastEventId` is the id of the last order event that it heard on an earlier one; `madeAt`
 * the wall instant (epoch milliseconds) from which on the page, if it has had no line yet, has to be told of news.
 */
export const liveInput = z.strictObject({
  symbols: symbolsInput,
  accountId: z.uuid("Choose an account.").nullable(),
  depth: z.array(symbolInput).max(BOOKS_AT_MOST, "At most two books at a time.").optional(),
  lastEventId: z
    .string()
    .regex(/^\d{1,20}$/, "This is not the number of an event.")
    .nullish(),
  madeAt: z.number().int().nonnegative().optional(),
});

export type LiveInput = z.infer<typeof liveInput>;
