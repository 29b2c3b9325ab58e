import { shareRatio } from "@/domain/corporate-actions/action";
import { groupedBy } from "@/domain/grouped";
import { absolute, add, type Money, NO_SHARES, type Quantity, ZERO } from "@/domain/money/money";
import type { LotEvent, SoldPart } from "@/domain/tax/wash-story";
import type { LocalDate } from "@/domain/time/instant";

/** A lot as the books keep it: what is open of it in today's shares. */
export type StoryLot = {
  id: string;
  accountId: string;
  /** Its symbol of today. */
  symbol: string;
  acquiredOn: LocalDate;
  /** Its place among the trades that we heard of; null where no trade opened it. */
  place: number | null;
  /** What it was bought with: the order, or itself. */
  purchase: string;
  openQuantity: Quantity;
  openCost: Money;
  /** It lay below zero: shares sold that were not there. */
  isShort: boolean;
};

/** A part of a lot that was closed, in the shares of that day. */
export type StoryClosing = {
  id: string;
  lotId: string;
  closedOn: LocalDate;
  place: number | null;
  /** The order that sold it, or the entitlement that paid for it: parts with the same one and day are one sale. */
  sale: string;
  cause: "TRADE" | "CASH_IN_LIEU";
  quantity: Quantity;
  proceeds: Money;
  cost: Money;
};

/** A change of the number of shares. */
export type StorySplit = {
  id: string;
  exDate: LocalDate;
  type: "SPLIT" | "REVERSE_SPLIT" | "STOCK_DIVIDEND";
  value: string;
  per: string;
};

const LAST = Number.MAX_SAFE_INTEGER;
/** Before the day's trades: a split, then the fractions that it left. */
const [SPLIT_FIRST, FRACTIONS_NEXT] = [-2, -1];

type Placed = { on: LocalDate; place: number; turn: number; event: LotEvent };

/** Shares of a lot before and after each split of its life, reckoned back from what is open of it. */
function sharesThroughSplits(
  lot: StoryLot,
  closings: readonly StoryClosing[],
  splits: readonly StorySplit[],
) {
  const signed = (shares: Quantity): Quantity => (lot.isShort ? (shares.negated() as Quantity) : shares);
  const after = new Map<string, Quantity>();
  let shares = lot.openQuantity;
  let until: LocalDate | null = null;
  const closedSince = (from: LocalDate, to: LocalDate | null): Quantity =>
    add(
      NO_SHARES,
      ...closings
        .filter(({ closedOn }) => closedOn >= from && (to === null || closedOn < to))
        .map((closing) => signed(closing.quantity)),
    );
  for (const split of splits.toReversed()) {
    if (lot.acquiredOn >= split.exDate) break;
    shares = add(shares, closedSince(split.exDate, until));
    after.set(split.id, shares);
    const { to, from } = shareRatio(split);
    shares = shares.times(from).div(to).toDecimalPlaces(8) as Quantity;
    until = split.exDate;
  }
  return { bought: add(shares, closedSince("0001-01-01" as LocalDate, until)), after };
}

/**
 * The story of one stock as `washSales` reads it, from lots and closings as the books keep them. What lots cost at
 * first follows from what is left and what was given up: an average that moved cost between them meanwhile changes no
 * gain of the view. One order's sales of a day are one sale. Lots and closings are all that there are of the stock;
 * the story ends with the day `asOf`.
 */
export function lotStory(
  lots: readonly StoryLot[],
  closings: readonly StoryClosing[],
  splits: readonly StorySplit[],
  asOf: LocalDate,
): LotEvent[] {
  const placed: Placed[] = [];
  const ofLot = groupedBy(closings, ({ lotId }) => lotId);
  const bySplit = new Map<string, { lotId: string; shares: Quantity }[]>();
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  for (const lot of lots) {
    const own = ofLot.get(lot.id) ?? [];
    const { bought, after } = sharesThroughSplits(lot, own, splits);
    for (const [id, shares] of after)
      bySplit.set(id, [...(bySplit.get(id) ?? []), { lotId: lot.id, shares }]);
    if (bought.isZero()) continue;
    const given = lot.isShort
      ? (add(ZERO, ...own.map(({ proceeds }) => proceeds)).negated() as Money)
      : add(ZERO, ...own.map(({ cost }) => cost));
    const { id: lotId, accountId, acquiredOn, purchase } = lot;
    placed.push({
      on: acquiredOn,
      place: lot.place ?? LAST,
      turn: 1,
      event: {
        kind: "BOUGHT",
        lotId,
        accountId,
        acquiredOn,
        shares: bought,
        cost: add(lot.openCost, given),
        purchase,
      },
    });
  }
  for (const split of splits) {
    const { to, from } = shareRatio(split);
    const changed = bySplit.get(split.id) ?? [];
    if (changed.length > 0)
      placed.push({
        on: split.exDate,
        place: SPLIT_FIRST,
        turn: 0,
        event: { kind: "SPLIT", to, from, lots: changed },
      });
  }
  for (const sale of groupedBy(closings, ({ sale: name, closedOn }) => `${name} ${closedOn}`).values())
    placed.push(saleOf(sale, byId));
  return placed
    .filter(({ on }) => on <= asOf)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.place - b.place || a.turn - b.turn))
    .map(({ event }) => event);
}

/** A sale comes with the last of its fills, when all its lots are there; one of lots that came later, after them. */
function saleOf(parts: readonly StoryClosing[], lots: ReadonlyMap<string, StoryLot>): Placed {
  const [first] = parts;
  const closedOn = first?.closedOn ?? ("0001-01-01" as LocalDate);
  const isFraction = first?.cause === "CASH_IN_LIEU";
  const latest = parts.reduce((day, { lotId }) => {
    const acquired = lots.get(lotId)?.acquiredOn ?? day;
    return acquired > day ? acquired : day;
  }, closedOn);
  const place =
    latest > closedOn
      ? LAST
      : isFraction
        ? FRACTIONS_NEXT
        : Math.max(...parts.map((part) => part.place ?? LAST));
  return {
    on: latest,
    place,
    turn: latest > closedOn ? 2 : 0,
    event: {
      kind: "SOLD",
      on: closedOn,
      parts: parts.map(
        ({ id, lotId, quantity: shares, cost, proceeds }): SoldPart => ({
          closingId: id,
          lotId,
          shares: absolute(shares),
          cost,
          proceeds,
        }),
      ),
    },
  };
}
