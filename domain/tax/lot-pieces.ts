import { invariant } from "@/domain/errors";
import {
  absolute,
  add,
  type Money,
  NO_SHARES,
  type Quantity,
  smaller,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { splitByShares } from "@/domain/money/split";
import type { OpenPiece } from "@/domain/tax/wash-story";
import type { LocalDate } from "@/domain/time/instant";

/** Shares of a lot that are taxed alike: what a wash sale added to their basis, and from when they count as held. */
export type Piece = { shares: Quantity; carried: Money; heldFrom: LocalDate; isReplacement: boolean };

/** A lot in pieces; they sum to what is open of it. `openCost` is what that cost, before wash sales. */
export type LotPieces = {
  lotId: string;
  accountId: string;
  acquiredOn: LocalDate;
  purchase: string;
  openCost: Money;
  pieces: Piece[];
};

/** A piece that was sold, with its part of the closing's cost and proceeds. */
type ClosedPiece = Piece & { cost: Money; proceeds: Money };

/**
 * Takes shares out of a lot, those held longest first. `cost` and `proceeds` are the closing's own. InvariantError
 * when the lot does not have them.
 */
export function closePieces(
  lot: LotPieces,
  { shares, cost, proceeds }: { shares: Quantity; cost: Money; proceeds: Money },
): ClosedPiece[] {
  const isShort = lot.pieces.some((piece) => piece.shares.lt(0));
  const closed: Piece[] = [];
  const left: Piece[] = [];
  let wanted = shares;
  for (const piece of [...lot.pieces].sort((a, b) =>
    a.heldFrom < b.heldFrom ? -1 : a.heldFrom > b.heldFrom ? 1 : 0,
  )) {
    const there = absolute(piece.shares);
    const taken = smaller(there, wanted);
    if (taken.isZero()) {
      left.push(piece);
      continue;
    }
    wanted = subtract(wanted, taken);
    const isWhole = taken.eq(there);
    const carried = isWhole ? piece.carried : toCents(piece.carried.times(taken).div(there));
    closed.push({ ...piece, shares: taken, carried });
    if (!isWhole) {
      const rest = subtract(there, taken);
      const remains = isShort ? (rest.negated() as Quantity) : rest;
      left.push({ ...piece, shares: remains, carried: subtract(piece.carried, carried) });
    }
  }
  invariant(wanted.isZero(), `lot ${lot.lotId} does not have the shares that were sold of it`);
  lot.pieces = left;
  // A short lot's open cost is what it brought, below zero.
  lot.openCost = isShort ? add(lot.openCost, proceeds) : subtract(lot.openCost, cost);
  const over = closed.map((piece) => piece.shares);
  const [costs, brought] = [splitByShares(cost, over), splitByShares(proceeds, over)];
  return closed.map((piece, n) => ({ ...piece, cost: costs[n] as Money, proceeds: brought[n] as Money }));
}

/** Gives a lot another number of shares, as a split does: pieces in proportion, the remainder on the last. */
export function reshape(lot: LotPieces, shares: Quantity): void {
  const before = add(NO_SHARES, ...lot.pieces.map((piece) => piece.shares));
  if (before.isZero()) return;
  let left = shares;
  lot.pieces = lot.pieces.map((piece, n) => {
    const isLast = n === lot.pieces.length - 1;
    const part = isLast ? left : (piece.shares.times(shares).div(before).toDecimalPlaces(8) as Quantity);
    left = subtract(left, part);
    return { ...piece, shares: part };
  });
}

/** The pieces of a lot as lots of their own; the first has the lot's own id. */
export function openPieces(lot: LotPieces) {
  const costs = splitByShares(
    lot.openCost,
    lot.pieces.map((piece) => piece.shares),
  );
  return lot.pieces.map((piece, n) => ({
    id: n === 0 ? lot.lotId : `${lot.lotId}/${n + 1}`,
    lotId: lot.lotId,
    accountId: lot.accountId,
    purchase: lot.purchase,
    acquiredOn: lot.acquiredOn,
    openQuantity: piece.shares,
    openCost: costs[n] as Money,
    carried: piece.carried,
    heldFrom: piece.heldFrom,
    isReplacement: piece.isReplacement,
  }));
}

/** The lot that open pieces are of. */
export function lotOfPieces(lotId: string, pieces: readonly OpenPiece[]): LotPieces {
  const [first] = pieces;
  invariant(first, "a lot has pieces");
  const { accountId, acquiredOn, purchase } = first;
  const openCost = add(ZERO, ...pieces.map((piece) => piece.openCost));
  const parts = pieces.map(({ openQuantity: shares, carried, heldFrom, isReplacement }) => ({
    shares,
    carried,
    heldFrom,
    isReplacement,
  }));
  return { lotId, accountId, acquiredOn, purchase, openCost, pieces: parts };
}

/** Each share replaces once (Treas. Reg. 1.1091-1(e)), and short ones never. */
export const canReplace = ({ isReplacement, shares }: Piece): boolean => !isReplacement && shares.gt(0);

/** A closed piece that is none any more: it was moved. */
export const withoutSums = ({ shares, carried, heldFrom, isReplacement }: Piece): Piece => ({
  shares,
  carried,
  heldFrom,
  isReplacement,
});
