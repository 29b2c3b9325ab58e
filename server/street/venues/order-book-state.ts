import type { Mic, TickPrice } from "@/domain/market/types";
import type { OrderType, TimeInForce, TradingSession, Trail } from "@/domain/orders/order-terms";
import type { Instant } from "@/domain/time/instant";

export type Side = "BUY" | "SELL";

/** A customer's order at a venue, in shares and ten-thousandths of a dollar; the matching changes it in place. */
export type VenueOrderState = {
  readonly id: string;
  readonly venue: Mic;
  readonly accountNumber: string;
  readonly orderReference: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly session: TradingSession;
  /** Orders with the same link shrink as one of them fills. */
  readonly linkId: string | null;
  /** Its price stands through ordinary dividends. */
  readonly doNotReduce: boolean;
  /** Its size is counted in another order's fills. */
  readonly isGrouped: boolean;
  trail: Trail | null;
  /** What to do where it would trade through a protected quote elsewhere; null waits. */
  readonly onProtected: "SLIDE" | "CANCEL" | null;
  quantity: number;
  /** A limit order's limit; another order's bound, if it came with one. */
  limit: TickPrice | null;
  stop: TickPrice | null;
  /** The best price since a trailing stop came in. */
  peak: TickPrice | null;
  /** False while a stop waits to be touched. */
  triggered: boolean;
  /** When it begins to trade: its arrival, or the next open. */
  readonly receivedAt: Instant;
  /** The close at which it ends. */
  readonly expiresAt: Instant;
  filled: number;
  /** Shares that were executed and taken back; with them the count of executed shares never falls. */
  takenBack: number;
  status: "OPEN" | "FILLED" | "CANCELED" | "REJECTED" | "EXPIRED";
  /** Shares displayed before it at its price. */
  queueAhead: number;
  /** The market has been read for it up to here. */
  checkedUntil: Instant;
  resting: boolean;
};

/** Whether it names a limit of its own, and may therefore rest at it. */
export const hasLimit = (order: Pick<VenueOrderState, "type">): boolean =>
  order.type === "LIMIT" || order.type === "STOP_LIMIT";

export const leaves = (order: VenueOrderState): number => order.quantity - order.filled;

/** Whether a price is worse for this side than another: higher for a buyer, lower for a seller. */
export const isWorse = (side: Side, price: number, than: number): boolean =>
  side === "BUY" ? price > than : price < than;

/** What happened to an order while the market was read. */
export type Happening =
  | {
      kind: "FILL";
      order: VenueOrderState;
      at: Instant;
      shares: number;
      price: TickPrice;
      liquidity: "ADDED" | "REMOVED";
      cumulative: number;
    }
  | { kind: "TRIGGERED"; order: VenueOrderState; at: Instant }
  | { kind: "CANCELED"; order: VenueOrderState; at: Instant; reason: string }
  | { kind: "EXPIRED"; order: VenueOrderState; at: Instant };
