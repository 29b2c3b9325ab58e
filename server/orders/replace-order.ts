import { AppError } from "@/domain/errors";
import {
  type Money,
  money,
  price,
  type Quantity,
  quantity,
  subtract,
  ZERO,
  NO_SHARES,
} from "@/domain/money/money";
import { buyHold, worstPrice } from "@/domain/orders/order-cost";
import { isOpen, nextStatus, type OrderStatus } from "@/domain/orders/order-machine";
import type { ReplaceInput } from "@/domain/orders/order-input";
import { isStop, type OrderTerms } from "@/domain/orders/order-terms";
import { checkTerms } from "@/domain/orders/pre-trade-checks";
import { lendingOf } from "@/domain/onboarding/account-types";
import { type MarginHold, marginHold } from "@/domain/risk/margin-holds";
import { marginRules } from "@/domain/risk/margin-rules";
import { type Instant, localDateFromColumn, toDate } from "@/domain/time/instant";
import { takeBuyingPower, takeShares } from "@/server/ledger";
import { markAccounts } from "@/server/margin";
import { isUnblocked } from "@/server/orders/placing-guard";
import { factsAt, type TradingFacts } from "@/server/orders/trading-facts";
import { type OrderView, orderView } from "@/server/orders/views";
import { storedReplace } from "@/server/orders/working-orders";
import { type Actor, heldBy } from "@/server/platform/actor";
import { Prisma, type Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/**
 * Asks for new terms of a working order (FIX G): they are in force only when its venue says so; until then the order
 * is PENDING_REPLACE under its old terms, and fills may still come. What the new terms hold more than the old ones is
 * taken now. ORDER_NOT_CANCELABLE once the order is over or while another request is under way; VALIDATION with the
 * reason where the new terms would be refused; NOT_FOUND for another's order.
 */
export async function replaceOrder(deps: Deps, actor: Actor, input: ReplaceInput): Promise<OrderView> {
  const at = await deps.clock.exchangeNow();
  const view = await deps.db.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from portal.orders where id = ${input.orderId}::uuid for update`;
    const order = await tx.order.findFirst({
      where: { id: input.orderId, account: heldBy(actor) },
      include: {
        children: { where: { status: { in: ["SENT", "WORKING"] } }, orderBy: { id: "asc" } },
        account: { select: { type: true } },
      },
    });
    if (!order) throw new AppError("NOT_FOUND");
    const pending = order.pendingReplace as { requestId?: string } | null;
    if (pending?.requestId === input.clientOrderId) return orderView(order);
    const from = order.status as OrderStatus;
    const to = nextStatus(from, "PEND_REPLACE");
    if (!isOpen(from) || !to || from.startsWith("PENDING") || from === "HELD")
      throw new AppError("ORDER_NOT_CANCELABLE");
    if (order.groupId)
      throw new AppError("VALIDATION", "Cancel orders that belong together, and place them anew.");
    const terms = newTerms(order, input);
    const facts = factsAt(deps, { ...terms, amount: null }, at);
    requireTerms(terms, facts, quantity(order.cumQty));
    const isMargin = lendingOf(order.account.type) === "MARGIN";
    if (isMargin) await markAccounts(tx, deps, [order.accountId], at);
    const hold = await takeMore(tx, order, terms, facts);
    const updated = await tx.order.update({
      where: { id: order.id },
      data: {
        status: to,
        holdCash: hold.cash.toFixed(),
        holdShares: hold.shares.toFixed(),
        ...(isMargin
          ? { holdLoan: hold.margin.loan.toFixed(), holdOpening: hold.margin.opening.toFixed() }
          : {}),
        pendingReplace: storedReplace(
          {
            requestId: input.clientOrderId,
            quantity: terms.quantity,
            limitPrice: terms.limitPrice,
            stopPrice: terms.stopPrice,
            awaiting: order.children.map(({ id }) => id),
            isTaken: false,
          },
          worstOf(terms, facts),
        ),
        version: { increment: 1 },
      },
    });
    await note(tx, actor, order, { from, to, at });
    await tellVenues(tx, order, terms, input.clientOrderId);
    await publish(tx, `account:${order.accountId}`, "orders");
    return orderView(updated);
  });
  deps.nudge();
  return view;
}

type Row = Prisma.OrderGetPayload<{ include: { children: true } }>;
type Held = { cash: Money; shares: Quantity; margin: MarginHold };

/** The order's terms with what is to change. */
function newTerms(order: Row, input: ReplaceInput): OrderTerms {
  const type = order.type as OrderTerms["type"];
  if (input.limitPrice && order.limitPrice === null)
    throw new AppError("VALIDATION", "This order has no limit price to change.");
  if (input.stopPrice && order.stopPrice === null)
    throw new AppError("VALIDATION", "This order has no stop price to change.");
  return {
    symbol: order.symbol,
    side: order.side as OrderTerms["side"],
    type,
    timeInForce: order.timeInForce as OrderTerms["timeInForce"],
    session: order.session as OrderTerms["session"],
    quantity: input.quantity ?? quantity(order.quantity),
    limitPrice: input.limitPrice ?? (order.limitPrice && price(order.limitPrice)),
    stopPrice: input.stopPrice ?? (order.stopPrice && price(order.stopPrice)),
    trail: null,
    expiresOn: order.expiresOn && localDateFromColumn(order.expiresOn),
    route: { kind: "SMART" },
  };
}

/** New terms are checked like a new order's; a stop that was touched already has no side any more. */
function requireTerms(terms: OrderTerms, facts: TradingFacts, filled: Quantity): void {
  if (terms.quantity.lt(filled))
    throw new AppError(
      "VALIDATION",
      `${filled.toFixed()} shares are filled already: ask for that many at least.`,
    );
  const [denial] = checkTerms(terms, facts.market).filter(
    ({ code }) => !(isStop(terms.type) && code === "STOP_SIDE" && filled.gt(0)),
  );
  if (denial) throw new AppError("VALIDATION", denial.message);
}

const worstOf = (terms: OrderTerms, facts: TradingFacts) =>
  worstPrice(terms, { nbbo: facts.market.nbbo, lastPrice: facts.market.lastPrice }, facts.tradeDate);

/** Takes what the new terms hold beyond the present hold, or throws BUYING_POWER; the guard is the statement itself. */
async function takeMore(tx: Tx, order: Row, terms: OrderTerms, facts: TradingFacts): Promise<Held> {
  const margin = { loan: money(order.holdLoan), opening: money(order.holdOpening) };
  const held = { cash: money(order.holdCash), shares: quantity(order.holdShares), margin };
  const leaves = subtract(terms.quantity, quantity(order.cumQty));
  if (terms.side === "SELL") {
    const more = subtract(leaves, held.shares);
    if (!more.gt(0)) return held;
    await requireTaken(tx, takeShares(order.accountId, order.symbol, more, Prisma.sql`true`));
    return { cash: ZERO, shares: leaves, margin };
  }
  const worst = worstOf(terms, facts);
  const progress = { quantity: terms.quantity, leaves, charged: money(order.commission) };
  const isGoodTillCancelled = order.expiresOn !== null;
  const needed = worst
    ? buyHold({ isGoodTillCancelled, tradeDate: facts.tradeDate, accountClass: "STANDARD" }, progress, worst)
    : held.cash;
  const more = subtract(needed, held.cash);
  if (!more.gt(0)) return held;
  const need = worst ? marginHold(terms.symbol, leaves, worst, facts.tradeDate) : margin;
  const hold = {
    cash: more,
    loan: subtract(need.loan, margin.loan),
    opening: subtract(need.opening, margin.opening),
    at: facts.at,
    minimumEquity: marginRules(facts.tradeDate).minimumEquity,
  };
  await requireTaken(tx, takeBuyingPower(order.accountId, hold, isUnblocked("BUY")));
  return { cash: needed, shares: NO_SHARES, margin: need };
}

async function requireTaken(tx: Tx, guard: Prisma.Sql): Promise<void> {
  const taken = await tx.$queryRaw<unknown[]>`${guard}`;
  if (taken.length === 0)
    throw new AppError(
      "VALIDATION",
      "There is not enough buying power or not enough shares for the new terms.",
    );
}

async function note(
  tx: Tx,
  actor: Actor,
  order: Row,
  change: { from: OrderStatus; to: OrderStatus; at: Instant },
): Promise<void> {
  await tx.orderEvent.create({
    data: {
      orderId: order.id,
      accountId: order.accountId,
      execType: "PENDING_REPLACE",
      fromStatus: change.from,
      toStatus: change.to,
      detail: { note: "You asked to change it.", by: actor.userId },
      exchangeAt: toDate(change.at),
    },
  });
}

/** Each venue hears of its own part: the last one gets what is more or less, the others their prices. */
async function tellVenues(tx: Tx, order: Row, terms: OrderTerms, requestId: string): Promise<void> {
  let change = subtract(terms.quantity, quantity(order.quantity));
  const parts = order.children.toReversed().map((child) => {
    const had = quantity(child.quantity);
    const least = quantity(child.cumQty);
    const asked = quantity(had.plus(change));
    const given = asked.lt(least) ? least : asked;
    change = subtract(change, subtract(given, had));
    return { childOrderId: child.id, quantity: given.toFixed() };
  });
  await tx.outbox.createMany({
    data: parts.map((part) => ({
      messageId: newId(),
      party: "VENUES",
      kind: "REPLACE_ORDER",
      payload: {
        kind: "REPLACE_ORDER",
        requestId,
        ...part,
        limitPrice: terms.limitPrice?.toFixed() ?? null,
        stopPrice: terms.stopPrice?.toFixed() ?? null,
      },
    })),
  });
}
