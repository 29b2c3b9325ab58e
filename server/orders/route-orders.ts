import { invariant } from "@/domain/errors";
import { fromPrice, type MarketData, toPrice } from "@/domain/market/types";
import type { Price } from "@/domain/money/money";
import { isOpen } from "@/domain/orders/order-machine";
import { chooseRoute } from "@/domain/routing/choose-route";
import type { VenueCommand } from "@/domain/routing/messages";
import type { RouteLeg } from "@/domain/routing/plan-route";
import { type Instant, toIso } from "@/domain/time/instant";
import { endUnrouted, releaseExits } from "@/server/orders/order-changes";
import { exitsToRoute, type RoutedOrder, routedOrders } from "@/server/orders/routed-orders";
import { tradeDateOf } from "@/server/orders/trading-facts";
import { tellLots } from "@/server/orders/tell-lots";
import { adjustHeldExits } from "@/server/orders/adjust-held-exits";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

const BATCH = 200;

type Message = { id: bigint; order_id: string | null; group_id: string | null };

/**
 * Makes child orders of the orders that wait for their route, or for a new one, and puts what to tell the venues into
 * the outbox, in one transaction: after a crash it has happened or it has not. Returns how many messages it worked on
 * (0 = none wait).
 */
export async function routeOrders(deps: Deps): Promise<number> {
  const at = await deps.clock.exchangeNow();
  return deps.db.$transaction(async (tx) => {
    const messages = await tx.$queryRaw<Message[]>`
      select x.id, (x.payload->>'orderId')::uuid as order_id, (x.payload->>'groupId')::uuid as group_id
      from portal.outbox x
      where x.kind in ('ROUTE_ORDER', 'ROUTE_EXITS') and x.sent_at is null
      order by x.id limit ${BATCH} for update of x skip locked`;
    if (messages.length === 0) return 0;
    const orders = await routedOrders(
      tx,
      messages.flatMap(({ order_id }) => order_id ?? []),
      messages.flatMap(({ group_id }) => group_id ?? []),
    );
    const named = new Set(messages.map(({ order_id }) => order_id));
    const children: Child[] = [];
    const again: string[] = [];
    for (const order of orders.filter(({ id }) => named.has(id))) {
      if (order.status === "PENDING_CANCEL" && order.working.isZero()) await endUnrouted(tx, order, at);
      else if (mayRoute(order)) {
        children.push(...plan(deps.market, order, at));
        if (order.sent.gt(0)) again.push(order.id);
      }
    }
    await sentOn(tx, again);
    const due = exitsToRoute(orders, new Set(messages.flatMap(({ group_id }) => group_id ?? [])));
    const exits = await adjustHeldExits(tx, deps.market, due, at);
    await releaseExits(tx, exits, at);
    for (const { order, link } of exits) children.push(...plan(deps.market, order, at, link));
    await tellLots(tx, routed(orders, children));
    await writeChildren(tx, children, at);
    await tx.$executeRaw`
      update portal.outbox set sent_at = now() where id = any(${messages.map(({ id }) => id)}::bigint[])`;
    return messages.length;
  });
}

/** Orders that go out for the first time. */
function routed(orders: readonly RoutedOrder[], children: readonly Child[]): RoutedOrder[] {
  const going = new Set(children.map(({ orderId }) => orderId));
  return orders.filter(({ id, sent }) => going.has(id) && sent.isZero());
}

/** What came back is in nobody's hands any more: the new children have it. */
async function sentOn(tx: Tx, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  const ids = [...orderIds];
  await tx.order.updateMany({ where: { id: { in: ids } }, data: { routeRound: { increment: 1 } } });
  await tx.childOrder.updateMany({
    where: { orderId: { in: ids }, status: "HANDED_BACK" },
    data: { status: "CANCELED" },
  });
}

const mayRoute = ({ status, unrouted }: RoutedOrder): boolean =>
  isOpen(status) && status !== "HELD" && status !== "PENDING_CANCEL" && unrouted.gt(0);

