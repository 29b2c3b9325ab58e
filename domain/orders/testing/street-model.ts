import { add, NO_SHARES, price, type Quantity, quantity } from "@/domain/money/money";
import { requestCancel, requestReplace } from "@/domain/orders/order-asks";
import { type Outcome } from "@/domain/orders/order-outcome";
import { applyVenueEvent } from "@/domain/orders/order-state";
import { liveChildren, type OrderState, sharesInHand, working } from "@/domain/orders/order-state-types";
import type { VenueEvent } from "@/domain/routing/messages";

const at = "2026-07-14T14:42:07.000Z";

/** What one venue knows of the child order that it was given. Shares are whole numbers in the model. */
type VenueOrder = {
  id: string;
  shares: number;
  cum: number;
  isOpen: boolean;
  /** It let go of the order before all was filled, and takes it up no more. */
  hasEnded: boolean;
  /** Requests in the order in which they came; each is answered once. */
  asked: ({ kind: "CANCEL"; requestId: string } | { kind: "REPLACE"; requestId: string; shares: number })[];
};
type Trade = { childId: string; execId: string; shares: number; price: string; isBusted: boolean };

/**
 * Venues and a customer around one order: what each venue has, and what it traded, kept apart from the order's own
 * state and in plain numbers, so that the two can be compared.
 */
export class StreetModel {
  readonly venues: VenueOrder[];
  readonly trades: Trade[] = [];
  readonly told: VenueEvent[] = [];
  #ids = 0;

  constructor(shares: readonly number[]) {
    this.venues = shares.map((count, index) => this.#venue(`child-${index}`, count));
  }

  #venue(id: string, shares: number): VenueOrder {
    return { id, shares, cum: 0, isOpen: true, hasEnded: false, asked: [] };
  }
  id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}${this.#ids}`;
  }
  /** The nth of them, counted round; undefined where there is none. */
  static pick<Item>(items: readonly Item[], index: number): Item | undefined {
    return items.length === 0 ? undefined : items[index % items.length];
  }
  get executed(): number {
    return this.trades.reduce((sum, trade) => sum + (trade.isBusted ? 0 : trade.shares), 0);
  }
  get notional(): Quantity {
    return this.trades
      .filter((trade) => !trade.isBusted)
      .reduce((sum, trade) => add(sum, quantity(price(trade.price).times(trade.shares))), NO_SHARES);
  }
}

/** The order as it is, and the street around it. */
export type Scene = { state: OrderState; street: StreetModel };

const venueOf = (scene: Scene, index: number): VenueOrder | undefined =>
  StreetModel.pick(scene.street.venues, index);

function say(scene: Scene, event: VenueEvent): Outcome {
  scene.street.told.push(event);
  const outcome = applyVenueEvent(scene.state, event);
  scene.state = outcome.state;
  return outcome;
}
const about = (venue: VenueOrder) => ({ childOrderId: venue.id, at });

/** What may happen on the street; each does nothing where it cannot happen, and returns null then. */
export type Happening = (scene: Scene, index: number, amount: number) => Pick<Outcome, "records"> | null;

const accept: Happening = (scene, index) => {
  const venue = venueOf(scene, index);
  return venue ? say(scene, { kind: "ACCEPTED", ...about(venue) }) : null;
};

/** Also one that was on the wire when the venue let go of the order. */
const fill: Happening = (scene, index, amount) => {
  const venue = venueOf(scene, index);
  if (!venue || scene.state.status === "REJECTED") return null;
  // A late fill takes what nobody else has been given meanwhile.
  const free = scene.state.quantity.minus(scene.state.cumQty).minus(working(scene.state)).toNumber();
  const room = Math.min(venue.shares - venue.cum, venue.isOpen ? Infinity : free);
  if (room < 1 || scene.state.children.find(({ id }) => id === venue.id)?.status === "REJECTED") return null;
  const shares = 1 + (amount % room);
  const trade = {
    childId: venue.id,
    execId: scene.street.id("E"),
    shares,
    price: `${10 + (amount % 7)}.${amount % 10}5`,
    isBusted: false,
  };
  venue.cum += shares;
  if (venue.cum === venue.shares) venue.isOpen = false;
  scene.street.trades.push(trade);
  return say(scene, {
    kind: "FILL",
    ...about(venue),
    execId: trade.execId,
    venue: "XNAS",
    quantity: String(shares),
    price: trade.price,
    liquidity: "REMOVED",
    venueFee: "0",
  });
};

