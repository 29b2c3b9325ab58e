import { add, type Money, notional, type Price, type Quantity, ZERO } from "@/domain/money/money";
import type { Term } from "@/domain/tax/holding-period";
import { realisedIf, type WashWarning, washWarning } from "@/domain/tax/sale-preview";
import { taxLotsOf } from "@/domain/tax/wash-sales";
import type { OpenPiece } from "@/domain/tax/wash-story";
import type { LocalDate } from "@/domain/time/instant";

/** A lot (or a piece of it) below its basis at the price given, before fees; `loss` is below zero. Dollars. */
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

function rowsOf({ symbol, price, pieces }: HarvestHolding, lotId: string, on: LocalDate): HarvestRow[] {
  const [lot] = taxLotsOf(pieces.filter((piece) => piece.lotId === lotId));
  if (!lot || lot.openQuantity.lte(0)) return [];
  const { openQuantity: shares, openCost: cost } = lot;
  const part = { closingId: lotId, lotId, shares, cost, proceeds: notional(shares, price) };
  return realisedIf(pieces, [part], on).flatMap((row): HarvestRow[] => {
    const wash = washWarning(pieces, [row], on);
    if (!wash) return [];
    const { accountId, acquiredOn, proceeds: value, basis, gain: loss, term } = row;
    return [{ symbol, lotId, accountId, shares: row.shares, acquiredOn, value, basis, loss, term, wash }];
  });
}

/**
 * The losses that could be taken on a day, the largest first, each with its wash-sale warning (Pub. 550). Every lot is
 * looked at as if it was sold alone and whole. It shows; whether to sell is the reader's own matter.
 */
export function harvestableLosses(holdings: readonly HarvestHolding[], on: LocalDate): HarvestRow[] {
  return holdings
    .flatMap((holding) =>
      [...new Set(holding.pieces.map(({ lotId }) => lotId))].flatMap((lotId) => rowsOf(holding, lotId, on)),
    )
    .sort((a, b) => a.loss.comparedTo(b.loss) || (a.symbol < b.symbol ? -1 : 1));
}

/** What is lost in all of them together, and what of it purchases already made would disallow, lot by lot. */
export const harvestTotals = (rows: readonly HarvestRow[]): { loss: Money; allowed: Money } => {
  const loss = add(ZERO, ...rows.map((row) => row.loss));
  return { loss, allowed: add(loss, ...rows.map(({ wash }) => wash.disallowed)) };
};