type Child = {
  id: string;
  orderId: string;
  role: RouteLeg["role"];
  command: Extract<VenueCommand, { kind: "NEW_ORDER" }>;
  nbboBid: Price | null;
  nbboAsk: Price | null;
};

/** The legs of what an order has not sent out yet. `link` names the pair that an exit's part belongs to. */
function plan(market: MarketData, order: RoutedOrder, at: Instant, link: string | null = null): Child[] {
  const instrument = market.instrument(order.symbol);
  invariant(instrument && order.accountNumber, "a routed order has a known symbol and an open account");
  const nbbo = market.nbbo(order.symbol, at);
  const legs = chooseRoute(
    {
      side: order.side,
      type: order.limitPrice ? "LIMIT" : "MARKET",
      orderType: order.type,
      limitPrice: order.worstPrice && fromPrice(order.worstPrice),
      quantity: order.unrouted.toNumber(),
      timeInForce: order.timeInForce,
      route: order.route,
      isLinked: link !== null,
      round: order.routeRound,
    },
    market.book(order.symbol, at),
    instrument,
    tradeDateOf(at),
  );
  return legs.map((leg) => childOf(order, leg, link, nbbo));
}

function childOf(
  order: RoutedOrder,
  leg: RouteLeg,
  link: string | null,
  nbbo: ReturnType<MarketData["nbbo"]>,
): Child {
  const id = newId();
  return {
    id,
    orderId: order.id,
    role: leg.role,
    nbboBid: nbbo?.bid ? toPrice(nbbo.bid.price) : null,
    nbboAsk: nbbo?.ask ? toPrice(nbbo.ask.price) : null,
    command: {
      kind: "NEW_ORDER",
      childOrderId: id,
      orderReference: order.id,
      accountNumber: order.accountNumber ?? "",
      venue: leg.venue,
      symbol: order.symbol,
      side: order.side,
      type: order.type,
      timeInForce: leg.role === "TAKE" ? "IOC" : order.timeInForce,
      session: order.session,
      quantity: String(leg.quantity),
      // A market order travels with its collar as a bound (15c3-5), a limit order with its limit.
      limitPrice: order.worstPrice?.toFixed() ?? null,
      stopPrice: order.stopPrice?.toFixed() ?? null,
      trail: order.trail && { by: order.trail.by, value: order.trail.value.toFixed() },
      onProtected: order.route.kind === "DIRECT" ? order.route.onProtected : null,
      linkId: link,
      expiresOn: order.expiresOn,
      ...(order.doNotReduce ? { doNotReduce: true } : {}),
      ...(order.groupId === null ? {} : { isGrouped: true }),
    },
  };
}

async function writeChildren(tx: Tx, children: readonly Child[], at: Instant): Promise<void> {
  if (children.length === 0) return;
  const rows = children.map(({ id, orderId, role, command, nbboBid, nbboAsk }, place) => ({
    place,
    id,
    order_id: orderId,
    role,
    nbbo_bid: nbboBid?.toFixed() ?? null,
    nbbo_ask: nbboAsk?.toFixed() ?? null,
    command,
  }));
  await tx.$executeRaw`
    with added as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(place int, id uuid, order_id uuid, role text, nbbo_bid numeric, nbbo_ask numeric, command jsonb)),
    written as (
      insert into portal.child_order (id, order_id, venue, quantity, limit_price, status, nbbo_bid, nbbo_ask, routed_at,
        role, routed_qty, link_id)
      select id, order_id, command ->> 'venue', (command ->> 'quantity')::numeric, (command ->> 'limitPrice')::numeric,
        'SENT', nbbo_bid, nbbo_ask, ${toIso(at)}::timestamptz, role, (command ->> 'quantity')::numeric,
        (command ->> 'linkId')::uuid
      from added order by place)
    insert into portal.outbox (message_id, party, kind, payload)
    select id, 'VENUES', command ->> 'kind', command from added order by place`;
}
