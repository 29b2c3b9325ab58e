import type { AccountClass } from "@/domain/fees/commission";
import { toPrice } from "@/domain/market/types";
import { type Money, type Price, type Quantity, quantity } from "@/domain/money/money";
import { sharesFor, worstPrice } from "@/domain/orders/order-cost";
import type { OrderTerms } from "@/domain/orders/order-terms";
import type { MarketFacts } from "@/domain/orders/pre-trade-checks";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, type LocalDate, localDateOf } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";

/** An order whose size may still be given in dollars. */
export type OrderRequest = Omit<OrderTerms, "quantity"> & { quantity: Quantity | null; amount: Money | null };

/** The market side of an order at one instant: what the checks and the cost estimate look at. */
export type TradingFacts = {
  at: Instant;
  tradeDate: LocalDate;
  /** The order's terms, its size in shares. */
  terms: OrderTerms;
  market: MarketFacts;
  worst: Price | null;
  reference: Price | null;
};

/**
 * The trade date of an order placed now: today while its hours are not over, else the next trading day. An order for
 * extended hours trades until 20:00 where the exchange keeps them.
 */
export function tradeDateOf(at: Instant, isExtended = false): LocalDate {
  const day = localDateOf(at);
  const session = exchangeCalendar.session(day);
  const close = isExtended ? session?.afterHoursClose : session?.close;
  return close && at < close ? day : exchangeCalendar.nextTradingDay(day);
}

export async function tradingFacts(deps: Deps, request: OrderRequest): Promise<TradingFacts> {
  const at = await deps.clock.exchangeNow();
  return factsAt(deps, request, at);
}

/** The same at an instant that is known already: several orders of one request see one market. */
export function factsAt(deps: Deps, request: OrderRequest, at: Instant): TradingFacts {
  const { symbol, side } = request;
  const nbbo = deps.market.nbbo(symbol, at);
  const last = deps.market.last(symbol, at);
  const hours = deps.env.EXCHANGE_HOURS;
  const tradeDate = tradeDateOf(at, hours === "extended" && request.session === "EXTENDED");
  const lastPrice = last ? toPrice(last.price) : null;
  const opposite = side === "BUY" ? nbbo?.ask : nbbo?.bid;
  const quoted = opposite ? toPrice(opposite.price) : lastPrice;
  const worst = worstPrice(request, { nbbo, lastPrice }, tradeDate);
  const reference = expectedPrice(request, quoted);
  const { amount, quantity: shares, ...terms } = request;
  return {
    at,
    tradeDate,
    terms: { ...terms, quantity: shares ?? sharesOf(amount, reference) },
    market: {
      instrument: deps.market.instrument(symbol),
      nbbo,
      lastPrice,
      hours,
      halt: deps.market.status(symbol, at)?.halt ?? null,
      today: tradeDate,
      at,
    },
    worst,
    reference,
  };
}

const SMALLEST = quantity("0.000001");

const sharesOf = (amount: Money | null, at: Price | null): Quantity =>
  amount && at ? sharesFor(amount, at) : SMALLEST;

/** Where an order would most likely trade: at the market if it crosses it, else at its stop or its limit. */
function expectedPrice(
  terms: Pick<OrderTerms, "side" | "limitPrice" | "stopPrice">,
  quoted: Price | null,
): Price | null {
  if (terms.stopPrice) return terms.limitPrice ?? terms.stopPrice;
  const limit = terms.limitPrice;
  if (!limit || !quoted) return limit ?? quoted;
  const crosses = terms.side === "BUY" ? limit.gte(quoted) : limit.lte(quoted);
  return crosses ? quoted : limit;
}

/** The price list of an account, as stored with it. */
export const accountClassOf = (stored: string): AccountClass => (stored === "ACTIVE" ? "ACTIVE" : "STANDARD");
