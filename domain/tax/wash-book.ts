import { invariant } from "@/domain/errors";
import { groupedBy } from "@/domain/grouped";
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
import { termOf } from "@/domain/tax/holding-period";
import {
  canReplace,
  closePieces,
  type LotPieces,
  lotOfPieces,
  openPieces,
  type Piece,
  reshape,
  withoutSums,
} from "@/domain/tax/lot-pieces";
import {
  type LotEvent,
  type OpenPiece,
  type RealisedPiece,
  type WashScope,
  washWindow,
} from "@/domain/tax/wash-story";
import { addDays, daysBetween, type LocalDate } from "@/domain/time/instant";

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Written<T> = { -readonly [K in keyof T]: T[K] };
type Realised = Written<Omit<RealisedPiece, "replacedBy">> & {
  replacedBy: { lotId: string; shares: Quantity; amount: Money }[];
};
/** A loss whose shares have not all been replaced (yet). */
type OpenLoss = {
  of: Pick<Realised, "accountId" | "heldFrom" | "soldOn" | "disallowed" | "replacedBy">;
  purchase: string;
  shares: Quantity;
  amount: Money;
  window: { from: LocalDate; to: LocalDate };
};

/** A loss that purchases may still replace, as far as those who go on from here need it; dollars, above zero. */
export type StandingLoss = {
  accountId: string;
  heldFrom: LocalDate;
  soldOn: LocalDate;
  purchase: string;
  shares: Quantity;
  amount: Money;
};

/** The lots of one stock as a story of events makes them, and what was realised on the way; see `washSales`. */
export class WashBook {
  private readonly lots = new Map<string, LotPieces>();
  readonly realised: Realised[] = [];
  private losses: OpenLoss[] = [];
  /** Lots that may still replace what is sold: bought no earlier than 30 days before the last sale. */
  private recent: LotPieces[] = [];

  constructor(
    private readonly scope: WashScope,
    start: readonly OpenPiece[],
    losses: readonly StandingLoss[] = [],
  ) {
    for (const [lotId, pieces] of groupedBy(start, (piece) => piece.lotId))
      this.keep(lotOfPieces(lotId, pieces));
    this.losses = losses.map(({ accountId, heldFrom, soldOn, ...loss }) => ({
      ...loss,
      of: { accountId, heldFrom, soldOn, disallowed: ZERO, replacedBy: [] },
      window: washWindow(soldOn),
    }));
  }

  buy(event: Extract<LotEvent, { kind: "BOUGHT" }>): void {
    const { lotId, accountId, acquiredOn, shares, cost, purchase = lotId } = event;
    const piece = { shares, carried: ZERO, heldFrom: acquiredOn, isReplacement: false };
    const lot = { lotId, accountId, acquiredOn, purchase, openCost: cost, pieces: [piece] };
    this.keep(lot);
    // A short sale is no purchase; losses on shorts are not looked at (IRC 1091(e)).
    if (shares.gt(0)) for (const loss of this.losses) this.replace(loss, lot);
    this.losses = this.losses.filter((loss) => loss.shares.gt(0));
  }

  /** All that is sold together leaves before replacements are looked for. */
  sell({ on, parts }: Extract<LotEvent, { kind: "SOLD" }>): void {
    const losses: OpenLoss[] = [];
    const window = washWindow(on);
    for (const part of parts) {
      const lot = this.lot(part.lotId);
      const isShort = lot.pieces.some(({ shares }) => shares.lt(0));
      for (const piece of closePieces(lot, part)) {
        const of = realise(lot, piece, part.closingId, on, isShort);
        this.realised.push(of);
        if (of.gain.lt(0) && !isShort)
          losses.push({ of, purchase: lot.purchase, shares: of.shares, amount: negate(of.gain), window });
      }
    }
    const { from } = window;
    this.recent = this.recent.filter(
      ({ acquiredOn, pieces }) => acquiredOn >= from && pieces.some(canReplace),
    );
    if (losses.length > 0) {
      const inOrder = this.recent.toSorted((a, b) => byText(a.acquiredOn, b.acquiredOn));
      for (const loss of losses) for (const lot of inOrder) this.replace(loss, lot);
    }
    this.losses = [...this.losses.filter((loss) => loss.of.soldOn >= from), ...losses].filter((loss) =>
      loss.shares.gt(0),
    );
  }

  split({ to, from, lots }: Extract<LotEvent, { kind: "SPLIT" }>): void {
    for (const { lotId, shares } of lots) reshape(this.lot(lotId), shares);
    // A loss on old shares is replaced by as many new ones as they would have become.
    for (const loss of this.losses) loss.shares = loss.shares.times(to).div(from) as Quantity;
  }

  /** A transfer is neither sale nor purchase: basis, days and what wash sales added go along. */
  move({ parts }: Extract<LotEvent, { kind: "MOVED" }>): void {
    for (const { lotId, shares, cost, to } of parts) {
      const { acquiredOn, purchase } = this.lot(lotId);
      const pieces = closePieces(this.lot(lotId), { shares, cost, proceeds: ZERO });
      if (to) this.keep({ ...to, acquiredOn, purchase, openCost: cost, pieces: pieces.map(withoutSums) });
    }
  }

  recost({ lots }: Extract<LotEvent, { kind: "RECOST" }>): void {
    for (const { lotId, openCost } of lots) this.lot(lotId).openCost = openCost;
  }

  open(): OpenPiece[] {
    return [...this.lots.values()].flatMap(openPieces);
  }

  /** Losses that what is bought after a day may still replace. */
  standingLosses(day: LocalDate): StandingLoss[] {
    return this.losses
      .filter(({ window, shares }) => window.to > day && shares.gt(0))
      .map(({ of: { accountId, heldFrom, soldOn }, purchase, shares, amount }) => ({
        accountId,
        heldFrom,
        soldOn,
        purchase,
        shares,
        amount,
      }));
  }

  private keep(lot: LotPieces): void {
    this.lots.set(lot.lotId, lot);
    this.recent.push(lot);
  }

  private lot(lotId: string): LotPieces {
    const lot = this.lots.get(lotId);
    invariant(lot, `lot ${lotId} was never bought`);
    return lot;
  }

  /** Moves as much of a loss as a lot's shares replace into their basis, and its holding period with it. */
  private replace(loss: OpenLoss, lot: LotPieces): void {
    const { of, window } = loss;
    if (loss.shares.lte(0)) return;
    const isMine = this.scope === "OWNER" || lot.accountId === of.accountId;
    const isInWindow = window.from <= lot.acquiredOn && lot.acquiredOn <= window.to;
    if (!isMine || !isInWindow || lot.purchase === loss.purchase) return;
    if (!lot.pieces.some(canReplace)) return;
    const held = daysBetween(of.heldFrom, of.soldOn);
    lot.pieces = lot.pieces.flatMap((piece): Piece[] => {
      if (!canReplace(piece) || loss.shares.lte(0)) return [piece];
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
