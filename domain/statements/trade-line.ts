import { InvariantError } from "@/domain/errors";
import { add, type Money, money, type Price, price, quantity, ratio, subtract } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";

/**
 * A trade, as papers and reports count: one order's executions on one trade date. Amounts are wire decimals as the
 * carrying firm booked them; `net` is the signed effect on cash.
 */
export type TradeLine = {
  bookedOn: LocalDate;
  tradeDate: LocalDate;
  settlementDate: LocalDate;
  orderReference: string;
  side: "BUY" | "SELL";
  symbol: string;
  name: string;
  quantity: string;
  averagePrice: string;
  gross: string;
  commission: string;
  secFee: string;
  tafFee: string;
  net: string;
};

/** Dollars over shares, to six decimals; the figures of a trade always have shares. */
export function averagePrice(dollars: Money, shares: string): Price {
  const average = ratio(dollars, quantity(shares));
  if (average === null) throw new InvariantError("a trade has shares");
  return price(average.toDecimalPlaces(6));
}

/** Commission and regulatory fees of a trade. */
export const feesOf = (trade: Pick<TradeLine, "commission" | "secFee" | "tafFee">): Money =>
  add(money(trade.commission), money(trade.secFee), money(trade.tafFee));

/** What a trade does to cash by its own figures: fees are paid in either direction. */
export function cashEffect(
  trade: Pick<TradeLine, "side" | "gross" | "commission" | "secFee" | "tafFee">,
): Money {
  const gross = money(trade.gross);
  const value = trade.side === "BUY" ? (gross.negated() as Money) : gross;
  return subtract(value, feesOf(trade));
}