const end =
  (kind: "REJECTED" | "CANCELED" | "EXPIRED"): Happening =>
  (scene, index) => {
    const venue = venueOf(scene, index);
    if (!venue?.isOpen || (kind === "REJECTED" && venue.cum > 0)) return null;
    venue.isOpen = false;
    venue.hasEnded = true;
    return kind === "EXPIRED"
      ? say(scene, { kind, ...about(venue) })
      : say(scene, { kind, ...about(venue), reason: "because" });
  };

const askCancel: Happening = (scene) => {
  const requestId = scene.street.id("C");
  const asked = requestCancel(scene.state, { requestId });
  scene.state = asked.state;
  for (const venue of scene.street.venues)
    if (asked.ask.includes(venue.id)) venue.asked.push({ kind: "CANCEL", requestId });
  return asked;
};

/** Asks for more or fewer shares at the venues that work, or at one that filled everything. */
const askReplace: Happening = (scene, _index, amount) => {
  const { state } = scene;
  const total = 1 + (amount % 200);
  const live = liveChildren(state);
  const concerned =
    live.length > 0
      ? live
      : state.status === "FILLED"
        ? state.children.filter((child) => child.status === "FILLED")
        : [];
  const requestId = scene.street.id("R");
  const terms = { quantity: quantity(total), limitPrice: price("10"), stopPrice: null };
  const asked = requestReplace(
    state,
    { requestId, ...terms },
    concerned.map((child) => child.id),
  );
  scene.state = asked.state;
  let delta = total - state.quantity.toNumber();
  for (const child of concerned) {
    if (!asked.ask.includes(child.id)) continue;
    // All in one direction: more goes to the first, less is taken from each as far as it has not traded.
    const least = Math.max(1, child.cumQty.toNumber());
    const shares = Math.max(least, child.quantity.toNumber() + delta);
    delta = delta > 0 ? 0 : delta - (shares - child.quantity.toNumber());
    scene.street.venues
      .find((venue) => venue.id === child.id)
      ?.asked.push({ kind: "REPLACE", requestId, shares });
  }
  return asked;
};

/** A venue answers its oldest request, as it can or as it likes. */
const answer: Happening = (scene, index, amount) => {
  const venue = venueOf(scene, index);
  const request = venue?.asked.shift();
  if (!venue || !request) return null;
  const ids = { ...about(venue), requestId: request.requestId };
  const isWilling = amount % 4 !== 0;
  if (request.kind === "CANCEL") {
    if (!venue.isOpen || !isWilling)
      return say(scene, { kind: "CANCEL_REJECTED", ...ids, reason: "too late" });
    venue.isOpen = false;
    venue.hasEnded = true;
    return say(scene, { kind: "CANCELED", ...ids, reason: "as asked" });
  }
  const isFilled = venue.cum === venue.shares && !venue.hasEnded;
  if (!isWilling || (!venue.isOpen && !isFilled))
    return say(scene, { kind: "REPLACE_REJECTED", ...ids, reason: "too late" });
  venue.shares = Math.max(request.shares, venue.cum);
  venue.isOpen = venue.cum < venue.shares;
  return say(scene, {
    kind: "REPLACED",
    ...ids,
    quantity: String(venue.shares),
    limitPrice: "10",
    stopPrice: null,
  });
};

const restate: Happening = (scene, index, amount) => {
  const venue = venueOf(scene, index);
  if (!venue?.isOpen) return null;
  venue.shares = Math.max(1, venue.cum, venue.shares + (amount % 21) - 10);
  venue.isOpen = venue.cum < venue.shares;
  return say(scene, {
    kind: "RESTATED",
    ...about(venue),
    quantity: String(venue.shares),
    limitPrice: "10",
    stopPrice: null,
    reason: "PARTIAL_DECLINE",
  });
};

