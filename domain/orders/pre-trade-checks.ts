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
import { isStop, type OrderTerms } from "@/domain/orders/order-terms";
import { type Instant, instantAt, type LocalDate, type LocalTime } from "@/domain/time/instant";

/** Why we refuse an order before any venue sees it (SEC Rule 15c3-5(c)). The message is for the customer. */
export type DenialCode =
  | "ACCOUNT_NOT_OPEN"
  | "UNKNOWN_SYMBOL"
  | "NO_MARKET"
  | "NOT_OFFERED"
  | "AUCTION_CUT_OFF"
  | "STOP_SIDE"
  | "GROUP_PRICES"
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
  /** The day that the order would trade on, and the exchange time now. */
  today: LocalDate;
  at: Instant;
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

/** A market order for now needs somebody who quotes; one for an auction finds its price there. */
function noMarket(terms: OrderTerms, facts: MarketFacts): Denial | null {
  if (terms.type !== "MARKET" || terms.timeInForce === "OPG" || terms.timeInForce === "CLS") return null;
  const opposite = terms.side === "BUY" ? facts.nbbo?.ask : facts.nbbo?.bid;
  if (opposite) return null;
  return {
    code: "NO_MARKET",
    message: `Nobody quotes ${terms.symbol} at the moment. Use a limit order, or wait for the market.`,
  };
}

/** Which kinds of order a stock can have: its market maker takes plain ones only, and not every stock is divisible. */
function notOffered(terms: OrderTerms, { instrument }: MarketFacts): Denial | null {
  const refuse = (message: string): Denial => ({ code: "NOT_OFFERED", message });
  if (!terms.quantity.isInteger() && !instrument?.fractionable)
    return refuse(`${terms.symbol} trades in whole shares only.`);
  if (instrument?.kind !== "OTC") {
    const { route } = terms;
    const isQuoted = route.kind === "SMART" || (instrument?.venues.includes(route.venue) ?? false);
    return isQuoted ? null : refuse(`${terms.symbol} does not trade on that venue.`);
  }
  if (terms.route.kind === "DIRECT" || terms.timeInForce === "OPG" || terms.timeInForce === "CLS")
    return refuse(
      `${terms.symbol} trades over the counter, with its market maker alone and without auctions.`,
    );
  return terms.session === "EXTENDED"
    ? refuse(`${terms.symbol} does not trade outside regular hours.`)
    : null;
}

/** When an auction takes no more orders: NYSE Rule 7.35, Nasdaq Rules 4752 and 4754. */
const CUT_OFFS: Record<"OPG" | "CLS", { XNAS: LocalTime; others: LocalTime; until: LocalTime }> = {
  OPG: { XNAS: "09:28", others: "09:28", until: "09:30" },
  CLS: { XNAS: "15:55", others: "15:50", until: "16:00" },
};

function auctionCutOff(terms: OrderTerms, { instrument, today, at }: MarketFacts): Denial | null {
  if (terms.timeInForce !== "OPG" && terms.timeInForce !== "CLS") return null;
  const { until, ...times } = CUT_OFFS[terms.timeInForce];
  const last = instrument?.primaryListing === "XNAS" ? times.XNAS : times.others;
  if (at < instantAt(today, last) || at >= instantAt(today, until)) return null;
  const auction = terms.timeInForce === "OPG" ? "opening" : "closing";
  return {
    code: "AUCTION_CUT_OFF",
    message: `Today's ${auction} auction takes no new orders after ${last} ET.`,
  };
}

/** A stop that the market has passed already would trade at once: not what somebody meant who wrote a stop. */
function stopSide(terms: OrderTerms, { lastPrice }: MarketFacts): Denial | null {
  if (!terms.stopPrice || !lastPrice) return null;
  const isBeyond = terms.side === "BUY" ? terms.stopPrice.gt(lastPrice) : terms.stopPrice.lt(lastPrice);
  if (isBeyond) return null;
  const where = terms.side === "BUY" ? "above" : "below";
  return {
    code: "STOP_SIDE",
    message: `A stop to ${terms.side.toLowerCase()} belongs ${where} the last price of ${formatPrice(lastPrice.toFixed())}; at ${formatPrice(terms.stopPrice.toFixed())} it would trade at once.`,
  };
}

/** Rule 612 (17 CFR 242.612), for every price that the order names. */
function offTick(terms: OrderTerms, facts: MarketFacts): Denial | null {
  for (const named of [terms.limitPrice, terms.stopPrice]) {
    if (!named || isOnTick(named, facts.today)) continue;
    const tick = tickSize(named, facts.today);
    return {
      code: "TICK_SIZE",
      message: `A price of ${formatPrice(named.toFixed())} must be a multiple of ${tick.toFixed()}.`,
    };
  }
  return null;
}

/** Erroneous prices (15c3-5(c)(1)(ii)): a limit far through the market is taken for a slip of the pen. */
function priceCollar(terms: OrderTerms, facts: MarketFacts, limits: TradingLimits): Denial | null {
  if (!terms.limitPrice) return null;
  const quoted = terms.side === "BUY" ? facts.nbbo?.ask : facts.nbbo?.bid;
  const market = quoted ? toPrice(quoted.price) : facts.lastPrice;
  // A stop-limit order trades where its stop is: that is the market it will meet.
  const reference = isStop(terms.type) ? terms.stopPrice : market;
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
    message: `${formatPrice(terms.limitPrice.toFixed())} is more than ${money(limits.limitCollar).times(100).toFixed()}% ${direction} ${isStop(terms.type) ? "the stop price of" : "the market at"} ${formatPrice(reference.toFixed())}. Check the price.`,
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
    notOffered(terms, facts),
    auctionCutOff(terms, facts),
    stopSide(terms, facts),
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
