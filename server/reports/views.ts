import type { PublishedGrowth, PublishedMonth } from "@/domain/reports/trade-volume";
import type { LocalDate } from "@/domain/time/instant";

/** Accounts and assets at the month's last imported day; trades and shares in the whole month. Assets in dollars. */
export type MonthFigures = {
  accounts: number;
  assets: string | null;
  trades: number;
  shares: string;
  /** The day of accounts and assets; null when no books of the month are here. */
  asOf: LocalDate | null;
};

export type Growth = {
  accounts: string | null;
  assets: string | null;
  trades: string | null;
  shares: string | null;
};

/** `current` or `previous` is null for a month of which nothing is known. Growth as ratios. */
export type MonthRow = {
  month: string;
  current: MonthFigures | null;
  previous: MonthFigures | null;
  growth: Growth;
  /** The month is not over by the exchange's clock. */
  isRunning: boolean;
};

export type TradeVolumeView = {
  year: number;
  /** Years that can be asked for, latest first. */
  years: number[];
  asOf: LocalDate | null;
  months: MonthRow[];
  published: { current: PublishedMonth; previous: PublishedMonth; growth: PublishedGrowth };
};
