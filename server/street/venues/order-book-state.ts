import type { Mic, TickPrice } from "@/domain/market/types";
import type { Instant } from "@/domain/time/instant";

export type Side = "BUY" | "SELL";

/** A customer's order at a venue, in whole shares and ten-thousandths of a dollar; the matching changes it in place. */
export type VenueOrderState = {
  readonly id: string;
  readonly venue: Mic;
  readonly accountNumber: string;
  readonly orderReference: string;
  readonly symbol: string;
  readonly side: Side;
  readonly type: "MARKET" | "LIMIT";
  readonly timeInForce: "DAY" | "GTC" | "IOC";
  readonly quantity: number;
  /** A limit order's limit; a market order's bound, if it came with one. */
  readonly limit: TickPrice | null;
  /** When it begins to trade: its arrival, or the next open. */
  readonly receivedAt: Instant;
  /** The close at which it ends. */
  readonly expiresAt: Instant;
  filled: number;
  status: "OPEN" | "FILLED" | "CANCELED" | "REJECTED" | "EXPIRED";
  /** Shares displayed before it at its price. */
  queueAhead: number;
  /** The market has been read for it up to here. */
  checkedUntil: Instant;
  resting: boolean;
};

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
  | { kind: "CANCELED"; order: VenueOrderState; at: Instant; reason: string }
  | { kind: "EXPIRED"; order: VenueOrderState; at: Instant };
