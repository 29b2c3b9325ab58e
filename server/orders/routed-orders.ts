import {
  money,
  type Price,
  price,
  type Quantity,
  quantity,
  subtract,
  NO_SHARES,
  smaller,
  larger,
} from "@/domain/money/money";
import { isOpen, type OrderStatus } from "@/domain/orders/order-machine";
import type { OrderTerms } from "@/domain/orders/order-terms";
import type { MarginHold } from "@/domain/risk/margin-holds";
import { type Instant, instantFromDate, localDateFromColumn } from "@/domain/time/instant";
import { type OrderLots, orderLotsFrom } from "@/domain/tax/order-lots";
import { Prisma, type Tx } from "@/server/platform/db";
import { idFrom } from "@/server/platform/ids";

/** An order as the router takes it into hand: its terms, and how much of it is where. */
export type RoutedOrder = Omit<OrderTerms, "expiresOn" | "lots"> & {
  /** Which lots its sales close; null: first in first out. */
  chosenLots: OrderLots | null;
  id: string;
  accountId: string;
  accountNumber: string | null;
  status: OrderStatus;
  worstPrice: Price | null;
  expiresOn: string | null;
  /** The exchange's instant at which it was placed. */
  placedAt: Instant;
  holdCash: unknown;
  holdShares: unknown;
  holdMargin: MarginHold;
  routeRound: number;
  groupId: string | null;
  groupRole: string | null;
  cumQty: Quantity;
  /** Shares that venues hold at this moment. */
  working: Quantity;
  /** Shares that were ever sent out. */
  sent: Quantity;
  /** Shares that are neither filled nor at a venue. */
  unrouted: Quantity;
};

type Row = {
  id: string;
  account_id: string;
  account_number: string | null;
  symbol: string;
  side: "BUY" | "SELL";
  type: OrderTerms["type"];
  time_in_force: OrderTerms["timeInForce"];
  session: OrderTerms["session"];
  quantity: unknown;
  cum_qty: unknown;
  working: unknown;
  sent: unknown;
  limit_price: unknown;
  stop_price: unknown;
  trail_by: "AMOUNT" | "PERCENT" | null;
  trail_value: unknown;
  worst_price: unknown;
  hold_cash: unknown;
  hold_shares: unknown;
  hold_loan: unknown;
  hold_opening: unknown;
  route_venue: string | null;
  on_protected: "SLIDE" | "CANCEL" | null;
  do_not_reduce: boolean;
  exchange_at: Date;
  route_round: number;
  group_id: string | null;
  group_role: string | null;
  expires_on: Date | null;
  status: OrderStatus;
  lot_method: string | null;
  named_lots: unknown;
};

const shares = (value: unknown): Quantity => quantity(String(value));
const maybePrice = (value: unknown): Price | null => (value === null ? null : price(String(value)));

/** Loads and locks orders by id, and all orders of some groups, in key order. */
export async function routedOrders(
  tx: Tx,
  ids: readonly string[],
  groups: readonly string[],
): Promise<RoutedOrder[]> {
  const which =
    groups.length === 0
      ? Prisma.sql`o.id = any(${ids}::uuid[])`
      : Prisma.sql`(o.id = any(${ids}::uuid[]) or o.group_id = any(${groups}::uuid[]))`;
  const rows = await tx.$queryRaw<Row[]>`
    select o.id, o.account_id, a.number as account_number, o.symbol, o.side, o.type, o.time_in_force, o.session,
      o.quantity, o.cum_qty, o.limit_price, o.stop_price, o.trail_by, o.trail_value, o.worst_price, o.hold_cash,
      o.hold_shares, o.hold_loan, o.hold_opening, o.route_venue, o.on_protected, o.do_not_reduce, o.exchange_at, o.route_round, o.group_id, o.group_role, o.expires_on, o.status, o.lot_method, o.named_lots,
      coalesce((select sum(c.quantity - c.cum_qty) from portal.child_order c
                where c.order_id = o.id and c.status in ('SENT', 'WORKING')), 0) as working,
      coalesce((select sum(c.routed_qty) from portal.child_order c where c.order_id = o.id), 0) as sent
    from portal.orders o join portal.account a on a.id = o.account_id
    where ${which} order by o.id for update of o`;
  return rows.map(routedOrder);
}

function routedOrder(row: Row): RoutedOrder {
  const cumQty = shares(row.cum_qty);
  const working = shares(row.working);
  const whole = shares(row.quantity);
  return {
    id: row.id,
    accountId: row.account_id,
    accountNumber: row.account_number,
    symbol: row.symbol,
    side: row.side,
    type: row.type,
    timeInForce: row.time_in_force,
    session: row.session,
    quantity: whole,
    limitPrice: maybePrice(row.limit_price),
    stopPrice: maybePrice(row.stop_price),
    trail: row.trail_by && { by: row.trail_by, value: price(String(row.trail_value)) },
    worstPrice: maybePrice(row.worst_price),
    route:
      row.route_venue === null
        ? { kind: "SMART" }
        : ({ kind: "DIRECT", venue: row.route_venue, onProtected: row.on_protected } as OrderTerms["route"]),
    doNotReduce: row.do_not_reduce,
    placedAt: instantFromDate(row.exchange_at),
    expiresOn: row.expires_on && localDateFromColumn(row.expires_on),
    status: row.status,
    chosenLots: orderLotsFrom(row.lot_method, row.named_lots),
    holdCash: row.hold_cash,
    holdShares: row.hold_shares,
    holdMargin: { loan: money(String(row.hold_loan)), opening: money(String(row.hold_opening)) },
    routeRound: row.route_round,
    groupId: row.group_id,
    groupRole: row.group_role,
    cumQty,
    working,
    sent: shares(row.sent),
    unrouted: subtract(subtract(whole, cumQty), working),
  };
}

/** An exit's part that is to go out now, under the link that it shares with the other exit's. */
export type ExitPart = { order: RoutedOrder; link: string };

/**
 * The exits of these groups that may go out: as much as their entry has bought (an OCO has no entry: all of it) and
 * was not sent out before.
 */
export function exitsToRoute(orders: readonly RoutedOrder[], groups: ReadonlySet<string>): ExitPart[] {
  const parts: ExitPart[] = [];
  for (const groupId of groups) {
    const members = orders.filter((order) => order.groupId === groupId);
    const entry = members.find((order) => order.groupRole === "ENTRY");
    const exits = members.filter(
      (order) => order.groupRole !== "ENTRY" && (order.status === "HELD" || isOpen(order.status)),
    );
    for (const order of exits) {
      const released = entry?.cumQty ?? order.quantity;
      const due = larger(subtract(released, order.sent), NO_SHARES);
      const unrouted = smaller(due, subtract(order.quantity, order.cumQty));
      if (order.status === "PENDING_CANCEL" || !unrouted.gt(0)) continue;
      parts.push({
        order: { ...order, unrouted },
        link: idFrom("link", groupId, order.sent.toFixed()),
      });
    }
  }
  return parts;
}
