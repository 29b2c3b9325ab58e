import { commissionSchedule, type AccountClass } from "@/domain/fees/commission";
import { estimateFees, type TradeFees } from "@/domain/fees/trade-fees";
import { type Nbbo, toPrice } from "@/domain/market/types";
import {
  add,
  larger,
  type Money,
  money,
  NO_SHARES,
  notional,
  type Price,
  type Quantity,
  quantity,
  smaller,
  subtract,
  upToCents,
  ZERO,
} from "@/domain/money/money";
import { tickSize } from "@/domain/market/ticks";
import { GTC_DAYS, type OrderTerms } from "@/domain/orders/order-input";
import type { LocalDate } from "@/domain/time/instant";

/**
 * How far from the best opposite quote a market order may be filled (SEC 15c3-5: no order without a price bound).
 * The bound travels with the order, so what is held back for it is always enough.
 */
export const MARKET_COLLAR = "0.05";

/**
 * The worst price that an order may get: its limit, or for a market order the collar around the national best quote,
 * rounded outwards to a tick. Null when nobody quotes the other side.
 */
export function worstPrice(terms: OrderTerms, nbbo: Nbbo | null, on: LocalDate): Price | null {
  if (terms.type === "LIMIT") return terms.limitPrice;
  const best = terms.side === "BUY" ? nbbo?.ask : nbbo?.bid;
  if (!best) return null;
  const quoted = toPrice(best.price);
  const bound = quoted.times(
    terms.side === "BUY" ? money("1").plus(MARKET_COLLAR) : money("1").minus(MARKET_COLLAR),
  );
  const tick = tickSize(bound as Price, on);
  const ticks = bound.div(tick);
  const whole = terms.side === "BUY" ? ticks.ceil() : ticks.floor();
  return (whole.lt(1) ? tick : whole.times(tick)) as Price;
}

/** What an order is expected to cost or bring, at a price: for previews, in dollars and cents. */
export type CostEstimate = { at: Price; gross: Money; fees: TradeFees; net: Money };

export function estimateCost(
  terms: OrderTerms,
  at: Price,
  tradeDate: LocalDate,
  accountClass: AccountClass,
): CostEstimate {
  const fees = estimateFees({ side: terms.side, tradeDate, accountClass }, terms.quantity, at);
  const gross = notional(terms.quantity, at);
  const net = terms.side === "BUY" ? add(gross, fees.total) : (gross.minus(fees.total) as Money);
  return { at, gross, fees, net };
}

/** How far a buy order is: what it was for, what is left of it, and the fees charged so far. */
export type BuyProgress = { quantity: Quantity; leaves: Quantity; charged: Money };

/**
 * Dollars to hold back for the rest of a buy order: its leaves at the worst price and the most that fees can still
 * come to, so that a fill never takes more than its order held. A GTC order may be filled on many days, each with its
 * own minimum commission and its own rounding to a cent; a price finer than a cent may round up once a fill.
 */
export function buyHold(
  terms: { isGoodTillCancelled: boolean; tradeDate: LocalDate; accountClass: AccountClass },
  progress: BuyProgress,
  worst: Price,
): Money {
  if (progress.leaves.isZero()) return ZERO;
  const { tradeDate, accountClass } = terms;
  const whole = estimateFees({ side: "BUY", tradeDate, accountClass }, progress.quantity, worst);
  const perDay = add(money(commissionSchedule(accountClass, tradeDate).minimum), money("0.01"));
  const moreDays = terms.isGoodTillCancelled
    ? smaller(quantity(progress.quantity.minus(1)), quantity(GTC_DAYS))
    : NO_SHARES;
  const fees = larger(subtract(add(whole.total, money(perDay.times(moreDays))), progress.charged), ZERO);
  const rounding = worst.lt(1) ? money(progress.leaves.div(100).ceil().times("0.005")) : ZERO;
  return upToCents(add(notional(progress.leaves, worst), fees, rounding));
}
