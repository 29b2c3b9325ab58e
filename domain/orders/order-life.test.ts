import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, NO_SHARES, price, type Quantity, quantity } from "@/domain/money/money";
import { answerNewOrder, refuseUnknown, statusOfUnknown } from "@/domain/orders/order-answers";
import { averagePx, cumQty, dayFigures, isWorking, leavesOf, standing } from "@/domain/orders/order-figures";
import { liveOn, newLife, statusOf } from "@/domain/orders/order-life";
import type { LifeEvent, LifeReport, OrderLife } from "@/domain/orders/order-life-types";
import { isLegal, isOpen } from "@/domain/orders/order-machine";
import { MAX_OPEN_REQUESTS } from "@/domain/orders/order-requests";

const terms = (shares: number | string) => ({
  quantity: quantity(shares),
  limitPrice: price("10"),
  stopPrice: null,
});
const placed = (shares: number | string = 100, isGoodTill = false): OrderLife =>
  newLife({ clOrdId: "X", terms: terms(shares), isGoodTill });
const fill = (execId: string, shares: number | string, at = "10"): LifeEvent => ({
  kind: "FILL",
  execId,
  quantity: quantity(shares),
  price: price(at),
});
const run = (life: OrderLife, ...events: readonly LifeEvent[]): OrderLife =>
  events.reduce((before, event) => liveOn(before, event).life, life);
const accepted = (shares?: number | string, isGoodTill?: boolean) =>
  run(placed(shares, isGoodTill), { kind: "ACCEPT" });

describe("an order's life", () => {
  it("may begin with us: held, released or denied, and rejected later only by a venue", () => {
    const held = newLife({ clOrdId: "X", terms: terms(5), isHeld: true });
    expect(held.status).toBe("HELD");
    expect(run(held, { kind: "RELEASE" }, { kind: "ACCEPT" }).status).toBe("NEW");
    expect(run(held, { kind: "DENY", reason: "EXCEEDS_LIMIT" }).status).toBe("DENIED");
    expect(run(accepted(), { kind: "REJECT", reason: "OTHER" }).status).toBe("REJECTED");
    const traded = run(accepted(), { kind: "SUSPEND" }, fill("1", 1));
    expect(() => run(traded, { kind: "REJECT", reason: "OTHER" })).toThrow(/with executions/);
    expect(() => newLife({ clOrdId: "X", terms: terms(0) })).toThrow(/no shares/);
  });

  it("shows the highest of what is true of it", () => {
    let life = run(accepted(), fill("1", 40));
    const lives: LifeEvent[] = [
      { kind: "SUSPEND" },
      { kind: "STOP", quantity: null, price: null },
      { kind: "PEND_REPLACE", clOrdId: "Y" },
      { kind: "PEND_CANCEL", clOrdId: "Z" },
    ];
    const seen: string[] = [life.status];
    for (const event of lives) seen.push((life = run(life, event)).status);
    seen.push((life = run(life, { kind: "REFUSE_CANCEL", clOrdId: "Z", reason: "OTHER" })).status);
    seen.push((life = run(life, { kind: "REFUSE_REPLACE", clOrdId: "Y", reason: "OTHER" })).status);
    seen.push((life = run(life, fill("2", 60))).status);
    expect(seen).toEqual([
      "PARTIALLY_FILLED",
      "SUSPENDED",
      "STOPPED",
      "PENDING_REPLACE",
      "PENDING_CANCEL",
      "PENDING_REPLACE",
      "STOPPED",
      "FILLED",
    ]);
    const done = run(accepted(), fill("1", 40), { kind: "FINISH_DAY" }, { kind: "CALCULATE" });
    expect([done.status, leavesOf(done).toFixed()]).toEqual(["CALCULATED", "0"]);
  });

  it("refuses an id that was used before, and one request too many", () => {
    const ask = (clOrdId: string): LifeEvent => ({ kind: "ASK_CANCEL", clOrdId, origClOrdId: "X" });
    const reused = liveOn(accepted(), ask("X"));
    expect(reused.reports[0]).toMatchObject({ msgType: "9", refusalReason: "DUPLICATE_CL_ORD_ID" });
    const asked = run(
      accepted(),
      ...Array.from({ length: MAX_OPEN_REQUESTS }, (_, index) => ask(`Y${index}`)),
    );
    expect(asked.requests).toHaveLength(MAX_OPEN_REQUESTS);
    expect(liveOn(asked, ask("Z")).reports[0]).toMatchObject({ refusalReason: "ALREADY_PENDING" });
  });

  it("keeps executions by their ids: told twice, busted, corrected under a correction's id", () => {
    const life = run(accepted(), fill("1", "0.5", "9.99"), fill("2", 2, "10.01"));
    expect(liveOn(life, fill("1", 7)).reports).toEqual([]);
    expect(averagePx(life)?.toFixed()).toBe("10.006");
    const correct: LifeEvent = {
      kind: "CORRECT",
      execId: "1",
      correctionId: "3",
      quantity: quantity(1),
      price: price("9"),
    };
    const corrected = run(life, correct);
    expect(cumQty(corrected).toFixed()).toBe("3");
    expect(liveOn(corrected, correct).reports).toEqual([]);
    const busted = run(corrected, { kind: "BUST", execId: "3" });
    expect(cumQty(busted).toFixed()).toBe("2");
    expect(liveOn(busted, { kind: "BUST", execId: "1" }).reports).toEqual([]);
    expect(() => run(busted, { ...correct, correctionId: "4" })).toThrow(/was busted/);
    expect(() => run(life, { kind: "BUST", execId: "9" })).toThrow(/no execution/);
    expect(() => run(life, fill("4", 98))).toThrow(/filled more/);
  });

  it("begins a new day with a renewal, and scales what was executed with a split", () => {
    const evening = run(accepted(100, true), fill("1", 20, "50"), { kind: "FINISH_DAY" });
    expect([evening.status, leavesOf(evening).toFixed()]).toEqual(["DONE_FOR_DAY", "80"]);
    const morning = run(evening, { kind: "RESTATE", reason: "GT_RENEWAL", terms: null, split: null });
    expect(morning.status).toBe("PARTIALLY_FILLED");
    expect(dayFigures(morning).orderQty.toFixed()).toBe("80");
    const split = run(evening, {
      kind: "RESTATE",
      reason: "GT_CORPORATE_ACTION",
      terms: terms(300),
      split: { to: quantity(3), from: quantity(1) },
    });
    expect([cumQty(split).toFixed(), averagePx(split)?.toFixed()]).toEqual(["60", "16.666667"]);
    expect(dayFigures(run(split, fill("2", 10, "17"))).avgPx?.toFixed()).toBe("17");
  });
});

