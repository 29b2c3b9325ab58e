import type { AccountClass } from "@/domain/fees/commission";
import { toPrice } from "@/domain/market/types";
import { type Price, price } from "@/domain/money/money";
import { worstPrice } from "@/domain/orders/order-cost";
import type { OrderTerms } from "@/domain/orders/order-input";
import type { MarketFacts } from "@/domain/orders/pre-trade-checks";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, type LocalDate, localDateOf } from "@/domain/time/instant";
import type { Deps } from "@/server/platform/deps";

/** The market side of an order at one instant: what the checks and the cost estimate look at. */
export type TradingFacts = {
  at: Instant;
  tradeDate: LocalDate;
  market: MarketFacts;
  worst: Price | null;
  reference: Price | null;
};

/** The trade date of an order placed now: today while the session has not closed, else the next trading day. */
export function tradeDateOf(at: Instant): LocalDate {
  const day = localDateOf(at);
  const session = exchangeCalendar.session(day);
  return session && at < session.close ? day : exchangeCalendar.nextTradingDay(day);
}

export async function tradingFacts(deps: Deps, terms: OrderTerms): Promise<TradingFacts> {
  const at = await deps.clock.exchangeNow();
  const nbbo = deps.market.nbbo(terms.symbol, at);
  const last = deps.market.last(terms.symbol, at);
  const tradeDate = tradeDateOf(at);
  const lastPrice = last ? toPrice(last.price) : null;
  const opposite = terms.side === "BUY" ? nbbo?.ask : nbbo?.bid;
  const quoted = opposite ? toPrice(opposite.price) : lastPrice;
  const limit = terms.type === "LIMIT" ? terms.limitPrice : null;
  return {
    at,
    tradeDate,
    market: { instrument: deps.market.instrument(terms.symbol), nbbo, lastPrice, today: tradeDate },
    worst: worstPrice(terms, nbbo, tradeDate),
    reference: expectedPrice(terms.side, limit, quoted),
  };
}

/** Where an order would most likely trade: at the market if it crosses it, else at its limit. */
function expectedPrice(side: "BUY" | "SELL", limit: Price | null, quoted: Price | null): Price | null {
  if (!limit || !quoted) return limit ?? quoted;
  const crosses = side === "BUY" ? limit.gte(quoted) : limit.lte(quoted);
  return price(crosses ? quoted : limit);
}

/** The price list of an account, as stored with it. */
export const accountClassOf = (stored: string): AccountClass => (stored === "ACTIVE" ? "ACTIVE" : "STANDARD");
