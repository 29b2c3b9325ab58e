import { describe, expect, it } from "vitest";
import { add, NO_SHARES, price, quantity, ZERO } from "@/domain/money/money";
import type { VenueEvent } from "@/domain/routing/messages";
import { requestCancel, requestReplace } from "./order-asks";
import { averagePrice, largestLeaves, leavesQty } from "@/domain/orders/order-leaves";
import { applyVenueEvent } from "@/domain/orders/order-state";
import { type ChildState, type OrderState, sharesInHand } from "@/domain/orders/order-state-types";

const A = "00000000-0000-8000-8000-00000000000a";
const B = "00000000-0000-8000-8000-00000000000b";
const C = "00000000-0000-8000-8000-00000000000c";
const at = "2026-07-14T14:42:07.000Z";

const child = (id: string, shares: number | string): ChildState => ({
  id,
  quantity: quantity(shares),
  cumQty: NO_SHARES,
  status: "SENT",
});
const order = (children: readonly (readonly [string, number | string])[]): OrderState => ({
  clOrdId: "X",
  status: "PENDING_NEW",
  isGoodTill: false,
  quantity: add(NO_SHARES, ...children.map(([, shares]) => quantity(shares))),
  limitPrice: price("10"),
  stopPrice: null,
  cumQty: NO_SHARES,
  cumNotional: ZERO,
  executions: [],
  children: children.map(([id, shares]) => child(id, shares)),
  pendingCancel: null,
  pendingReplace: null,
});
const both = () =>
  order([
    [A, 60],
    [B, 40],
  ]);

const fill = (childOrderId: string, shares: number | string, execId: string, at_ = "10"): VenueEvent => ({
  kind: "FILL",
  childOrderId,
  at,
  execId,
  venue: "XNAS",
  quantity: String(shares),
  price: at_,
  liquidity: "REMOVED",
  venueFee: "0",
});
const say = (kind: "ACCEPTED" | "EXPIRED" | "TRIGGERED", childOrderId: string): VenueEvent => ({
  kind,
  childOrderId,
  at,
});
const end = (kind: "REJECTED" | "CANCELED" | "CANCEL_REJECTED", childOrderId: string): VenueEvent => ({
  kind,
  childOrderId,
  at,
  reason: "because",
});
const terms = (shares: number | string) => ({
  quantity: String(shares),
  limitPrice: "9.5",
  stopPrice: null,
});
const replaced = (childOrderId: string, shares: number, requestId = "Y"): VenueEvent => ({
  kind: "REPLACED",
  childOrderId,
  at,
  requestId,
  ...terms(shares),
});
const replaceRejected = (childOrderId: string, requestId = "Y"): VenueEvent => ({
  kind: "REPLACE_REJECTED",
  childOrderId,
  at,
  requestId,
  reason: "because",
});
const busted = (childOrderId: string, execId: string): VenueEvent => ({
  kind: "FILL_BUSTED",
  childOrderId,
  at,
  execId,
  reason: "clearly erroneous",
});
const corrected = (childOrderId: string, execId: string, shares: number, at_: string): VenueEvent => ({
  kind: "FILL_CORRECTED",
  childOrderId,
  at,
  execId,
  quantity: String(shares),
  price: at_,
  reason: "corrected",
});

const run = (start: OrderState, ...events: readonly VenueEvent[]): OrderState =>
  events.reduce((state, event) => applyVenueEvent(state, event).state, start);
const askReplace = (state: OrderState, shares: number, ...concerned: readonly string[]) =>
  requestReplace(
    state,
    { requestId: "Y", quantity: quantity(shares), limitPrice: price("9.5"), stopPrice: null },
    concerned,
  );
const shown = (state: OrderState): string =>
  `${state.status} ${state.cumQty.toFixed()}/${state.quantity.toFixed()}`;
const said = (records: readonly { execType: string; to: string }[]): string[] =>
  records.map(({ execType, to }) => `${execType} ${to}`);

