import { larger, type Money, ZERO } from "@/domain/money/money";
import { intradayBuyingPower, overnightBuyingPower } from "@/domain/risk/margin";
import { marginRules, type Requirement } from "@/domain/risk/margin-rules";
import type { LocalDate } from "@/domain/time/instant";

/** How a margin account stands as an order finds it: after the holds of its open orders. Dollars. */
export type MarginPowerFacts = {
  /** Settled and unsettled cash less what is held; below zero when purchases are lent for. */
  freeCash: Money;
  /** All cash and holdings, before holds. */
  equity: Money;
  /** The maintenance excess that is left: free cash and what is lent against holdings and open purchases. */
  excess: Money;
  /** What may still be opened of initial requirement; null where the day's regime sets no such bound. */
  openingLeft: Money | null;
  /** False while a call is overdue or a restriction lasts. */
  mayBorrow: boolean;
};

/** Whether anything is lent at all: not below the minimum equity (FINRA 4210(b)), nor to whom it is refused. */
export const isLentTo = (facts: Pick<MarginPowerFacts, "equity" | "mayBorrow">, on: LocalDate): boolean =>
  facts.mayBorrow && facts.equity.gte(marginRules(on).minimumEquity);

/**
 * Dollars of a security that the account may buy now. Under intraday margin the maintenance excess of the moment
 * carries it; under the old day-trader rule the special memorandum account (or day-trading buying power) must too.
 */
export function marginBuyingPower(facts: MarginPowerFacts, need: Requirement, on: LocalDate): Money {
  const { freeCash, excess, openingLeft, equity } = facts;
  if (!isLentTo(facts, on)) return larger(freeCash, ZERO);
  const standing = { figures: { equity, maintenanceExcess: excess }, cash: freeCash };
  return openingLeft === null
    ? intradayBuyingPower({ ...standing, sma: ZERO }, need, on)
    : overnightBuyingPower({ ...standing, sma: openingLeft }, need, on);
}
