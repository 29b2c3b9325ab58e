import { formatMoney, formatQuantity } from "@/domain/money/format";
import { type Money, notional, type Price, type Quantity } from "@/domain/money/money";
import type { RiskOrder } from "@/domain/risk/checks/risk-order";
import { type Denial, deny, type Warning, warn } from "@/domain/risk/checks/verdict";
import type { Instant } from "@/domain/time/instant";

/** Erroneous sizes (15c3-5(c)(1)(ii)): shares in one order. */
export function checkShares(
  order: Pick<RiskOrder, "quantity">,
  facts: { maxShares: Quantity },
): Denial | null {
  if (order.quantity.lte(facts.maxShares)) return null;
  return deny(
    "SHARES_LIMIT",
    `One order may have at most ${formatQuantity(facts.maxShares.toFixed())} shares. Split it, or ask us for a higher limit.`,
  );
}

/** Credit and capital thresholds (15c3-5(c)(1)(i)): dollars in one order, at the worst price that it may get. */
export function checkValue(
  order: Pick<RiskOrder, "quantity">,
  facts: { worst: Price | null; maxValue: Money },
): Denial | null {
  if (!facts.worst || notional(order.quantity, facts.worst).lte(facts.maxValue)) return null;
  return deny(
    "VALUE_LIMIT",
    `One order may be worth at most $${formatMoney(facts.maxValue.toFixed(2))}. Split it, or ask us for a higher limit.`,
  );
}

/** Orders of one account that are open, and how many may be. */
export function checkOpenOrders(facts: { openOrders: number; maxOpenOrders: number }): Denial | null {
  if (facts.openOrders < facts.maxOpenOrders) return null;
  return deny("OPEN_ORDERS_LIMIT", `There are ${facts.openOrders} open orders already. Cancel some first.`);
}

/** Orders of one account in the second before this one, and how many may come in one (15c3-5(c)(1)(ii)). */
export function checkRate(facts: { ordersInLastSecond: number; ordersPerSecond: number }): Denial | null {
  if (facts.ordersInLastSecond < facts.ordersPerSecond) return null;
  return deny(
    "RATE",
    `At most ${facts.ordersPerSecond} orders a second are taken from one account. Wait a moment, and place it again.`,
  );
}

/** An order of the same account placed before, denied ones left out. */
export type EarlierOrder = Pick<RiskOrder, "symbol" | "side" | "quantity" | "limitPrice" | "stopPrice"> & {
  at: Instant;
};

export type DuplicateFacts = {
  now: Instant;
  recent: readonly EarlierOrder[];
  duplicateSeconds: number;
  /** The customer has been warned, and means it. */
  isConfirmed: boolean;
};

const samePrice = (a: Price | null | undefined, b: Price | null | undefined): boolean =>
  a ? Boolean(b && a.eq(b)) : !b;

/**
 * Duplicates (15c3-5(c)(1)(ii)): the same symbol, side, quantity and prices within so many seconds look like a second
 * press of the button. A warning, which the customer may confirm; 0 seconds switch it off.
 */
export function checkDuplicate(order: RiskOrder, facts: DuplicateFacts): Warning | null {
  if (facts.isConfirmed) return null;
  const twin = facts.recent.find(
    (earlier) =>
      earlier.symbol === order.symbol &&
      earlier.side === order.side &&
      earlier.quantity.eq(order.quantity) &&
      samePrice(earlier.limitPrice, order.limitPrice) &&
      samePrice(earlier.stopPrice, order.stopPrice) &&
      earlier.at <= facts.now &&
      facts.now - earlier.at < facts.duplicateSeconds * 1000,
  );
  if (!twin) return null;
  const ago = Math.floor((facts.now - twin.at) / 1000);
  const when = ago < 1 ? "less than a second" : ago === 1 ? "a second" : `${ago} seconds`;
  return warn(
    "SUSPECTED_DUPLICATE",
    `You placed the same order ${when} ago: ${order.side === "BUY" ? "buy" : "sell"} ${formatQuantity(order.quantity.toFixed())} ${order.symbol}. Confirm if you mean a second one.`,
  );
}
