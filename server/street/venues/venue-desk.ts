import { venueFee } from "@/domain/routing/venue-fees";
import type { VenueCommand, VenueEvent } from "@/domain/routing/messages";
import { momentOf, toPrice } from "@/domain/market/types";
import { quantity } from "@/domain/money/money";
import { type Instant, localDateOf, plus, toIso } from "@/domain/time/instant";
import type { Arrived, Step } from "@/server/street/street";
import { acceptOrder, arrivalAt, type NewOrder } from "@/server/street/venues/accept-order";
import { Matching } from "@/server/street/venues/matching";
import type { Happening, VenueOrderState } from "@/server/street/venues/order-book-state";
import { TakenShares } from "@/server/street/venues/taken-shares";
import {
  insertOrders,
  knownOrders,
  openOrdersOf,
  type TapePlace,
  unreadOrders,
  updateOrders,
} from "@/server/street/venues/venue-order-rows";
import { recordTrades, type VenueTradeRow } from "@/server/street/venues/venue-trades";

/** How many open orders are read from the table at once, and how much market reading one step may do for them. */
const ORDERS_AT_ONCE = 2_000;
const WORK_A_STEP = 40_000;
/** An order at rest that nothing happened to is written back only when this much exchange time has gone by. */
const WRITE_BACK_MS = 60_000;

/** What one order's story adds to the log: the event, and the trade if it was a fill. */
type Told = { at: Instant; event: VenueEvent; trade?: VenueTradeRow };

const bare = (uuid: string): string => uuid.replaceAll("-", "");

function fillOf(happening: Extract<Happening, { kind: "FILL" }>): Told {
  const { order, at, shares, liquidity } = happening;
  const price = toPrice(happening.price);
  const use = liquidity === "ADDED" ? "ADD" : "TAKE";
  // The cumulative quantity grows with each fill, so the id is the order's own and never given twice.
  const execId = `${order.venue}-${bare(order.id)}-${happening.cumulative}`;
  const fee = venueFee(order.venue, use, quantity(shares), price, localDateOf(at));
  return {
    at,
    event: {
      kind: "FILL",
      childOrderId: order.id,
      at: toIso(at),
      execId,
      venue: order.venue,
      quantity: String(shares),
      price: price.toFixed(),
      liquidity,
      venueFee: fee.toFixed(),
    },
    trade: { execId, order, shares: String(shares), price: price.toFixed(), liquidity, at },
  };
}

function toldOf(happening: Happening): Told {
  const { order, at } = happening;
  switch (happening.kind) {
    case "FILL":
      return fillOf(happening);
    case "CANCELED":
      return {
        at,
        event: { kind: "CANCELED", childOrderId: order.id, at: toIso(at), reason: happening.reason },
      };
    case "EXPIRED":
      return { at, event: { kind: "EXPIRED", childOrderId: order.id, at: toIso(at) } };
  }
}

/** The open orders of one step, what happened to them, and what has to be written at its end. */
class Desk {
  readonly #told: Told[] = [];
  readonly #added = new Map<string, VenueOrderState>();
  readonly #changed = new Set<VenueOrderState>();
  readonly #bySymbol = new Map<string, VenueOrderState[]>();
  readonly #byId = new Map<string, VenueOrderState>();
  readonly matching: Matching;

  constructor(
    private readonly step: Step,
    open: readonly VenueOrderState[],
    private readonly taken: TakenShares,
  ) {
    this.matching = new Matching(step.street.market, taken, (happening) => {
      this.#changed.add(happening.order);
      this.#told.push(toldOf(happening));
    });
    for (const order of open) this.#keep(order);
  }

