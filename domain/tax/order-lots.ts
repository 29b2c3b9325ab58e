import {
  absolute,
  add,
  larger,
  type Money,
  NO_SHARES,
  type Quantity,
  quantity,
  smaller,
  subtract,
} from "@/domain/money/money";
import { type ActionTerms, shareRatio } from "@/domain/corporate-actions/action";
import { sharesOf } from "@/domain/corporate-actions/entitlement";
import { closeLotsBy, type LotMethod } from "@/domain/tax/lot-methods";
import { applyTrade, type LotChange, type LotsAfter, type OpenLot } from "@/domain/tax/lots";

/** Shares of a lot that an order has named, in the order in which they go. */
export type NamedLot = { lotId: string; shares: Quantity };

/** What an order says of the lots that it closes: a method, or the lots themselves. */
export type OrderLots = { method: LotMethod } | { method: "SPECIFIC"; lots: readonly NamedLot[] };

/** A choice, and how many shares of its order were filled before this fill: those have used up as much of the named lots. */
export type FillLots = { choice: OrderLots; filledBefore: Quantity };

/**
 * What a fill that has settled was closed by, where its order's lots were named anew afterwards: lots can be identified
 * until the settlement date (Treas. Reg. 1.1012-1(c)(2), (8)), so that it keeps the choice of then. A null choice is
 * first in, first out.
 */
export type KeptLots = { choice: OrderLots | null; filledBefore: Quantity };

/** By which rule shares were taken; FALLBACK: first in first out, because named lots were not open any more, or none was named. */
export type Relief = LotMethod | "SPECIFIC" | "FALLBACK";

/** Named lots as they are kept and sent: decimals as texts. */
export type StoredNamedLots = readonly { lotId: string; shares: string }[];

/** An order's choice from where it is kept; null where it made none. */
export function orderLotsFrom(method: string | null, named: unknown): OrderLots | null {
  if (method === null) return null;
  if (method !== "SPECIFIC") return { method: method as LotMethod };
  const lots = (named as StoredNamedLots).map(({ lotId, shares }) => ({ lotId, shares: quantity(shares) }));
  return { method, lots };
}

export const storedLots = (lots: readonly NamedLot[]): StoredNamedLots =>
  lots.map(({ lotId, shares }) => ({ lotId, shares: shares.toFixed() }));

/** The same as it is kept: decimals as texts. */
export type StoredKeptLots = { method: string | null; lots: StoredNamedLots | null; filledBefore: string };

/** What a fill keeps from where that is kept; null where its order's present choice counts. */
export function keptLotsFrom(stored: unknown): KeptLots | null {
  if (stored === null || stored === undefined) return null;
  const { method, lots, filledBefore } = stored as StoredKeptLots;
  return { choice: orderLotsFrom(method, lots), filledBefore: quantity(filledBefore) };
}

export const storedKept = ({ choice, filledBefore }: KeptLots): StoredKeptLots => ({
  method: choice?.method ?? null,
  lots: choice?.method === "SPECIFIC" ? storedLots(choice.lots) : null,
  filledBefore: filledBefore.toFixed(),
});

/** The choice that a fill is closed by, of what it keeps and what its order says now. */
export const closedBy = (kept: KeptLots | null, choice: OrderLots | null): OrderLots | null =>
  kept ? kept.choice : choice;

/** The named shares behind the first `skip` of them, `take` at most. */
export function namedWithin(lots: readonly NamedLot[], skip: Quantity, take: Quantity): NamedLot[] {
  const part: NamedLot[] = [];
  let [before, left] = [skip, take];
  for (const { lotId, shares } of lots) {
    const skipped = smaller(before, shares);
    before = subtract(before, skipped);
    const taken = smaller(subtract(shares, skipped), left);
    left = subtract(left, taken);
    if (taken.gt(0)) part.push({ lotId, shares: taken });
  }
  return part;
}

