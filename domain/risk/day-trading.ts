import { larger, type Money, money, scale, subtract, ZERO } from "@/domain/money/money";
import { exchangeCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";

/**
 * The pattern day trader's rules (FINRA 4210(f)(8)(B)), for days on which they are in force: see margin-regime.ts.
 */
export const PATTERN_DAY_TRADER = {
  dayTrades: 4,
  inTradingDays: 5,
  /** Day trades must also be more than this share of all trades of those days. */
  moreThanShare: "0.06",
  minimumEquity: money("25000"),
  buyingPowerTimes: "4",
} as const;

/** One trade of a margin account, in the order of their times: it opens (or adds to) a position, or closes (or cuts) one. */
export type MarginTrade = { day: LocalDate; symbol: string; opens: boolean };

/**
 * Day trades on one day: in each symbol, every time that closing follows opening on the same day. Closing what was
 * held overnight before anything new was opened is none, and several fills in a row count once.
 */
export function dayTradesOn(trades: readonly MarginTrade[], day: LocalDate): number {
  const lastOpened = new Map<string, boolean>();
  let count = 0;
  for (const trade of trades) {
    if (trade.day !== day) continue;
    if (!trade.opens && lastOpened.get(trade.symbol) === true) count += 1;
    lastOpened.set(trade.symbol, trade.opens);
  }
  return count;
}

/**
 * Whether the trades make a pattern day trader on a day: four or more day trades within the five trading days that
 * end with it, if they are more than 6% of all trades of those days.
 */
export function isPatternDayTrader(trades: readonly MarginTrade[], on: LocalDate): boolean {
  const first = exchangeCalendar.addTradingDays(on, 1 - PATTERN_DAY_TRADER.inTradingDays);
  const recent = trades.filter(({ day }) => first <= day && day <= on);
  const days = new Set(recent.map(({ day }) => day));
  const dayTrades = [...days].reduce((sum, day) => sum + dayTradesOn(recent, day), 0);
  return (
    dayTrades >= PATTERN_DAY_TRADER.dayTrades &&
    money(dayTrades).gt(money(recent.length).times(PATTERN_DAY_TRADER.moreThanShare))
  );
}

/** What a pattern day trader's buying power goes by: dollars at the close of the day before, and opened since. */
export type DayTradingFacts = {
  priorEquity: Money;
  priorMaintenanceExcess: Money;
  /** The cost of what was opened today and is still open. */
  openedToday: Money;
};

/**
 * Day-trading buying power: four times the maintenance excess of the close before, less what was opened since; none
 * below $25,000 of equity (FINRA 4210(f)(8)(B)(iv)).
 */
export function dayTradingBuyingPower(facts: DayTradingFacts): Money {
  if (facts.priorEquity.lt(PATTERN_DAY_TRADER.minimumEquity)) return ZERO;
  const whole = scale(larger(facts.priorMaintenanceExcess, ZERO), PATTERN_DAY_TRADER.buyingPowerTimes);
  return larger(subtract(whole, facts.openedToday), ZERO);
}

/** A day-trading call: by how much the opened positions went beyond day-trading buying power; zero when they did not. */
export const dayTradingCall = (facts: DayTradingFacts): Money =>
  larger(subtract(facts.openedToday, dayTradingBuyingPower({ ...facts, openedToday: ZERO })), ZERO);
