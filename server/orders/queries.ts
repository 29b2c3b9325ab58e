import { AppError } from "@/domain/errors";
import { add, money, moneyToWire, type Price, price, quantity, toCents, toWire } from "@/domain/money/money";
import { OPEN_STATUSES } from "@/domain/orders/order-machine";
import { localDateFromColumn } from "@/domain/time/instant";
import { type ExecutionView, type OrderDetailView, type OrderView, orderView } from "@/server/orders/views";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Prisma } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

export type OrderList = { orders: OrderView[]; nextCursor: string | null };
const PAGE = 50;

/** What each venue got of an order, in the order in which it was sent. */
const ROUTE = {
  children: {
    orderBy: { id: "asc" },
    select: { id: true, venue: true, quantity: true, cumQty: true, routedAt: true },
  },
} as const;

/** Throws NOT_FOUND unless the account is the actor's own. */
async function requireOwnAccount(deps: Deps, actor: Actor, accountId: string): Promise<void> {
  const own = await deps.db.account.findFirst({
    where: { id: accountId, ...heldBy(actor) },
    select: { id: true },
  });
  if (!own) throw new AppError("NOT_FOUND");
}

/**
 * An account's orders, newest first, at most 50 at a time; `open` leaves out what is over, `groupId` what does not
 * belong together. NOT_FOUND for another's account or place in the list.
 */
export async function listOrders(
  deps: Deps,
  actor: Actor,
  input: {
    accountId: string;
    show: "ALL" | "OPEN";
    symbol?: string | undefined;
    groupId?: string | undefined;
    cursor?: string | undefined;
  },
): Promise<OrderList> {
  await requireOwnAccount(deps, actor, input.accountId);
  const { accountId, cursor } = input;
  if (cursor && (await deps.db.order.count({ where: { id: cursor, accountId } })) === 0)
    throw new AppError("NOT_FOUND");
  const rows = await deps.db.order.findMany({
    where: {
      accountId: input.accountId,
      account: heldBy(actor),
      ...(input.show === "OPEN" ? { status: { in: [...OPEN_STATUSES] } } : {}),
      ...(input.symbol ? { symbol: input.symbol } : {}),
      ...(input.groupId ? { groupId: input.groupId } : {}),
    },
    include: ROUTE,
    orderBy: [{ exchangeAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
  });
  const page = rows.slice(0, PAGE);
  return { orders: page.map(orderView), nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

/** One order with its whole history and every fill. NOT_FOUND for another's. */
export async function orderDetail(
  deps: Deps,
  actor: Actor,
  input: { orderId: string },
): Promise<OrderDetailView> {
  const row = await deps.db.order.findFirst({
    where: { id: input.orderId, account: heldBy(actor) },
    include: {
      ...ROUTE,
      events: { orderBy: { id: "asc" }, take: 500 },
      executions: { orderBy: { executedAt: "asc" }, take: 500 },
    },
  });
  if (!row) throw new AppError("NOT_FOUND");
  return {
    ...orderView(row),
    events: row.events.map((event) => ({
      id: String(event.id),
      execType: event.execType,
      from: event.fromStatus,
      to: event.toStatus,
      note: noteOf(event.detail),
      at: event.exchangeAt.toISOString(),
    })),
    executions: row.executions.map((execution) => {
      const child = row.children.find(({ id }) => id === execution.childOrderId);
      return executionView(execution, child?.routedAt ?? null);
    }),
  };
}

/** The fills of an account, newest first, at most 50 at a time. NOT_FOUND for another's account or place in the list. */
export async function listExecutions(
  deps: Deps,
  actor: Actor,
  input: { accountId: string; cursor?: string | undefined },
): Promise<{ executions: ExecutionView[]; nextCursor: string | null }> {
  await requireOwnAccount(deps, actor, input.accountId);
  const { accountId, cursor } = input;
  if (cursor && (await deps.db.execution.count({ where: { id: cursor, accountId } })) === 0)
    throw new AppError("NOT_FOUND");
  const rows = await deps.db.execution.findMany({
    where: { accountId: input.accountId, order: { account: heldBy(actor) } },
    orderBy: [{ executedAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
  });
  const page = rows.slice(0, PAGE);
  return {
    executions: page.map((row) => executionView(row)),
    nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

const noteOf = (detail: Prisma.JsonValue): string =>
  typeof detail === "object" && detail !== null && "note" in detail && typeof detail.note === "string"
    ? detail.note
    : "";

type ExecutionRow = Prisma.ExecutionGetPayload<object>;

function executionView(row: ExecutionRow, routedAt: Date | null = null): ExecutionView {
  const paid = price(row.price);
  const quoted = row.side === "BUY" ? row.nbboAsk : row.nbboBid;
  const fees = add(money(row.commission), money(row.secFee), money(row.tafFee));
  return {
    id: row.id,
    orderId: row.orderId,
    symbol: row.symbol,
    side: row.side as ExecutionView["side"],
    venue: row.venue,
    quantity: toWire(quantity(row.quantity)),
    price: toWire(paid),
    liquidity: row.liquidity as ExecutionView["liquidity"],
    venueFee: toWire(money(row.venueFee)),
    fees: moneyToWire(fees),
    nbboBid: row.nbboBid && toWire(price(row.nbboBid)),
    nbboAsk: row.nbboAsk && toWire(price(row.nbboAsk)),
    latencyMs: routedAt && row.executedAt.getTime() - routedAt.getTime(),
    // What had been resting traded at its own price, whatever was quoted when it came: nothing was improved.
    improvement:
      row.liquidity === "REMOVED" && quoted
        ? improvement(row.side, paid, price(quoted), quantity(row.quantity))
        : null,
    at: row.executedAt.toISOString(),
    tradeDate: localDateFromColumn(row.tradeDate),
    settlementDate: localDateFromColumn(row.settlementDate),
    isSettled: row.settledAt !== null,
    execId: row.execId,
    isBusted: row.bustedAt !== null,
    isCorrected: row.revision > 0,
  };
}

/** Dollars better than the best opposite quote at routing, for the whole fill (price improvement as in Rule 605). */
function improvement(side: string, paid: Price, quoted: Price, shares: ReturnType<typeof quantity>): string {
  const better = side === "BUY" ? quoted.minus(paid) : paid.minus(quoted);
  return moneyToWire(toCents(better.times(shares)));
}

/** For the desk: all orders of all accounts, newest first. */
export async function deskOrders(
  deps: Deps,
  input: { show: "ALL" | "OPEN" | "DENIED"; cursor?: string | undefined },
): Promise<{
  orders: (OrderView & { accountNumber: string | null; accountTitle: string })[];
  nextCursor: string | null;
}> {
  const status =
    input.show === "OPEN" ? { in: [...OPEN_STATUSES] } : input.show === "DENIED" ? "DENIED" : undefined;
  const rows = await deps.db.order.findMany({
    where: status ? { status } : {},
    include: { ...ROUTE, account: { select: { number: true, title: true } } },
    orderBy: { id: "desc" },
    take: PAGE + 1,
    ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
  });
  const page = rows.slice(0, PAGE);
  return {
    orders: page.map((row) => ({
      ...orderView(row),
      accountNumber: row.account.number,
      accountTitle: row.account.title,
    })),
    nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}
