import { invariant } from "@/domain/errors";
import { fromPrice, toPrice } from "@/domain/market/types";
import { money, type Price, price, quantity } from "@/domain/money/money";
import { type OrderStatus, nextStatus } from "@/domain/orders/order-machine";
import type { VenueCommand } from "@/domain/routing/messages";
import { planRoute } from "@/domain/routing/plan-route";
import { type Instant, localDateFromColumn, toDate } from "@/domain/time/instant";
import { releaseHolds } from "@/server/ledger";
import { tradeDateOf } from "@/server/orders/trading-facts";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

const BATCH = 200;

type Waiting = {
  outbox_id: bigint;
  id: string;
  account_id: string;
  account_number: string | null;
  symbol: string;
  side: "BUY" | "SELL";
  type: "MARKET" | "LIMIT";
  time_in_force: "DAY" | "GTC";
  quantity: unknown;
  limit_price: unknown;
  worst_price: unknown;
  hold_cash: unknown;
  hold_shares: unknown;
  expires_on: Date | null;
  status: OrderStatus;
};

/**
 * Makes child orders of the orders that wait for their route, and puts what to tell the venues into the outbox, in one
 * transaction: after a crash it has happened or it has not. Returns how many orders it worked on (0 = none wait).
 */
export async function routeOrders(deps: Deps): Promise<number> {
  const at = await deps.clock.exchangeNow();
  return deps.db.$transaction(async (tx) => {
    const waiting = await tx.$queryRaw<Waiting[]>`
      select x.id as outbox_id, o.id, o.account_id, a.number as account_number, o.symbol, o.side, o.type, o.time_in_force,
        o.quantity, o.limit_price, o.worst_price, o.hold_cash, o.hold_shares, o.expires_on, o.status
      from portal.outbox x
      join portal.orders o on o.id = (x.payload->>'orderId')::uuid
      join portal.account a on a.id = o.account_id
      where x.kind = 'ROUTE_ORDER' and x.sent_at is null
      order by x.id limit ${BATCH}
      for update of x, o skip locked`;
    if (waiting.length === 0) return 0;
    const children: Child[] = [];
    for (const order of waiting) {
      if (order.status === "PENDING_CANCEL") await endUnrouted(tx, order, at);
      else children.push(...plan(deps, order, at));
    }
    await writeChildren(tx, children, at);
    await tx.$executeRaw`update portal.outbox set sent_at = now() where id = any(${waiting.map((order) => order.outbox_id)}::bigint[])`;
    return waiting.length;
  });
}

type Child = {
  id: string;
  orderId: string;
  command: Extract<VenueCommand, { kind: "NEW_ORDER" }>;
  nbboBid: Price | null;
  nbboAsk: Price | null;
};

function plan(deps: Deps, order: Waiting, at: Instant): Child[] {
  const instrument = deps.market.instrument(order.symbol);
  invariant(instrument && order.account_number, "a routed order has a known symbol and an open account");
  const worst = order.worst_price === null ? null : price(String(order.worst_price));
  const nbbo = deps.market.nbbo(order.symbol, at);
  const route = planRoute(
    {
      side: order.side,
      type: order.type,
      limitPrice: worst && fromPrice(worst),
      quantity: quantity(String(order.quantity)).toNumber(),
      timeInForce: order.time_in_force,
    },
    deps.market.book(order.symbol, at),
    instrument,
    tradeDateOf(at),
  );
  return route.map((leg) => {
    const id = newId();
    return {
      id,
      orderId: order.id,
      nbboBid: nbbo?.bid ? toPrice(nbbo.bid.price) : null,
      nbboAsk: nbbo?.ask ? toPrice(nbbo.ask.price) : null,
      command: {
        kind: "NEW_ORDER",
        childOrderId: id,
        orderReference: order.id,
        accountNumber: order.account_number ?? "",
        venue: leg.venue,
        symbol: order.symbol,
        side: order.side,
        type: order.type,
        timeInForce: order.time_in_force,
        quantity: String(leg.quantity),
        // A market order travels with its collar as a bound (15c3-5), a limit order with its limit.
        limitPrice: worst?.toFixed() ?? null,
        expiresOn: order.expires_on && localDateFromColumn(order.expires_on),
      },
    };
  });
}

async function writeChildren(tx: Tx, children: readonly Child[], at: Instant): Promise<void> {
  if (children.length === 0) return;
  await tx.childOrder.createMany({
    data: children.map(({ id, orderId, command, nbboBid, nbboAsk }) => ({
      id,
      orderId,
      venue: command.venue,
      quantity: command.quantity,
      limitPrice: command.limitPrice,
      status: "SENT",
      nbboBid: nbboBid?.toFixed() ?? null,
      nbboAsk: nbboAsk?.toFixed() ?? null,
      routedAt: toDate(at),
    })),
  });
  await tx.outbox.createMany({
    data: children.map((child) => ({
      messageId: child.id,
      party: "VENUES",
      kind: "NEW_ORDER",
      payload: child.command,
    })),
  });
}

/** Cancelled before it was sent anywhere: over at once. */
async function endUnrouted(tx: Tx, order: Waiting, at: Instant): Promise<void> {
  const to = nextStatus(order.status, "CANCEL");
  invariant(to, "a pending cancel can be completed");
  await tx.order.update({
    where: { id: order.id },
    data: {
      status: to,
      leavesQty: "0",
      holdCash: "0",
      holdShares: "0",
      closedAt: toDate(at),
      version: { increment: 1 },
    },
  });
  await tx.orderEvent.create({
    data: {
      orderId: order.id,
      accountId: order.account_id,
      execType: "CANCELED",
      fromStatus: order.status,
      toStatus: to,
      detail: { note: "Cancelled before it was sent to a venue." },
      exchangeAt: toDate(at),
    },
  });
  await releaseHolds(tx, [
    {
      accountId: order.account_id,
      symbol: order.symbol,
      cash: money(String(order.hold_cash)),
      shares: quantity(String(order.hold_shares)),
    },
  ]);
  await publish(tx, `account:${order.account_id}`, "orders");
}
