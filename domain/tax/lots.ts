import { InvariantError } from "@/domain/errors";
import { type Money, money, type Quantity, smaller, subtract, toCents } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";

/** An open tax lot: `openCost` dollars were paid for its `openQuantity` shares, fees included. */
export type OpenLot = { id: string; acquiredOn: LocalDate; openQuantity: Quantity; openCost: Money };
/** A part of a lot given up in a sale. */
export type Closing = { lotId: string; quantity: Quantity; cost: Money; proceeds: Money };

/**
 * Closes lots first in, first out (the default of Treas. Reg. 1.1012-1(c) where no lot was named). `lots` come oldest
 * first. Cost and proceeds are split by shares, each rounded to cents once with the remainder on the last part, so
 * nothing is lost. Throws InvariantError if the lots do not hold that many shares.
 */
export function closeFirstInFirstOut(
  lots: readonly OpenLot[],
  shares: Quantity,
  proceeds: Money,
): { closings: Closing[]; remaining: OpenLot[] } {
  const closings: Closing[] = [];
  const remaining: OpenLot[] = [];
  let left = shares;
  let proceedsLeft = proceeds;
  for (const lot of lots) {
    if (left.isZero()) {
      remaining.push(lot);
      continue;
    }
    const taken = smaller(lot.openQuantity, left);
    const isWhole = taken.eq(lot.openQuantity);
    const cost = isWhole ? lot.openCost : toCents(lot.openCost.times(taken).div(lot.openQuantity));
    const share = taken.eq(left) ? proceedsLeft : toCents(proceedsLeft.times(taken).div(left));
    closings.push({ lotId: lot.id, quantity: taken, cost, proceeds: share });
    remaining.push({
      ...lot,
      openQuantity: subtract(lot.openQuantity, taken),
      openCost: subtract(lot.openCost, cost),
    });
    left = subtract(left, taken);
    proceedsLeft = subtract(proceedsLeft, share);
  }
  if (left.gt(0)) throw new InvariantError(`no lots for ${left.toFixed()} of the shares sold`);
  return { closings, remaining };
}

/** Gain (or loss, negative) of closings in dollars. */
export const gainOf = (closings: readonly Pick<Closing, "cost" | "proceeds">[]): Money =>
  closings.reduce((sum, closing) => sum.plus(closing.proceeds).minus(closing.cost) as Money, money("0"));