const bust: Happening = (scene, index) => {
  const trade = StreetModel.pick(scene.street.trades, index);
  const venue = scene.street.venues.find(({ id }) => id === trade?.childId);
  if (!trade || !venue) return null;
  if (!trade.isBusted) changeTrade(scene, venue, -trade.shares);
  trade.isBusted = true;
  return say(scene, { kind: "FILL_BUSTED", ...about(venue), execId: trade.execId, reason: "erroneous" });
};

const correct: Happening = (scene, index, amount) => {
  const trade = StreetModel.pick(
    scene.street.trades.filter(({ isBusted }) => !isBusted),
    index,
  );
  const venue = scene.street.venues.find(({ id }) => id === trade?.childId);
  if (!trade || !venue) return null;
  // Never more than it was: what another venue has been given meanwhile is not this one's.
  const shares = 1 + (amount % trade.shares);
  changeTrade(scene, venue, shares - trade.shares);
  trade.shares = shares;
  trade.price = `${9 + (amount % 5)}.5`;
  return say(scene, {
    kind: "FILL_CORRECTED",
    ...about(venue),
    execId: trade.execId,
    quantity: String(shares),
    price: trade.price,
    reason: "corrected",
  });
};

/** A venue that had filled all works again on what was taken back, unless the order is over. */
function changeTrade(scene: Scene, venue: VenueOrder, delta: number): void {
  const isFilled = venue.cum === venue.shares;
  const child = scene.state.children.find(({ id }) => id === venue.id);
  const isLive = liveChildren(scene.state).length > 0 || scene.state.status === "FILLED";
  venue.cum += delta;
  if (isFilled && delta < 0 && child?.status === "FILLED" && isLive) venue.isOpen = true;
}

/** A message that came before comes again, late and out of its order. */
const repeat: Happening = (scene, index) => {
  const kinds = ["ACCEPTED", "FILL", "FILL_BUSTED", "CANCELED", "EXPIRED", "REJECTED"];
  const event = StreetModel.pick(
    scene.street.told.filter(({ kind }) => kinds.includes(kind)),
    index,
  );
  return event ? say(scene, event) : null;
};

const trigger: Happening = (scene, index) => {
  const venue = venueOf(scene, index);
  return venue?.isOpen ? say(scene, { kind: "TRIGGERED", ...about(venue) }) : null;
};

/** The router takes a part back from a venue; nothing of it is anywhere until it is sent on. */
const takeBack: Happening = (scene, index) => {
  const venue = venueOf(scene, index);
  if (!venue?.isOpen || scene.state.pendingCancel || scene.state.pendingReplace) return null;
  venue.isOpen = false;
  venue.hasEnded = true;
  const children = scene.state.children.map((child) =>
    child.id === venue.id ? { ...child, isRerouted: true } : child,
  );
  scene.state = { ...scene.state, children };
  return say(scene, { kind: "CANCELED", ...about(venue), reason: "taken back" });
};

/** Sends what is in hand to a venue of its own. */
const sendOn: Happening = (scene) => {
  const { state, street } = scene;
  const left = sharesInHand(state).toNumber();
  const isRunning = ["PENDING_NEW", "NEW", "PARTIALLY_FILLED"].includes(state.status);
  if (!isRunning || left < 1 || street.venues.length > 6) return null;
  const id = street.id("child-again-");
  street.venues.push({ id, shares: left, cum: 0, isOpen: true, hasEnded: false, asked: [] });
  scene.state = {
    ...state,
    children: [
      ...state.children.map((child) =>
        child.status === "HANDED_BACK" ? { ...child, status: "CANCELED" as const } : child,
      ),
      { id, quantity: quantity(left), cumQty: NO_SHARES, status: "SENT" },
    ],
  };
  return { records: [] };
};

export const HAPPENINGS = {
  accept,
  fill,
  fillMore: fill,
  reject: end("REJECTED"),
  cancelUnasked: end("CANCELED"),
  expire: end("EXPIRED"),
  askCancel,
  askReplace,
  answer,
  answerMore: answer,
  restate,
  bust,
  correct,
  repeat,
  trigger,
  takeBack,
  sendOn,
} as const satisfies Record<string, Happening>;
export type HappeningName = keyof typeof HAPPENINGS;