describe("answers without an order in hand", () => {
  it("tell an order sent again from a new one, and leave the live one untouched", () => {
    const life = accepted();
    expect(answerNewOrder(undefined, { isPossResend: true })).toBeNull();
    const status = answerNewOrder(life, { isPossResend: true });
    expect(status?.reports[0]).toMatchObject({ execType: "ORDER_STATUS", ordStatus: "NEW", lastQty: null });
    const duplicate = answerNewOrder(life, { isPossResend: false });
    expect(duplicate?.reports[0]).toMatchObject({
      execType: "REJECTED",
      ordStatus: "NEW",
      rejectReason: "DUPLICATE_ORDER",
    });
    expect([status?.life, duplicate?.life]).toEqual([life, life]);
  });

  it("name an order that nobody knows as rejected, without an id", () => {
    expect(refuseUnknown({ kind: "CANCEL", clOrdId: "Y", origClOrdId: "X" })).toMatchObject({
      ordStatus: "REJECTED",
      refusalReason: "UNKNOWN_ORDER",
      isOrderKnown: false,
    });
    expect(statusOfUnknown("X")).toMatchObject({ ordStatus: "REJECTED", rejectReason: "UNKNOWN_ORDER" });
  });
});

/** Any event, about ids and shares that may or may not fit; small numbers, so that they often meet. */
const shares = fc.integer({ min: 1, max: 80 }).map((count) => quantity(count));
const execId = fc.integer({ min: 1, max: 6 }).map((count) => `E${count}`);
const clOrdId = fc.integer({ min: 1, max: 5 }).map((count) => `R${count}`);
const at = fc.constantFrom("9.95", "10", "10.05").map((text) => price(text));
const someTerms = shares.map((count) => terms(count.toFixed()));
const anyEvent: fc.Arbitrary<LifeEvent> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("RELEASE", "ACCEPT", "TRIGGER", "SUSPEND", "FINISH_DAY", "CALCULATE", "EXPIRE"),
  }),
  fc.record({ kind: fc.constantFrom("DENY", "REJECT"), reason: fc.constant(null) }),
  fc.record({ kind: fc.constant("FILL"), execId, quantity: shares, price: at }),
  fc.record({ kind: fc.constant("FILL"), execId, quantity: shares, price: at }),
  fc.record({ kind: fc.constant("BUST"), execId }),
  fc.record({
    kind: fc.constant("CORRECT"),
    execId,
    correctionId: fc.option(execId.map((id) => `C${id}`)),
    quantity: shares,
    price: at,
  }),
  fc.record({ kind: fc.constant("ASK_CANCEL"), clOrdId, origClOrdId: fc.option(clOrdId) }),
  fc.record({ kind: fc.constant("ASK_REPLACE"), clOrdId, origClOrdId: fc.option(clOrdId), terms: someTerms }),
  fc.record({ kind: fc.constantFrom("PEND_CANCEL", "PEND_REPLACE"), clOrdId }),
  fc.record({ kind: fc.constant("CANCEL"), clOrdId: fc.option(clOrdId), reason: fc.constant(null) }),
  fc.record({ kind: fc.constant("REPLACE"), clOrdId, terms: fc.option(someTerms) }),
  fc.record({
    kind: fc.constantFrom("REFUSE_CANCEL", "REFUSE_REPLACE"),
    clOrdId,
    reason: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant("RESTATE"),
    reason: fc.constantFrom("GT_RENEWAL", "VERBAL_CHANGE", "PARTIAL_DECLINE", "GT_CORPORATE_ACTION"),
    terms: fc.option(someTerms),
    split: fc.constant(null),
  }),
  fc.record({ kind: fc.constant("STOP"), quantity: fc.constant(null), price: fc.constant(null) }),
  fc.record({ kind: fc.constant("RESUME"), reason: fc.constant(null) }),
  fc.record({ kind: fc.constant("SEND_AGAIN"), isPossResend: fc.boolean() }),
  fc.record({ kind: fc.constant("ASK_STATUS") }),
) as fc.Arbitrary<LifeEvent>;

