import { shareRatio } from "@/domain/corporate-actions/action";
import type { ActionTerms } from "@/domain/corporate-actions/action";
import { absolute, add, type Money, NO_SHARES, type Quantity, ZERO } from "@/domain/money/money";
import type { TaxLot } from "@/domain/tax/lot-methods";
import type { Closing, LotsAfter, OpenLot } from "@/domain/tax/lots";
import { type StandingLoss, WashBook } from "@/domain/tax/wash-book";
import { taxLotsOf } from "@/domain/tax/wash-sales";
import type { OpenPiece, SoldPart } from "@/domain/tax/wash-story";
import type { LocalDate } from "@/domain/time/instant";

/** Fills of one order and day are one sale: shares that are sold with others are no replacement for them. */
type SaleName = { name: string; on: LocalDate };

/** Where a follower stands: the open lots in pieces, and the losses that may still be replaced. */
export type FollowedTaxes = { open: readonly OpenPiece[]; losses: readonly StandingLoss[] };

/**
 * Follows one account's lots of one stock as taxes see them, event by event beside the books, for choices that go by
 * what a sale is taxed: what wash sales have added to the basis of a lot by then, and how early its holding began
 * (IRC 1091(d), 1223(3)). By account, as a broker reports (1099-B); what is bought after a sale changes nothing of it.
 */
export class TaxFollower {
  private readonly book: WashBook;
  /** The sale whose fills come one after the other; it counts once it is over. */
  private waiting: (SaleName & { parts: SoldPart[] }) | null = null;
  private closed = 0;

  /** Goes on from where another stood, or from the beginning. */
  constructor({ open, losses }: FollowedTaxes = { open: [], losses: [] }) {
    this.book = new WashBook("ACCOUNT", open, losses);
  }

  /** How lots stand at a day's end, when nothing of it is to come any more. */
  standing(day: LocalDate): FollowedTaxes {
    this.end();
    return {
      open: this.book.open().filter(({ openQuantity }) => !openQuantity.isZero()),
      losses: this.book.standingLosses(day),
    };
  }

  /** The open lots with what they carry before the sale; a lot that has been sold in part carries its part of it. */
  seen(sale: SaleName, open: readonly OpenLot[]): TaxLot[] {
    if (!this.isGoingOn(sale)) this.end();
    const taxed = new Map(taxLotsOf(this.book.open()).map((lot) => [lot.id, lot]));
    return open.map((lot) => {
      const of = taxed.get(lot.id);
      if (!of?.carried || !of.heldFrom || of.openQuantity.isZero()) return lot;
      const carried = of.carried.times(lot.openQuantity).div(of.openQuantity) as Money;
      return { ...lot, carried, heldFrom: of.heldFrom };
    });
  }

  trade(
    sale: SaleName,
    { closings, opened, lots, recosts }: LotsAfter & { recosts: readonly { lotId: string }[] },
  ): void {
    if (!this.isGoingOn(sale) || recosts.length > 0) this.end();
    if (recosts.length > 0) this.recost(lots, closings);
    if (closings.length > 0) {
      this.waiting ??= { ...sale, parts: [] };
      this.waiting.parts.push(...closings.map((closing) => this.part(closing)));
    }
    if (!opened) return;
    this.end();
    const { id: lotId, acquiredOn, openQuantity: shares, openCost: cost } = opened;
    this.book.buy({ kind: "BOUGHT", lotId, accountId: "", acquiredOn, shares, cost, purchase: sale.name });
  }

  /** A change of the number of shares, and the fraction that was paid for. */
  act(
    { source, terms }: { source: string; terms: Pick<ActionTerms, "type" | "value" | "per" | "exDate"> },
    { lots, closings }: { lots: readonly OpenLot[]; closings: readonly Closing[] },
  ): void {
    this.end();
    const { to, from } = shareRatio(terms);
    const paid = new Map(closings.map((closing) => [closing.lotId, closing.quantity]));
    if (!to.eq(from))
      this.book.split({
        kind: "SPLIT",
        to,
        from,
        lots: lots.map(({ id, openQuantity }) => ({ lotId: id, shares: before(openQuantity, paid.get(id)) })),
      });
    if (closings.length === 0) return;
    this.waiting = { name: source, on: terms.exDate, parts: closings.map((closing) => this.part(closing)) };
    this.end();
  }

  private isGoingOn({ name, on }: SaleName): boolean {
    return this.waiting?.name === name && this.waiting.on === on;
  }

  private end(): void {
    if (this.waiting) this.book.sell({ kind: "SOLD", on: this.waiting.on, parts: this.waiting.parts });
    this.waiting = null;
  }

  private part({ lotId, quantity, cost, proceeds }: Closing): SoldPart {
    return { closingId: String(this.closed++), lotId, shares: absolute(quantity), cost, proceeds };
  }

  /** What an average has made of each lot, before the sale took its part. */
  private recost(lots: readonly OpenLot[], closings: readonly Closing[]): void {
    const given = new Map(closings.map(({ lotId, cost }) => [lotId, cost]));
    this.book.recost({
      kind: "RECOST",
      lots: lots
        .filter(({ id, openQuantity }) => given.has(id) || openQuantity.gt(0))
        .map(({ id, openCost }) => ({ lotId: id, openCost: add(openCost, given.get(id) ?? ZERO) })),
    });
  }
}

const before = (open: Quantity, paid: Quantity | undefined): Quantity =>
  add(open, open.lt(0) ? ((paid ?? NO_SHARES).negated() as Quantity) : (paid ?? NO_SHARES));