describe("an order over two venues", () => {
  it("is working when the first venue has it, filled when both are done", () => {
    expect(run(both(), say("ACCEPTED", A)).status).toBe("NEW");
    expect(run(both(), say("ACCEPTED", A), fill(A, 60, "1"), say("ACCEPTED", B)).status).toBe(
      "PARTIALLY_FILLED",
    );
    expect(run(both(), fill(A, 60, "1"), fill(B, 40, "2")).status).toBe("FILLED");
  });

  it("is rejected only when every venue refused it", () => {
    expect(run(both(), end("REJECTED", A)).status).toBe("PENDING_NEW");
    expect(run(both(), end("REJECTED", A), end("REJECTED", B)).status).toBe("REJECTED");
    expect(run(both(), end("CANCELED", A), end("REJECTED", B)).status).toBe("CANCELED");
  });

  it("is cancelled, not rejected, when one part was filled and the other refused", () => {
    const state = run(both(), fill(A, 60, "1"), end("REJECTED", B));
    expect(shown(state)).toBe("CANCELED 60/100");
    expect(leavesQty(state).toFixed()).toBe("0");
  });

  it("counts fractions of a share exactly", () => {
    const state = run(order([[A, "0.75"]]), fill(A, "0.5", "1", "10.01"), fill(A, "0.25", "2", "10.02"));
    expect(shown(state)).toBe("FILLED 0.75/0.75");
    expect(averagePrice(state)?.toFixed()).toBe("10.013333");
    expect(averagePrice(order([[A, 3]]))).toBeNull();
  });

  it("books a fill that crossed the cancel on the wire, and says that it was late", () => {
    const cancelled = run(order([[A, 100]]), say("ACCEPTED", A), end("CANCELED", A));
    const late = applyVenueEvent(cancelled, fill(A, 30, "1"));
    expect(late.isLate).toBe(true);
    expect(shown(late.state)).toBe("CANCELED 30/100");
    expect(late.fill?.gross.toFixed()).toBe("300");
    const whole = run(late.state, fill(A, 70, "2"));
    expect(shown(whole)).toBe("FILLED 100/100");
    // The cancel had come first: taking a late fill back leaves the order cancelled.
    expect(shown(run(whole, busted(A, "2")))).toBe("CANCELED 30/100");
  });

  it("refuses more than was sent, and children and executions that it does not know", () => {
    expect(() => run(order([[A, 100]]), fill(A, 101, "1"))).toThrow(/filled more/);
    expect(() => run(order([[A, 100]]), say("ACCEPTED", B))).toThrow(/no child order/);
    expect(() => run(order([[A, 100]]), busted(A, "1"))).toThrow(/no execution/);
  });

  it("says nothing new for what it knows already", () => {
    const done = run(order([[A, 100]]), say("ACCEPTED", A), fill(A, 30, "1"), say("EXPIRED", A));
    expect(shown(done)).toBe("EXPIRED 30/100");
    for (const event of [
      say("EXPIRED", A),
      say("ACCEPTED", A),
      end("CANCELED", A),
      fill(A, 30, "1"),
      say("TRIGGERED", A),
    ]) {
      const again = applyVenueEvent(done, event);
      expect(again.records).toEqual([]);
      expect(again.state).toEqual(done);
      expect(again.fill).toBeNull();
    }
  });

  it("tells a trigger without moving the order", () => {
    const told = applyVenueEvent(run(both(), say("ACCEPTED", A)), say("TRIGGERED", A));
    expect(said(told.records)).toEqual(["TRIGGERED NEW"]);
  });

  it("follows what a venue restates unasked, by as many shares", () => {
    const event: VenueEvent = {
      kind: "RESTATED",
      childOrderId: A,
      at,
      ...terms(30),
      reason: "PARTIAL_DECLINE",
    };
    const told = applyVenueEvent(run(both(), say("ACCEPTED", A), fill(A, 10, "1")), event);
    expect(said(told.records)).toEqual(["RESTATED PARTIALLY_FILLED"]);
    expect(shown(told.state)).toBe("PARTIALLY_FILLED 10/70");
    expect(told.state.limitPrice?.toFixed()).toBe("9.5");
    expect(shown(run(told.state, fill(A, 20, "2"), fill(B, 40, "3")))).toBe("FILLED 70/70");
  });
});

