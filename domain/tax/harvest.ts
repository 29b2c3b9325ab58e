import { type Money, notional, type Price, type Quantity, subtract } from "@/domain/money/money";
import { type Term, termOf } from "@/domain/tax/holding-period";
import { basisOf } from "@/domain/tax/lot-methods";
import { type WashWarning, washWarning } from "@/domain/tax/sale-preview";
import type { OpenPiece } from "@/domain/tax/wash-sales";
import type { LocalDate } from "@/domain/time/instant";

/** A lot that stands below its basis: `loss` is below zero, at the price given, before fees; dollars. */
export type HarvestRow = {
  symbol: string;
  lotId: string;
  accountId: string;
  shares: Quantity;
  acquiredOn: LocalDate;
  value: Money;
  basis: Money;
  loss: Money;
  term: Term;
  /** What purchases already made would disallow if it was sold on the day, and the days to keep from buying in. */
  wash: WashWarning;
};

/** One stock that is held: its open pieces (see `washSales`), of all accounts whose purchases count. */
export type HarvestHolding = { symbol: string; price: Price; pieces: readonly OpenPiece[] };

/**
 * The losses that could be taken on a day, the largest first, each with its wash-sale warning (Pub. 550). Every lot is
 * looked at as if it was sold alone and whole. It shows; whether to sell is the reader's own matter.
 */
export function harvestableLosses(holdings: readonly HarvestHolding[], on: LocalDate): HarvestRow[] {
  const rows = holdings.flatMap(({ symbol, price, pieces }) =>
    pieces.flatMap((piece): HarvestRow[] => {
      const { lotId, accountId, acquiredOn, openQuantity: shares } = piece;
      if (shares.lte(0)) return [];
      const [value, basis] = [notional(shares, price), basisOf(piece)];
      const loss = subtract(value, basis);
      const wash = washWarning(pieces, [{ lotId, shares, gain: loss }], on);
      if (!wash) return [];
      const term = termOf(piece.heldFrom, on);
      return [{ symbol, lotId, accountId, shares, acquiredOn, value, basis, loss, term, wash }];
    }),
  );
  return rows.sort((a, b) => a.loss.comparedTo(b.loss) || (a.symbol < b.symbol ? -1 : 1));
}
