import { groupedBy } from "@/domain/grouped";
import { add, NO_SHARES, ZERO } from "@/domain/money/money";
import type { TaxLot } from "@/domain/tax/lot-methods";
import { WashBook } from "@/domain/tax/wash-book";
import type { LotEvent, OpenPiece, WashOutcome, WashScope } from "@/domain/tax/wash-story";

/**
 * Wash sales (IRC 1091; Pub. 550): a loss is disallowed for as many shares as were bought within 30 days before or
 * after the sale, in the order of their purchase, each share once. It goes into the basis of those shares, and their
 * holding begins earlier by as long as the old ones were held. The loss is moved, never lost: gains that are taxed and
 * what open pieces carry always sum to the economic result. Lots and closings as the books keep them do not change;
 * this is their view for taxes. `events` are of one stock and one owner, in order.
 * `start`: pieces that were open before them, where no loss of the 30 days before is still to be replaced.
 */
export function washSales(
  events: readonly LotEvent[],
  scope: WashScope = "ACCOUNT",
  start: readonly OpenPiece[] = [],
): WashOutcome {
  const book = new WashBook(scope, start);
  for (const event of events) {
    switch (event.kind) {
      case "BOUGHT":
        book.buy(event);
        break;
      case "SOLD":
        book.sell(event);
        break;
      case "MOVED":
        book.move(event);
        break;
      case "SPLIT":
        book.split(event);
        break;
      case "RECOST":
        book.recost(event);
        break;
    }
  }
  return { realised: book.realised, open: book.open() };
}

/** Open pieces as one lot each for the choice of lots: what all of them carry, and the longest holding, which goes first. */
export const taxLotsOf = (open: readonly OpenPiece[]): TaxLot[] =>
  [...groupedBy(open, ({ lotId }) => lotId)].flatMap(([id, pieces]): TaxLot[] => {
    const heldFrom = pieces.map((piece) => piece.heldFrom).sort()[0];
    const [first] = pieces;
    if (!first || !heldFrom) return [];
    return [
      {
        id,
        acquiredOn: first.acquiredOn,
        openQuantity: add(NO_SHARES, ...pieces.map((piece) => piece.openQuantity)),
        openCost: add(ZERO, ...pieces.map((piece) => piece.openCost)),
        carried: add(ZERO, ...pieces.map((piece) => piece.carried)),
        heldFrom,
      },
    ];
  });