/** What of the named shares is open, and with what is open besides it is made up for, oldest first. */
function openOf(lots: readonly OpenLot[], named: readonly NamedLot[], shares: Quantity) {
  const taken = new Map<string, Quantity>();
  const fallback = new Set<string>();
  const open = new Map(lots.map((lot) => [lot.id, lot.openQuantity]));
  let left = shares;
  const take = (lotId: string, wanted: Quantity): Quantity => {
    const there = subtract(open.get(lotId) ?? NO_SHARES, taken.get(lotId) ?? NO_SHARES);
    const part = smaller(smaller(larger(there, NO_SHARES), wanted), left);
    if (part.isZero()) return part;
    taken.set(lotId, add(taken.get(lotId) ?? NO_SHARES, part));
    left = subtract(left, part);
    return part;
  };
  for (const { lotId, shares: wanted } of named) take(lotId, wanted);
  for (const { id, openQuantity } of lots) if (take(id, openQuantity).gt(0)) fallback.add(id);
  return { parts: [...taken].map(([lotId, part]) => ({ lotId, shares: part })), fallback };
}

/** What a trade made of the lots, with the rule by which each closing took its shares, and what an average moved. */
export type ChosenLotsAfter = LotsAfter & {
  /** By lot; lots that were closed first in first out by default are not in it. */
  relief: ReadonlyMap<string, Relief>;
  /** Dollars of cost that came to a lot (or left it, negative) before the sale; they sum to nothing. */
  recosts: readonly { lotId: string; change: Money }[];
};

/**
 * Applies a trade by its order's choice (`applyTrade` without one). Each fill of an order that named lots takes the
 * next of its named shares. Named shares that are not open any more, because another order was filled with them first,
 * are made up for first in first out (Treas. Reg. 1.1012-1(c)(1) where no lot is identified), and it is told. The
 * clearing firm reckons by the same function, so both books close the same lots.
 */
export function applyChosen(
  lots: readonly OpenLot[],
  trade: LotChange,
  id: string,
  chosen: FillLots | null,
): ChosenLotsAfter {
  const relief = new Map<string, Relief>();
  if (!chosen || trade.side === "BUY") return { ...applyTrade(lots, trade, id), relief, recosts: [] };
  const { choice, filledBefore } = chosen;
  if (choice.method !== "SPECIFIC") {
    const after = applyTrade(lots, trade, id, closeLotsBy(choice, trade.tradeDate));
    for (const { lotId } of after.closings) relief.set(lotId, choice.method);
    return { ...after, relief, recosts: choice.method === "AVERAGE" ? recostsOf(lots, after) : [] };
  }
  const named = namedWithin(choice.lots, filledBefore, trade.shares);
  let missing = new Set<string>();
  const after = applyTrade(lots, trade, id, (open, shares, proceeds) => {
    const { parts, fallback } = openOf(open, named, shares);
    missing = fallback;
    return closeLotsBy({ method: "SPECIFIC", lots: parts }, trade.tradeDate)(open, shares, proceeds);
  });
  for (const { lotId } of after.closings) relief.set(lotId, missing.has(lotId) ? "FALLBACK" : "SPECIFIC");
  return { ...after, relief, recosts: [] };
}

function recostsOf(before: readonly OpenLot[], after: LotsAfter): { lotId: string; change: Money }[] {
  const closed = new Map(after.closings.map((closing) => [closing.lotId, closing.cost]));
  const had = new Map(before.map((lot) => [lot.id, lot.openCost]));
  return after.lots.flatMap((lot) => {
    const cost = had.get(lot.id);
    if (cost === undefined) return [];
    const change = subtract(add(lot.openCost, closed.get(lot.id) ?? subtract(cost, cost)), cost);
    return change.isZero() ? [] : [{ lotId: lot.id, change }];
  });
}

/**
 * Named lots after a split: what the order's fills before the ex-date have used up stays as it was, the rest becomes
 * as many new shares (FINRA 5330 does the same to the order's quantity).
 */
export function namedAfterSplit(
  lots: readonly NamedLot[],
  filledBefore: Quantity,
  terms: Pick<ActionTerms, "type" | "value" | "per">,
): NamedLot[] {
  const { to, from } = shareRatio(terms);
  if (to.eq(from)) return [...lots];
  const all = add(NO_SHARES, ...lots.map(({ shares }) => shares));
  const used = namedWithin(lots, NO_SHARES, filledBefore);
  const rest = namedWithin(lots, filledBefore, absolute(all));
  return [...used, ...rest.map(({ lotId, shares }) => ({ lotId, shares: sharesOf(shares, terms) }))];
}
