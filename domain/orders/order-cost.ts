import Decimal from "decimal.js";
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
import { GTC_DAYS } from "@/domain/orders/order-input";
import type { OrderTerms, Trail } from "@/domain/orders/order-terms";
import type { LocalDate } from "@/domain/time/instant";

/**
 * How far from the best opposite quote a market order may be filled (SEC 15c3-5: no order without a price bound).
 * The bound travels with the order, so what is held back for it is always enough.
 */
export const MARKET_COLLAR = "0.05";

/** The same for an auction, whose price is not known before it: wider. */
export const AUCTION_COLLAR = "0.10";

/** A price moved against the customer by a share of itself, to the next tick further out. */
function collared(reference: Price, side: "BUY" | "SELL", collar: string, on: LocalDate): Price {
  const bound = reference.times(side === "BUY" ? money("1").plus(collar) : money("1").minus(collar));
  const tick = tickSize(bound as Price, on);
  const ticks = bound.div(tick);
  const whole = side === "BUY" ? ticks.ceil() : ticks.floor();
  return (whole.lt(1) ? tick : whole.times(tick)) as Price;
}

/**
 * Where a trailing stop stands when the best price since its entry was `best`: below it for a sale, above it for a
 * purchase, rounded away from the market to a tick.
 */
export function trailingStop(side: "BUY" | "SELL", best: Price, trail: Trail, on: LocalDate): Price {
  const distance = trail.by === "AMOUNT" ? trail.value : best.times(trail.value).div(100);
  const stop = side === "SELL" ? best.minus(distance) : best.plus(distance);
  const tick = tickSize(stop as Price, on);
  const ticks = stop.div(tick);
  const whole = side === "SELL" ? ticks.floor() : ticks.ceil();
  return (whole.lt(1) ? tick : whole.times(tick)) as Price;
}

/** What is known of the market when an order is taken in; null where nobody quotes or nothing has traded. */
export type PriceFacts = { nbbo: Nbbo | null; lastPrice: Price | null };

/**
 * The worst price that an order may get: its limit; for a market order the collar around the national best quote; for
 * an auction a wider one; for a stop that buys the collar beyond its stop price. Null where there is no bound: nobody
 * quotes the other side, or a stop that sells, which must get out at whatever price it takes (it holds no cash).
 */
export function worstPrice(
  terms: Pick<OrderTerms, "side" | "type" | "timeInForce" | "limitPrice" | "stopPrice" | "trail">,
  { nbbo, lastPrice }: PriceFacts,
  on: LocalDate,
): Price | null {
  if (terms.limitPrice) return terms.limitPrice;
  const best = terms.side === "BUY" ? nbbo?.ask : nbbo?.bid;
  const quoted = best ? toPrice(best.price) : null;
  if (terms.type === "MARKET") {
    const isAuction = terms.timeInForce === "OPG" || terms.timeInForce === "CLS";
    const reference = isAuction ? (lastPrice ?? quoted) : quoted;
    return reference && collared(reference, terms.side, isAuction ? AUCTION_COLLAR : MARKET_COLLAR, on);
  }
  if (terms.side === "SELL") return null;
  const reference = lastPrice ?? quoted;
  const stop =
    terms.stopPrice ?? (terms.trail && reference && trailingStop(terms.side, reference, terms.trail, on));
  return stop && collared(stop, terms.side, MARKET_COLLAR, on);
}

/** The least that may be traded of a share, and the grain of all fractions. */
const SHARE_DECIMALS = 6;

/** The shares that an amount of dollars comes to at a price, fees apart, rounded down; at least the smallest fraction. */
export function sharesFor(amount: Money, at: Price): Quantity {
  const shares = amount.div(at).toDecimalPlaces(SHARE_DECIMALS, Decimal.ROUND_DOWN);
  return quantity(shares.isZero() ? "0.000001" : shares);
}

/** What an order is expected to cost or bring, at a price: for previews, in dollars and cents. */
export type CostEstimate = { at: Price; gross: Money; fees: TradeFees; net: Money };

export function estimateCost(
  terms: Pick<OrderTerms, "side" | "quantity">,
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
