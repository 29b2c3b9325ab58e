import type { Price } from "@/domain/money/money";
import { formatPrice } from "@/domain/money/format";
import type { OrderTerms } from "@/domain/orders/order-terms";
import { checkTerms, type Denial, type MarketFacts } from "@/domain/orders/pre-trade-checks";

/** One order of a group as the checks see it. */
type Part = { terms: OrderTerms; market: MarketFacts; reference: Price | null };

/** What must be right about an exit whatever the market does until it goes out: its ticks, and that it exists. */
const LASTING: ReadonlySet<Denial["code"]> = new Set(["UNKNOWN_SYMBOL", "TICK_SIZE", "NOT_OFFERED"]);

/**
 * What is wrong with a group besides its first order: each exit by itself, and the exits against the price that the
 * first order is expected to get. A take-profit belongs above it and a stop-loss below; otherwise one of them would
 * trade as soon as it goes out. The second leg of an OCO goes out at once, so all checks count for it.
 */
export function groupFaults(first: Part, exits: readonly Part[]): Denial[] {
  const isEntry = first.terms.side === "BUY";
  const faults = exits.flatMap(({ terms, market }) =>
    checkTerms(terms, market).filter(({ code }) => !isEntry || LASTING.has(code)),
  );
  const entryPrice = isEntry ? first.reference : null;
  if (!entryPrice) return faults;
  for (const { terms } of exits) {
    const profit = terms.type === "LIMIT" ? terms.limitPrice : null;
    if (profit?.lte(entryPrice))
      faults.push({
        code: "GROUP_PRICES",
        message: `The price to sell at must lie above the expected purchase at ${formatPrice(entryPrice.toFixed())}.`,
      });
    if (terms.stopPrice?.gte(entryPrice))
      faults.push({
        code: "GROUP_PRICES",
        message: `The stop must lie below the expected purchase at ${formatPrice(entryPrice.toFixed())}.`,
      });
  }
  return faults;
}