describe("a cancel", () => {
  const pending = (state: OrderState) => requestCancel(state, { requestId: "Z" }).state;

  it("is asked at every live venue, and done when none works any more", () => {
    const asked = requestCancel(run(both(), say("ACCEPTED", A), fill(B, 40, "1")), { requestId: "Z" });
    expect(asked.ask).toEqual([A]);
    expect(said(asked.records)).toEqual(["PENDING_CANCEL PENDING_CANCEL"]);
    expect(shown(run(asked.state, end("CANCELED", A)))).toBe("CANCELED 40/100");
  });

  it("keeps pending through a part fill, and is refused as too late once all is filled", () => {
    const state = pending(order([[A, 100]]));
    expect(run(state, fill(A, 40, "1")).status).toBe("PENDING_CANCEL");
    const filled = applyVenueEvent(run(state, fill(A, 40, "1")), fill(A, 60, "2"));
    expect(said(filled.records)).toEqual(["TRADE PENDING_CANCEL", "CANCEL_REJECTED FILLED"]);
    expect(shown(run(filled.state, end("CANCEL_REJECTED", A)))).toBe("FILLED 100/100");
  });

  it("gives the order back what its figures say when it is refused", () => {
    const one = order([[A, 100]]);
    expect(run(pending(run(one, say("ACCEPTED", A))), end("CANCEL_REJECTED", A)).status).toBe("NEW");
    expect(run(pending(one), fill(A, 40, "1"), end("CANCEL_REJECTED", A)).status).toBe("PARTIALLY_FILLED");
    expect(run(pending(one), end("CANCEL_REJECTED", A)).status).toBe("PENDING_NEW");
  });

  it("is refused only when every venue that still works has refused", () => {
    const state = run(
      pending(run(both(), say("ACCEPTED", A), say("ACCEPTED", B))),
      end("CANCEL_REJECTED", A),
    );
    expect(state.status).toBe("PENDING_CANCEL");
    expect(run(state, end("CANCEL_REJECTED", B)).status).toBe("NEW");
    expect(run(state, end("CANCELED", B)).status).toBe("NEW");
    expect(run(state, end("CANCELED", B), end("CANCELED", A)).status).toBe("CANCELED");
  });

  it("is known by the status alone, as the order's row has it", () => {
    const state: OrderState = { ...run(both(), say("ACCEPTED", A)), status: "PENDING_CANCEL" };
    expect(run(state, end("CANCELED", A)).status).toBe("PENDING_CANCEL");
    expect(run(state, end("CANCELED", A), end("CANCELED", B)).status).toBe("CANCELED");
  });

  it("ends a held order at once, leaves an unrouted one to the router, and refuses what is over", () => {
    expect(pending({ ...order([]), quantity: quantity(5), status: "HELD" }).status).toBe("CANCELED");
    expect(pending({ ...order([]), quantity: quantity(5) }).status).toBe("PENDING_CANCEL");
    const over = requestCancel(run(order([[A, 1]]), fill(A, 1, "1")), { requestId: "Z" });
    expect([over.refused, over.state.status]).toEqual(["TOO_LATE", "FILLED"]);
    expect(requestCancel(pending(both()), { requestId: "Q" }).refused).toBe("ALREADY_PENDING");
  });

  it("ignores the answer to another request", () => {
    const state = pending(run(order([[A, 100]]), say("ACCEPTED", A)));
    const other: VenueEvent = {
      kind: "CANCEL_REJECTED",
      childOrderId: A,
      at,
      requestId: "old",
      reason: "because",
    };
    expect(run(state, other).status).toBe("PENDING_CANCEL");
  });
});

