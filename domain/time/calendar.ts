import { AppError, invariant } from "@/domain/errors";
import { bankHolidays, earlyClose, exchangeHolidays } from "@/domain/time/holidays";
import { type Instant, type LocalDate, instantAt, lastOfMonth, localDateOf } from "@/domain/time/instant";
import { FIRST_YEAR, LAST_YEAR, OpenDays } from "@/domain/time/open-days";

/**
 * Three calendars, because orders, securities and dollars keep different holidays: the exchange trades on Columbus
 * and Veterans Day while banks rest; banks work on Good Friday while the exchange rests; shares settle only when
 * both work. All answer for 1990 to 2040 and refuse other years with VALIDATION. Everything is computed once and
 * then looked up, so they may be asked in loops.
 */

export type MarketPhase = "CLOSED" | "PRE_MARKET" | "OPEN" | "AFTER_HOURS";

/** One trading day: the core session, half-open [open, close), and the extended hours around it. */
export type Session = {
  date: LocalDate;
  preMarketOpen: Instant;
  open: Instant;
  close: Instant;
  afterHoursClose: Instant;
  /** True on a half day (close at 13:00; 14:00 before 1993). */
  early: boolean;
};

const PRE_MARKET_OPEN = "04:00";
const OPEN = "09:30";
const CLOSE = "16:00";
const AFTER_HOURS_CLOSE = "20:00";
const EARLY_AFTER_HOURS_CLOSE = "17:00";

/** Builds on first use, so that importing this file costs nothing. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function datesOf(holidays: (year: number) => readonly { date: LocalDate }[]): Set<LocalDate> {
  const dates = new Set<LocalDate>();
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    for (const holiday of holidays(year)) dates.add(holiday.date);
  }
  return dates;
}

const exchangeDays = once(() => {
  const closed = datesOf(exchangeHolidays);
  return new OpenDays((date, weekday) => weekday <= 5 && !closed.has(date));
});
const bankDays = once(() => {
  const closed = datesOf(bankHolidays);
  return new OpenDays((date, weekday) => weekday <= 5 && !closed.has(date));
});
const settlementDays = once(() => new OpenDays((date) => exchangeDays().has(date) && bankDays().has(date)));

const sessions = new Map<LocalDate, Session | null>();

function buildSession(date: LocalDate): Session | null {
  if (!exchangeDays().has(date)) return null;
  const early = earlyClose(date);
  return Object.freeze({
    date,
    preMarketOpen: instantAt(date, PRE_MARKET_OPEN),
    open: instantAt(date, OPEN),
    close: instantAt(date, early ?? CLOSE),
    afterHoursClose: instantAt(date, early ? EARLY_AFTER_HOURS_CLOSE : AFTER_HOURS_CLOSE),
    early: early !== null,
  });
}

function sessionOf(date: LocalDate): Session | null {
  let known = sessions.get(date);
  if (known === undefined) {
    known = buildSession(date);
    sessions.set(date, known);
  }
  return known;
}

function sessionOnTradingDay(date: LocalDate): Session {
  const found = sessionOf(date);
  invariant(found, `${date} is not a trading day`);
  return found;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])/;

function lastTradingDay(month: string): LocalDate {
  if (!MONTH.test(month)) throw new AppError("VALIDATION", "A month must look like 2024-05.");
  const first = `${month.slice(0, 7)}-01` as LocalDate;
  const last = exchangeDays().between(first, lastOfMonth(first)).at(-1);
  invariant(last, "every month has a trading day");
  return last;
}

/**
 * The US equity exchanges (NYSE and Nasdaq keep the same days). Sessions run 9:30-16:00 New York time, 9:30-13:00 on
 * half days; see `earlyClose` for what is known of half days before 2013. Extended hours are 4:00-9:30 and
 * 16:00-20:00 (to 17:00 on half days) in every year, as they are today.
 */
