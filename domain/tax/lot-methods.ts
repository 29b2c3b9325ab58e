import { AppError, InvariantError } from "@/domain/errors";
import type { InstrumentKind } from "@/domain/market/types";
import {
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
import { type Term, termOf } from "@/domain/tax/holding-period";
import { type Closing, closeFirstInFirstOut, type CloseLots, type OpenLot } from "@/domain/tax/lots";
import type { LocalDate } from "@/domain/time/instant";

/**
 * How shares that are sold are told from those that stay. FIFO holds where nothing else is said; all others but
 * AVERAGE are ways to name lots ("adequate identification", Treas. Reg. 1.1012-1(c)), as a standing instruction or per
 * order, by the settlement date at the latest. AVERAGE is for shares of funds alone (1.1012-1(e)).
 */
export const LOT_METHODS = ["FIFO", "LIFO", "HIFO", "LOWEST_TAX", "AVERAGE"] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

/** A method, or the lots themselves with the shares of each. */
export type LotChoice =
  | { method: LotMethod }
  | { method: "SPECIFIC"; lots: readonly { lotId: string; shares: Quantity }[] };

/** What each method does, for those who choose; no advice. */
export const METHOD_WORDS: Record<LotMethod | "SPECIFIC", string> = {
  FIFO: "First in, first out: the oldest shares are sold first.",
  LIFO: "Last in, first out: the newest shares are sold first.",
  HIFO: "Highest cost first: the shares that cost most are sold first.",
  LOWEST_TAX:
    "Lowest tax: short-term losses first, the largest before others; then long-term losses, shares without gain or loss, long-term gains from the smallest up, and short-term gains last. Shares count with their basis for taxes, what wash sales have added included.",
  AVERAGE: "Average cost: every share of the fund has cost the same; the oldest are sold first.",
  SPECIFIC: "The lots that you name.",
};

/** The methods that may be chosen for a kind of instrument; the first is the default. */
export const methodsFor = (kind: InstrumentKind): readonly LotMethod[] =>
  kind === "ETF" ? LOT_METHODS : LOT_METHODS.filter((method) => method !== "AVERAGE");

/**
 * A lot as taxes see it: wash sales may have added the loss of another (`carried`, dollars) and its holding period
 * (`heldFrom`; the day of the purchase where nothing was added).
 */
export type TaxLot = OpenLot & { carried?: Money; heldFrom?: LocalDate };

export const basisOf = (lot: TaxLot): Money => add(lot.openCost, lot.carried ?? ZERO);
export const heldFromOf = (lot: TaxLot): LocalDate => lot.heldFrom ?? lot.acquiredOn;

/** Lots with what they carried by then; as they are where nothing is known of them. */
export function withTaxes(
  open: readonly OpenLot[],
  taxed: readonly TaxLot[] | undefined,
): readonly OpenLot[] {
  if (!taxed) return open;
  const byId = new Map(taxed.map((lot) => [lot.id, lot]));
  return open.map((lot): TaxLot => {
    const { carried, heldFrom } = byId.get(lot.id) ?? {};
    return carried && heldFrom ? { ...lot, carried, heldFrom } : lot;
  });
}

/** Without what it carried for taxes: that was of one moment. */
export const asBooked = ({ id, acquiredOn, openQuantity, openCost }: OpenLot): OpenLot => ({
  id,
  acquiredOn,
  openQuantity,
  openCost,
});

type Order = (a: Judged, b: Judged) => number;
/** A lot with what a share of it costs, brings and is taxed as. */
type Judged = { lot: TaxLot; place: number; cost: Money; gain: Money; term: Term };

const byPlace: Order = (a, b) => a.place - b.place;
const dearestFirst: Order = (a, b) => b.cost.comparedTo(a.cost) || byPlace(a, b);

/** Losses, then nothing, then gains; a loss is worth most against short-term gains, and a long-term gain costs least. */
const TAX_RANKS: Record<"LOSS" | "NONE" | "GAIN", Record<Term, number>> = {
  LOSS: { SHORT: 0, LONG: 1 },
  NONE: { SHORT: 2, LONG: 3 },
  GAIN: { LONG: 4, SHORT: 5 },
};
const taxRank = ({ gain, term }: Judged): number =>
  TAX_RANKS[gain.lt(0) ? "LOSS" : gain.gt(0) ? "GAIN" : "NONE"][term];

/**
 * What a share would be taxed: gain = p - b, where p is what a share of the fill brings after fees and b = (cost +
 * carried) / shares of its lot, the basis with the losses that wash sales have moved into it (IRC 1091(d)); its term is
 * counted from `heldFrom`, which a wash sale may set earlier (IRC 1223(3)). One sale is looked at, not a year, and what
 * is bought after it changes nothing. The order is that of Vanguard's published "MinTax" rule: short-term losses from largest to smallest, long-term losses
 * likewise, none, long-term gains from smallest to largest, short-term gains likewise. The largest loss and the
 * smallest gain a share are both the dearest share.
 */
const lowestTaxFirst: Order = (a, b) => taxRank(a) - taxRank(b) || dearestFirst(a, b);

const ORDERS: Record<LotMethod, Order> = {
  FIFO: byPlace,
  LIFO: (a, b) => byPlace(b, a),
  HIFO: dearestFirst,
  LOWEST_TAX: lowestTaxFirst,
  AVERAGE: byPlace,
};

/** A part of a lot that a sale takes. */
export type Taken = { lot: TaxLot; shares: Quantity };

/**
 * Which shares a sale takes of open lots (oldest first, all above zero), in the order of the method. `perShare` is
 * what a share brings, in dollars. VALIDATION if named lots are not open, hold too little, or are not as many shares
 * as the sale; InvariantError if the lots do not hold that many shares.
 */
export function chooseLots(
  lots: readonly TaxLot[],
  sale: { shares: Quantity; perShare: Money; on: LocalDate },
  choice: LotChoice,
): Taken[] {
  if (choice.method === "SPECIFIC") return namedLots(lots, sale.shares, choice.lots);
  const judged = lots
    .filter(({ openQuantity }) => openQuantity.gt(0))
    .map((lot, place): Judged => {
      const cost = basisOf(lot).div(lot.openQuantity) as Money;
      const term = termOf(heldFromOf(lot), sale.on);
      return { lot, place, cost, gain: subtract(sale.perShare, cost), term };
    })
    .sort(ORDERS[choice.method]);
  const taken: Taken[] = [];
  let left = sale.shares;
  for (const { lot } of judged) {
    if (left.isZero()) break;
    const shares = smaller(lot.openQuantity, left);
    taken.push({ lot, shares });
    left = subtract(left, shares);
  }
  if (left.gt(0)) throw new InvariantError(`no lots for ${left.toFixed()} of the shares sold`);
  return taken;
}

function namedLots(
  lots: readonly TaxLot[],
  shares: Quantity,
  named: readonly { lotId: string; shares: Quantity }[],
): Taken[] {
  const byId = new Map(lots.map((lot) => [lot.id, lot]));
  if (new Set(named.map(({ lotId }) => lotId)).size !== named.length)
    throw new AppError("VALIDATION", "A lot was named twice.");
  const taken = named.map(({ lotId, shares: of }) => {
    const lot = byId.get(lotId);
    if (!lot) throw new AppError("VALIDATION", "A named lot is not open.");
    if (of.lte(0) || of.gt(lot.openQuantity))
      throw new AppError(
        "VALIDATION",
        `A lot has ${lot.openQuantity.toFixed()} shares, not ${of.toFixed()}.`,
      );
    return { lot, shares: of };
  });
  const total = add(NO_SHARES, ...taken.map((part) => part.shares));
  if (!total.eq(shares))
    throw new AppError(
      "VALIDATION",
      `The named lots are ${total.toFixed()} shares, the sale ${shares.toFixed()}.`,
    );
  return taken;
}

/** Every share of a fund costs the average of all that are held (Treas. Reg. 1.1012-1(e)(7)); dates stay. */
function averaged(lots: readonly TaxLot[]): TaxLot[] {
  const open = lots.filter(({ openQuantity }) => openQuantity.gt(0));
  const over = open.map(({ openQuantity }) => openQuantity);
  const costs = splitByShares(add(ZERO, ...open.map(({ openCost }) => openCost)), over);
  const carried = splitByShares(add(ZERO, ...open.map((lot) => lot.carried ?? ZERO)), over);
  const after = new Map(
    open.map((lot, n) => [lot.id, { ...lot, openCost: costs[n] ?? ZERO, carried: carried[n] ?? ZERO }]),
  );
  return lots.map((lot) => after.get(lot.id) ?? lot);
}

/**
 * A way to close lots by a choice, for `applyTrade`: cost and proceeds are split like those of
 * `closeFirstInFirstOut`, and what remains stands in the order given. AVERAGE spreads the cost of all open shares over
 * them before anything is sold, in cents a lot and not in cents a share: no dollar is lost (the IRS's own example
 * rounds the average share and would give $4,662.00 for $4,660.98). The order of the lots is by wash-adjusted basis
 * where `lots` carry one; the closings are by cost alone, what they carry is told by `washSales`.
 */
export const closeLotsBy =
  (choice: LotChoice, on: LocalDate): CloseLots =>
  (lots, shares, proceeds) => {
    if (choice.method === "FIFO") return closeFirstInFirstOut(lots, shares, proceeds);
    if (shares.isZero()) return { closings: [], remaining: [...lots] };
    const held = choice.method === "AVERAGE" ? averaged(lots) : lots;
    const perShare = proceeds.div(shares) as Money;
    const taken = chooseLots(held, { shares, perShare, on }, choice);
    const brought = splitByShares(
      proceeds,
      taken.map((part) => part.shares),
    );
    const after = new Map<string, OpenLot>();
    const closings = taken.map(({ lot, shares: of }, n): Closing => {
      const whole = of.eq(lot.openQuantity);
      const cost = whole ? lot.openCost : toCents(lot.openCost.times(of).div(lot.openQuantity));
      after.set(lot.id, {
        ...lot,
        openQuantity: subtract(lot.openQuantity, of),
        openCost: subtract(lot.openCost, cost),
      });
      return { lotId: lot.id, quantity: of, cost, proceeds: brought[n] ?? ZERO };
    });
    return { closings, remaining: held.map((lot) => after.get(lot.id) ?? lot) };
  };