describe("a replacement", () => {
  const working = () => run(both(), say("ACCEPTED", A), say("ACCEPTED", B));

  it("is in force when every venue has answered, under its own id and price", () => {
    const asked = askReplace(working(), 150, A, B);
    expect([asked.state.status, asked.ask, asked.refused]).toEqual(["PENDING_REPLACE", [A, B], null]);
    expect(largestLeaves(asked.state).toFixed()).toBe("150");
    const half = run(asked.state, replaced(A, 90));
    expect(shown(half)).toBe("PENDING_REPLACE 0/100");
    const done = applyVenueEvent(half, replaced(B, 60));
    expect(said(done.records)).toEqual(["REPLACED NEW"]);
    expect(shown(done.state)).toBe("NEW 0/150");
    expect([done.state.clOrdId, done.state.limitPrice?.toFixed()]).toEqual(["Y", "9.5"]);
    expect(done.state.pendingReplace).toBeNull();
  });

  it("is what came out where one venue refused, and refused where all did", () => {
    const { state } = askReplace(working(), 150, A, B);
    expect(shown(run(state, replaced(A, 90), replaceRejected(B)))).toBe("NEW 0/130");
    const refused = applyVenueEvent(run(state, replaceRejected(A)), replaceRejected(B));
    expect(said(refused.records)).toEqual(["REPLACE_REJECTED NEW"]);
    expect(shown(refused.state)).toBe("NEW 0/100");
  });

  it("below what was executed meanwhile is amended to it, and the order is filled", () => {
    const { state } = askReplace(run(order([[A, 100]]), say("ACCEPTED", A)), 70, A);
    const pending = run(state, fill(A, 80, "1"));
    expect(shown(pending)).toBe("PENDING_REPLACE 80/100");
    expect(shown(run(pending, replaced(A, 80)))).toBe("FILLED 80/80");
  });

  it("lets a venue fill its new share before the others have answered", () => {
    const { state } = askReplace(working(), 200, A, B);
    const filled = applyVenueEvent(run(state, replaced(A, 120)), fill(A, 110, "1"));
    expect(said(filled.records)).toEqual(["RESTATED PENDING_REPLACE", "TRADE PENDING_REPLACE"]);
    expect(shown(filled.state)).toBe("PENDING_REPLACE 110/110");
    expect(largestLeaves(filled.state).toFixed()).toBe("90");
    expect(shown(run(filled.state, replaced(B, 80)))).toBe("PARTIALLY_FILLED 110/200");
  });

  it("opens a filled order again", () => {
    const { state } = askReplace(run(order([[A, 100]]), fill(A, 100, "1")), 120, A);
    expect(state.status).toBe("PENDING_REPLACE");
    const open = run(state, replaced(A, 120));
    expect(shown(open)).toBe("PARTIALLY_FILLED 100/120");
    expect(shown(run(open, fill(A, 20, "2")))).toBe("FILLED 120/120");
    expect(shown(run(state, replaceRejected(A)))).toBe("FILLED 100/100");
  });

  it("waits for the answer of a venue that filled everything meanwhile", () => {
    const { state } = askReplace(run(order([[A, 100]]), say("ACCEPTED", A)), 150, A);
    const filled = run(state, fill(A, 100, "1"));
    expect(shown(filled)).toBe("PENDING_REPLACE 100/100");
    expect(shown(run(filled, replaceRejected(A)))).toBe("FILLED 100/100");
    expect(shown(run(filled, replaced(A, 150)))).toBe("PARTIALLY_FILLED 100/150");
  });

  it("does not wait for a venue that ended", () => {
    const { state } = askReplace(working(), 150, A, B);
    expect(shown(run(state, replaced(A, 90), say("EXPIRED", B)))).toBe("NEW 0/90");
    expect(shown(run(state, end("CANCELED", A), end("CANCELED", B)))).toBe("CANCELED 0/100");
  });

  it("is in force at once where no venue has to be asked, and refused while another is under way", () => {
    const held = askReplace({ ...order([]), quantity: quantity(5), status: "HELD" }, 8);
    expect(shown(held.state)).toBe("HELD 0/8");
    const { state } = askReplace(working(), 150, A, B);
    expect(askReplace(state, 160, A).refused).toBe("ALREADY_PENDING");
    expect(askReplace(run(order([[A, 1]]), end("CANCELED", A)), 2, A).refused).toBe("TOO_LATE");
  });
});

