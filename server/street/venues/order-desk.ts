import type { VenueCommand } from "@/domain/routing/messages";
import { type CorporateAction, fromPrice, momentOf } from "@/domain/market/types";
import { price, quantity } from "@/domain/money/money";
import { adjustForActions } from "@/domain/orders/corporate-adjustment";
import { type Instant, instant, plus, toIso } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";
import { dayBounds } from "@/server/street/day-bounds";
import { applyAdjustment, standingOrder } from "@/server/street/venues/adjusted-order";
import { acceptOrder, arrivalAt, type NewOrder } from "@/server/street/venues/accept-order";
import { Matching } from "@/server/street/venues/matching";
import { nextMark } from "@/server/street/venues/look-times";
import { leaves, type VenueOrderState } from "@/server/street/venues/order-book-state";
import type { TakenShares } from "@/server/street/venues/taken-shares";
import { termsOf, type Told, toldOf } from "@/server/street/venues/told";
import { insertOrders, updateOrders } from "@/server/street/venues/venue-order-rows";
import { recordTrades } from "@/server/street/venues/venue-trades";

/** An order at rest that nothing happened to is written back only when this much exchange time has gone by. */
const WRITE_BACK_MS = 60_000;
/** Linked orders are read in turns of this much exchange time. */
const LINKED_PIECE_MS = 60_000;

type CancelOrder = Extract<VenueCommand, { kind: "CANCEL_ORDER" }>;
type ReplaceOrder = Extract<VenueCommand, { kind: "REPLACE_ORDER" }>;

