import { invariant } from "@/domain/errors";
import {
  add,
  type Money,
  negate,
  type Quantity,
  smaller,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import { type Term, termOf } from "@/domain/tax/holding-period";
import type { TaxLot } from "@/domain/tax/lot-methods";
import { closePieces, type LotPieces, openPieces, type Piece, reshape } from "@/domain/tax/lot-pieces";
import { addDays, daysBetween, type LocalDate } from "@/domain/time/instant";

/** Days before and after a sale in which a purchase makes it a wash sale (IRC 1091(a)). */
export const WASH_DAYS = 30;

/** The days in which a purchase of the same stock disallows a loss taken on `soldOn`, both included. */
export const washWindow = (soldOn: LocalDate): { from: LocalDate; to: LocalDate } => ({
  from: addDays(soldOn, -WASH_DAYS),
  to: addDays(soldOn, WASH_DAYS),
});

/** One lot given up in a sale, whole or in part, as the books closed it: dollars, before wash sales. */
export type SoldPart = { closingId: string; lotId: string; shares: Quantity; cost: Money; proceeds: Money };

/**
 * What happened to the lots of one stock (substantially identical: the same symbol, after its last renaming), in
 * order. Lots that came by transfer keep the day of their purchase (`acquiredOn`) and count by it. `purchase` names what lots
 * were bought together: shares that remain of it are no replacement for those that are sold. Lots below zero are short.
 * A SPLIT says what each open lot has after it, a RECOST what it costs after its cost was averaged or capital returned.
 */
export type LotEvent =
  | {
      kind: "BOUGHT";
      lotId: string;
      accountId: string;
      acquiredOn: LocalDate;
      shares: Quantity;
      cost: Money;
      purchase?: string;
    }
  | { kind: "SOLD"; on: LocalDate; parts: readonly SoldPart[] }
  | { kind: "SPLIT"; to: Quantity; from: Quantity; lots: readonly { lotId: string; shares: Quantity }[] }
  | { kind: "RECOST"; lots: readonly { lotId: string; openCost: Money }[] };

/** One piece of a closing as it is taxed: `basis` has what it carried; `gain` = proceeds - basis; `taxable` adds `disallowed`. */
export type RealisedPiece = {
  closingId: string;
  lotId: string;
  accountId: string;
  shares: Quantity;
  acquiredOn: LocalDate;
  /** The first day of its holding, tacked by an earlier wash sale. */
  heldFrom: LocalDate;
  soldOn: LocalDate;
  term: Term;
  proceeds: Money;
  basis: Money;
  gain: Money;
  /** The part of the loss that went into the basis of replacements; above zero. */
  disallowed: Money;
  replacedBy: readonly { lotId: string; shares: Quantity; amount: Money }[];
};

/** What is open, as it would be taxed: one lot may stand in pieces. `isReplacement`: a loss was added to it already. */
export type OpenPiece = TaxLot & {
  lotId: string;
  accountId: string;
  carried: Money;
  heldFrom: LocalDate;
  isReplacement: boolean;
};

export type WashOutcome = { realised: readonly RealisedPiece[]; open: readonly OpenPiece[] };

/**
 * ACCOUNT is what a broker must report (1099-B: the same stock in the same account); OWNER is nearer to what the
 * taxpayer owes: all accounts of one owner.
 */
export type WashScope = "ACCOUNT" | "OWNER";

type Written<T> = { -readonly [K in keyof T]: T[K] };
type Realised = Written<Omit<RealisedPiece, "replacedBy">> & {
  replacedBy: { lotId: string; shares: Quantity; amount: Money }[];
};
/** A loss whose shares have not all been replaced (yet). */
type OpenLoss = { of: Realised; purchase: string; shares: Quantity; amount: Money };

class WashBook {
  readonly lots = new Map<string, LotPieces>();
  readonly realised: Realised[] = [];
  private losses: OpenLoss[] = [];

  constructor(private readonly scope: WashScope) {}

  buy(event: Extract<LotEvent, { kind: "BOUGHT" }>): void {
    const { lotId, accountId, acquiredOn, shares, cost, purchase = lotId } = event;
    const piece = { shares, carried: ZERO, heldFrom: acquiredOn, isReplacement: false };
    const lot = { lotId, accountId, acquiredOn, purchase, openCost: cost, pieces: [piece] };
    this.lots.set(lotId, lot);
    // A short sale is no purchase; losses on shorts are not looked at (IRC 1091(e)).
    if (shares.gt(0)) for (const loss of this.losses) this.replace(loss, lot);
    this.losses = this.losses.filter((loss) => loss.shares.gt(0));
  }

  /** All that is sold together leaves before replacements are looked for. */
  sell({ on, parts }: Extract<LotEvent, { kind: "SOLD" }>): void {
    const losses: OpenLoss[] = [];
    for (const part of parts) {
      const lot = this.lot(part.lotId);
      const isShort = lot.pieces.some(({ shares }) => shares.lt(0));
      for (const piece of closePieces(lot, part)) {
        const of = realise(lot, piece, part.closingId, on, isShort);
        this.realised.push(of);
        if (of.gain.lt(0) && !isShort)
          losses.push({ of, purchase: lot.purchase, shares: of.shares, amount: negate(of.gain) });
      }
    }
    const inOrder = [...this.lots.values()].sort((a, b) =>
      a.acquiredOn < b.acquiredOn ? -1 : a.acquiredOn > b.acquiredOn ? 1 : 0,
    );
    for (const loss of losses) for (const lot of inOrder) this.replace(loss, lot);
    const { from } = washWindow(on);
    this.losses = [...this.losses.filter((loss) => loss.of.soldOn >= from), ...losses].filter((loss) =>
      loss.shares.gt(0),
    );
  }

  split({ to, from, lots }: Extract<LotEvent, { kind: "SPLIT" }>): void {
    for (const { lotId, shares } of lots) reshape(this.lot(lotId), shares);
    // A loss on old shares is replaced by as many new ones as they would have become.
    for (const loss of this.losses) loss.shares = loss.shares.times(to).div(from) as Quantity;
  }

  recost({ lots }: Extract<LotEvent, { kind: "RECOST" }>): void {
    for (const { lotId, openCost } of lots) this.lot(lotId).openCost = openCost;
  }

  private lot(lotId: string): LotPieces {
    const lot = this.lots.get(lotId);
    invariant(lot, `lot ${lotId} was never bought`);
    return lot;
  }

  /** Moves as much of a loss as a lot's shares replace into their basis, and its holding period with it. */
  private replace(loss: OpenLoss, lot: LotPieces): void {
    const { of } = loss;
    const window = washWindow(of.soldOn);
    const isMine = this.scope === "OWNER" || lot.accountId === of.accountId;
    const isInWindow = window.from <= lot.acquiredOn && lot.acquiredOn <= window.to;
    if (!isMine || !isInWindow || lot.purchase === loss.purchase) return;
    const held = daysBetween(of.heldFrom, of.soldOn);
    lot.pieces = lot.pieces.flatMap((piece): Piece[] => {
      if (piece.isReplacement || loss.shares.lte(0) || piece.shares.lte(0)) return [piece];
      const shares = smaller(piece.shares, loss.shares);
      const amount = shares.eq(loss.shares)
        ? loss.amount
        : toCents(loss.amount.times(shares).div(loss.shares));
      loss.shares = subtract(loss.shares, shares);
      loss.amount = subtract(loss.amount, amount);
      of.disallowed = add(of.disallowed, amount);
      of.replacedBy.push({ lotId: lot.lotId, shares, amount });
      const replacement: Piece = {
        shares,
        carried: add(piece.carried, amount),
        heldFrom: addDays(piece.heldFrom, -held),
        isReplacement: true,
      };
      const rest = subtract(piece.shares, shares);
      return rest.isZero() ? [replacement] : [replacement, { ...piece, shares: rest, carried: ZERO }];
    });
  }
}

function realise(
  lot: LotPieces,
  piece: Piece & { cost: Money; proceeds: Money },
  closingId: string,
  soldOn: LocalDate,
  isShort: boolean,
): Realised {
  const basis = add(piece.cost, piece.carried);
  return {
    closingId,
    lotId: lot.lotId,
    accountId: lot.accountId,
    shares: piece.shares,
    acquiredOn: lot.acquiredOn,
    heldFrom: piece.heldFrom,
    soldOn,
    // Shares that are bought to close a short sale were hardly ever held (IRC 1233(b)).
    term: isShort ? "SHORT" : termOf(piece.heldFrom, soldOn),
    proceeds: piece.proceeds,
    basis,
    gain: subtract(piece.proceeds, basis),
    disallowed: ZERO,
    replacedBy: [],
  };
}

/**
 * Wash sales (IRC 1091; Pub. 550): a loss is disallowed for as many shares as were bought within 30 days before or
 * after the sale, in the order of their purchase, each share once. It goes into the basis of those shares, and their
 * holding begins earlier by as long as the old ones were held. The loss is moved, never lost: gains that are taxed and
 * what open pieces carry always sum to the economic result. Lots and closings as the books keep them do not change;
 * this is their view for taxes. `events` are of one stock and one owner, in order.
 */
export function washSales(events: readonly LotEvent[], scope: WashScope = "ACCOUNT"): WashOutcome {
  const book = new WashBook(scope);
  for (const event of events) {
    if (event.kind === "BOUGHT") book.buy(event);
    else if (event.kind === "SOLD") book.sell(event);
    else if (event.kind === "SPLIT") book.split(event);
    else book.recost(event);
  }
  return { realised: book.realised, open: [...book.lots.values()].flatMap(openPieces) };
}
