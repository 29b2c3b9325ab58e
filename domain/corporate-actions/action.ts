import { add, type Money, money, type Price, quantity, type Quantity } from "@/domain/money/money";
import { settlementCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What companies do to their shares. SPLIT, STOCK_DIVIDEND and REVERSE_SPLIT change how many there are, SYMBOL_CHANGE
 * what they are called; a CASH_DIVIDEND pays for holding them.
 */
export const ACTION_TYPES = [
  "CASH_DIVIDEND",
  "STOCK_DIVIDEND",
  "SPLIT",
  "REVERSE_SPLIT",
  "SYMBOL_CHANGE",
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];
export const isActionType = (text: string): text is ActionType =>
  (ACTION_TYPES as readonly string[]).includes(text);

/** An announced action, all decided. Decimals are wire strings. */
export type ActionTerms = {
  symbol: string;
  type: ActionType;
  /** The first day on which the stock trades without it. */
  exDate: LocalDate;
  payDate: LocalDate;
  /**
   * CASH_DIVIDEND: dollars a share. SPLIT, REVERSE_SPLIT: so many shares for `per` old ones. STOCK_DIVIDEND: so many
   * more for `per` held. SYMBOL_CHANGE: "1".
   */
  value: string;
  per: string;
  newSymbol: string | null;
};

/** Business days from the ex-date to the pay date where the company has not said another. */
const PAY_AFTER_DAYS = 10;
export const usualPayDate = (exDate: LocalDate): LocalDate =>
  settlementCalendar.addSettlementDays(exDate, PAY_AFTER_DAYS);

/** How an action is announced by a market: what is left out is usual. A SPLIT into less than one is a reverse split. */
export type AnnouncedAction = Pick<ActionTerms, "symbol" | "type" | "exDate" | "value"> & {
  per?: string;
  payDate?: LocalDate;
  newSymbol?: string | null;
};

/** An announcement with everything decided that it left out. */
export function termsOf(announced: AnnouncedAction): ActionTerms {
  const { symbol, exDate, value, per = "1", payDate, newSymbol = null } = announced;
  const shrinks = announced.type === "SPLIT" && quantity(value).lt(quantity(per));
  const type = shrinks ? "REVERSE_SPLIT" : announced.type;
  return { symbol, type, exDate, payDate: payDate ?? usualPayDate(exDate), value, per, newSymbol };
}

/** Shares before and after: `to` new ones for `from` old ones. Of a cash dividend as many as before. */
export function shareRatio(terms: Pick<ActionTerms, "type" | "value" | "per">): {
  to: Quantity;
  from: Quantity;
} {
  const [value, per] = [quantity(terms.value), quantity(terms.per)];
  switch (terms.type) {
    case "SPLIT":
    case "REVERSE_SPLIT":
      return { to: value, from: per };
    case "STOCK_DIVIDEND":
      return { to: add(value, per), from: per };
    case "CASH_DIVIDEND":
    case "SYMBOL_CHANGE":
      return { to: quantity(1), from: quantity(1) };
  }
}

/** Whether an action changes shares or their name on its ex-date; the others only pay. */
export const changesShares = (type: ActionType): boolean => type !== "CASH_DIVIDEND";

/** A closing price of the day before the ex-date in the new shares, as cash in lieu is paid by. Not rounded. */
export function adjustedClose(close: Price, terms: Pick<ActionTerms, "type" | "value" | "per">): Price {
  const { to, from } = shareRatio(terms);
  return close.times(from).div(to) as Price;
}

/** Dollars a share of a cash dividend. */
export const dividendPerShare = (terms: Pick<ActionTerms, "value">): Money => money(terms.value);

const RATIO_WORDS: Record<Exclude<ActionType, "CASH_DIVIDEND" | "SYMBOL_CHANGE">, string> = {
  SPLIT: "Split",
  REVERSE_SPLIT: "Reverse split",
  STOCK_DIVIDEND: "Stock dividend",
};

/** "Dividend of $0.47 a share", "Split 7 for 1", "Renamed META". */
export function actionWords(terms: Pick<ActionTerms, "type" | "value" | "per" | "newSymbol">): string {
  if (terms.type === "CASH_DIVIDEND") return `Dividend of $${shortDollars(terms.value)} a share`;
  if (terms.type === "SYMBOL_CHANGE") return `Renamed ${terms.newSymbol ?? ""}`.trim();
  return `${RATIO_WORDS[terms.type]} ${quantity(terms.value).toFixed()} for ${quantity(terms.per).toFixed()}`;
}

/** At least cents, and as many decimals as there are. */
function shortDollars(value: string): string {
  const amount = money(value);
  return amount.toFixed(Math.max(2, amount.decimalPlaces()));
}
