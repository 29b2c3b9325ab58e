import {
  add,
  type Money,
  NO_SHARES,
  notional,
  type Price,
  type Quantity,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { splitByShares } from "@/domain/money/split";
import { type Term, termOf } from "@/domain/tax/holding-period";
import { basisOf, chooseLots, heldFromOf, type LotChoice } from "@/domain/tax/lot-methods";
import { type OpenPiece, WASH_DAYS, washWindow } from "@/domain/tax/wash-sales";
import { type LocalDate, addDays } from "@/domain/time/instant";

/** A sale that is thought of: `fees` in dollars are taken off its proceeds. */
export type PlannedSale = { shares: Quantity; price: Price; fees: Money; on: LocalDate };

export type PreviewRow = {
  lotId: string;
  accountId: string;
  shares: Quantity;
  acquiredOn: LocalDate;
  heldFrom: LocalDate;
  proceeds: Money;
  basis: Money;
  gain: Money;
  term: Term;
};

/** What a purchase does to losses of a sale: of `recentShares` bought in the 30 days before it, and of any until `to`. */
export type WashWarning = {
  from: LocalDate;
  to: LocalDate;
  recentShares: Quantity;
  /** Dollars of the loss that purchases already made would disallow. */
  disallowed: Money;
  /** The first day on which a sale would no longer be touched by them; null where there are none. */
  clearOn: LocalDate | null;
};

export type SalePreview = {
  rows: readonly PreviewRow[];
  proceeds: Money;
  basis: Money;
  gain: Record<Term, Money>;
  /** Null when the sale has no loss. */
  wash: WashWarning | null;
};

/**
 * What a sale would be for taxes, lot by lot, before it is placed: which shares would go, what each gains and its
 * term, and what purchases would do to its losses. `pieces` are open, oldest first (see `washSales`), of one stock: of
 * the account that sells, and of the owner's others where their purchases shall be looked at too. It shows and does
 * not advise; prices and fees are those given. Errors are those of `chooseLots`.
 */
export function previewSale(
  pieces: readonly OpenPiece[],
  sale: PlannedSale,
  choice: LotChoice,
  accountId: string,
): SalePreview {
  const proceeds = subtract(notional(sale.shares, sale.price), sale.fees);
  const perShare = proceeds.div(sale.shares) as Money;
  const mine = pieces.filter((piece) => piece.accountId === accountId);
  const taken = chooseLots(mine, { shares: sale.shares, perShare, on: sale.on }, choice);
  const brought = splitByShares(
    proceeds,
    taken.map(({ shares }) => shares),
  );
  const byId = new Map(mine.map((piece) => [piece.id, piece]));
  const rows = taken.map(({ lot, shares }, n): PreviewRow => {
    const basis = shares.eq(lot.openQuantity)
      ? basisOf(lot)
      : toCents(basisOf(lot).times(shares).div(lot.openQuantity));
    const part = brought[n] ?? ZERO;
    const heldFrom = heldFromOf(lot);
    return {
      lotId: byId.get(lot.id)?.lotId ?? lot.id,
      accountId,
      shares,
      acquiredOn: lot.acquiredOn,
      heldFrom,
      proceeds: part,
      basis,
      gain: subtract(part, basis),
      term: termOf(heldFrom, sale.on),
    };
  });
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

/**
 * Which part of a sale's losses purchases of the 30 days before it would disallow: shares that stay, are not of the
 * lots that are sold, and have not replaced others. In the order of the rows, as `washSales` would.
 */
export function washWarning(
  pieces: readonly OpenPiece[],
  rows: readonly Pick<PreviewRow, "lotId" | "shares" | "gain">[],
  on: LocalDate,
): WashWarning | null {
  const losses = rows.filter(({ gain }) => gain.lt(0));
  if (losses.length === 0) return null;
  const { from, to } = washWindow(on);
  const sold = new Set(rows.map(({ lotId }) => lotId));
  const recent = pieces.filter(
    (piece) =>
      piece.acquiredOn >= from && !piece.isReplacement && !sold.has(piece.lotId) && piece.openQuantity.gt(0),
  );
  let there = add(NO_SHARES, ...recent.map(({ openQuantity }) => openQuantity));
  const recentShares = there;
  let disallowed = ZERO;
  for (const { shares, gain } of losses) {
    const replaced = there.lt(shares) ? there : shares;
    disallowed = add(disallowed, toCents(gain.negated().times(replaced).div(shares)));
    there = subtract(there, replaced);
  }
  const latest = recent
    .map(({ acquiredOn }) => acquiredOn)
    .sort()
    .at(-1);
  return { from, to, recentShares, disallowed, clearOn: latest ? addDays(latest, WASH_DAYS + 1) : null };
}
