import { isOnTick, tickSize } from "@/domain/market/ticks";
import { type Instrument, type Nbbo, toPrice } from "@/domain/market/types";
import { formatMoney, formatPrice, formatQuantity } from "@/domain/money/format";
import {
  type Money,
  money,
  notional,
  type Price,
  type Quantity,
  quantity,
  subtract,
} from "@/domain/money/money";
import type { OrderTerms } from "@/domain/orders/order-input";
import type { LocalDate } from "@/domain/time/instant";

/** Why we refuse an order before any venue sees it (SEC Rule 15c3-5(c)). The message is for the customer. */
export type DenialCode =
  | "ACCOUNT_NOT_OPEN"
  | "UNKNOWN_SYMBOL"
  | "NO_MARKET"
  | "TICK_SIZE"
  | "PRICE_COLLAR"
  | "SHARES_LIMIT"
  | "VALUE_LIMIT"
  | "OPEN_ORDERS_LIMIT"
  | "BUYING_POWER"
  | "OVERSELL";
export type Denial = { code: DenialCode; message: string };

/** Thresholds set in advance (15c3-5(c)(1)): per order, and per account. */
export type TradingLimits = {
  maxShares: Quantity;
  maxValue: Money;
  maxOpenOrders: number;
  limitCollar: string;
};

export const STANDARD_LIMITS: TradingLimits = {
  maxShares: quantity("50000"),
  maxValue: money("1000000"),
  maxOpenOrders: 500,
  /** How much worse than the national best opposite quote a limit may be before it looks like a slip. */
  limitCollar: "0.10",
};

/** What the checks look at besides the order: the market, and the books at this moment. */
export type MarketFacts = {
  instrument: Instrument | null;
  nbbo: Nbbo | null;
  lastPrice: Price | null;
  today: LocalDate;
};
export type AccountFacts = {
  isOpen: boolean;
  available: Money;
  /** Shares owned and not held by other sell orders. */
  sellable: Quantity;
  openOrders: number;
};

const unknownSymbol = (terms: OrderTerms, facts: MarketFacts): Denial | null =>
  facts.instrument ? null : { code: "UNKNOWN_SYMBOL", message: `We do not trade ${terms.symbol}.` };

function noMarket(terms: OrderTerms, facts: MarketFacts): Denial | null {
  if (terms.type !== "MARKET") return null;
  const opposite = terms.side === "BUY" ? facts.nbbo?.ask : facts.nbbo?.bid;
  if (opposite) return null;
  return {
    code: "NO_MARKET",
    message: `Nobody quotes ${terms.symbol} at the moment. Use a limit order, or wait for the market.`,
  };
}

/** Rule 612 (17 CFR 242.612). */
function offTick(terms: OrderTerms, facts: MarketFacts): Denial | null {
  if (terms.type !== "LIMIT" || isOnTick(terms.limitPrice, facts.today)) return null;
  const tick = tickSize(terms.limitPrice, facts.today);
  return {
    code: "TICK_SIZE",
    message: `A price of ${formatPrice(terms.limitPrice.toFixed())} must be a multiple of ${tick.toFixed()}.`,
  };
}

/** Erroneous prices (15c3-5(c)(1)(ii)): a limit far through the market is taken for a slip of the pen. */
function priceCollar(terms: OrderTerms, facts: MarketFacts, limits: TradingLimits): Denial | null {
  if (terms.type !== "LIMIT") return null;
  const quoted = terms.side === "BUY" ? facts.nbbo?.ask : facts.nbbo?.bid;
  const reference = quoted ? toPrice(quoted.price) : facts.lastPrice;
  if (!reference) return null;
  const room = money("1");
  const bound = reference.times(
    terms.side === "BUY" ? room.plus(limits.limitCollar) : room.minus(limits.limitCollar),
  );
  const isBeyond = terms.side === "BUY" ? terms.limitPrice.gt(bound) : terms.limitPrice.lt(bound);
  if (!isBeyond) return null;
  const direction = terms.side === "BUY" ? "above" : "below";
  return {
    code: "PRICE_COLLAR",
    message: `${formatPrice(terms.limitPrice.toFixed())} is more than ${money(limits.limitCollar).times(100).toFixed()}% ${direction} the market at ${formatPrice(reference.toFixed())}. Check the price.`,
  };
}

function sharesLimit(terms: OrderTerms, limits: TradingLimits): Denial | null {
  if (terms.quantity.lte(limits.maxShares)) return null;
  return {
    code: "SHARES_LIMIT",
    message: `One order may have at most ${formatQuantity(limits.maxShares.toFixed())} shares. Split it, or ask us for a higher limit.`,
  };
}

function valueLimit(terms: OrderTerms, worst: Price | null, limits: TradingLimits): Denial | null {
  if (!worst || notional(terms.quantity, worst).lte(limits.maxValue)) return null;
  return {
    code: "VALUE_LIMIT",
    message: `One order may be worth at most $${formatMoney(limits.maxValue.toFixed(2))}. Split it, or ask us for a higher limit.`,
  };
}

/** Checks that need only the order and the market. Empty when the order may go on. */
export function checkTerms(
  terms: OrderTerms,
  facts: MarketFacts,
  worst: Price | null,
  limits: TradingLimits = STANDARD_LIMITS,
): Denial[] {
  const unknown = unknownSymbol(terms, facts);
  if (unknown) return [unknown];
  return [
    noMarket(terms, facts),
    offTick(terms, facts),
    priceCollar(terms, facts, limits),
    sharesLimit(terms, limits),
    valueLimit(terms, worst, limits),
  ].filter((denial) => denial !== null);
}

/**
 * Checks against the books. The statement that takes the hold repeats them as its guard; these give the reasons in
 * words. `hold` is what the order would hold back: dollars for a buy (a sell holds its shares).
 */
export function checkAccount(
  terms: OrderTerms,
  facts: AccountFacts,
  hold: Money,
  limits: TradingLimits = STANDARD_LIMITS,
): Denial[] {
  const denials: Denial[] = [];
  if (!facts.isOpen)
    denials.push({ code: "ACCOUNT_NOT_OPEN", message: "This account is not open for trading." });
  if (facts.openOrders >= limits.maxOpenOrders)
    denials.push({
      code: "OPEN_ORDERS_LIMIT",
      message: `There are ${facts.openOrders} open orders already. Cancel some first.`,
    });
  if (terms.side === "BUY" && hold.gt(facts.available)) {
    const short = subtract(hold, facts.available);
    denials.push({
      code: "BUYING_POWER",
      message: `${formatMoney(short.toFixed(2))} short of buying power: the order needs ${formatMoney(hold.toFixed(2))}, and ${formatMoney(facts.available.toFixed(2))} is available.`,
    });
  }
  if (terms.side === "SELL" && terms.quantity.gt(facts.sellable))
    denials.push({
      code: "OVERSELL",
      message: `You can sell at most ${formatQuantity(facts.sellable.toFixed())} ${terms.symbol} in this account. Short sales are not offered.`,
    });
  return denials;
}
