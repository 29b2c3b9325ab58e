import {
  type Money,
  notional,
  type Price,
  type Quantity,
  scale,
  upToCents,
  ZERO,
} from "@/domain/money/money";
import type { MarginFigures } from "@/domain/risk/margin";
import { requirementOf } from "@/domain/risk/margin-rules";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What an open purchase on margin holds beside its whole cost: the dollars that will be lent against what it buys, and
 * the initial requirement of it.
 */
export type MarginHold = { loan: Money; opening: Money };

export const NO_MARGIN_HOLD: MarginHold = { loan: ZERO, opening: ZERO };

/**
 * The margin hold of so many shares at their worst price: lent is their value less the maintenance requirement,
 * rounded down to a cent; the initial requirement is rounded up (Reg T 220.12, FINRA 4210, house table).
 */
export function marginHold(symbol: string, shares: Quantity, worst: Price, on: LocalDate): MarginHold {
  if (shares.isZero()) return NO_MARGIN_HOLD;
  const need = requirementOf(symbol, on);
  const value = notional(shares, worst);
  return {
    loan: value.minus(upToCents(scale(value, need.maintenanceLong))) as Money,
    opening: upToCents(scale(value, need.initialLong)),
  };
}

/** What is lent against an account's longs at this moment: their value less what maintenance asks of them. */
export const loanValue = (
  figures: Pick<MarginFigures, "longMarketValue" | "maintenanceRequirement">,
): Money => figures.longMarketValue.minus(figures.maintenanceRequirement) as Money;
