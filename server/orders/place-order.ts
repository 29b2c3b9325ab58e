import { AppError } from "@/domain/errors";
import { type Money, money, NO_SHARES, type Quantity, quantity, ZERO } from "@/domain/money/money";
import { buyHold } from "@/domain/orders/order-cost";
import { canonicalOrder, expiryOf, type OrderInput } from "@/domain/orders/order-input";
import {
  type AccountFacts,
  checkAccount,
  checkTerms,
  type Denial,
  STANDARD_LIMITS,
} from "@/domain/orders/pre-trade-checks";
import { toDate } from "@/domain/time/instant";
import { takeCash, takeShares } from "@/server/ledger";
import { type TradingFacts, tradingFacts } from "@/server/orders/trading-facts";
import { type OrderView, orderView } from "@/server/orders/views";
import type { Actor } from "@/server/platform/actor";
import { sha256 } from "@/server/platform/crypto";
import { isUniqueViolation, Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/**
 * Places an order: checks it, takes its hold, writes it down and asks the router to send it on. When this returns,
 * the order is durable; what becomes of it arrives as news.
 *
 * An order that we refuse is kept as DENIED with its reasons and returned, not thrown. The same clientOrderId with the
 * same terms returns the first order; with other terms it throws CLIENT_ORDER_ID_CONFLICT. An account that is not the
 * actor's is NOT_FOUND.
 */
export async function placeOrder(deps: Deps, actor: Actor, input: OrderInput): Promise<OrderView> {
  const facts = await tradingFacts(deps, input);
  const denials = checkTerms(input, facts.market, facts.worst);
  for (let attempt = 0; denials.length === 0 && attempt < 3; attempt++) {
    const placed = await tryToPlace(deps, actor, input, facts);
    if (placed) return placed;
    denials.push(...(await whyNot(deps, actor, input, facts)));
  }
  // Three times the money was there when we looked and gone when we took it: others are faster.
  if (denials.length === 0)
    denials.push({
      code: "BUYING_POWER",
      message: "Other orders of this account took the buying power first.",
    });
  return keepDenied(deps, actor, input, facts, denials);
}

type NewOrder = {
  id: string;
  holdCash: Money;
  holdShares: Quantity;
  bodyHash: string;
};

const mineAndOpen = (actor: Actor, input: OrderInput): Prisma.Sql => Prisma.sql`
  exists (select 1 from portal.account a join portal.account_holder h on h.account_id = a.id
          where a.id = ${input.accountId}::uuid and a.status = 'OPEN' and h.user_id = ${actor.userId}::uuid)
  and (select count(*) from portal.orders o where o.account_id = ${input.accountId}::uuid
       and o.status in ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL')) < ${STANDARD_LIMITS.maxOpenOrders}`;

/**
 * The whole of it in one statement: the hold is the guard. Null when the guard refused (no row was written). A second
 * use of the clientOrderId breaks the unique key and takes the hold back with it.
 */
async function tryToPlace(
  deps: Deps,
  actor: Actor,
  input: OrderInput,
  facts: TradingFacts,
): Promise<OrderView | null> {
  const hold = holdFor(input, facts);
  const order: NewOrder = { id: newId(), ...hold, bodyHash: sha256(canonicalOrder(input)) };
  const guard =
    input.side === "BUY"
      ? takeCash(input.accountId, order.holdCash, mineAndOpen(actor, input))
      : takeShares(input.accountId, input.symbol, order.holdShares, mineAndOpen(actor, input));
  const worst = facts.worst?.toFixed() ?? null;
  const limitPrice = input.type === "LIMIT" ? input.limitPrice.toFixed() : null;
  const expiresOn = expiryOf(input, facts.tradeDate);
  const wall = toDate(deps.clock.now());
  const at = toDate(facts.at);
  const placedDetail = JSON.stringify({ note: "Received.", by: actor.userId });
  try {
    const rows = await deps.db.$queryRaw<{ id: string }[]>`
      with guard as (${guard}),
      placed as (
        insert into portal.orders (id, account_id, client_order_id, body_hash, placed_by, symbol, side, type, time_in_force,
          quantity, limit_price, worst_price, status, leaves_qty, hold_cash, hold_shares, placed_at, exchange_at, expires_on)
        select ${order.id}::uuid, account_id, ${input.clientOrderId}, ${order.bodyHash}, ${actor.userId}::uuid, ${input.symbol},
          ${input.side}, ${input.type}, ${input.timeInForce}, ${input.quantity.toFixed()}::numeric, ${limitPrice}::numeric, ${worst}::numeric,
          'PENDING_NEW', ${input.quantity.toFixed()}::numeric, ${order.holdCash.toFixed()}::numeric,
          ${order.holdShares.toFixed()}::numeric, ${wall}, ${at}, ${expiresOn}::date
        from guard returning id, account_id),
      noted as (
        insert into portal.order_event (order_id, account_id, exec_type, from_status, to_status, detail, exchange_at)
        select id, account_id, 'PENDING_NEW', null, 'PENDING_NEW', ${placedDetail}::jsonb, ${at} from placed),
      sent as (
        insert into portal.outbox (message_id, party, kind, payload)
        select ${newId()}::uuid, 'VENUES', 'ROUTE_ORDER', jsonb_build_object('orderId', id) from placed)
      select id from placed`;
    if (rows.length === 0) return null;
  } catch (error) {
    if (isUniqueViolation(error)) return firstAnswer(deps, actor, input, order.bodyHash);
    throw error;
  }
  deps.nudge();
  return orderView({
    id: order.id,
    accountId: input.accountId,
    clientOrderId: input.clientOrderId,
    symbol: input.symbol,
    side: input.side,
    type: input.type,
    timeInForce: input.timeInForce,
    quantity: input.quantity,
    limitPrice: input.type === "LIMIT" ? input.limitPrice : null,
    status: "PENDING_NEW",
    cumQty: NO_SHARES,
    leavesQty: input.quantity,
    cumNotional: ZERO,
    commission: ZERO,
    secFee: ZERO,
    tafFee: ZERO,
    reasons: null,
    exchangeAt: at,
    expiresOn: expiresOn ? new Date(`${expiresOn}T00:00:00Z`) : null,
    closedAt: null,
    version: 1,
  });
}

/** What the order holds back. The STANDARD price list is the dearest, so its fees are enough for every account. */
function holdFor(input: OrderInput, facts: TradingFacts): { holdCash: Money; holdShares: Quantity } {
  if (input.side === "SELL") return { holdCash: ZERO, holdShares: input.quantity };
  if (!facts.worst) return { holdCash: ZERO, holdShares: NO_SHARES };
  const terms = {
    isGoodTillCancelled: input.timeInForce === "GTC",
    tradeDate: facts.tradeDate,
    accountClass: "STANDARD" as const,
  };
  return {
    holdCash: buyHold(
      terms,
      { quantity: input.quantity, leaves: input.quantity, charged: ZERO },
      facts.worst,
    ),
    holdShares: NO_SHARES,
  };
}

async function firstAnswer(
  deps: Deps,
  actor: Actor,
  input: OrderInput,
  bodyHash: string,
): Promise<OrderView> {
  const first = await deps.db.order.findFirst({
    where: { accountId: input.accountId, clientOrderId: input.clientOrderId, placedBy: actor.userId },
  });
  if (!first) throw new AppError("CLIENT_ORDER_ID_CONFLICT");
  if (first.bodyHash !== bodyHash) throw new AppError("CLIENT_ORDER_ID_CONFLICT");
  return orderView(first);
}

/** Reads the books once and lets the domain name the reasons; empty when the refusal has meanwhile become untrue. */
async function whyNot(deps: Deps, actor: Actor, input: OrderInput, facts: TradingFacts): Promise<Denial[]> {
  const [row] = await deps.db.$queryRaw<
    { status: string; available: unknown; sellable: unknown; open_orders: number }[]
  >`
    select a.status, b.settled - b.unsettled_out - b.reserved as available,
      coalesce((select p.settled + p.unsettled - p.reserved from portal.position p
                where p.account_id = a.id and p.symbol = ${input.symbol}), 0) as sellable,
      (select count(*)::int from portal.orders o where o.account_id = a.id
        and o.status in ('PENDING_NEW', 'NEW', 'PARTIALLY_FILLED', 'PENDING_CANCEL')) as open_orders
    from portal.account a
    join portal.account_holder h on h.account_id = a.id and h.user_id = ${actor.userId}::uuid
    left join portal.cash_balance b on b.account_id = a.id
    where a.id = ${input.accountId}::uuid`;
  if (!row) throw new AppError("NOT_FOUND");
  const account: AccountFacts = {
    isOpen: row.status === "OPEN",
    available: money(String(row.available ?? "0")),
    sellable: quantity(String(row.sellable)),
    openOrders: row.open_orders,
  };
  return checkAccount(input, account, holdFor(input, facts).holdCash);
}

/** A refused order is a record too: kept with its reasons, seen by the customer and by supervision. */
async function keepDenied(
  deps: Deps,
  actor: Actor,
  input: OrderInput,
  facts: TradingFacts,
  reasons: readonly Denial[],
): Promise<OrderView> {
  const holder = await deps.db.accountHolder.findFirst({
    where: { accountId: input.accountId, userId: actor.userId },
  });
  if (!holder) throw new AppError("NOT_FOUND");
  const bodyHash = sha256(canonicalOrder(input));
  const at = toDate(facts.at);
  try {
    const order = await deps.db.order.create({
      data: {
        id: newId(),
        accountId: input.accountId,
        clientOrderId: input.clientOrderId,
        bodyHash,
        placedBy: actor.userId,
        symbol: input.symbol,
        side: input.side,
        type: input.type,
        timeInForce: input.timeInForce,
        quantity: input.quantity.toFixed(),
        limitPrice: input.type === "LIMIT" ? input.limitPrice.toFixed() : null,
        status: "DENIED",
        leavesQty: "0",
        reasons: reasons.map((reason) => ({ ...reason })),
        placedAt: toDate(deps.clock.now()),
        exchangeAt: at,
        closedAt: at,
      },
    });
    return orderView(order);
  } catch (error) {
    if (isUniqueViolation(error)) return firstAnswer(deps, actor, input, bodyHash);
    throw error;
  }
}
