import type { Numbered } from "@/domain/clearing/ports";
import { feeIncrement } from "@/domain/fees/trade-fees";
import { netOf, tradeJournal } from "@/domain/ledger/posting-rules";
import { add, type Money, NO_SHARES, type Quantity, subtract, ZERO } from "@/domain/money/money";
import { buyHold } from "@/domain/orders/order-cost";
import { InvariantError } from "@/domain/errors";
import { isOpen } from "@/domain/orders/order-machine";
import { leavesQty } from "@/domain/orders/order-leaves";
import { applyVenueEvent } from "@/domain/orders/order-state";
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
import {
  type BookedFill,
  loadBook,
  type OrderBook,
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
  for (const { seq, event } of events) {
    const order = book.byChild.get(event.childOrderId);
    if (!order) {
      // A venue's mistake must not stop everything behind it; the event itself is kept in inbound_message.
      deps.log.error({ seq, kind: event.kind }, "a venue spoke of a child order that we do not know");
      continue;
    }
    const booked = applyToOrder(order, event);
    if (booked) fills.push(booked);
    const released = releaseOf(order, instantFromIso(event.at));
    if (released) holds.push(released);
  }
  await writeBook(tx, book, fills);
  await postJournals(
    tx,
    fills.map((fill) => tradeJournal(tradePosting(fill))),
  );
  await applyToLots(tx, fills.map(lotTrade));
  await releaseHolds(tx, holds);
  for (const accountId of touchedAccounts(book))
    await publish(tx, `account:${accountId}`, fills.length > 0 ? "fills" : "orders");
}

const touchedAccounts = (book: OrderBook): Set<string> =>
  new Set(
    [...book.orders.values()].filter((order) => order.records.length > 0).map((order) => order.accountId),
  );

/** What would change figures that the books below do not write yet. Wrong books are worse than a stop. */
const NOT_BOOKED: ReadonlySet<VenueEvent["kind"]> = new Set([
  "REPLACED",
  "RESTATED",
  "FILL_BUSTED",
  "FILL_CORRECTED",
]);

/** Moves one order by one event; returns the fill if there was one. */
function applyToOrder(order: WorkingOrder, event: VenueEvent): BookedFill | null {
  if (NOT_BOOKED.has(event.kind)) throw new InvariantError(`a venue's ${event.kind} cannot be booked`);
  const at = instantFromIso(event.at);
  const outcome = applyVenueEvent(order.state, event);
  order.state = outcome.state;
  for (const record of outcome.records) order.records.push({ record, at });
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

/** What the order no longer needs to hold, after what has just happened to it. */
function releaseOf(order: WorkingOrder, at: Instant): HoldChange | null {
  const needed = holdNeeded(order, at);
  const cash = subtract(order.holdCash, needed.cash);
  const shares = subtract(order.holdShares, needed.shares);
  if (cash.lte(0) && shares.lte(0)) return null;
  const change = {
    accountId: order.accountId,
    symbol: order.symbol,
    cash: cash.gt(0) ? cash : ZERO,
    shares: shares.gt(0) ? shares : NO_SHARES,
  };
  order.holdCash = subtract(order.holdCash, change.cash);
  order.holdShares = subtract(order.holdShares, change.shares);
  return change;
}

function holdNeeded(order: WorkingOrder, at: Instant): { cash: Money; shares: Quantity } {
  const leaves = leavesQty(order.state);
  if (order.side === "SELL") return { cash: ZERO, shares: leaves };
  if (leaves.isZero() || !order.worstPrice) return { cash: ZERO, shares: NO_SHARES };
  const terms = {
    isGoodTillCancelled: order.expiresOn !== null,
    tradeDate: localDateOf(at),
    accountClass: "STANDARD" as const,
  };
  const progress = { quantity: order.state.quantity, leaves, charged: order.commission };
  return { cash: buyHold(terms, progress, order.worstPrice), shares: NO_SHARES };
}

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
