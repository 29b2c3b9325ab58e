import type { LocalDate } from "@/domain/time/instant";

/** One corporate action. Dollars are strings; null before the ex-date, when nobody is entitled yet. */
export type ActionView = {
  id: string;
  symbol: string;
  newSymbol: string | null;
  /** "Split 7 for 1" */
  words: string;
  status: "ANNOUNCED" | "APPLIED" | "PAID";
  exDate: LocalDate;
  /** Null where no cash is paid out. */
  payDate: LocalDate | null;
  /** Accounts that hold the stock now, or held it of record. */
  accounts: number;
  gross: string | null;
  withheld: string | null;
};

/** The soonest that are coming, and the last that were applied. `today` is exchange time's. */
export type ActionListView = { today: LocalDate; coming: ActionView[]; applied: ActionView[] };

/** A dividend that an account will be paid. Decimals are strings. */
export type ComingDividendView = {
  id: string;
  symbol: string;
  perShare: string;
  /** Held of record, or, before the ex-date, held now. */
  shares: string;
  exDate: LocalDate;
  payDate: LocalDate;
  /** Whether the ex-date has come: it is paid for certain. */
  isEntitled: boolean;
  gross: string;
  /** Null before the ex-date. */
  withheld: string | null;
};
