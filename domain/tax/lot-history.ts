import type { ActionTerms } from "@/domain/corporate-actions/action";
import { sharesOf } from "@/domain/corporate-actions/entitlement";
import { lotsAfterAction, wholeLotAfter } from "@/domain/corporate-actions/lots-after";
import { add, type Exact, type Money, NO_SHARES, type Quantity, subtract } from "@/domain/money/money";
import type { TaxLot } from "@/domain/tax/lot-methods";
import type { Closing, LotChange, OpenLot } from "@/domain/tax/lots";
import { applyChosen, type OrderLots, type Relief } from "@/domain/tax/order-lots";
import { type FollowedTaxes, TaxFollower } from "@/domain/tax/tax-follower";
import type { LocalDate } from "@/domain/time/instant";

/**
 * A trade, or shares that an adjustment moved. `lotId` is the name of the lot that it may open; `keptAt` what of its
 * order was filled before it, of a fill that keeps a choice that its order has no more, and left out of all others.
 */
export type LotTradeEvent = {
  kind: "TRADE";
  source: string;
  lotId: string;
  symbol: string;
  orderId: string | null;
  choice: OrderLots | null;
  keptAt?: Quantity;
  change: LotChange;
};

/** What an account's holding became on an ex-date: `held` shares before, `kept` after, `cash` dollars for the rest. */
export type LotActionEvent = {
  kind: "ACTION";
  source: string;
  symbol: string;
  newSymbol: string | null;
  terms: Pick<ActionTerms, "type" | "value" | "per" | "exDate">;
  held: Quantity;
  kept: Quantity;
  cash: Money;
};

export type LotEvent = LotTradeEvent | LotActionEvent;

/** A lot as it stands; `whole` shares and `cost` dollars are what it was opened with (`whole` in shares of today). */
export type HistoricLot = OpenLot & { symbol: string; whole: Quantity; cost: Exact };
/** A closing, and the event and the day that made it; `relief` is absent where it was first in first out. */
export type HistoricClosing = Closing & { source: string; on: LocalDate; relief: Relief | undefined };

export type LotBook = {
  /** Every lot that ever was, in the order in which they were opened. */
  lots: Map<string, HistoricLot>;
  closings: HistoricClosing[];
  /** What is open, by symbol, oldest first; those of one day in the order in which they were opened. */
  open: Map<string, HistoricLot[]>;
  /** Shares of each order that were traded by its present choice, which is where its named lots go on. */
  filled: Map<string, Quantity>;
  /** The open lots as taxes saw them, by the sales that went by tax; see `TaxFollower`. */
  taxed: Map<string, readonly TaxLot[]>;
};

const byDay = (a: OpenLot, b: OpenLot): number =>
  a.acquiredOn < b.acquiredOn ? -1 : a.acquiredOn > b.acquiredOn ? 1 : 0;

export const openLotsOf = (book: Pick<LotBook, "open">, symbol: string): readonly HistoricLot[] =>
  book.open.get(symbol) ?? [];

/** A sale whose lots are chosen by what it is taxed. */
export const goesByTax = (choice: OrderLots | null | undefined, side: LotChange["side"]): boolean =>
  side === "SELL" && choice?.method === "LOWEST_TAX";

/**
 * An account's lots of one stock from nothing but what happened to its shares, in the order given. It is how both books
 * make lots anew where undoing is not enough, because a corporate action lies between: what an action rounded can't be
 * unrounded. `until` ends the story before the first event for which it says so.
 */
export function lotsOfHistory(
  events: readonly LotEvent[],
  until: (event: LotEvent) => boolean = () => false,
): LotBook {
  // Only choices that go by tax need to know what wash sales have made of the lots.
  const isTaxed = events.some(
    (event) => event.kind === "TRADE" && goesByTax(event.choice, event.change.side),
  );
  const replay = isTaxed ? LotReplay.withTaxes() : new LotReplay();
  for (const event of events) {
    if (until(event)) break;
    replay.apply(event);
  }
  return replay.book;
}

/** Lots of one symbol from which a story goes on. */
type StandingStock = { symbol: string; lots: readonly HistoricLot[]; taxes: FollowedTaxes };

/** An account's lots of one stock, event by event; with what wash sales make of them where that is asked for. */
export class LotReplay {
  readonly book: LotBook = {
    lots: new Map(),
    closings: [],
    open: new Map(),
    filled: new Map(),
    taxed: new Map(),
  };

