import { moneyToWire, money, type Readable, toWire, quantity } from "@/domain/money/money";
import { averagePrice } from "@/domain/orders/order-leaves";
import type { OrderStatus } from "@/domain/orders/order-machine";
import type { OrderType, TimeInForce, TradingSession, Trail } from "@/domain/orders/order-terms";
import type { LotMethod } from "@/domain/tax/lot-methods";
import { localDateFromColumn } from "@/domain/time/instant";

/** An order as the portal shows it. Decimals are strings, instants ISO texts in UTC, days "YYYY-MM-DD". */
export type OrderView = {
  id: string;
  accountId: string;
  clientOrderId: string;
  symbol: string;
  side: "BUY" | "SELL";
  type: OrderType;
  timeInForce: TimeInForce;
  session: TradingSession;
  quantity: string;
  /** Dollars of an order that was given in dollars; `quantity` is what they came to. */
  amount: string | null;
  limitPrice: string | null;
  stopPrice: string | null;
  trail: { by: "AMOUNT" | "PERCENT"; value: string } | null;
  /** The venue of a direct order; null for DART's own choice. */
  directTo: string | null;
  onProtected: "SLIDE" | "CANCEL" | null;
  /** Its price stands through ordinary dividends. */
  doNotReduce: boolean;
  /** How a sale chooses its lots, by itself or as the account instructed; null: first in first out, or a purchase. */
  lotMethod: LotMethod | "SPECIFIC" | null;
  /** Orders that belong together, and this one's part in it. */
  groupId: string | null;
  groupRole: "ENTRY" | "TAKE_PROFIT" | "STOP_LOSS" | "THEN" | null;
  /** New terms that were asked for and are not in force yet. */
  pendingReplace: { quantity: string; limitPrice: string | null; stopPrice: string | null } | null;
  triggeredAt: string | null;
  status: OrderStatus;
  cumQty: string;
  leavesQty: string;
  averagePrice: string | null;
  fees: string;
  /** The venues that got a part of it, each with what it was given and what it filled; empty before it is routed. */
  route: { venue: string; quantity: string; filled: string }[];
  reasons: { code: string; message: string }[];
  placedAt: string;
  expiresOn: string | null;
  closedAt: string | null;
  version: number;
};

/** What a view is made of: a row, or what a statement has just written. */
export type OrderRow = {
  id: string;
  accountId: string;
  clientOrderId: string;
  symbol: string;
  side: string;
  type: string;
  timeInForce: string;
  session: string;
  quantity: Readable;
  amount: Readable | null;
  limitPrice: Readable | null;
  stopPrice: Readable | null;
  trailBy: string | null;
  trailValue: Readable | null;
  routeVenue: string | null;
  onProtected: string | null;
  doNotReduce: boolean;
  lotMethod: string | null;
  groupId: string | null;
  groupRole: string | null;
  pendingReplace: unknown;
  triggeredAt: Date | null;
  status: string;
  cumQty: Readable;
  leavesQty: Readable;
  cumNotional: Readable;
  commission: Readable;
  secFee: Readable;
  tafFee: Readable;
  reasons: unknown;
  exchangeAt: Date;
  expiresOn: Date | null;
  closedAt: Date | null;
  version: number;
  children?: readonly { venue: string; quantity: Readable; cumQty: Readable }[];
};

