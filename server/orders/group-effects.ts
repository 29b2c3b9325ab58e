import { add, type Money, NO_SHARES, type Quantity, smaller, subtract, ZERO } from "@/domain/money/money";
import { isOpen, nextStatus } from "@/domain/orders/order-machine";
import { settle } from "@/domain/orders/order-settle";
import { leavesQty } from "@/domain/orders/order-leaves";
import { liveChildren, type Story, working } from "@/domain/orders/order-state-types";
import { tell } from "@/domain/orders/order-story";
import type { Instant } from "@/domain/time/instant";
import type { WorkingOrder } from "@/server/orders/working-orders";

/** Exits sell what their entry bought, or, in an OCO, what is held. */
export const isExit = (order: WorkingOrder): boolean => order.group !== null && order.group.role !== "ENTRY";

const entryOf = (members: readonly WorkingOrder[]): WorkingOrder | undefined =>
  members.find((order) => order.group?.role === "ENTRY");

function keep(order: WorkingOrder, story: Story, at: Instant): void {
  order.state = story.state;
  for (const record of story.records)
    order.records.push({ record, at, cumQty: story.state.cumQty, trade: null });
  if (!isOpen(order.state.status)) order.closedAt ??= at;
  order.isChanged = true;
}

/**
 * Lets the exits of a group follow their entry: once it is over they are for what it bought, and for nothing at all if
 * it bought nothing. Returns whether there is something to send out for them.
 */
export function followEntry(members: readonly WorkingOrder[], at: Instant): boolean {
  const entry = entryOf(members);
  if (!entry) return false;
  const bought = entry.state.cumQty;
  const exits = openExits(members).filter((exit) => !isTooLarge(exit, bought));
  if (!isOpen(entry.state.status)) {
    for (const exit of exits) endWith(exit, bought, at);
  }
  return exits.some((exit) => isOpen(exit.state.status) && exit.sent.lt(bought));
}

const openExits = (members: readonly WorkingOrder[]): WorkingOrder[] =>
  members.filter((order) => isExit(order) && isOpen(order.state.status));

/** Venues still work on more of an exit than its entry has bought: only a bust or a correction makes it so. */
const isTooLarge = (exit: WorkingOrder, bought: Quantity): boolean => {
  const atVenues = working(exit.state);
  return atVenues.gt(0) && add(exit.state.cumQty, atVenues).gt(bought);
};

/**
 * Takes back the exits that would sell more than their entry has bought, now that some of it was busted: they are
 * over when their venues say so. Returns the child orders whose cancel is to be asked for.
 */
export function recallExits(members: readonly WorkingOrder[], at: Instant): string[] {
  const entry = entryOf(members);
  if (!entry) return [];
  const recalled = openExits(members).filter((exit) => isTooLarge(exit, entry.state.cumQty));
  return recalled.flatMap((exit) => {
    const from = exit.state.status;
    const to = from === "PENDING_CANCEL" ? null : nextStatus(from, "PEND_CANCEL");
    if (!to) return [];
    exit.state = { ...exit.state, status: to };
    const note = "Its entry's fill was taken back.";
    const record = { execType: "PENDING_CANCEL" as const, from, to, note };
    exit.records.push({ record, at, cumQty: exit.state.cumQty, trade: null });
    exit.isChanged = true;
    return liveChildren(exit.state).map(({ id }) => id);
  });
}

/** An entry is over: its exit is for what was bought, less what the other exit has sold of it already. */
function endWith(exit: WorkingOrder, bought: Quantity, at: Instant): void {
  const story: Story = {
    state: { ...exit.state, awaitsMore: exit.sent.lt(bought) },
    records: [],
    reports: [],
  };
  if (bought.isZero()) {
    const cancelled = tell(story, {
      kind: "CANCEL",
      clOrdId: null,
      reason: "BROKER_OPTION",
      text: "The order that it waited for did not fill.",
    });
    keep(exit, cancelled, at);
    return;
  }
  const open = subtract(exit.state.quantity, bought);
  const isSmaller = open.gt(0) && bought.gte(exit.state.cumQty);
  const restated = isSmaller
    ? tell(story, {
        kind: "RESTATE",
        reason: "BROKER_OPTION",
        terms: { ...exit.state, quantity: bought },
        split: null,
        text: "For the shares that its entry bought.",
      })
    : story;
  const settled =
    liveChildren(restated.state).length === 0 && exit.sent.gt(0)
      ? settle(restated, { ending: "CANCELED", note: "The order that it was linked with has filled." })
      : restated;
  if (settled.records.length > 0) keep(exit, settled, at);
}

/**
 * What an order of a group holds. Exits share one hold, for the shares that may still be sold; the first open one
 * carries it. Undefined for an entry, which holds as any order does.
 */
export function exitHold(
  order: WorkingOrder,
  members: readonly WorkingOrder[],
): { cash: Money; shares: Quantity } | undefined {
  if (!isExit(order)) return undefined;
  const exits = members.filter(isExit);
  const [carrier] = exits.filter(({ state }) => isOpen(state.status));
  if (carrier !== order) return { cash: ZERO, shares: NO_SHARES };
  const open = openShares(members, exits);
  return { cash: ZERO, shares: open.gt(0) ? open : NO_SHARES };
}

/**
 * Shares that the exits may still sell: what the entry bought less what they sold. An OCO has no entry: of its two
 * legs the one that is told of the other's fills first knows what is left; and one that has filled leaves nothing,
 * whatever the other has been told so far.
 */
function openShares(members: readonly WorkingOrder[], exits: readonly WorkingOrder[]): Quantity {
  const entry = entryOf(members);
  if (!entry) {
    if (exits.some(({ state }) => state.status === "FILLED")) return NO_SHARES;
    const left = exits.filter(({ state }) => isOpen(state.status)).map(({ state }) => leavesQty(state));
    return left.reduce(smaller);
  }
  let open = entry.state.cumQty;
  for (const exit of exits) open = subtract(open, exit.state.cumQty);
  return open;
}

/** Tells an exit whether more shares will be sent out for it, so that it does not end with those at work. */
export function markAwaiting(order: WorkingOrder, members: Iterable<WorkingOrder>): void {
  if (!isExit(order)) return;
  const entry = entryOf([...members].filter((other) => other.group?.id === order.group?.id));
  const awaitsMore = entry !== undefined && (isOpen(entry.state.status) || order.sent.lt(entry.state.cumQty));
  order.state = { ...order.state, awaitsMore };
}
