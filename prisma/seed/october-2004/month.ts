import { PUBLISHED_REPORT } from "@/domain/reports/trade-volume";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type LocalDate, localDate } from "@/domain/time/instant";

/** The month that is lived through. */
export const MONTH = { first: localDate("2004-10-01"), last: localDate("2004-10-29") };
/** Customers' accounts are opened so many trading days before: until then their first deposits may be used. */
const JOIN_DAYS_BEFORE = 4;
export const joinDayOf = (first: LocalDate): LocalDate =>
  exchangeCalendar.addTradingDays(first, -JOIN_DAYS_BEFORE);

/** No order of the month has more shares. */
export const MOST_SHARES = 50_000;
const ORDERS = 61_500;
/** Moments of a day at which customers place orders: what is displayed at one of them is soon taken. */
const MOMENTS = 16;

/** What the month is to come to: RushTrade's reported figures, or a part of them. */
export type MonthSize = {
  /** The first and the last trading day that are lived. */
  first: LocalDate;
  last: LocalDate;
  accounts: number;
  /** Shares that are to be traded, exactly. */
  shares: number;
  /** Dollars of customer assets at the month's end, within 1%. */
  assets: number;
  /** Orders that are placed in the month, at least. */
  orders: number;
  /** Moments of each day at which orders are placed. */
  moments: number;
  seed: string;
};

/** Below this the figures are too small to be hit. */
export const LEAST_SCALE = 0.005;

/** The size of the month at a part of the reported size; 1 is RushTrade as it was. */
export function monthSize(scale: number, seed = "october-2004"): MonthSize {
  const { accounts, assets, shares } = PUBLISHED_REPORT.current;
  return {
    ...MONTH,
    accounts: Math.round(Number(accounts) * scale),
    shares: Math.round(Number(shares) * scale),
    assets: Math.round(Number(assets) * scale),
    orders: Math.round(ORDERS * scale),
    moments: Math.max(6, Math.round(MOMENTS * Math.sqrt(scale))),
    seed,
  };
}
