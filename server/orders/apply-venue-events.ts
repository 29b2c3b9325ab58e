import type { Numbered } from "@/domain/clearing/ports";
import { feeIncrement } from "@/domain/fees/trade-fees";
import { tradeJournal } from "@/domain/ledger/posting-rules";
import { add, NO_SHARES, ZERO } from "@/domain/money/money";
import { isOpen } from "@/domain/orders/order-machine";
import type { VenueEvent } from "@/domain/routing/messages";
import { settlementCalendar } from "@/domain/time/calendar";
import { type Instant, instantFromIso, localDateOf } from "@/domain/time/instant";
import { applyToLots, type HoldChange, lockCash, postJournals, releaseHolds } from "@/server/ledger";
import { markAccounts } from "@/server/margin";
import { amendExecution, isAmendment } from "@/server/orders/amend-execution";
import { askForRoutes } from "@/server/order-asks";
import { lotTrade, tradePosting } from "@/server/orders/booked-trades";
import { followEvent } from "@/server/orders/follow-event";
import { exitHold, followEntry, markAwaiting } from "@/server/orders/group-effects";
import { releaseOf } from "@/server/orders/order-holds";
import { accountClassOf } from "@/server/orders/trading-facts";
import { type BookedFill, loadBook, type OrderBook, type WorkingOrder } from "@/server/orders/working-orders";
import { writeBook } from "@/server/orders/write-working-orders";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { idFrom } from "@/server/platform/ids";
import { publishAll } from "@/server/platform/news";

/**
 * Applies a batch of venue events in one transaction, in their order: order states, executions, journals, lots and
 * holds. The number of statements does not depend on the number of events, but for busts and corrections, which are
 * rare and applied one by one. The caller has made sure that each event is new (invariant I8).
 */
export async function applyVenueEvents(
  tx: Tx,
  deps: Deps,
  events: readonly Numbered<VenueEvent>[],
): Promise<void> {
  let from = 0;
  for (const [index, { event }] of events.entries()) {
    if (!isAmendment(event)) continue;
    await applyRun(tx, deps, events.slice(from, index));
    await amendExecution(tx, deps, event);
    from = index + 1;
  }
  await applyRun(tx, deps, events.slice(from));
}

/** Applies events that change nothing that was booked before. */
async function applyRun(tx: Tx, deps: Deps, events: readonly Numbered<VenueEvent>[]): Promise<void> {
  if (events.length === 0) return;
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
  const last = events.at(-1);
  if (last && fills.length > 0)
    await markAccounts(
      tx,
      deps,
      fills.filter(({ order }) => order.isMargin).map(({ order }) => order.accountId),
      instantFromIso(last.event.at),
    );
  const topics = [...touchedAccounts(book)].map((accountId) => `account:${accountId}` as const);
  if (topics.length > 0) await publishAll(tx, topics, fills.length > 0 ? "fills" : "orders");
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

/** Moves one order by one event; returns the fill if there was one. */
function applyToOrder(order: WorkingOrder, event: VenueEvent): BookedFill | null {
  const at = instantFromIso(event.at);
  const filledBefore = order.state.cumQty;
  const outcome = followEvent(order, event);
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
    filledBefore,
  };
}
