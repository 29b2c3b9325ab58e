import { z } from "zod";
import { symbolInput } from "@/domain/orders/order-input";
import { lineInput } from "@/domain/text/text-input";

/** Lists a person may have, and symbols a list. */
export const WATCHLIST_LIMITS = { lists: 20, symbols: 100 } as const;

const listId = z.uuid("Choose a watchlist.");
const name = lineInput({ max: 40, label: "A name" });
const place = (count: number) =>
  z
    .number({ error: "Choose a place in the order." })
    .int()
    .min(0)
    .max(count - 1);

export const createListInput = z.strictObject({ name });
export const listInput = z.strictObject({ listId });
export const renameListInput = z.strictObject({ listId, name });
/** `to` is the place that it has afterwards, from 0; past the end means last. */
export const moveListInput = z.strictObject({ listId, to: place(WATCHLIST_LIMITS.lists) });
export const listSymbolInput = z.strictObject({ listId, symbol: symbolInput });
export const moveSymbolInput = z.strictObject({
  listId,
  symbol: symbolInput,
  to: place(WATCHLIST_LIMITS.symbols),
});

export type CreateListInput = z.infer<typeof createListInput>;
export type ListInput = z.infer<typeof listInput>;
export type RenameListInput = z.infer<typeof renameListInput>;
export type MoveListInput = z.infer<typeof moveListInput>;
export type ListSymbolInput = z.infer<typeof listSymbolInput>;
export type MoveSymbolInput = z.infer<typeof moveSymbolInput>;