describe("busts and corrections", () => {
  it("take back what was filled: a filled order works again, a cancelled one stays cancelled", () => {
    const filled = run(both(), fill(A, 60, "1"), fill(B, 40, "1", "11"));
    const bust = applyVenueEvent(filled, busted(A, "1"));
    expect(said(bust.records)).toEqual(["TRADE_CANCEL PARTIALLY_FILLED"]);
    expect(shown(bust.state)).toBe("PARTIALLY_FILLED 40/100");
    expect(averagePrice(bust.state)?.toFixed()).toBe("11");
    expect(bust.busted?.quantity.toFixed()).toBe("60");
    expect(applyVenueEvent(bust.state, busted(A, "1")).records).toEqual([]);
    // The venue does not work it again.
    expect(shown(run(bust.state, end("CANCELED", A)))).toBe("CANCELED 40/100");
    const cancelled = run(both(), fill(A, 60, "1"), end("CANCELED", B), busted(A, "1"));
    expect(shown(cancelled)).toBe("CANCELED 0/100");
    expect(cancelled.children.map((part) => part.status)).toEqual(["CANCELED", "CANCELED"]);
  });

  it("give a trade other shares or another price", () => {
    const filled = run(order([[A, 100]]), fill(A, 60, "1"), fill(A, 40, "2"));
    const fewer = applyVenueEvent(filled, corrected(A, "1", 50, "9"));
    expect(said(fewer.records)).toEqual(["TRADE_CORRECT PARTIALLY_FILLED"]);
    expect(averagePrice(fewer.state)?.toFixed()).toBe("9.444444");
    expect(fewer.corrected?.to.quantity.toFixed()).toBe("50");
    expect(shown(run(fewer.state, corrected(A, "1", 60, "9")))).toBe("FILLED 100/100");
    expect(applyVenueEvent(fewer.state, corrected(A, "1", 50, "9")).records).toEqual([]);
    expect(() => run(filled, corrected(A, "1", 61, "9"))).toThrow(/filled more/);
  });
});

describe("re-routing", () => {
  const back = () => {
    const state = run(both(), say("ACCEPTED", A), fill(B, 40, "1"), fill(A, 10, "2"));
    const children = state.children.map((part) => (part.id === A ? { ...part, isRerouted: true } : part));
    return run({ ...state, children }, end("CANCELED", A));
  };

  it("does not end the order with the part that was taken back, but with the one it became", () => {
    const state = back();
    expect([shown(state), sharesInHand(state).toFixed()]).toEqual(["PARTIALLY_FILLED 50/100", "50"]);
    expect(state.children.map((part) => part.status)).toEqual(["HANDED_BACK", "FILLED"]);
    const sent = state.children.map((part) =>
      part.id === A ? { ...part, status: "CANCELED" as const } : part,
    );
    const again: OrderState = { ...state, children: [...sent, child(C, 50)] };
    expect(sharesInHand(again).toFixed()).toBe("0");
    expect(shown(run(again, fill(C, 50, "3")))).toBe("FILLED 100/100");
    expect(shown(run(again, end("CANCELED", C)))).toBe("CANCELED 50/100");
  });

  it("lets a cancel end what is in hand, and a replacement change it, without asking a venue", () => {
    expect(requestCancel(back(), { requestId: "Z" }).state.status).toBe("CANCELED");
    expect(shown(askReplace(back(), 80).state)).toBe("PARTIALLY_FILLED 50/80");
  });
});
