import { venueFee } from "@/domain/routing/venue-fees";
import type { VenueEvent } from "@/domain/routing/messages";
import { momentOf, toPrice } from "@/domain/market/types";
import { quantity } from "@/domain/money/money";
import { type Instant, localDateOf, plus, toIso } from "@/domain/time/instant";
import type { Step } from "@/server/street/street";
import { acceptOrder, arrivalAt, type NewOrder } from "@/server/street/venues/accept-order";
import { Matching } from "@/server/street/venues/matching";
import type { Happening, VenueOrderState } from "@/server/street/venues/order-book-state";
import type { TakenShares } from "@/server/street/venues/taken-shares";
import { insertOrders, updateOrders } from "@/server/street/venues/venue-order-rows";
import { recordTrades, type VenueTradeRow } from "@/server/street/venues/venue-trades";

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

  /** No venue here replaces orders: the customer cancels and places anew. */
  refuseReplace({ childOrderId, requestId }: { childOrderId: string; requestId: string }, at: Instant): void {
    const reason = "This venue does not replace orders.";
    this.#told.push({
      at,
      event: { kind: "REPLACE_REJECTED", childOrderId, at: toIso(at), requestId, reason },
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