/** The open orders of one step, what happened to them, and what has to be written at its end. */
export class OrderDesk {
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
    /** Shares that finished orders had filled before, by the link that new ones may share with them. */
    private readonly finishedOfLinks: ReadonlyMap<string, number> = new Map(),
  ) {
    this.matching = new Matching(
      step.street.market,
      taken,
      (happening) => {
        this.#changed.add(happening.order);
        this.#told.push(toldOf(happening));
        if (happening.kind === "FILL") this.#shrinkLinked(happening.order, happening.shares, happening.at);
      },
      step.street.env.EXCHANGE_HOURS,
    );
    for (const order of open) this.#keep(order);
  }

  /** One of two linked orders filled: the other has so much less to do, and nothing more when that was all. */
  #shrinkLinked(filled: VenueOrderState, shares: number, at: Instant): void {
    for (const other of this.#linkedWith(filled))
      if (other.status === "OPEN") this.#shrink(other, shares, at);
  }

  #shrink(order: VenueOrderState, shares: number, at: Instant): void {
    order.quantity -= Math.min(shares, leaves(order));
    this.#changed.add(order);
    const named = { childOrderId: order.id, at: toIso(at) };
    if (leaves(order) > 0) {
      this.#told.push({ at, event: { kind: "RESTATED", ...named, ...termsOf(order), reason: "OTHER" } });
      return;
    }
    order.status = "CANCELED";
    this.#told.push({
      at,
      event: { kind: "CANCELED", ...named, reason: "The order that it was linked with has filled." },
    });
  }

  /** The second of two linked orders may come when the first has filled already, in this step or long ago. */
  #shrinkArrived(order: VenueOrderState, at: Instant): void {
    if (order.linkId === null) return;
    const here = this.#linkedWith(order).reduce((sum, { filled }) => sum + filled, 0);
    const filled = here + (this.finishedOfLinks.get(order.linkId) ?? 0);
    if (filled > 0) this.#shrink(order, filled, at);
  }

  #linkedWith(order: VenueOrderState): VenueOrderState[] {
    if (order.linkId === null) return [];
    return (this.#bySymbol.get(order.symbol) ?? []).filter(
      (other) => other !== order && other.linkId === order.linkId,
    );
  }

  /** The close of the last day that has been ended: what comes in late belongs to the day after. */
  #ended(): Instant | null {
    const { endedDay, street } = this.step;
    return (endedDay && dayBounds(endedDay, street.env.EXCHANGE_HOURS)?.close) ?? null;
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
    const linked = this.#linkedWith(order);
    if (linked.length === 0) return this.#advanceOne(order, until, keeps);
    // Linked orders are read side by side, a minute at a time, so that what happens to one first is known to the other.
    const group = [order, ...linked].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    let at = Math.min(...group.map(({ checkedUntil }) => checkedUntil));
    while (at < until) {
      at = Math.min(nextMark(instant(at), LINKED_PIECE_MS), until);
      for (const one of group) if (one.status === "OPEN") this.#advanceOne(one, instant(at), keeps);
      if (group.every(({ status }) => status !== "OPEN")) return;
    }
  }

  #advanceOne(order: VenueOrderState, until: Instant, keeps: boolean): void {
    const { checkedUntil, resting, queueAhead, stop, triggered } = order;
    this.matching.advance(order, until);
    const moved =
      order.resting !== resting ||
      order.queueAhead !== queueAhead ||
      order.stop !== stop ||
      order.triggered !== triggered;
    // An order that is taking must not look twice at one moment; one for the close looks at nothing before it.
    const isTaking = triggered && !resting && order.timeInForce !== "CLS";
    const mustKeep = isTaking && order.checkedUntil !== checkedUntil;
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
    const arrival = arrivalAt(order.venue, at, this.#ended());
    const accepted = acceptOrder(
      order,
      this.step.street.market,
      arrival,
      this.step.street.env.EXCHANGE_HOURS,
    );
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
    this.#shrinkArrived(accepted, arrival);
    this.matching.advance(accepted, arrival);
  }

  /** Brings an order that a request concerns up to the request's arrival; null when it is not open any more. */
  #atRequest(childOrderId: string, at: Instant, venue: NewOrder["venue"] | undefined) {
    const order = this.#byId.get(childOrderId);
    const place = order?.venue ?? venue;
    const arrival = place ? arrivalAt(place, at, this.#ended()) : at;
    if (order) this.advance(order, arrival);
    const known = place ? "Too late: the order was already finished." : "The venue does not know this order.";
    return { arrival, order: order?.status === "OPEN" ? order : null, refusal: known };
  }

  cancel(command: CancelOrder, at: Instant, venue: NewOrder["venue"] | undefined): void {
    const { childOrderId } = command;
    const request = command.requestId === undefined ? {} : { requestId: command.requestId };
    const { arrival, order, refusal } = this.#atRequest(childOrderId, at, venue);
    const named = { childOrderId, at: toIso(arrival), ...request };
    if (!order) {
      this.#told.push({ at: arrival, event: { kind: "CANCEL_REJECTED", ...named, reason: refusal } });
      return;
    }
    order.status = "CANCELED";
    this.#changed.add(order);
    this.#told.push({
      at: arrival,
      event: { kind: "CANCELED", ...named, reason: "Cancelled as you asked." },
    });
  }

  /**
   * New terms for an open order. Fewer shares at the same price keep its place in the queue; anything else begins anew
   * (price-time priority). A quantity that is filled already ends it.
   */
  replace(command: ReplaceOrder, at: Instant, venue: NewOrder["venue"] | undefined): void {
    const { childOrderId, requestId } = command;
    const { arrival, order, refusal } = this.#atRequest(childOrderId, at, venue);
    const named = { childOrderId, at: toIso(arrival), requestId };
    if (!order) {
      this.#told.push({ at: arrival, event: { kind: "REPLACE_REJECTED", ...named, reason: refusal } });
      return;
    }
    const limit = command.limitPrice === null ? order.limit : fromPrice(price(command.limitPrice));
    const stop = command.stopPrice === null ? order.stop : fromPrice(price(command.stopPrice));
    const wanted = Math.max(quantity(command.quantity).toNumber(), order.filled);
    const keepsPlace = wanted <= order.quantity && limit === order.limit && stop === order.stop;
    order.quantity = wanted;
    order.limit = limit;
    order.stop = stop;
    if (leaves(order) === 0) order.status = "FILLED";
    this.#changed.add(order);
    this.#told.push({ at: arrival, event: { kind: "REPLACED", ...named, ...termsOf(order) } });
    if (!keepsPlace && order.status === "OPEN") this.matching.startAnew(order, arrival);
  }

  /**
   * Adjusts an order that stands from before an ex-date (FINRA 5330), at the ex-date's first instant. What the day
   * before had for it has been read.
   */
  adjust(order: VenueOrderState, actions: readonly CorporateAction[], at: Instant): void {
    this.advance(order, plus(at, -1));
    if (order.status !== "OPEN") return;
    const adjustment = adjustForActions(standingOrder(order), actions);
    if (adjustment.kind === "NONE") return;
    const named = { childOrderId: order.id, at: toIso(at) };
    this.#changed.add(order);
    if (adjustment.kind === "CANCEL") {
      order.status = "CANCELED";
      this.#told.push({ at, event: { kind: "CANCELED", ...named, reason: adjustment.reason } });
      return;
    }
    const { event } = applyAdjustment(order, adjustment.terms);
    this.#told.push({
      at,
      event: { kind: "RESTATED", ...named, ...termsOf(order), ...event, reason: "GT_CORPORATE_ACTION" },
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
