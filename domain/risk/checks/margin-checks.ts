import { formatMoney } from "@/domain/money/format";
import { type Money, subtract } from "@/domain/money/money";
import type { RiskOrder } from "@/domain/risk/checks/risk-order";
import { type Denial, deny } from "@/domain/risk/checks/verdict";
import type { IntradayRestriction } from "@/domain/risk/intraday-margin";
import { formatDate } from "@/domain/time/format";

/** Dollars of this security that a margin account may still open (margin.ts, day-trading.ts), and what the order costs. */
export type MarginBuyingFacts = { buyingPower: Money; cost: Money; opens: boolean };

/** An order that opens or adds to a position, long or short, needs margin buying power; one that closes needs none. */
export function checkMarginBuyingPower(
  order: Pick<RiskOrder, "symbol">,
  facts: MarginBuyingFacts,
): Denial | null {
  if (!facts.opens || facts.cost.lte(facts.buyingPower)) return null;
  const dollars = (amount: Money): string => formatMoney(amount.toFixed(2));
  return deny(
    "MARGIN_BUYING_POWER",
    `${dollars(subtract(facts.cost, facts.buyingPower))} short of margin buying power: the order is worth ${dollars(facts.cost)}, and ${dollars(facts.buyingPower)} of ${order.symbol} may be opened.`,
  );
}

/** `increases` tells whether the order would make or increase a short position or a debit. */
export type IntradayFacts = { restriction: IntradayRestriction | null; increases: boolean };

/** After an unmet intraday margin deficit no short position and no debit may be made or increased (intraday-margin.ts). */
export function checkIntradayRestriction(facts: IntradayFacts): Denial | null {
  if (!facts.restriction || !facts.increases) return null;
  return deny(
    "INTRADAY_RESTRICTED",
    `An intraday margin deficit of ${formatDate(facts.restriction.because)} was not met in time. Until ${formatDate(facts.restriction.until)} this account may not borrow more or sell short.`,
  );
}
