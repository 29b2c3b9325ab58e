import {
  add,
  type Money,
  NO_SHARES,
  notional,
  type Price,
  type Quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import type { Term } from "@/domain/tax/holding-period";
import { closeLotsBy, type LotChoice } from "@/domain/tax/lot-methods";
import { taxLotsOf, washSales } from "@/domain/tax/wash-sales";
import {
  type OpenPiece,
  type RealisedPiece,
  type SoldPart,
  WASH_DAYS,
  washWindow,
} from "@/domain/tax/wash-story";
import { addDays, type LocalDate } from "@/domain/time/instant";

/** A sale that is thought of: `fees` in dollars are taken off its proceeds. */
export type PlannedSale = { accountId: string; shares: Quantity; price: Price; fees: Money; on: LocalDate };

/** What purchases do to the losses of a sale: those of the 30 days before it, and any from now until `to`. */
export type WashWarning = {
  from: LocalDate;
  to: LocalDate;
  /** Bought since `from`, staying after the sale, and not yet counted against another loss. */
  recentShares: Quantity;
  /** Dollars of the loss that these purchases disallow. */
  disallowed: Money;
  /** The first day on which a sale would no longer be touched by them; null where there are none. */
  clearOn: LocalDate | null;
};

export type SalePreview = {
  /** As the sale would be taxed; a lot may stand in more than one row. */
  rows: readonly RealisedPiece[];
  proceeds: Money;
  basis: Money;
  /** Proceeds less basis; what purchases disallow of it is told by `wash`. */
  gain: Record<Term, Money>;
  /** Null when the sale has no loss. */
  wash: WashWarning | null;
};

/**
 * What a sale would be for taxes, lot by lot, before it is placed: which shares would go, what each gains and its
 * term, and what purchases would do to its losses. `pieces` are open, oldest first (see `washSales`), of one stock: of
 * the account that sells, and of the owner's others where their purchases shall be looked at too. It is reckoned by
 * the same rules as the sale itself. It shows and does not advise. Errors are those of `closeLotsBy`.
 */
export function previewSale(pieces: readonly OpenPiece[], sale: PlannedSale, choice: LotChoice): SalePreview {
  const proceeds = subtract(notional(sale.shares, sale.price), sale.fees);
  const mine = taxLotsOf(pieces.filter(({ accountId }) => accountId === sale.accountId));
  const { closings, remaining } = closeLotsBy(choice, sale.on)(mine, sale.shares, proceeds);
  const parts = closings
    .filter(({ quantity }) => quantity.gt(0))
    .map(({ lotId, quantity, ...sums }) => ({ closingId: lotId, lotId, shares: quantity, ...sums }));
  // An average moves cost between lots before anything is sold.
  const costs = new Map(parts.map(({ lotId, cost }) => [lotId, cost]));
  const lots = remaining.map(({ id, openCost }) => ({
    lotId: id,
    openCost: add(openCost, costs.get(id) ?? ZERO),
  }));
  const rows = realisedIf(pieces, parts, sale.on, lots);
  const sumOf = (term: Term): Money =>
    add(ZERO, ...rows.filter((row) => row.term === term).map(({ gain }) => gain));
  return {
    rows,
    proceeds,
    basis: add(ZERO, ...rows.map(({ basis }) => basis)),
    gain: { SHORT: sumOf("SHORT"), LONG: sumOf("LONG") },
    wash: washWarning(pieces, rows, sale.on),
  };
}

/** What would be realised if these parts of lots were sold on a day. */
export const realisedIf = (
  pieces: readonly OpenPiece[],
  parts: readonly SoldPart[],
  on: LocalDate,
  lots: readonly { lotId: string; openCost: Money }[] = [],
): readonly RealisedPiece[] =>
  washSales(
    [
      { kind: "RECOST", lots },
      { kind: "SOLD", on, parts },
    ],
    "OWNER",
    pieces,
  ).realised;

/** The warning that belongs to the losses of a sale that was reckoned by `realisedIf`; null where there is none. */
export function washWarning(
  pieces: readonly OpenPiece[],
  rows: readonly RealisedPiece[],
  on: LocalDate,
): WashWarning | null {
  if (!rows.some(({ gain }) => gain.lt(0))) return null;
  const { from, to } = washWindow(on);
  const soldLots = new Set(rows.map(({ lotId }) => lotId));
  const sold = new Set(pieces.filter(({ lotId }) => soldLots.has(lotId)).map(({ purchase }) => purchase));
  const recent = pieces.filter(
    ({ acquiredOn, isReplacement, purchase, openQuantity }) =>
      acquiredOn >= from && !isReplacement && !sold.has(purchase) && openQuantity.gt(0),
  );
  const latest = recent
    .map(({ acquiredOn }) => acquiredOn)
    .sort()
    .at(-1);
  return {
    from,
    to,
    recentShares: add(NO_SHARES, ...recent.map(({ openQuantity }) => openQuantity)),
    disallowed: add(ZERO, ...rows.map(({ disallowed }) => disallowed)),
    clearOn: latest ? addDays(latest, WASH_DAYS + 1) : null,
  };
}
