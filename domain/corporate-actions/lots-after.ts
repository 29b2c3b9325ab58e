import type { ActionTerms } from "@/domain/corporate-actions/action";
import { type SharesAfter, sharesOf } from "@/domain/corporate-actions/entitlement";
import { invariant } from "@/domain/errors";
import { absolute, add, type Money, negate, NO_SHARES, type Quantity, subtract } from "@/domain/money/money";
import { applyTrade, type Closing, type OpenLot } from "@/domain/tax/lots";
import type { LocalDate } from "@/domain/time/instant";

/** Open lots after an action, and what was closed of them for cash in lieu of a fraction. */
export type LotsAfterAction = { lots: readonly OpenLot[]; closings: readonly Closing[] };

/**
 * What an action makes of an account's open lots of one stock, oldest first (IRC 307, Treas. Reg. 1.307-1): each lot
 * has its part of the new shares, its cost is spread over them and its date stays, so its holding period goes on. A
 * fraction paid for in cash is sold on the ex-date, first in first out, with a gain or a loss of its own (Rev. Rul.
 * 66-365). `after` is what became of the whole holding; the lots sum to it to the last decimal.
 */
export function lotsAfterAction(
  lots: readonly OpenLot[],
  terms: Pick<ActionTerms, "type" | "value" | "per" | "exDate">,
  after: SharesAfter,
  cash: Money,
): LotsAfterAction {
  const spread = spreadOver(lots, terms, after.exact);
  if (after.fraction.isZero()) return { lots: spread, closings: [] };
  return sellFraction(spread, after.fraction, cash, terms.exDate);
}

function spreadOver(
  lots: readonly OpenLot[],
  terms: Pick<ActionTerms, "type" | "value" | "per">,
  exact: Quantity,
): OpenLot[] {
  const scaled = lots.map((lot) => ({ ...lot, openQuantity: sharesOf(lot.openQuantity, terms) }));
  const last = scaled.at(-1);
  // What was cut off lot by lot is the last one's.
  if (last)
    last.openQuantity = add(
      last.openQuantity,
      subtract(exact, add(NO_SHARES, ...scaled.map((lot) => lot.openQuantity))),
    );
  return scaled;
}

function sellFraction(
  lots: readonly OpenLot[],
  fraction: Quantity,
  cash: Money,
  tradeDate: LocalDate,
): LotsAfterAction {
  const isShort = fraction.lt(0);
  const sold = applyTrade(
    lots,
    {
      side: isShort ? "BUY" : "SELL",
      shares: absolute(fraction),
      net: isShort ? negate(cash) : cash,
      tradeDate,
    },
    "none",
  );
  invariant(sold.opened === null, "a fraction is sold out of lots that are there");
  return { lots: sold.lots, closings: sold.closings };
}

/** What a lot was in all, in new shares; never less than what is open of it. */
export function wholeLotAfter(
  whole: Quantity,
  open: Quantity,
  terms: Pick<ActionTerms, "type" | "value" | "per">,
): Quantity {
  const scaled = sharesOf(whole, terms);
  return scaled.abs().lt(open.abs()) ? open : scaled;
}