export const exchangeCalendar = {
  isTradingDay: (date: LocalDate): boolean => exchangeDays().has(date),
  /** The session of a day, or null when the exchange is closed on it. */
  session: (date: LocalDate): Session | null => sessionOf(date),
  /** 4:00 on a trading day. The caller promises that it is one (InvariantError else). */
  preMarketOpen: (date: LocalDate): Instant => sessionOnTradingDay(date).preMarketOpen,
  /** 20:00 on a trading day, 17:00 on a half day. The caller promises that it is one (InvariantError else). */
  afterHoursClose: (date: LocalDate): Instant => sessionOnTradingDay(date).afterHoursClose,
  /** The first trading day strictly after the date. */
  nextTradingDay: (date: LocalDate): LocalDate => exchangeDays().shift(date, 1),
  /** The last trading day strictly before the date. */
  previousTradingDay: (date: LocalDate): LocalDate => exchangeDays().shift(date, -1),
  /** The nth trading day after the date (before it when n is negative); 0 gives the date, or the next trading day. */
  addTradingDays: (date: LocalDate, n: number): LocalDate => exchangeDays().shift(date, n),
  /** Trading days from the first to the last date, both included, in order. */
  tradingDays: (from: LocalDate, to: LocalDate): LocalDate[] => exchangeDays().between(from, to),
  isLastTradingDayOfMonth: (date: LocalDate): boolean =>
    exchangeDays().has(date) && lastTradingDay(date) === date,
  /** The last trading day of a month, given as "2024-05" or as any day in it. */
  lastTradingDay,
  /** What the market is doing at an instant. Each boundary belongs to the phase that it begins. */
  phaseAt: (at: Instant): MarketPhase => {
    const session = sessionOf(localDateOf(at));
    if (!session || at < session.preMarketOpen || at >= session.afterHoursClose) return "CLOSED";
    if (at < session.open) return "PRE_MARKET";
    return at < session.close ? "OPEN" : "AFTER_HOURS";
  },
};

export type SettlementCycle = "T+1" | "T+2" | "T+3" | "T+5";

/** SEC Rule 15c6-1, newest first: the cycle of trades made on or after each date. T+5 was the custom before. */
const CYCLES: readonly { from: string; cycle: SettlementCycle; days: number }[] = [
  { from: "2024-05-28", cycle: "T+1", days: 1 },
  { from: "2017-09-05", cycle: "T+2", days: 2 },
  { from: "1995-06-07", cycle: "T+3", days: 3 },
  { from: `${FIRST_YEAR}-01-01`, cycle: "T+5", days: 5 },
];

function ruleOn(tradeDate: LocalDate) {
  const rule = CYCLES.find((candidate) => tradeDate >= candidate.from);
  if (!rule) throw new AppError("VALIDATION", `We know no settlement cycle before ${FIRST_YEAR}.`);
  return rule;
}

/**
 * Days on which securities settle against money: the exchange is open and the Federal Reserve Banks are too. On
 * special closures (mourning, disaster) the depository has sometimes settled; by this rule it does not.
 */
export const settlementCalendar = {
  isSettlementDay: (date: LocalDate): boolean => settlementDays().has(date),
  /** The nth settlement day after the date; 0 gives the date itself, or the next settlement day. */
  addSettlementDays: (date: LocalDate, n: number): LocalDate => settlementDays().shift(date, n),
  /** When a trade of this date settles in the regular way. The trade date itself need not be a settlement day. */
  settlementDate: (tradeDate: LocalDate): LocalDate =>
    settlementDays().shift(tradeDate, ruleOn(tradeDate).days),
  /** The settlement cycle in force on a trade date. */
  cycleOn: (tradeDate: LocalDate): SettlementCycle => ruleOn(tradeDate).cycle,
};

/** Days on which the Federal Reserve Banks work: ACH and Fedwire move money on these only. */
export const bankCalendar = {
  isBankDay: (date: LocalDate): boolean => bankDays().has(date),
  /** The first bank day strictly after the date. */
  nextBankDay: (date: LocalDate): LocalDate => bankDays().shift(date, 1),
  /** The nth bank day after the date (before it when n is negative); 0 gives the date, or the next bank day. */
  addBankDays: (date: LocalDate, n: number): LocalDate => bankDays().shift(date, n),
};
