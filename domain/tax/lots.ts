import { InvariantError } from "@/domain/errors";
import {
  absolute,
  add,
  type Money,
  money,
  negate,
  NO_SHARES,
  type Quantity,
  smaller,
  subtract,
  toCents,
} from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";

/** An open tax lot: `openCost` dollars were paid for its `openQuantity` shares, fees included; both negative: short. */
export type OpenLot = { id: string; acquiredOn: LocalDate; openQuantity: Quantity; openCost: Money };
/** A part of a lot given up in a sale. */
export type Closing = { lotId: string; quantity: Quantity; cost: Money; proceeds: Money };

/**
 * Closes lots first in, first out (the default of Treas. Reg. 1.1012-1(c) where no lot was named). `lots` come oldest
 * first. Cost and proceeds are split by shares, each rounded to cents once with the remainder on the last part, so
 * nothing is lost. Throws InvariantError if the lots do not hold that many shares.
 */
export function closeFirstInFirstOut(
  lots: readonly OpenLot[],
  shares: Quantity,
  proceeds: Money,
): { closings: Closing[]; remaining: OpenLot[] } {
  const closings: Closing[] = [];
  const remaining: OpenLot[] = [];
  let left = shares;
  let proceedsLeft = proceeds;
  for (const lot of lots) {
    if (left.isZero()) {
      remaining.push(lot);
      continue;
    }
    const taken = smaller(lot.openQuantity, left);
    const isWhole = taken.eq(lot.openQuantity);
    const cost = isWhole ? lot.openCost : toCents(lot.openCost.times(taken).div(lot.openQuantity));
    const share = taken.eq(left) ? proceedsLeft : toCents(proceedsLeft.times(taken).div(left));
    closings.push({ lotId: lot.id, quantity: taken, cost, proceeds: share });
    remaining.push({
      ...lot,
      openQuantity: subtract(lot.openQuantity, taken),
      openCost: subtract(lot.openCost, cost),
    });
    left = subtract(left, taken);
    proceedsLeft = subtract(proceedsLeft, share);
  }
  if (left.gt(0)) throw new InvariantError(`no lots for ${left.toFixed()} of the shares sold`);
  return { closings, remaining };
}

/** A trade as lots see it: `net` dollars were paid for its shares, or brought by them, fees included. */
export type LotChange = { side: "BUY" | "SELL"; shares: Quantity; net: Money; tradeDate: LocalDate };

/** What a trade made of an account's lots of one symbol. */
export type LotsAfter = {
  closings: readonly Closing[];
  /** All lots, closed ones included, the new one last. */
  lots: readonly OpenLot[];
  /** The part that closed nothing, as a lot of its own. */
  opened: OpenLot | null;
};

const isOpposite = (lot: OpenLot, side: LotChange["side"]): boolean =>
  side === "SELL" ? lot.openQuantity.gt(0) : lot.openQuantity.lt(0);

const turned = (lot: OpenLot): OpenLot => ({
  ...lot,
  openQuantity: negate(lot.openQuantity),
  openCost: negate(lot.openCost),
});

/** Closings of a short lot: it brought first what it cost later. */
const turnedClosing = (closing: Closing): Closing => ({
  ...closing,
  cost: closing.proceeds,
  proceeds: closing.cost,
});

/** How shares that are sold are taken from the lots that are there; see `closeLotsBy` for others than the default. */
export type CloseLots = typeof closeFirstInFirstOut;

/**
 * Applies a trade to an account's lots of one symbol, oldest first: it closes what stands against it, first in first
 * out, and opens a lot with the rest. Shares sold beyond all lots, as when their purchase was busted, are a lot below
 * zero (`openQuantity` shares short, `openCost` what they brought, both negative) that the next purchase closes: the
 * gain of a short sale is there once it is closed (Treas. Reg. 1.1233-1(a)). Open shares always sum to the position.
 * `close` says which lots a sale takes; short lots are covered in the order in which they were opened.
 */
export function applyTrade(
  lots: readonly OpenLot[],
  trade: LotChange,
  id: string,
  close: CloseLots = closeFirstInFirstOut,
): LotsAfter {
  const against = lots.filter((lot) => isOpposite(lot, trade.side));
  const isCover = trade.side === "BUY";
  let there = NO_SHARES;
  for (const lot of against) there = add(there, absolute(lot.openQuantity));
  const closed = smaller(there, trade.shares);
  const left = subtract(trade.shares, closed);
  const part = left.isZero() ? trade.net : toCents(trade.net.times(closed).div(trade.shares));
  const result = (isCover ? closeFirstInFirstOut : close)(
    isCover ? against.map(turned) : against,
    closed,
    part,
  );
  const after = new Map(
    result.remaining.map((lot) => [lot.id, isCover && !lot.openQuantity.isZero() ? turned(lot) : lot]),
  );
  const rest = subtract(trade.net, part);
  const opened: OpenLot | null = left.isZero()
    ? null
    : {
        id,
        acquiredOn: trade.tradeDate,
        openQuantity: isCover ? left : negate(left),
        openCost: isCover ? rest : negate(rest),
      };
  const kept = lots.map((lot) => after.get(lot.id) ?? lot);
  return {
    closings: isCover ? result.closings.map(turnedClosing) : result.closings,
    lots: opened ? [...kept, opened] : kept,
    opened,
  };
}

/** Gain (or loss, negative) of closings in dollars. */
export const gainOf = (closings: readonly Pick<Closing, "cost" | "proceeds">[]): Money =>
  closings.reduce((sum, closing) => sum.plus(closing.proceeds).minus(closing.cost) as Money, money("0"));
