import type { Sale } from "@/components/market/market-types";
import { compareDecimals } from "@/components/ui/decimal-text";

export type Tick = "UP" | "DOWN" | "NONE";
export type TickedSale = Sale & { tick: Tick };

/**
 * Each trade with the way the price went: against the last trade before it at another price (the tick test). Newest
 * first, as the tape is shown; the oldest ones, of which nothing earlier is known, have none.
 */
export function withTicks(sales: readonly Sale[]): TickedSale[] {
  let before: string | null = null;
  let tick: Tick = "NONE";
  return [...sales]
    .reverse()
    .map((sale): TickedSale => {
      const way = before === null ? 0 : compareDecimals(sale.price, before);
      if (way !== 0) tick = way > 0 ? "UP" : "DOWN";
      before = sale.price;
      return { ...sale, tick };
    })
    .reverse();
}
