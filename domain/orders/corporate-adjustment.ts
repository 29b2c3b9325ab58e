import Decimal from "decimal.js";
import { shareRatio, termsOf } from "@/domain/corporate-actions/action";
import { tickSize } from "@/domain/market/ticks";
import type { CorporateAction } from "@/domain/market/types";
import { add, type Price, price, type Quantity } from "@/domain/money/money";
import type { OrderTerms, Trail } from "@/domain/orders/order-terms";
import type { LocalDate } from "@/domain/time/instant";

/** An order that stands from a day before the ex-date, as far as a corporate action touches it. */
export type StandingOrder = Pick<OrderTerms, "side" | "type" | "timeInForce"> & {
  filled: Quantity;
  quantity: Quantity;
  /** Its own limit; of an order without one the price bound under which it works (15c3-5). */
  limitPrice: Price | null;
  stopPrice: Price | null;
  trail: Trail | null;
  /** The best price since a trailing stop came in, from which its stop hangs. */
  peak: Price | null;
  /** A stop that was touched is a stop no longer. */
  isTriggered: boolean;
  doNotReduce: boolean;
  /** It belongs to a bracket, an OCO or an OTO: its size depends on what another order buys or sells. */
  isGrouped: boolean;
};

/** What an order has after the adjustment; `quantity` counts what was filled before as it was filled. */
export type AdjustedTerms = Pick<StandingOrder, "quantity" | "limitPrice" | "stopPrice" | "trail" | "peak">;

export type Adjustment =
  | { kind: "NONE" }
  | { kind: "RESTATE"; terms: AdjustedTerms }
  | { kind: "CANCEL"; reason: string };

const NONE: Adjustment = { kind: "NONE" };
const ONE_CENT = price("0.01");
const cancel = (reason: string): Adjustment => ({ kind: "CANCEL", reason });

/** Down to the next tick of that price; zero and less is no price at all. */
function toTickBelow(raw: Decimal, on: LocalDate): Price | null {
  if (!raw.gt(0)) return null;
  const tick = tickSize(raw as Price, on);
  const down = raw.div(tick).floor().times(tick);
  return down.gt(0) ? (down as Price) : null;
}

/**
 * What a corporate action makes of an order that stands when its ex-date begins (FINRA Rule 5330). Pure; prices in
 * dollars a share, rounded down to the next tick of the ex-date.
 *
 * - An ordinary cash dividend of a cent or more lowers good-till buy limits and sell stops (both prices of a
 *   stop-limit, and the stop and the best price of a trailing stop) by its amount, unless the order is marked
 *   do-not-reduce. Sell limits and stops to buy are outside the rule. A price that would fall to nothing ends the order.
 * - A forward split, as which a stock dividend counts, divides prices and multiplies the shares that are still open, fractions of a share dropped. By
 *   house policy it does so for every order that stands, sell limits, stops to buy and day orders that wait for the
 *   open included: nobody means the old price once a share is a part of what it was. What was filled before stays as
 *   it was filled. Orders that belong together are cancelled, because each one's size is counted in another's fills.
 * - A reverse split cancels every open order (5330(f)); by house policy so does a change of the stock's symbol, since
 *   no venue has a market under the old one.
 */
export function adjustForAction(order: StandingOrder, action: CorporateAction): Adjustment {
  const terms = termsOf(action);
  if (terms.type === "CASH_DIVIDEND")
    return isReduced(order) ? reduced(order, price(action.value), action.exDate) : NONE;
  if (terms.type === "SYMBOL_CHANGE")
    return cancel(
      `The stock is ${terms.newSymbol ?? "called otherwise"} from now on; orders may be placed anew.`,
    );
  const { to, from } = shareRatio(terms);
  const ratio = to.div(from) as Quantity;
  if (ratio.eq(1)) return NONE;
  if (ratio.lt(1)) return cancel("A reverse split of the stock cancels its open orders (FINRA 5330).");
  if (order.isGrouped)
    return cancel("The stock was split: orders that belong together are cancelled and may be placed anew.");
  return split(order, ratio, action.exDate);
}