export function orderView(row: OrderRow): OrderView {
  const average = averagePrice({ cumQty: quantity(row.cumQty), cumNotional: money(row.cumNotional) });
  const fees = money(row.commission).plus(money(row.secFee)).plus(money(row.tafFee));
  return {
    id: row.id,
    accountId: row.accountId,
    clientOrderId: row.clientOrderId,
    symbol: row.symbol,
    side: row.side as OrderView["side"],
    type: row.type as OrderView["type"],
    timeInForce: row.timeInForce as OrderView["timeInForce"],
    quantity: toWire(quantity(row.quantity)),
    session: row.session as OrderView["session"],
    amount: row.amount === null ? null : moneyToWire(money(row.amount)),
    limitPrice: row.limitPrice === null ? null : toWire(money(row.limitPrice)),
    stopPrice: row.stopPrice === null ? null : toWire(money(row.stopPrice)),
    trail:
      row.trailBy === null || row.trailValue === null
        ? null
        : { by: row.trailBy as Trail["by"], value: toWire(money(row.trailValue)) },
    directTo: row.routeVenue,
    onProtected: row.onProtected as OrderView["onProtected"],
    doNotReduce: row.doNotReduce,
    lotMethod: row.lotMethod as OrderView["lotMethod"],
    groupId: row.groupId,
    groupRole: row.groupRole as OrderView["groupRole"],
    pendingReplace: replaceView(row.pendingReplace),
    triggeredAt: row.triggeredAt?.toISOString() ?? null,
    status: row.status as OrderStatus,
    cumQty: toWire(quantity(row.cumQty)),
    leavesQty: toWire(quantity(row.leavesQty)),
    averagePrice: average && toWire(average),
    fees: moneyToWire(money(fees)),
    route: (row.children ?? []).map((child) => ({
      venue: child.venue,
      quantity: toWire(quantity(child.quantity)),
      filled: toWire(quantity(child.cumQty)),
    })),
    reasons: (row.reasons as OrderView["reasons"] | null) ?? [],
    placedAt: row.exchangeAt.toISOString(),
    expiresOn: row.expiresOn && localDateFromColumn(row.expiresOn),
    closedAt: row.closedAt?.toISOString() ?? null,
    version: row.version,
  };
}

/** What a customer sees of a replacement that is under way. */
function replaceView(pending: unknown): OrderView["pendingReplace"] {
  const terms = pending as { quantity: string; limitPrice: string | null; stopPrice: string | null } | null;
  return terms && { quantity: terms.quantity, limitPrice: terms.limitPrice, stopPrice: terms.stopPrice };
}

/** One line of an order's history. */
export type OrderEventView = {
  id: string;
  execType: string;
  from: string | null;
  to: string;
  note: string;
  at: string;
};

/** A fill with all that a direct-access customer wants to know of it. */
export type ExecutionView = {
  id: string;
  orderId: string;
  symbol: string;
  side: "BUY" | "SELL";
  venue: string;
  quantity: string;
  price: string;
  liquidity: "ADDED" | "REMOVED";
  /** What the venue charged (positive) or paid (negative); borne by the broker. */
  venueFee: string;
  fees: string;
  nbboBid: string | null;
  nbboAsk: string | null;
  /** Milliseconds of exchange time from its route to this fill. */
  latencyMs: number | null;
  /** Dollars better than the national best opposite quote at routing; negative if worse, null if nobody quoted or it had been resting. */
  improvement: string | null;
  at: string;
  tradeDate: string;
  settlementDate: string;
  isSettled: boolean;
  /** The venue's own id of it. */
  execId: string;
  /** Taken back by the venue: it counts no longer. */
  isBusted: boolean;
  /** The venue has corrected it, or what it was charged changed with another's bust. */
  isCorrected: boolean;
};

export type OrderDetailView = OrderView & { events: OrderEventView[]; executions: ExecutionView[] };

/** The cost, fees and effect of an order before it is placed, and whether it would be refused. */
export type OrderPreviewView = {
  /** What the button will do, in words. */
  sentence: string;
  /** Shares: what was asked for, or what the dollars come to at the price. */
  quantity: string;
  price: string | null;
  gross: string | null;
  commission: string | null;
  regulatoryFees: string | null;
  net: string | null;
  /** Dollars that the order would hold back (buys). */
  hold: string | null;
  buyingPower: string;
  buyingPowerAfter: string | null;
  /** What a margin account's purchase asks for, and the maintenance excess before and after it; null for a cash account. */
  margin: {
    initialRequirement: string;
    maintenanceRequirement: string;
    excess: string;
    excessAfter: string;
  } | null;
  sellable: string;
  nbboBid: string | null;
  nbboAsk: string | null;
  /** TAKE goes for what is displayed now, WAIT stays. `takerFee` is borne by the broker; negative is a rebate to it. */
  route: { venue: string; quantity: string; role: "TAKE" | "WAIT"; takerFee: string | null }[];
  reasons: { code: string; message: string }[];
};
