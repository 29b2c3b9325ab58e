import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, money, NO_SHARES, quantity, ZERO } from "@/domain/money/money";
import type { VenueEvent } from "@/domain/routing/messages";
import { isOpen } from "./order-machine";
import { applyVenueEvent, averagePrice, leavesQty, type OrderState } from "./order-state";

const A = "00000000-0000-8000-8000-00000000000a";
const B = "00000000-0000-8000-8000-00000000000b";
const at = "2026-07-14T14:42:07.000Z";

const order = (children: readonly (readonly [string, number])[]): OrderState => ({
  status: "PENDING_NEW",
  quantity: quantity(children.reduce((sum, [, shares]) => sum + shares, 0)),
  cumQty: NO_SHARES,
  cumNotional: ZERO,
  children: children.map(([id, shares]) => ({
    id,
    quantity: quantity(shares),
    cumQty: NO_SHARES,
    status: "SENT" as const,
  })),
});
const fill = (childOrderId: string, shares: number, at_: string, price = "10"): VenueEvent => ({
  kind: "FILL",
  childOrderId,
  at,
  execId: at_,
  venue: "XNAS",
  quantity: String(shares),
  price,
  liquidity: "REMOVED",
  venueFee: "0",
});
const say = (kind: "ACCEPTED" | "EXPIRED", childOrderId: string): VenueEvent => ({ kind, childOrderId, at });
const end = (kind: "REJECTED" | "CANCELED" | "CANCEL_REJECTED", childOrderId: string): VenueEvent => ({
  kind,
  childOrderId,
  at,
  reason: "because",
});

const run = (start: OrderState, events: readonly VenueEvent[]): OrderState =>
  events.reduce((state, event) => applyVenueEvent(state, event).state, start);

describe("an order over two venues", () => {
  it("is working when the first venue has it, filled when both are done", () => {
    const start = order([
      [A, 60],
      [B, 40],
    ]);
    expect(run(start, [say("ACCEPTED", A)]).status).toBe("NEW");
    expect(run(start, [say("ACCEPTED", A), fill(A, 60, "1"), say("ACCEPTED", B)]).status).toBe(
      "PARTIALLY_FILLED",
    );
    expect(run(start, [fill(A, 60, "1"), fill(B, 40, "2")]).status).toBe("FILLED");
  });

  it("is rejected only when every venue refused it", () => {
    const start = order([
      [A, 60],
      [B, 40],
    ]);
    expect(run(start, [end("REJECTED", A)]).status).toBe("PENDING_NEW");
    expect(run(start, [end("REJECTED", A), end("REJECTED", B)]).status).toBe("REJECTED");
  });

  it("is cancelled, not rejected, when one part was filled and the other refused", () => {
    const state = run(
      order([
        [A, 60],
        [B, 40],
      ]),
      [fill(A, 60, "1"), end("REJECTED", B)],
    );
    expect(state.status).toBe("CANCELED");
    expect(leavesQty(state).toFixed()).toBe("0");
    expect(state.cumQty.toFixed()).toBe("60");
  });

  it("keeps a pending cancel through a part fill, and ends Filled if the fill completes it", () => {
    const pending: OrderState = { ...order([[A, 100]]), status: "PENDING_CANCEL" };
    expect(run(pending, [fill(A, 40, "1")]).status).toBe("PENDING_CANCEL");
    expect(run(pending, [fill(A, 40, "1"), fill(A, 60, "2")]).status).toBe("FILLED");
    expect(run(pending, [fill(A, 40, "1"), end("CANCEL_REJECTED", A)]).status).toBe("PARTIALLY_FILLED");
    expect(run(pending, [end("CANCEL_REJECTED", A)]).status).toBe("NEW");
  });

  it("books a fill that crossed the cancel on the wire, and says that it was late", () => {
    const cancelled = run(order([[A, 100]]), [say("ACCEPTED", A), end("CANCELED", A)]);
    const late = applyVenueEvent(cancelled, fill(A, 30, "1"));
    expect(late.isLate).toBe(true);
    expect(late.state.status).toBe("CANCELED");
    expect(late.state.cumQty.toFixed()).toBe("30");
  });

  it("refuses more than was sent, and children that it does not know", () => {
    expect(() => run(order([[A, 100]]), [fill(A, 101, "1")])).toThrow(/filled more/);
    expect(() => run(order([[A, 100]]), [say("ACCEPTED", B)])).toThrow(/no child order/);
  });

  it("says nothing new for what it knows already", () => {
    const done = run(order([[A, 100]]), [say("ACCEPTED", A), say("EXPIRED", A)]);
    expect(done.status).toBe("EXPIRED");
    expect(applyVenueEvent(done, say("EXPIRED", A)).records).toEqual([]);
    expect(applyVenueEvent(done, end("CANCELED", A)).state).toEqual(done);
  });
});

it("averages by shares, exactly", () => {
  const state = run(order([[A, 3]]), [fill(A, 1, "1", "10.01"), fill(A, 2, "2", "10.02")]);
  expect(averagePrice(state)?.toFixed()).toBe("10.016667");
  expect(averagePrice(order([[A, 3]]))).toBeNull();
});

describe("whatever venues say, in any order", () => {
  const anyEvent = fc.oneof(
    fc.constantFrom(say("ACCEPTED", A), say("ACCEPTED", B), say("EXPIRED", A), say("EXPIRED", B)),
    fc.constantFrom(
      end("REJECTED", A),
      end("CANCELED", A),
      end("CANCELED", B),
      end("CANCEL_REJECTED", A),
      end("CANCEL_REJECTED", B),
    ),
    fc
      .tuple(fc.constantFrom(A, B), fc.integer({ min: 1, max: 60 }))
      .map(([id, shares]) => fill(id, shares, "x")),
  );

  it("fills sum to filled, leaves to the rest, nothing overfills, and what is over stays over", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.boolean(), (events, cancelling) => {
        let state: OrderState = {
          ...order([
            [A, 60],
            [B, 40],
          ]),
          status: cancelling ? "PENDING_CANCEL" : "PENDING_NEW",
        };
        let filled = NO_SHARES;
        for (const event of events) {
          const before = state;
          let outcome: ReturnType<typeof applyVenueEvent>;
          try {
            outcome = applyVenueEvent(state, event);
          } catch (error) {
            // Only what a venue must never say is refused, and it changes nothing.
            expect(String(error)).toMatch(/filled more|REJECTED cannot FILL/);
            continue;
          }
          state = outcome.state;
          if (outcome.fill) filled = add(filled, outcome.fill.quantity);
          if (!isOpen(before.status)) expect(isOpen(state.status)).toBe(false);
          expect(state.cumQty.eq(filled)).toBe(true);
          expect(state.cumQty.lte(state.quantity)).toBe(true);
          expect(money(state.cumNotional).eq(filled.times(10))).toBe(true);
          expect(leavesQty(state).eq(isOpen(state.status) ? state.quantity.minus(filled) : 0)).toBe(true);
          const chain = outcome.records.map((record) => [record.from, record.to]);
          if (chain.length > 0) expect(chain[0]?.[0]).toBe(before.status);
          if (chain.length > 0) expect(chain.at(-1)?.[1]).toBe(state.status);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
