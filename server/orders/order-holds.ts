import {
  larger,
  type Money,
  NO_SHARES,
  type Price,
  type Quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { buyHold } from "@/domain/orders/order-cost";
import { largestLeaves } from "@/domain/orders/order-leaves";
import { type MarginHold, marginHold, NO_MARGIN_HOLD } from "@/domain/risk/margin-holds";
import { type Instant, localDateOf } from "@/domain/time/instant";
import type { HoldChange } from "@/server/ledger";
import { isExit } from "@/server/orders/group-effects";
import type { WorkingOrder } from "@/server/orders/working-orders";

/** What an order holds, or needs to. */
export type Hold = { cash: Money; shares: Quantity; margin?: MarginHold };

/**
 * What the order no longer needs to hold, after what has just happened to it; for an exit whose entry has just bought,
 * what it holds from now on (a negative release: the shares came in the same transaction). So it is with an order that
 * a split has made larger: that comes from outside, and is not ours to refuse.
 */
export function releaseOf(
  order: WorkingOrder,
  at: Instant,
  needed: Hold = holdNeeded(order, at),
): HoldChange[] {
  const { cash, shares, margin } = differenceTo(order, needed);
  const isLess = cash.gt(0) || order.isAdjusted;
  return changeHold(order, {
    cash: isLess ? cash : ZERO,
    shares: shares.gt(0) || isExit(order) || order.isAdjusted ? shares : NO_SHARES,
    margin: isLess ? margin : NO_MARGIN_HOLD,
  });
}

/**
 * The same after a bust or a correction, which may make an order need more than it holds: it takes that whether it is
 * available or not (invariant I3: an outside event may).
 */
export const holdAnew = (
  order: WorkingOrder,
  at: Instant,
  needed: Hold = holdNeeded(order, at),
): HoldChange[] => changeHold(order, differenceTo(order, needed));

function differenceTo(order: WorkingOrder, needed: Hold): Required<Hold> {
  const { loan, opening } = needed.margin ?? NO_MARGIN_HOLD;
  return {
    cash: subtract(order.holdCash, needed.cash),
    shares: subtract(order.holdShares, needed.shares),
    margin: {
      loan: subtract(order.holdMargin.loan, loan),
      opening: subtract(order.holdMargin.opening, opening),
    },
  };
}

function changeHold(order: WorkingOrder, released: Required<Hold>): HoldChange[] {
  const change = { accountId: order.accountId, symbol: order.symbol, ...released };
  const { loan, opening } = released.margin;
  if (change.cash.isZero() && change.shares.isZero() && loan.isZero() && opening.isZero()) return [];
  order.holdCash = subtract(order.holdCash, change.cash);
  order.holdShares = subtract(order.holdShares, change.shares);
  order.holdMargin = {
    loan: subtract(order.holdMargin.loan, loan),
    opening: subtract(order.holdMargin.opening, opening),
  };
  order.isChanged = true;
  return [change];
}

function holdNeeded(order: WorkingOrder, at: Instant): Hold {
  const leaves = largestLeaves(order.state);
  if (order.side === "SELL") return { cash: ZERO, shares: leaves };
  const worst = dearer(order.worstPrice, order.pendingWorst);
  if (leaves.isZero() || !worst) return { cash: ZERO, shares: NO_SHARES };
  const terms = {
    isGoodTillCancelled: order.expiresOn !== null,
    tradeDate: localDateOf(at),
    accountClass: "STANDARD" as const,
  };
  const whole = larger(order.state.quantity, order.state.pendingReplace?.quantity ?? NO_SHARES);
  const progress = { quantity: whole, leaves, charged: order.commission };
  return {
    cash: buyHold(terms, progress, worst),
    shares: NO_SHARES,
    ...(order.isMargin ? { margin: marginHold(order.symbol, leaves, worst, terms.tradeDate) } : {}),
  };
}

const dearer = (a: Price | null, b: Price | null): Price | null => (a && b ? larger(a, b) : (a ?? b));
