import { add, type Money, NO_SHARES, type Quantity, subtract, toCents } from "@/domain/money/money";

/**
 * Splits dollars over shares, each part rounded to cents once and the remainder on the last, so that nothing is lost.
 * All shares have one sign; parts of no shares get nothing, unless all are.
 */
export function splitByShares(amount: Money, over: readonly Quantity[]): Money[] {
  let left = amount;
  let shares = add(NO_SHARES, ...over);
  return over.map((part) => {
    const share = part.eq(shares) ? left : toCents(left.times(part).div(shares));
    left = subtract(left, share);
    shares = subtract(shares, part);
    return share;
  });
}
