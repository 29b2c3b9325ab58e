import {
  add,
  type Money,
  notional,
  type Price,
  type Quantity,
  ratio,
  subtract,
  toCents,
  ZERO,
} from "@/domain/money/money";
import type { Decimal } from "decimal.js";

/** One holding as the books know it. `openCost` is what its open tax lots cost, fees included. */
export type HeldPosition = {
  symbol: string;
  quantity: Quantity;
  openCost: Money;
  /** Now, or the last known; null when the market has never had a price. */
  price: Price | null;
  previousClose: Price | null;
  /** Shares held at the close before the told day. */
  quantityBefore: Quantity;
  /** Dollars paid for purchases minus dollars got for sales since that close, fees not counted. */
  investedSince: Money;
};

/** Dollars and cents; ratios are plain decimals (0.0101 = 1.01%), null where there is no base. */
export type ValuedPosition = {
  symbol: string;
  quantity: Quantity;
  price: Price | null;
  value: Money;
  cost: Money;
  dayChange: Money;
  dayChangeRatio: Decimal | null;
  unrealised: Money;
  unrealisedRatio: Decimal | null;
  weight: Decimal | null;
};

/**
 * Values positions. Day change of a position = value now - (value at the last close + what was invested since): money
 * put in is not a gain. Unrealised = value - cost of the open lots. Weights are of `equity`.
 */
export function valuePositions(positions: readonly HeldPosition[], equity: Money): ValuedPosition[] {
  return positions.map((position) => {
    const value = position.price ? notional(position.quantity, position.price) : ZERO;
    const before = position.previousClose ? notional(position.quantityBefore, position.previousClose) : ZERO;
    const base = add(before, position.investedSince);
    const dayChange = subtract(value, base);
    const unrealised = subtract(value, position.openCost);
    return {
      symbol: position.symbol,
      quantity: position.quantity,
      price: position.price,
      value,
      cost: position.openCost,
      dayChange,
      dayChangeRatio: base.gt(0) ? ratio(dayChange, base) : null,
      unrealised,
      unrealisedRatio: ratio(unrealised, position.openCost),
      weight: equity.gt(0) ? ratio(value, equity) : null,
    };
  });
}

/** What positions are worth together, in dollars. */
export const totalValue = (positions: readonly Pick<HeldPosition, "quantity" | "price">[]): Money =>
  positions.reduce((sum, { quantity, price }) => (price ? add(sum, notional(quantity, price)) : sum), ZERO);

export type EquityChange = { amount: Money; ratio: Decimal | null };

/**
 * Change of equity since a close, money moved in and out taken off: equity - (equity then + net deposits). The ratio is
 * against what was there to earn it. The one rule for the change of a day, a month or a year, on screens and papers.
 */
export function equityChange(equity: Money, equityBefore: Money, netDeposits: Money): EquityChange {
  const base = add(equityBefore, netDeposits);
  const amount = toCents(subtract(equity, base));
  return { amount, ratio: base.gt(0) ? ratio(amount, base) : null };
}
