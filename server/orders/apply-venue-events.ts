import type { Numbered } from "@/domain/clearing/ports";
import { feeIncrement } from "@/domain/fees/trade-fees";
import { netOf, tradeJournal } from "@/domain/ledger/posting-rules";
import {
  add,
  larger,
  type Money,
  NO_SHARES,
  type Price,
  price,
  type Quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { buyHold } from "@/domain/orders/order-cost";
import { InvariantError } from "@/domain/errors";
import { isOpen } from "@/domain/orders/order-machine";
import { largestLeaves } from "@/domain/orders/order-leaves";
import { applyVenueEvent } from "@/domain/orders/order-state";
import type { OrderRecord } from "@/domain/orders/order-state-types";
import type { VenueEvent } from "@/domain/routing/messages";
import { settlementCalendar } from "@/domain/time/calendar";
import { type Instant, instantFromIso, localDateOf } from "@/domain/time/instant";
import {
  applyToLots,
  type HoldChange,
  lockCash,
  type LotTrade,
  postJournals,
  releaseHolds,
} from "@/server/ledger";
import { accountClassOf } from "@/server/orders/trading-facts";
import { exitHold, followEntry, isExit, markAwaiting } from "@/server/orders/group-effects";
import { askForRoutes } from "@/server/orders/ask-for-routes";
import {
  type BookedFill,
  loadBook,
  type OrderBook,
  type OrderNote,
  type WorkingOrder,
  writeBook,
} from "@/server/orders/working-orders";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { idFrom } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";

/**
 * Applies a batch of venue events in one transaction, in their order: order states, executions, journals, lots and
 * holds. The number of statements does not depend on the number of events. The caller has made sure that each event
 * is new (invariant I8).
 */
export async function applyVenueEvents(
  tx: Tx,
  deps: Deps,
  events: readonly Numbered<VenueEvent>[],
): Promise<void> {
  const book = await loadBook(
    tx,
    events.map(({ event }) => event.childOrderId),
  );
  await lockCash(
    tx,
    [...book.orders.values()].map((order) => order.accountId),
  );
  const fills: BookedFill[] = [];
  const holds: HoldChange[] = [];
  const groups = new Map<string, Instant>();
  for (const { seq, event } of events) {
    const order = book.byChild.get(event.childOrderId);
    if (!order) {
      // A venue's mistake must not stop everything behind it; the event itself is kept in inbound_message.
      deps.log.error({ seq, kind: event.kind }, "a venue spoke of a child order that we do not know");
      continue;
    }
    markAwaiting(order, book.orders.values());
    const booked = applyToOrder(order, event);
    if (booked) fills.push(booked);
    if (order.group) groups.set(order.group.id, instantFromIso(event.at));
    else holds.push(...releaseOf(order, instantFromIso(event.at)));
  }
  const exits: string[] = [];
  for (const [groupId, at] of groups) {
    const members = [...book.orders.values()].filter((order) => order.group?.id === groupId);
    if (followEntry(members, at)) exits.push(groupId);
    for (const order of members) holds.push(...releaseOf(order, at, exitHold(order, members)));
  }
  await writeBook(tx, book, fills);
  await askForRoutes(tx, again(book), exits);
  await postJournals(
    tx,
    fills.map((fill) => tradeJournal(tradePosting(fill))),
  );
  await applyToLots(tx, fills.map(lotTrade));
  await releaseHolds(tx, holds);
  for (const accountId of touchedAccounts(book))
    await publish(tx, `account:${accountId}`, fills.length > 0 ? "fills" : "orders");
}

/** Orders of which a part came back from a venue that it was only sent to for what was displayed. */
const again = (book: OrderBook): string[] =>
  [...book.orders.values()]
    .filter(
      ({ state, changedChildren }) =>
        isOpen(state.status) &&
        state.children.some((child) => child.status === "HANDED_BACK" && changedChildren.has(child.id)),
    )
    .map(({ id }) => id);

const touchedAccounts = (book: OrderBook): Set<string> =>
  new Set(
    [...book.orders.values()].filter((order) => order.records.length > 0).map((order) => order.accountId),
  );

/** What would change figures that the books below do not write yet. Wrong books are worse than a stop. */
const NOT_BOOKED: ReadonlySet<VenueEvent["kind"]> = new Set(["FILL_BUSTED", "FILL_CORRECTED"]);

/** Moves one order by one event; returns the fill if there was one. */
function applyToOrder(order: WorkingOrder, event: VenueEvent): BookedFill | null {
  if (NOT_BOOKED.has(event.kind)) throw new InvariantError(`a venue's ${event.kind} cannot be booked`);
  const at = instantFromIso(event.at);
  const outcome = applyVenueEvent(order.state, event);
  const replacing = order.state.pendingReplace;
  order.state = outcome.state;
  if (event.kind === "TRIGGERED") order.triggeredAt ??= at;
  if (replacing && !outcome.state.pendingReplace) {
    // New terms are in force, or were refused: from here on one worst price counts.
    if (event.kind === "REPLACED" || replacing.isTaken)
      order.worstPrice = order.pendingWorst ?? order.worstPrice;
    order.pendingWorst = null;
  }
  if (event.kind === "RESTATED" && outcome.records.length > 0) adjust(order, event);
  for (const record of outcome.records)
    order.records.push({ record, at, cumQty: outcome.state.cumQty, trade: tradeOf(record, event) });
  order.changedChildren.add(event.childOrderId);
  if (!isOpen(outcome.state.status)) order.closedAt ??= at;
  if (event.kind === "REJECTED" && outcome.state.status === "REJECTED")
    order.reasons = [{ code: "REJECTED_BY_VENUE", message: event.reason }];
  if (!outcome.fill || event.kind !== "FILL") return null;
  const tradeDate = localDateOf(at);
  const before = order.tradedOn.get(tradeDate) ?? { quantity: NO_SHARES, notional: ZERO };
  const after = {
    quantity: add(before.quantity, outcome.fill.quantity),
    notional: add(before.notional, outcome.fill.gross),
  };
  order.tradedOn.set(tradeDate, after);
  const terms = { side: order.side, tradeDate, accountClass: accountClassOf(order.commissionClass) };
  const fees = feeIncrement(terms, before, after);
  order.commission = add(order.commission, fees.commission);
  order.secFee = add(order.secFee, fees.secFee);
  order.tafFee = add(order.tafFee, fees.tafFee);
  return {
    id: idFrom("execution", event.venue, event.execId),
    order,
    event,
    fill: outcome.fill,
    fees,
    at,
    tradeDate,
    settlementDate: settlementCalendar.settlementDate(tradeDate),
  };
}

/** A corporate action moves the worst price with the order's own, and with it what the order must hold. */
function adjust(order: WorkingOrder, event: Extract<VenueEvent, { kind: "RESTATED" }>): void {
  if (event.reason !== "GT_CORPORATE_ACTION") return;
  const worst = event.limitPrice ?? event.bound;
  if (worst !== undefined) order.worstPrice = price(worst);
  if (event.trailValue !== undefined) order.trailValue = price(event.trailValue);
  order.isAdjusted = true;
}

/** The fill that a line of history tells of. */
function tradeOf({ execType }: OrderRecord, event: VenueEvent): OrderNote["trade"] {
  if (execType !== "TRADE" || event.kind !== "FILL") return null;
  return { lastQty: event.quantity, lastPx: event.price, venue: event.venue };
}

/**
 * What the order no longer needs to hold, after what has just happened to it; for an exit whose entry has just bought,
 * what it holds from now on (a negative release: the shares came in the same transaction). So it is with an order that
 * a split has made larger: that comes from outside, and is not ours to refuse.
 */
function releaseOf(
  order: WorkingOrder,
  at: Instant,
  needed: { cash: Money; shares: Quantity } = holdNeeded(order, at),
): HoldChange[] {
  const cash = subtract(order.holdCash, needed.cash);
  const shares = subtract(order.holdShares, needed.shares);
  const change = {
    accountId: order.accountId,
    symbol: order.symbol,
    cash: cash.gt(0) || order.isAdjusted ? cash : ZERO,
    shares: shares.gt(0) || isExit(order) || order.isAdjusted ? shares : NO_SHARES,
  };
  if (change.cash.isZero() && change.shares.isZero()) return [];
  order.holdCash = subtract(order.holdCash, change.cash);
  order.holdShares = subtract(order.holdShares, change.shares);
  order.isChanged = true;
  return [change];
}

function holdNeeded(order: WorkingOrder, at: Instant): { cash: Money; shares: Quantity } {
  const leaves = largestLeaves(order.state);
  if (order.side === "SELL") return { cash: ZERO, shares: leaves };
  const worst = dearer(order.worstPrice, order.pendingWorst);
  if (leaves.isZero() || !worst) return { cash: ZERO, shares: NO_SHARES };
  const terms = {
    isGoodTillCancelled: order.expiresOn !== null,
    tradeDate: localDateOf(at),
    accountClass: "STANDARD" as const,
  };
  const whole = larger(order.state.quantity, order.state.pendingReplace?.quantity ?? NO_SHARES);
  const progress = { quantity: whole, leaves, charged: order.commission };
  return { cash: buyHold(terms, progress, worst), shares: NO_SHARES };
}

const dearer = (a: Price | null, b: Price | null): Price | null => (a && b ? larger(a, b) : (a ?? b));

function tradePosting(fill: BookedFill) {
  return {
    executionId: fill.id,
    accountId: fill.order.accountId,
    side: fill.order.side,
    symbol: fill.order.symbol,
    shares: fill.fill.quantity,
    gross: fill.fill.gross,
    commission: fill.fees.commission,
    regulatoryFees: add(fill.fees.secFee, fill.fees.tafFee),
    tradeDate: fill.tradeDate,
    settlementDate: fill.settlementDate,
    exchangeAt: fill.at,
  };
}

function lotTrade(fill: BookedFill): LotTrade {
  const posting = tradePosting(fill);
  return {
    executionId: fill.id,
    accountId: posting.accountId,
    symbol: posting.symbol,
    side: posting.side,
    shares: posting.shares,
    net: netOf(posting),
    tradeDate: posting.tradeDate,
  };
}
