import type { EXCHANGES } from "@/domain/market/types";
import type { Price, Quantity } from "@/domain/money/money";
import type { OrderLots } from "@/domain/tax/order-lots";
import type { LocalDate } from "@/domain/time/instant";

/** FIX OrdType (40) by name, with the trailing stop (FIX: a stop whose peg offset moves) as a type of its own. */
export const ORDER_TYPES = ["MARKET", "LIMIT", "STOP", "STOP_LIMIT", "TRAILING_STOP"] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/** FIX TimeInForce (59) by name; OPG and CLS trade in the opening and the closing auction only. */
export const TIMES_IN_FORCE = ["DAY", "GTC", "GTD", "IOC", "FOK", "OPG", "CLS"] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/** REGULAR is 9:30 to the close; EXTENDED adds 4:00 to 9:30 and the close to 20:00 (New York). */
export type TradingSession = "REGULAR" | "EXTENDED";

/** How far a trailing stop stays behind the best price: dollars, or percent of it ("5" is 5%). */
export type Trail = { by: "AMOUNT" | "PERCENT"; value: Price };

/**
 * Smart: DART takes and posts where the order is best off. Direct: the venue that the customer names; where it would
 * trade through a protected quote elsewhere (Reg NMS 611) it waits at the better price (SLIDE) or is cancelled.
 */
export type RouteChoice =
  | { kind: "SMART" }
  | { kind: "DIRECT"; venue: (typeof EXCHANGES)[number]; onProtected: "SLIDE" | "CANCEL" };
export const SMART: RouteChoice = { kind: "SMART" };

/** The terms of an order, free of who asks and under what name. What its type does not have is null. */
export type OrderTerms = {
  symbol: string;
  side: "BUY" | "SELL";
  type: OrderType;
  timeInForce: TimeInForce;
  session: TradingSession;
  /** Shares; fractions to six decimals. */
  quantity: Quantity;
  limitPrice: Price | null;
  stopPrice: Price | null;
  trail: Trail | null;
  /** The last day of a GTD order. */
  expiresOn: LocalDate | null;
  route: RouteChoice;
  /** Its price stands through ordinary dividends (FINRA 5330); only of an order that stands for days. */
  doNotReduce?: boolean;
  /** Which lots a sale closes; without it by the account's standing instruction. */
  lots?: OrderLots;
};

/** Whether an order waits for the market to touch its stop before it trades. */
export const isStop = (type: OrderType): boolean =>
  type === "STOP" || type === "STOP_LIMIT" || type === "TRAILING_STOP";
