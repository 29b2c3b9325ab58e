import { larger, type Money, smaller, subtract, ZERO } from "@/domain/money/money";
import { type Term, termOf } from "@/domain/tax/holding-period";
import type { OpenLot } from "@/domain/tax/lots";
import type { LocalDate } from "@/domain/time/instant";

/** Lots with less basis, and the gain where there was none left, by term; dollars. */
export type AfterReturnOfCapital = { lots: OpenLot[]; gains: { term: Term; gain: Money }[] };

/**
 * A distribution that is no dividend reduces the basis of the earliest purchases first, to nothing at the least; what
 * is beyond the basis of all lots is a capital gain (Pub. 550, Pub. 17, "nondividend distributions"), of the term of
 * the oldest lot. `lots` come oldest first; `amount` in dollars is of all of them.
 */
export function returnOfCapital(
  lots: readonly OpenLot[],
  amount: Money,
  paidOn: LocalDate,
): AfterReturnOfCapital {
  let left = amount;
  const after = lots.map((lot) => {
    const taken = smaller(larger(lot.openCost, ZERO), left);
    left = subtract(left, taken);
    return { ...lot, openCost: subtract(lot.openCost, taken) };
  });
  const [oldest] = lots;
  if (left.isZero() || !oldest) return { lots: after, gains: [] };
  return { lots: after, gains: [{ term: termOf(oldest.acquiredOn, paidOn), gain: left }] };
}