  constructor(readonly taxes: Map<string, TaxFollower> | null = null) {}

  /** Goes on from lots as they stood, and from what of orders was traded before, or from the beginning. */
  static withTaxes(
    stocks: readonly StandingStock[] = [],
    filled: ReadonlyMap<string, Quantity> = new Map(),
  ): LotReplay {
    const replay = new LotReplay(
      new Map(stocks.map(({ symbol, taxes }) => [symbol, new TaxFollower(taxes)])),
    );
    for (const { symbol, lots } of stocks) keepOpen(replay.book, symbol, [...lots]);
    for (const [orderId, shares] of filled) replay.book.filled.set(orderId, shares);
    return replay;
  }

  apply(event: LotEvent): void {
    if (event.kind === "ACTION") act(this.book, event, this.taxes);
    else trade(this.book, event, this.taxes);
  }
}

/**
 * A story in which an order's fills go by another choice, but those that are final: they keep what they were closed by.
 */
export function rechosen(
  events: readonly LotEvent[],
  orderId: string,
  choice: OrderLots | null,
  isFinal: (source: string) => boolean,
): LotEvent[] {
  let filled = NO_SHARES;
  return events.map((event) => {
    if (event.kind !== "TRADE" || event.orderId !== orderId || event.keptAt) return event;
    const keptAt = filled;
    filled = add(filled, event.change.shares);
    return isFinal(event.source) ? { ...event, keptAt } : { ...event, choice };
  });
}

type Taxes = Map<string, TaxFollower> | null;

function followerOf(taxes: Taxes, symbol: string): TaxFollower | null {
  if (!taxes) return null;
  const follower = taxes.get(symbol) ?? new TaxFollower();
  taxes.set(symbol, follower);
  return follower;
}

function trade(book: LotBook, event: LotTradeEvent, taxes: Taxes): void {
  const { choice, change, orderId, source, symbol, keptAt } = event;
  const filledBefore = keptAt ?? ((orderId && book.filled.get(orderId)) || NO_SHARES);
  if (orderId && !keptAt) book.filled.set(orderId, add(filledBefore, change.shares));
  const follower = followerOf(taxes, symbol);
  const sale = { name: orderId ?? source, on: change.tradeDate };
  let open: readonly OpenLot[] = openLotsOf(book, symbol);
  if (follower && goesByTax(choice, change.side)) {
    open = follower.seen(sale, open);
    book.taxed.set(source, open);
  }
  const after = applyChosen(open, change, event.lotId, choice && { choice, filledBefore });
  follower?.trade(sale, after);
  for (const closing of after.closings)
    book.closings.push({ ...closing, source, on: change.tradeDate, relief: after.relief.get(closing.lotId) });
  keepOpen(
    book,
    symbol,
    after.lots.map(({ id, acquiredOn, openQuantity, openCost }) => {
      const had = book.lots.get(id);
      if (had) return { ...had, openQuantity, openCost };
      return { id, acquiredOn, openQuantity, openCost, symbol, whole: openQuantity, cost: openCost };
    }),
  );
}

function act(book: LotBook, event: LotActionEvent, taxes: Taxes): void {
  const { source, symbol, newSymbol, terms, held, kept, cash } = event;
  const exact = sharesOf(held, terms);
  const before = openLotsOf(book, symbol);
  const after = lotsAfterAction(before, terms, { exact, kept, fraction: subtract(exact, kept) }, cash);
  followerOf(taxes, symbol)?.act(event, after);
  for (const closing of after.closings)
    book.closings.push({ ...closing, source, on: terms.exDate, relief: undefined });
  const name = newSymbol ?? symbol;
  const lots = after.lots.map(({ openQuantity, openCost }, n): HistoricLot => {
    const had = before[n] as HistoricLot;
    return {
      ...had,
      symbol: name,
      openQuantity,
      openCost,
      whole: wholeLotAfter(had.whole, openQuantity, terms),
    };
  });
  if (name !== symbol) {
    book.open.delete(symbol);
    const follower = taxes?.get(symbol);
    if (follower) taxes?.set(name, follower);
  }
  keepOpen(book, name, name === symbol ? lots : [...openLotsOf(book, name), ...lots]);
}

function keepOpen(book: LotBook, symbol: string, lots: readonly HistoricLot[]): void {
  for (const lot of lots) book.lots.set(lot.id, lot);
  book.open.set(symbol, lots.filter(({ openQuantity }) => !openQuantity.isZero()).sort(byDay));
}
