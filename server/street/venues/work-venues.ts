import type { VenueCommand } from "@/domain/routing/messages";
import { type CorporateAction, momentOf } from "@/domain/market/types";
import { exchangeCalendar } from "@/domain/time/calendar";
import { type Instant, instant } from "@/domain/time/instant";
import type { Arrived, Step } from "@/server/street/street";
import type { VenueOrderState } from "@/server/street/venues/order-book-state";
import { OrderDesk } from "@/server/street/venues/order-desk";
import { TakenShares } from "@/server/street/venues/taken-shares";
import {
  finishedOfLinks,
  knownOrders,
  linkedOrders,
  openOrdersOf,
  type TapePlace,
  unreadOrders,
} from "@/server/street/venues/venue-order-rows";

/** How many open orders are read from the table at once, and how much market reading one step may do for them. */
const ORDERS_AT_ONCE = 2_000;
const WORK_A_STEP = 40_000;

/** Works off orders and cancels in the order in which they came. */
export async function workVenueCommands(
  step: Step,
  commands: readonly Arrived<VenueCommand>[],
): Promise<void> {
  if (commands.length === 0) return;
  const ids = commands.map(({ command }) => command.childOrderId);
  const known = await knownOrders(step.tx, ids);
  const symbols = new Set([...known.values()].map(({ symbol }) => symbol));
  for (const { command } of commands) if (command.kind === "NEW_ORDER") symbols.add(command.symbol);
  const open = await openOrdersOf(step.tx, [...symbols]);
  const links = commands.flatMap(({ command }) => (command.kind === "NEW_ORDER" && command.linkId) || []);
  const finished = await finishedOfLinks(step.tx, links);
  const desk = new OrderDesk(step, open, await takenFor(step, open, [...symbols], commands), finished);
  for (const { at, command } of commands) {
    const venue = known.get(command.childOrderId)?.venue;
    if (command.kind === "CANCEL_ORDER") desk.cancel(command, at, venue);
    else if (command.kind === "REPLACE_ORDER") desk.replace(command, at, venue);
    else if (!known.has(command.childOrderId)) desk.place(command, at);
  }
  await desk.close();
}

/**
 * Adjusts the orders that stand from before an ex-date for the corporate actions of that day (FINRA 5330), before
 * anything of the day is read for them. `actions` are all of one ex-date, which begins at `at`. The orders of one day's
 * actions are adjusted together: half of them adjusted would be neither the old market's orders nor the new one's.
 */
export async function adjustOrders(
  step: Step,
  actions: readonly CorporateAction[],
  at: Instant,
): Promise<void> {
  const symbols = [...new Set(actions.map(({ symbol }) => symbol))];
  const open = await openOrdersOf(step.tx, symbols);
  if (open.length === 0) return;
  const desk = new OrderDesk(step, open, await takenFor(step, open, symbols, []));
  for (const order of open)
    desk.adjust(
      order,
      actions.filter(({ symbol }) => symbol === order.symbol),
      at,
    );
  await desk.close();
}

function takenFor(
  step: Step,
  open: readonly VenueOrderState[],
  symbols: readonly string[],
  commands: readonly Arrived<VenueCommand>[],
): Promise<TakenShares> {
  let from: number = step.now;
  // Orders for the close take nothing before it, whenever they were last looked at.
  for (const order of open) if (order.timeInForce !== "CLS") from = Math.min(from, order.checkedUntil);
  for (const { at } of commands) from = Math.min(from, at);
  return TakenShares.load(step.tx, symbols, momentOf(instant(from)), from);
}

/**
 * Reads the market for orders that stand, up to now. Returns where to go on (null when all are read) and how many
 * things happened. `keeps` writes every order's progress down, as at the close, where all must be seen to be read.
 */
export async function readTape(
  step: Step,
  after: TapePlace,
  keeps: boolean,
): Promise<{ next: TapePlace; happened: number }> {
  const close = exchangeCalendar.session(step.today)?.close;
  const isClosed = close !== undefined && step.now >= close;
  const orders = await unreadOrders(step.tx, step.now, after, ORDERS_AT_ONCE, isClosed);
  if (orders.length === 0) return { next: null, happened: 0 };
  const symbols = [...new Set(orders.map((order) => order.symbol))];
  const concerned = [...orders, ...(await linkedOrders(step.tx, orders))];
  const desk = new OrderDesk(step, concerned, await takenFor(step, concerned, symbols, []));
  let next: TapePlace = null;
  for (const [index, order] of orders.entries()) {
    desk.advance(order, step.now, keeps);
    const isLast = index === orders.length - 1;
    if (desk.matching.work > WORK_A_STEP || (isLast && orders.length === ORDERS_AT_ONCE)) {
      next = { symbol: order.symbol, id: order.id };
      break;
    }
  }
  return { next, happened: await desk.close() };
}
