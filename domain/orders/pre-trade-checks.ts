import type { TradingBlock } from "@/domain/accounts/restrictions";
import { type Instrument, type Nbbo, toPrice } from "@/domain/market/types";
import type { Money, Price, Quantity } from "@/domain/money/money";
import { isStop, type OrderTerms } from "@/domain/orders/order-terms";
import {
  type CashFacts,
  checkCash,
  checkOpenAccount,
  checkTradingBlock,
  checkOversell,
} from "@/domain/risk/checks/account-checks";
import { checkMargin, type MarginOrderFacts } from "@/domain/risk/checks/margin-order-check";
import { checkAuction, checkLeastValue, checkOffered, checkStopSide } from "@/domain/risk/checks/kind-checks";
import { checkCollar, checkTick } from "@/domain/risk/checks/price-checks";
import { checkOpenOrders, checkRate, checkShares, checkValue } from "@/domain/risk/checks/size-checks";
import {
  checkHalt,
  checkKnownSymbol,
  checkMarket,
  checkRestrictedSymbol,
  type SymbolRestriction,
} from "@/domain/risk/checks/symbol-checks";
import { type Denial, isWarning } from "@/domain/risk/checks/verdict";
import type { AccountLimits } from "@/domain/risk/limits";
import { tickAssignmentsOf } from "@/domain/risk/tick-assignments";
import type { Instant, LocalDate } from "@/domain/time/instant";

export type { Denial, DenialCode } from "@/domain/risk/checks/verdict";

/** What the checks look at besides the order: the market at this moment. */
export type MarketFacts = {
  instrument: Instrument | null;
  nbbo: Nbbo | null;
  lastPrice: Price | null;
  /** The hours that the exchange keeps. */
  hours: "regular" | "extended";
  /** The halt in force, by the tape's code. */
  halt: { code: string } | null;
  /** The day that the order would trade on, and the exchange time now. */
  today: LocalDate;
  at: Instant;
};

/** And the account: its books, its limits, and what it did just before. */
export type AccountFacts = {
  isOpen: boolean;
  /** What restrictions of the account forbid. */
  tradingBlock: TradingBlock;
  cash: Pick<CashFacts, "settled" | "unsettled" | "isSettledOnly">;
  /** A margin account's measure; null for a cash account. */
  margin: MarginOrderFacts | null;
  /** Shares owned and not held by other sell orders. */
  sellable: Quantity;
  openOrders: number;
  ordersInLastSecond: number;
  limits: AccountLimits;
  restriction: SymbolRestriction | null;
};

const only = (denials: readonly (Denial | null)[]): Denial[] => denials.filter((denial) => denial !== null);

/** Checks that need only the order and the market, and no limit of an account. Empty when the order may go on. */
export function checkTerms(terms: OrderTerms, facts: MarketFacts): Denial[] {
  const { instrument, lastPrice, today, at } = facts;
  const unknown = checkKnownSymbol(terms, instrument !== null);
  if (unknown || !instrument) return only([unknown]);
  const { primaryListing } = instrument;
  const isForNow = terms.type === "MARKET" && terms.timeInForce !== "OPG" && terms.timeInForce !== "CLS";
  const isHalted = facts.halt !== null;
  return only([
    isForNow && !isHalted ? checkMarket(terms, { isQuoted: oppositeOf(terms, facts) !== null }) : null,
    checkOffered(terms, instrument, facts.hours),
    checkLeastValue(terms, {
      reference: terms.limitPrice ?? terms.stopPrice ?? oppositeOf(terms, facts) ?? lastPrice,
    }),
    checkAuction(terms, { primaryListing, today, at }),
    checkStopSide(terms, { lastPrice }),
    checkTick(terms, { today, assignments: tickAssignmentsOf(terms.symbol) }),
  ]);
}

const oppositeOf = (terms: OrderTerms, { nbbo }: MarketFacts): Price | null => {
  const best = terms.side === "BUY" ? nbbo?.ask : nbbo?.bid;
  return best ? toPrice(best.price) : null;
};

/** What a limit is held against: the opposite quote, else the last price; for a stop-limit order its own stop price. */
export const collarReference = (terms: OrderTerms, facts: MarketFacts): Price | null =>
  isStop(terms.type) ? terms.stopPrice : (oppositeOf(terms, facts) ?? facts.lastPrice);

/**
 * Checks against the books and the account's limits. The statement that takes the hold repeats them as its guard; these
 * give the reasons in words. `hold` is what the order would hold back: dollars for a buy (a sell holds its shares);
 * `worst` the worst price that it may get.
 */
export function checkAccount(
  terms: OrderTerms,
  market: MarketFacts,
  facts: AccountFacts,
  { hold, worst }: { hold: Money; worst: Price | null },
): Denial[] {
  const { limits } = facts;
  const halt = checkHalt(terms, { halt: market.halt, policy: limits.haltPolicy });
  return only([
    checkOpenAccount(facts.isOpen),
    checkTradingBlock(terms, facts.tradingBlock),
    checkRestrictedSymbol(terms, facts.restriction),
    halt && !isWarning(halt) ? halt : null,
    checkCollar(terms, { reference: collarReference(terms, market), collar: limits.limitCollar }),
    checkShares(terms, limits),
    checkValue(terms, { worst: worst ?? terms.stopPrice, maxValue: limits.maxValue }),
    checkOpenOrders({ openOrders: facts.openOrders, maxOpenOrders: limits.maxOpenOrders }),
    checkRate({ ordersInLastSecond: facts.ordersInLastSecond, ordersPerSecond: limits.ordersPerSecond }),
    facts.margin
      ? checkMargin(terms, { ...facts.margin, hold, worst, day: market.today })
      : checkCash(terms, hold, facts.cash),
    checkOversell(terms, facts),
  ]);
}