/** Buy limits and sell stops that stand for days; a stop that was touched is the order it has become. */
function isReduced(order: StandingOrder): boolean {
  const isGoodTill = order.timeInForce === "GTC" || order.timeInForce === "GTD";
  if (!isGoodTill || order.doNotReduce) return false;
  switch (order.type) {
    case "MARKET":
      return false;
    case "LIMIT":
      return order.side === "BUY";
    case "STOP":
    case "TRAILING_STOP":
      return order.side === "SELL" && !order.isTriggered;
    case "STOP_LIMIT":
      return (order.side === "SELL") !== order.isTriggered;
  }
}

function reduced(order: StandingOrder, dividend: Price, on: LocalDate): Adjustment {
  if (dividend.lt(ONE_CENT)) return NONE;
  const less = (at: Price | null): Price | null => at && toTickBelow(at.minus(dividend), on);
  // The bound of a stop without a limit is set when it is touched: there is none to lower before.
  const hasLimit = order.type === "LIMIT" || order.type === "STOP_LIMIT";
  const limitPrice = hasLimit ? less(order.limitPrice) : order.limitPrice;
  // The stop of a stop-limit that was touched is history, and lowered with the rest so that the two stay in step.
  const stopPrice = less(order.stopPrice);
  const peak = less(order.peak);
  const isGone =
    (order.limitPrice !== null && limitPrice === null) || (order.stopPrice !== null && stopPrice === null);
  if (isGone) return cancel("The dividend is as much as the order's price: nothing is left of it.");
  if (isSame(order.limitPrice, limitPrice) && isSame(order.stopPrice, stopPrice)) return NONE;
  return {
    kind: "RESTATE",
    terms: { quantity: order.quantity, limitPrice, stopPrice, trail: order.trail, peak },
  };
}

const isSame = (a: Price | null, b: Price | null): boolean => (a && b ? a.eq(b) : a === b);

/** The least that may be traded of a share: orders for fractions keep theirs to this grain. */
const SHARE_DECIMALS = 6;

function split(order: StandingOrder, ratio: Quantity, on: LocalDate): Adjustment {
  const open = order.quantity.minus(order.filled);
  const decimals = open.isInteger() ? 0 : SHARE_DECIMALS;
  const shares = open.times(ratio).toDecimalPlaces(decimals, Decimal.ROUND_DOWN) as Quantity;
  const part = (at: Price | null): Price | null => at && toTickBelow(at.div(ratio), on);
  const terms: AdjustedTerms = {
    quantity: add(order.filled, shares),
    limitPrice: part(order.limitPrice),
    stopPrice: part(order.stopPrice),
    trail: order.trail,
    peak: part(order.peak),
  };
  if (order.trail?.by === "AMOUNT") {
    const value = part(order.trail.value);
    if (value === null)
      return cancel("The stock was split, and less than a tick is left of the stop's distance.");
    terms.trail = { by: "AMOUNT", value };
  }
  const isGone =
    (order.limitPrice !== null && terms.limitPrice === null) ||
    (order.stopPrice !== null && terms.stopPrice === null);
  if (isGone) return cancel("The stock was split, and less than a tick is left of the order's price.");
  return { kind: "RESTATE", terms };
}

/** Several actions of one ex-date, one after the other; what one of them cancels is cancelled. */
export function adjustForActions(order: StandingOrder, actions: readonly CorporateAction[]): Adjustment {
  let result: Adjustment = NONE;
  let now = order;
  for (const action of actions) {
    const next = adjustForAction(now, action);
    if (next.kind === "CANCEL") return next;
    if (next.kind === "NONE") continue;
    now = { ...now, ...next.terms };
    result = next;
  }
  return result;
}