const MAY_REOPEN: ReadonlySet<string> = new Set([
  "BUST",
  "CORRECT",
  "REPLACE",
  "RESTATE",
  "PEND_CANCEL",
  "PEND_REPLACE",
  "FINISH_DAY",
]);
const sumOf = (values: readonly Quantity[]): Quantity => add(NO_SHARES, ...values);

function lawsBroken(
  life: OrderLife,
  event: LifeEvent,
  after: OrderLife,
  reports: readonly LifeReport[],
): string[] {
  const live = after.executions.filter((execution) => !execution.isBusted);
  const cum = cumQty(after);
  const laws: [string, boolean][] = [
    ["status is what stands", after.status === standing(after)],
    ["cum is the live executions", cum.eq(sumOf(live.map((execution) => execution.quantity)))],
    ["no overfill", cum.lte(after.terms.quantity)],
    ["leaves", leavesOf(after).eq(isWorking(after) ? after.terms.quantity.minus(cum) : 0)],
    ["the day is a part of the whole", dayFigures(after).cumQty.lte(cum)],
    ["no order of no shares", after.terms.quantity.gt(0)],
    ["ids are unique", new Set(live.map((execution) => execution.execId)).size === live.length],
    ["what is over stays over", isOpen(life.status) || !isOpen(after.status) || MAY_REOPEN.has(event.kind)],
    [
      "a question changes nothing",
      !["ASK_STATUS", "SEND_AGAIN"].includes(event.kind) || after === life || same(life, after),
    ],
    [
      "reports begin and end here",
      reports.every(({ from, ordStatus }) => from === life.status && ordStatus === after.status),
    ],
    ["the end is for good", life.ended === null || after.ended === life.ended],
  ];
  return laws.filter(([, isKept]) => !isKept).map(([law]) => law);
}
const same = (life: OrderLife, after: OrderLife): boolean =>
  life.status === after.status && life.executions === after.executions && life.requests === after.requests;

describe("whatever happens, in any order", () => {
  it("the figures, the status and the reports hold, and what is refused changes nothing", () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 25, size: "max" }),
        fc.boolean(),
        fc.boolean(),
        (events, isGoodTill, isHeld) => {
          let life = newLife({ clOrdId: "X", terms: terms(100), isGoodTill, isHeld });
          for (const event of events) {
            const before = life;
            const isIllegal = !isLegal(before.status, event.kind);
            try {
              const { life: after, reports } = liveOn(before, event);
              const broken = lawsBroken(before, event, after, reports);
              if (broken.length > 0) expect(broken).toEqual([]);
              // An illegal event passes only where it says nothing new.
              if (isIllegal) expect(after).toBe(before);
              life = after;
            } catch (error) {
              // Only what must never be said is refused: it is a bug of whoever said it.
              expect(String(error)).toMatch(
                isIllegal
                  ? /cannot [A-Z_]+/
                  : /filled more|no execution|was busted|with executions|no terms for/,
              );
            }
          }
          expect(statusOf(life).reports).toHaveLength(1);
        },
      ),
      { numRuns: 2_500 },
    );
  }, 120_000);
});
