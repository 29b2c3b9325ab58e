import { lockCash, postJournals, releaseHolds, remakeLots } from "@/server/ledger";
import { markAccounts } from "@/server/margin";
import type { VenueEvent } from "@/domain/routing/messages";
import { instantFromIso } from "@/domain/time/instant";
import { amendedJournals } from "@/server/orders/amended-journals";
import {
  type BookedExecution,
  type Change,
  changedExecutions,
  writeChanges,
} from "@/server/orders/changed-executions";
import { followEvent } from "@/server/orders/follow-event";
import { askForRoutes, lockOpenOrders } from "@/server/order-asks";
import { exitHold, followEntry, markAwaiting, recallExits } from "@/server/orders/group-effects";
import { holdAnew } from "@/server/orders/order-holds";
import { restrictIfShort } from "@/server/orders/restrict-if-short";
import { loadBook, type OrderBook, type WorkingOrder } from "@/server/orders/working-orders";
import { writeBook } from "@/server/orders/write-working-orders";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";
import { publish } from "@/server/platform/news";
import { add, subtract, toWire } from "@/domain/money/money";
import { correctConfirms } from "@/server/documents";

/** A venue takes a fill back, or says what it should have been. */
export type Amendment = Extract<VenueEvent, { kind: "FILL_BUSTED" | "FILL_CORRECTED" }>;
export const isAmendment = (event: VenueEvent): event is Amendment =>
  event.kind === "FILL_BUSTED" || event.kind === "FILL_CORRECTED";

/**
 * Follows a venue's bust or correction through every book, in the caller's transaction: the order and what it holds,
 * the execution, its journals (reversed, and booked anew under the next number), the fees of the order's day, the
 * account's lots of that symbol. Fees count per order and day, so other executions of it may change with it. An
 * account that is left short is restricted (invariant I3). An amendment that was told before changes nothing.
 */
export async function amendExecution(tx: Tx, deps: Deps, event: Amendment): Promise<void> {
  await lockOrdersBeside(tx, event.childOrderId);
  const book = await loadBook(tx, [event.childOrderId]);
  const order = book.byChild.get(event.childOrderId);
  if (!order) {
    deps.log.error({ kind: event.kind }, "a venue spoke of a child order that we do not know");
    return;
  }
  await lockCash(tx, [order.accountId]);
  const at = instantFromIso(event.at);
  markAwaiting(order, book.orders.values());
  const { busted, corrected } = followEvent(order, event);
  if (!busted && !corrected) return;
  const changes = await changedExecutions(tx, order, event.execId, corrected?.to ?? null);
  takeFees(order, changes);
  const group = order.group ? [...book.orders.values()] : [];
  const recalled = recallExits(group, at);
  const isDue = followEntry(group, at);
  const holds = [...book.orders.values()].flatMap((one) => holdAnew(one, at, exitHold(one, group)));
  await writeBook(tx, book, []);
  await writeChanges(tx, changes, at);
  await askVenues(tx, recalled);
  await askForRoutes(tx, [], isDue && order.group ? [order.group.id] : []);
  await postJournals(tx, amendedJournals(order, changes, { at, reason: event.reason }));
  await makeLotsAnew(tx, order, changes);
  await releaseHolds(tx, holds);
  if (order.isMargin) await markAccounts(tx, deps, [order.accountId], at);
  await restrictIfShort(tx, deps, order.accountId, { at, reason: event.reason });
  await correctPapers(tx, deps, order, changes, event);
  await tellAll(tx, book);
}

/** All open orders of the account: where it is left short they are cancelled, and orders are locked before cash. */
async function lockOrdersBeside(tx: Tx, childOrderId: string): Promise<void> {
  const child = await tx.childOrder.findUnique({
    where: { id: childOrderId },
    select: { order: { select: { accountId: true } } },
  });
  if (child) await lockOpenOrders(tx, [child.order.accountId]);
}

/** The order's fees are its executions'. */
function takeFees(order: WorkingOrder, changes: readonly Change[]): void {
  for (const { before, after } of changes) {
    order.commission = subtract(order.commission, before.fees.commission);
    order.secFee = subtract(order.secFee, before.fees.secFee);
    order.tafFee = subtract(order.tafFee, before.fees.tafFee);
    if (!after) continue;
    order.commission = add(order.commission, after.fees.commission);
    order.secFee = add(order.secFee, after.fees.secFee);
    order.tafFee = add(order.tafFee, after.fees.tafFee);
  }
  order.isChanged = true;
}

/** Asks venues for the cancel of child orders. */
async function askVenues(tx: Tx, childOrderIds: readonly string[]): Promise<void> {
  await tx.outbox.createMany({
    data: childOrderIds.map((childOrderId) => ({
      messageId: newId(),
      party: "VENUES",
      kind: "CANCEL_ORDER",
      payload: { kind: "CANCEL_ORDER", childOrderId },
    })),
  });
}

/** Lots from the amended trade date on, from what stands. */
async function makeLotsAnew(tx: Tx, order: WorkingOrder, changes: readonly Change[]): Promise<void> {
  const from = changes[0]?.before.tradeDate;
  if (from === undefined) return;
  const { accountId, symbol } = order;
  await remakeLots(tx, { accountIds: [accountId], symbol, from });
}

/** A customer who was told of a trade is told that it is another one. */
async function correctPapers(
  tx: Tx,
  deps: Deps,
  { accountId }: WorkingOrder,
  changes: readonly Change[],
  { kind, reason, at }: Amendment,
): Promise<void> {
  const tradeDate = changes[0]?.before.tradeDate;
  if (tradeDate === undefined) return;
  const did = kind === "FILL_BUSTED" ? "took back" : "corrected";
  await correctConfirms(tx, deps, {
    accountId,
    tradeDate,
    standing: new Map(changes.map(({ before, after }) => [before.execId, after && told(after)])),
    reason: `The market ${did} an execution: ${reason}`,
    at: instantFromIso(at),
  });
}

const told = ({ quantity, price, fees }: BookedExecution) => ({
  quantity: toWire(quantity),
  price: toWire(price),
  commission: toWire(fees.commission),
  secFee: toWire(fees.secFee),
  tafFee: toWire(fees.tafFee),
});

async function tellAll(tx: Tx, book: OrderBook): Promise<void> {
  for (const accountId of new Set([...book.orders.values()].map((order) => order.accountId)))
    await publish(tx, `account:${accountId}`, "fills");
}
