import { type Instrument, type Nbbo, toPrice } from "@/domain/market/types";
import { type Money, type Price, type Quantity, ZERO } from "@/domain/money/money";
import type { OrderTerms } from "@/domain/orders/order-input";
import { checkCash, checkOpenAccount, checkOversell } from "@/domain/risk/checks/account-checks";
import { checkCollar, checkTick } from "@/domain/risk/checks/price-checks";
import type { RiskOrder } from "@/domain/risk/checks/risk-order";
import { checkOpenOrders, checkShares, checkValue } from "@/domain/risk/checks/size-checks";
import { checkKnownSymbol, checkMarket } from "@/domain/risk/checks/symbol-checks";
import type { Denial } from "@/domain/risk/checks/verdict";
import { type AccountLimits, STANDARD_LIMITS } from "@/domain/risk/limits";
import { tickAssignmentsOf } from "@/domain/risk/tick-assignments";
import type { LocalDate } from "@/domain/time/instant";

export type { Denial, DenialCode } from "@/domain/risk/checks/verdict";
export { STANDARD_LIMITS } from "@/domain/risk/limits";

/** The limits that these checks look at. */
export type TradingLimits = Pick<AccountLimits, "maxShares" | "maxValue" | "maxOpenOrders" | "limitCollar">;

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

const riskOrder = (terms: OrderTerms): RiskOrder => ({
  symbol: terms.symbol,
  side: terms.side,
  quantity: terms.quantity,
  limitPrice: terms.type === "LIMIT" ? terms.limitPrice : null,
});

/** Checks that need only the order and the market. Empty when the order may go on. */
export function checkTerms(
  terms: OrderTerms,
  facts: MarketFacts,
  worst: Price | null,
  limits: TradingLimits = STANDARD_LIMITS,
): Denial[] {
  const order = riskOrder(terms);
  const unknown = checkKnownSymbol(order, facts.instrument !== null);
  if (unknown) return [unknown];
  const opposite = terms.side === "BUY" ? facts.nbbo?.ask : facts.nbbo?.bid;
  const reference = opposite ? toPrice(opposite.price) : facts.lastPrice;
  return [
    checkMarket(order, { isQuoted: Boolean(opposite) }),
    checkTick(order, { today: facts.today, assignments: tickAssignmentsOf(terms.symbol) }),
    checkCollar(order, { reference, collar: limits.limitCollar }),
    checkShares(order, limits),
    checkValue(order, { worst, maxValue: limits.maxValue }),
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
  const order = riskOrder(terms);
  const cash = { settled: facts.available, unsettled: ZERO, isSettledOnly: true };
  return [
    checkOpenAccount(facts.isOpen),
    checkOpenOrders({ openOrders: facts.openOrders, maxOpenOrders: limits.maxOpenOrders }),
    checkCash(order, hold, cash),
    checkOversell(order, facts),
  ].filter((denial) => denial !== null);
}