  #keep(order: VenueOrderState): void {
    this.#byId.set(order.id, order);
    const same = this.#bySymbol.get(order.symbol);
    if (same) same.push(order);
    else this.#bySymbol.set(order.symbol, [order]);
  }

  /**
   * Reads an order's market up to an instant; remembers it if that is worth writing down: something happened, it came
   * to rest, or the reading would otherwise fall far behind.
   */
  advance(order: VenueOrderState, until: Instant, keeps = false): void {
    const { checkedUntil, resting, queueAhead } = order;
    this.matching.advance(order, until);
    const moved = order.resting !== resting || order.queueAhead !== queueAhead;
    // An order that is taking must not look twice at one moment.
    const mustKeep = !resting && order.checkedUntil !== checkedUntil;
    if (keeps || moved || mustKeep || order.checkedUntil - checkedUntil >= WRITE_BACK_MS)
      this.#changed.add(order);
  }

  /** Brings the symbol's orders to just before an arrival, so that what came first is served first. */
  #bringUpTo(symbol: string, arrival: Instant): void {
    for (const order of this.#bySymbol.get(symbol) ?? []) {
      if (order.status === "OPEN" && momentOf(order.checkedUntil) < momentOf(arrival)) {
        this.advance(order, plus(arrival, -1));
      }
    }
  }

  place(order: NewOrder, at: Instant): void {
    if (this.#byId.has(order.childOrderId)) {
      this.step.street.log.warn(
        { childOrderId: order.childOrderId },
        "a child order's id came twice; the first stands",
      );
      return;
    }
    const arrival = arrivalAt(order.venue, at, this.step.endedDay);
    const accepted = acceptOrder(order, this.step.street.market, arrival);
    const childOrderId = order.childOrderId;
    if ("refused" in accepted) {
      this.#told.push({
        at: arrival,
        event: { kind: "REJECTED", childOrderId, at: toIso(arrival), reason: accepted.refused },
      });
      return;
    }
    this.#told.push({ at: arrival, event: { kind: "ACCEPTED", childOrderId, at: toIso(arrival) } });
    this.#bringUpTo(order.symbol, arrival);
    this.#keep(accepted);
    this.#added.set(accepted.id, accepted);
    this.matching.advance(accepted, arrival);
  }

  cancel(childOrderId: string, at: Instant, venue: NewOrder["venue"] | undefined): void {
    const order = this.#byId.get(childOrderId);
    const place = order?.venue ?? venue;
    const arrival = place ? arrivalAt(place, at, this.step.endedDay) : at;
    if (order) this.advance(order, arrival);
    if (order?.status === "OPEN") {
      order.status = "CANCELED";
      this.#changed.add(order);
      this.#told.push({
        at: arrival,
        event: { kind: "CANCELED", childOrderId, at: toIso(arrival), reason: "Cancelled as you asked." },
      });
      return;
    }
    const reason = place
      ? "Too late to cancel: the order was already finished."
      : "The venue does not know this order.";
    this.#told.push({
      at: arrival,
      event: { kind: "CANCEL_REJECTED", childOrderId, at: toIso(arrival), reason },
    });
  }

  /** Writes orders, taken shares, trades and events; events in the order of time, as they happened within one order. */
  async close(): Promise<number> {
    const { tx, events } = this.step;
    const told = this.#told.toSorted((a, b) => a.at - b.at);
    await insertOrders(tx, [...this.#added.values()]);
    await updateOrders(
      tx,
      [...this.#changed].filter((order) => !this.#added.has(order.id)),
    );
    await this.taken.save(tx);
    for (const { event } of told) events.add("VENUES", event);
    await recordTrades(
      this.step,
      told.flatMap(({ trade }) => trade ?? []),
    );
    return told.length;
  }
}

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
  const desk = new Desk(step, open, await takenFor(step, open, [...symbols], commands));
  for (const { at, command } of commands) {
    if (command.kind === "CANCEL_ORDER")
      desk.cancel(command.childOrderId, at, known.get(command.childOrderId)?.venue);
    else if (!known.has(command.childOrderId)) desk.place(command, at);
  }
  await desk.close();
}

function takenFor(
  step: Step,
  open: readonly VenueOrderState[],
  symbols: readonly string[],
  commands: readonly Arrived<VenueCommand>[],
): Promise<TakenShares> {
  let from: number = step.now;
  for (const order of open) from = Math.min(from, order.checkedUntil);
  for (const { at } of commands) from = Math.min(from, at);
  return TakenShares.load(step.tx, symbols, momentOf(from as Instant), from);
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
  const orders = await unreadOrders(step.tx, step.now, after, ORDERS_AT_ONCE);
  if (orders.length === 0) return { next: null, happened: 0 };
  const symbols = [...new Set(orders.map((order) => order.symbol))];
  const desk = new Desk(step, orders, await takenFor(step, orders, symbols, []));
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
