import {
  absolute,
  add,
  larger,
  type Money,
  money,
  negate,
  type Price,
  type Quantity,
  scale,
  smaller,
  subtract,
  toCents,
  upToCents,
  ZERO,
} from "@/domain/money/money";
import {
  marginRules,
  type Rate,
  type Requirement,
  requirementOf,
  shortMaintenance,
  shortTrigger,
} from "@/domain/risk/margin-rules";
import type { LocalDate } from "@/domain/time/instant";

/** One security of a margin account: negative shares are short. `requirement` is the symbol's own unless given. */
export type MarginPosition = {
  symbol: string;
  shares: Quantity;
  price: Price;
  requirement?: Requirement;
};

/**
 * A margin account at one moment, in dollars. `cash` is the balance: above zero a credit, which the proceeds of short
 * sales are a part of, below zero the debit that the firm has lent.
 */
export type MarginAccount = { cash: Money; positions: readonly MarginPosition[] };

/** How a margin account stands, in dollars and cents. The two excesses are below zero when something is missing. */
export type MarginFigures = {
  longMarketValue: Money;
  shortMarketValue: Money;
  /** Cash and longs, less shorts. */
  equity: Money;
  debit: Money;
  initialRequirement: Money;
  maintenanceRequirement: Money;
  /** Equity beyond Reg T's requirement: what the special memorandum account is raised to. */
  initialExcess: Money;
  /** Equity beyond the maintenance requirement. */
  maintenanceExcess: Money;
  /** What a maintenance call would ask for today; zero when there is none. */
  call: Money;
  /** What is missing to the $2,000 without which nothing is lent (FINRA 4210(b)); zero when nothing is owed. */
  minimumEquityDeficit: Money;
};

const floorToCents = (value: Money): Money => negate(upToCents(negate(value)));
const atLeastZero = (value: Money): Money => larger(value, ZERO);

function needsOf(position: MarginPosition, on: LocalDate): { initial: Money; maintenance: Money } {
  const shares = absolute(position.shares);
  const value = shares.times(position.price) as Money;
  if (position.shares.gte(0)) {
    const need = position.requirement ?? requirementOf(position.symbol, on);
    return { initial: scale(value, need.initialLong), maintenance: scale(value, need.maintenanceLong) };
  }
  const maintenance = shortMaintenance(shares, position.price, on);
  return { initial: larger(scale(value, marginRules(on).initialShort), maintenance), maintenance };
}

/**
 * Reckons a margin account: equity, what Reg T 220.12 and FINRA 4210 (or the house, if it asks more) require, and
 * what is beyond it. Requirements are rounded up to a cent, values to the nearest.
 */
export function marginFigures(account: MarginAccount, on: LocalDate): MarginFigures {
  const valueOf = (positions: readonly MarginPosition[]): Money =>
    toCents(add(ZERO, ...positions.map(({ shares, price }) => absolute(shares).times(price) as Money)));
  const longMarketValue = valueOf(account.positions.filter(({ shares }) => shares.gt(0)));
  const shorts = account.positions.filter(({ shares }) => shares.lt(0));
  const shortMarketValue = valueOf(shorts);
  const needs = account.positions.map((position) => needsOf(position, on));
  const initialRequirement = upToCents(add(ZERO, ...needs.map(({ initial }) => initial)));
  const maintenanceRequirement = upToCents(add(ZERO, ...needs.map(({ maintenance }) => maintenance)));
  const equity = subtract(add(account.cash, longMarketValue), shortMarketValue);
  const maintenanceExcess = subtract(equity, maintenanceRequirement);
  const debit = atLeastZero(negate(account.cash));
  const isLent = debit.gt(0) || shorts.length > 0;
  return {
    longMarketValue,
    shortMarketValue,
    equity,
    debit,
    initialRequirement,
    maintenanceRequirement,
    initialExcess: subtract(equity, initialRequirement),
    maintenanceExcess,
    call: atLeastZero(negate(maintenanceExcess)),
    minimumEquityDeficit: isLent ? atLeastZero(subtract(marginRules(on).minimumEquity, equity)) : ZERO,
  };
}

/**
 * The special memorandum account (Reg T 220.5) after a day: it is raised to the excess over Reg T's requirement, and
 * a falling market does not lower it.
 */
export const smaAtClose = (sma: Money, figures: Pick<MarginFigures, "initialExcess">): Money =>
  atLeastZero(larger(sma, figures.initialExcess));

/** What changes the special memorandum account during a day; amounts are dollars above zero. */
export type SmaEntry =
  | { kind: "BUY" | "SELL"; amount: Money; initial: Rate }
  | { kind: "DEPOSIT" | "DIVIDEND" | "WITHDRAWAL"; amount: Money };

