import { AppError } from "@/domain/errors";
import { canonicalOrder, type OrderInput } from "@/domain/orders/order-input";
import { checkAccount, checkTerms, type Denial } from "@/domain/orders/pre-trade-checks";
import { toDate } from "@/domain/time/instant";
import { marginRules } from "@/domain/risk/margin-rules";
import { type PurchaseHold, takeBuyingPower, takeShares } from "@/server/ledger";
import { freshMarks } from "@/server/margin";
import {
  type NewOrder,
  newOrder,
  newOrderRow,
  orderColumns,
  type OrderNames,
} from "@/server/orders/order-rows";
import { beforeGuard, duplicateWarning, guardFacts, placingGuard } from "@/server/orders/placing-guard";
import { requireLots } from "@/server/orders/require-lots";
import { type TradingFacts, tradingFacts } from "@/server/orders/trading-facts";
import { type OrderView, orderView } from "@/server/orders/views";
import type { Actor } from "@/server/platform/actor";
import { sha256 } from "@/server/platform/crypto";
import { type Db, isUniqueViolation, Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/** Looks and takes: when the money was there as we looked and is gone as we take it, we look again. */
const ATTEMPTS = 3;

/**
 * Places an order: checks it, takes its hold, writes it down and asks the router to send it on. When this returns,
 * the order is durable; what becomes of it arrives as news.
 *
 * An order that we refuse is kept as DENIED with its reasons and returned, not thrown. The same clientOrderId with the
 * same terms returns the first order; with other terms it throws CLIENT_ORDER_ID_CONFLICT. An order that looks like one
 * just placed throws SUSPECTED_DUPLICATE and is placed when it comes again confirmed. An account that is not the
 * actor's is NOT_FOUND.
 */
export async function placeOrder(deps: Deps, actor: Actor, input: OrderInput): Promise<OrderView> {
  const facts = await tradingFacts(deps, input);
  if (input.lots) await requireLots(deps, actor, input, facts.market.instrument?.kind);
  const names: OrderNames = {
    accountId: input.accountId,
    clientOrderId: input.clientOrderId,
    placedBy: actor.userId,
    bodyHash: sha256(canonicalOrder(input)),
    amount: input.amount,
    isConfirmed: input.isConfirmed,
  };
  return placeChecked(deps, names, facts, (order) => takeAndWrite(deps, deps.db, order));
}

/**
 * Checks an order, lets `write` take its hold and write it, and keeps it as DENIED where that may not be. `write`
 * answers false when the guard refused, in which case it has written nothing. `faults` are reasons known already.
 */
export async function placeChecked(
  deps: Deps,
  names: OrderNames,
  facts: TradingFacts,
  write: (order: NewOrder) => Promise<boolean>,
  { group, faults }: { group: NewOrder["group"]; faults: readonly Denial[] } = { group: null, faults: [] },
): Promise<OrderView> {
  const denials = [...checkTerms(facts.terms, facts.market), ...faults];
  try {
    for (let attempt = 0; denials.length === 0 && attempt < ATTEMPTS; attempt++) {
      const order = newOrder(names, facts, { status: "PENDING_NEW", group, reasons: null });
      if (await write(order)) {
        deps.nudge();
        return orderView(newOrderRow(order));
      }
      denials.push(...(await whyNot(deps, order)));
    }
    if (denials.length === 0)
      denials.push({
        code: "BUYING_POWER",
        message: "Other orders of this account took the buying power first.",
      });
    return await keepDenied(deps, newOrder(names, facts, { status: "DENIED", group, reasons: denials }));
  } catch (error) {
    if (isUniqueViolation(error)) return firstAnswer(deps, names);
    throw error;
  }
}

/**
 * How a sale's lots are chosen, beside the columns of RECORD: as its order says, else by the account's standing
 * instruction of this moment. Purchases have nothing of it in their statement.
 */
const CHOICE_NAMES = Prisma.sql`, lot_method, named_lots`;
const CHOICE_RECORD = Prisma.sql`, lot_method text, named_lots jsonb`;
const methodOf = ({ accountId, facts }: NewOrder): Prisma.Sql => {
  const method = facts.market.instrument?.kind === "ETF" ? Prisma.sql`i.funds` : Prisma.sql`i.stocks`;
  return Prisma.sql`coalesce(r.lot_method, (
    select nullif(${method}, 'FIFO') from portal.lot_instruction i where i.account_id = ${accountId}::uuid
    order by i.seq desc limit 1))`;
};

/** The columns of portal.orders that a new order has. */
const RECORD = Prisma.sql`id uuid, account_id uuid, client_order_id text, body_hash text, placed_by uuid, symbol text,
  side text, type text, time_in_force text, session text, quantity numeric, limit_price numeric, stop_price numeric,
  trail_by text, trail_value numeric, amount numeric, route_venue text, on_protected text, do_not_reduce boolean, group_id uuid,
  group_role text, worst_price numeric, status text, leaves_qty numeric, hold_cash numeric, hold_shares numeric,
  reasons jsonb, placed_at timestamptz, exchange_at timestamptz, expires_on date, closed_at timestamptz`;
const NAMES = Prisma.sql`id, account_id, client_order_id, body_hash, placed_by, symbol, side, type, time_in_force,
  session, quantity, limit_price, stop_price, trail_by, trail_value, amount, route_venue, on_protected, do_not_reduce, group_id,
  group_role, worst_price, status, leaves_qty, hold_cash, hold_shares, reasons, placed_at, exchange_at, expires_on,
  closed_at`;
const NAMED = Prisma.sql`r.id, r.account_id, r.client_order_id, r.body_hash, r.placed_by, r.symbol, r.side, r.type, r.time_in_force,
  r.session, r.quantity, r.limit_price, r.stop_price, r.trail_by, r.trail_value, r.amount, r.route_venue, r.on_protected, r.do_not_reduce, r.group_id,
  r.group_role, r.worst_price, r.status, r.leaves_qty, r.hold_cash, r.hold_shares, r.reasons, r.placed_at, r.exchange_at, r.expires_on,
  r.closed_at`;

/**
 * The whole of it in one statement: the hold is the guard. False when the guard refused (no row was written). A second
 * use of the clientOrderId breaks the unique key and takes the hold back with it.
 */
export async function takeAndWrite(deps: Deps, db: Db | Tx, order: NewOrder): Promise<boolean> {
  const { terms, group } = order;
  const wall = toDate(deps.clock.now());
  const guard =
    terms.side === "BUY"
      ? takeBuyingPower(order.accountId, purchaseHold(order), placingGuard(order, wall))
      : takeShares(order.accountId, terms.symbol, order.holdShares, placingGuard(order, wall));
  const record = JSON.stringify(orderColumns(order, wall));
  // Exits are routed as a group: both legs of an OCO go out together.
  const message =
    group && group.role !== "ENTRY"
      ? { kind: "ROUTE_EXITS", payload: { groupId: group.id } }
      : { kind: "ROUTE_ORDER", payload: { orderId: order.id } };
  const isSale = terms.side === "SELL";
  const rows = await db.$queryRaw<{ id: string }[]>`
    with ${beforeGuard(order)} guard as (${guard}),
    placed as (
      insert into portal.orders (${NAMES}${isSale ? CHOICE_NAMES : Prisma.empty}, hold_loan, hold_opening)
      select ${isSale ? Prisma.sql`${NAMED}, ${methodOf(order)}, r.named_lots` : Prisma.sql`r.*`}, case when guard.is_margin then ${order.holdMargin.loan.toFixed()}::numeric else 0 end,
        case when guard.is_margin then ${order.holdMargin.opening.toFixed()}::numeric else 0 end
      from guard, jsonb_to_record(${record}::jsonb) as r(${RECORD}${isSale ? CHOICE_RECORD : Prisma.empty})
      returning id, account_id, exchange_at),
    noted as (
      insert into portal.order_event (order_id, account_id, exec_type, from_status, to_status, detail, exchange_at)
      select id, account_id, 'PENDING_NEW', null, 'PENDING_NEW',
        ${JSON.stringify({ note: "Received.", by: order.placedBy })}::jsonb, exchange_at from placed),
    sent as (
      insert into portal.outbox (message_id, party, kind, payload)
      select ${newId()}::uuid, 'VENUES', ${message.kind}, ${JSON.stringify(message.payload)}::jsonb from placed)
    select id from placed`;
  return rows.length > 0;
}

/** What a purchase takes of the account's cash row: see `takeBuyingPower`. */
const purchaseHold = ({ holdCash, holdMargin, facts }: NewOrder): PurchaseHold => ({
  cash: holdCash,
  ...holdMargin,
  at: facts.at,
  minimumEquity: marginRules(facts.tradeDate).minimumEquity,
});

/** Writes orders that take no hold: refused ones, and exits that wait for their entry. */
export async function writeOrders(deps: Deps, db: Db | Tx, orders: readonly NewOrder[]): Promise<void> {
  const wall = toDate(deps.clock.now());
  const records = JSON.stringify(orders.map((order) => orderColumns(order, wall)));
  const [first] = orders;
  if (!first) return;
  // They are of one account and one symbol.
  await db.$executeRaw`
    with written as (
      insert into portal.orders (${NAMES}${CHOICE_NAMES})
      select ${NAMED}, case when r.side = 'SELL' then ${methodOf(first)} end, r.named_lots from jsonb_to_recordset(${records}::jsonb) as r(${RECORD}${CHOICE_RECORD})
      returning id, account_id, status, exchange_at)
    insert into portal.order_event (order_id, account_id, exec_type, from_status, to_status, detail, exchange_at)
    select id, account_id, status, null, status, '{"note": "Received with the orders that it belongs to."}'::jsonb,
      exchange_at
    from written where status <> 'DENIED'`;
}

async function firstAnswer(deps: Deps, names: OrderNames): Promise<OrderView> {
  const first = await deps.db.order.findFirst({
    where: { accountId: names.accountId, clientOrderId: names.clientOrderId, placedBy: names.placedBy },
  });
  if (!first || first.bodyHash !== names.bodyHash) throw new AppError("CLIENT_ORDER_ID_CONFLICT");
  return orderView(first);
}

/**
 * Names the reasons why the guard refused; empty when the refusal has meanwhile become untrue. Throws
 * SUSPECTED_DUPLICATE where nothing but a confirmation is missing.
 */
async function whyNot(deps: Deps, order: NewOrder): Promise<Denial[]> {
  // The marks of a margin account were too old to measure by: they are fresh now, and we look again.
  if (order.terms.side === "BUY" && (await freshMarks(deps, order.accountId, order.facts.at))) return [];
  const facts = await guardFacts(deps, order);
  const denials = checkAccount(order.terms, order.facts.market, facts, {
    hold: order.holdCash,
    worst: order.facts.worst,
  });
  if (denials.length > 0) return denials;
  const warning = await duplicateWarning(deps, order, facts);
  if (warning) throw new AppError("SUSPECTED_DUPLICATE", warning.message);
  return [];
}

/** A refused order is a record too: kept with its reasons, seen by the customer and by supervision. */
async function keepDenied(deps: Deps, order: NewOrder): Promise<OrderView> {
  const holder = await deps.db.accountHolder.findFirst({
    where: { accountId: order.accountId, userId: order.placedBy },
  });
  if (!holder) throw new AppError("NOT_FOUND");
  await writeOrders(deps, deps.db, [order]);
  return orderView(newOrderRow(order));
}