/**
 * The special memorandum account after an entry: money in and dividends count in full, a sale frees and a purchase
 * takes its initial requirement (Reg T 220.5(b)). It may fall below zero: then Reg T margin is due.
 */
export function smaAfter(sma: Money, entry: SmaEntry): Money {
  switch (entry.kind) {
    case "BUY":
      return subtract(sma, scale(entry.amount, entry.initial));
    case "SELL":
      return add(sma, scale(entry.amount, entry.initial));
    case "WITHDRAWAL":
      return subtract(sma, entry.amount);
    case "DEPOSIT":
    case "DIVIDEND":
      return add(sma, entry.amount);
  }
}

/** What buying power looks at: the account's figures, its balance and its special memorandum account. */
export type MarginStanding = {
  figures: Pick<MarginFigures, "equity" | "maintenanceExcess">;
  cash: Money;
  sma: Money;
};

/**
 * Dollars of one security that may be bought and held overnight: as much as the special memorandum account carries at
 * its initial requirement and the maintenance excess at its maintenance, so that the purchase itself makes no call.
 * With less than the minimum equity nothing is lent, and it is the free cash (FINRA 4210(b)). Rounded down to a cent.
 */
export function overnightBuyingPower(
  standing: MarginStanding,
  requirement: Requirement,
  on: LocalDate,
): Money {
  const { figures, sma, cash } = standing;
  const byInitial = sma.div(requirement.initialLong) as Money;
  const byMaintenance = figures.maintenanceExcess.div(requirement.maintenanceLong) as Money;
  const lent = smaller(byInitial, byMaintenance);
  const most = figures.equity.lt(marginRules(on).minimumEquity) ? smaller(lent, cash) : lent;
  return floorToCents(atLeastZero(most));
}

/**
 * The same while the day lasts, where intraday margin is in force (FINRA 4210(d)(2) as of 2026): the maintenance
 * excess of this moment at the security's maintenance requirement, up to four times the equity where that is 25%.
 */
export function intradayBuyingPower(
  standing: MarginStanding,
  requirement: Requirement,
  on: LocalDate,
): Money {
  const { figures, cash } = standing;
  const carried = figures.maintenanceExcess.div(requirement.maintenanceLong) as Money;
  const most = figures.equity.lt(marginRules(on).minimumEquity) ? smaller(carried, cash) : carried;
  return floorToCents(atLeastZero(most));
}

/** A purchase on margin with so much cash and nothing else: how far it goes, and when it would be called. */
export type LongPurchase = {
  maxPurchase: Money;
  debit: Money;
  equity: Money;
  excessEquity: Money;
  /** The market value below which a maintenance call comes; null when nothing can be lost by lending nothing. */
  callTrigger: Money | null;
};

/**
 * The largest purchase that `cash` dollars carry at an initial and a maintenance requirement. The call comes below
 * debit / (1 - maintenance).
 */
export function longPurchase(cash: Money, initial: Rate, maintenance: Rate): LongPurchase {
  const maxPurchase = floorToCents(cash.div(initial) as Money);
  const debit = subtract(maxPurchase, cash);
  const equity = subtract(maxPurchase, debit);
  return {
    maxPurchase,
    debit,
    equity,
    excessEquity: subtract(equity, upToCents(scale(maxPurchase, initial))),
    callTrigger: longTrigger(debit, maintenance),
  };
}

/** The market value below which longs that owe `debit` dollars are called; null when there is no such value. */
export function longTrigger(debit: Money, maintenance: Rate): Money | null {
  const kept = money("1").minus(maintenance);
  return debit.gt(0) && kept.gt(0) ? toCents(debit.div(kept) as Money) : null;
}

/** A short sale with nothing else in the account. */
export type ShortSale = {
  shortMarketValue: Money;
  /** What the customer must put up: half of the value (Reg T 220.12(c)), or the maintenance requirement if it is more. */
  depositRequired: Money;
  /** Proceeds and deposit. */
  credit: Money;
  equity: Money;
  /** The market value above which a maintenance call comes. */
  callTrigger: Money;
};

/** What selling so many shares short at a price asks for. `shares` is above zero. */
export function shortSale(shares: Quantity, at: Price, on: LocalDate): ShortSale {
  const shortMarketValue = toCents(shares.times(at));
  const depositRequired = upToCents(
    larger(scale(shortMarketValue, marginRules(on).initialShort), shortMaintenance(shares, at, on)),
  );
  const credit = add(shortMarketValue, depositRequired);
  return {
    shortMarketValue,
    depositRequired,
    credit,
    equity: subtract(credit, shortMarketValue),
    callTrigger: toCents(shares.times(shortTrigger(credit.div(shares) as Price, on))),
  };
}
