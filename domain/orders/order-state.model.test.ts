import fc from "fast-check";
import { expect, it } from "vitest";
import { add, NO_SHARES, price, quantity, ZERO } from "@/domain/money/money";
import { isOpen, type OrderStatus } from "@/domain/orders/order-machine";
import { averagePrice, largestLeaves, leavesQty } from "@/domain/orders/order-leaves";
import {
  sharesInHand,
  liveChildren,
  type OrderRecord,
  type OrderState,
  working,
} from "@/domain/orders/order-state-types";
import {
  HAPPENINGS,
  type HappeningName,
  type Scene,
  StreetModel,
} from "@/domain/orders/testing/street-model";

const WORST_PRICE = price("19.95");

const orderOver = (shares: readonly number[]): OrderState => ({
  clOrdId: "X",
  status: "PENDING_NEW",
  isGoodTill: false,
  quantity: quantity(shares.reduce((sum, count) => sum + count, 0)),
  limitPrice: price("10"),
  stopPrice: null,
  cumQty: NO_SHARES,
  cumNotional: ZERO,
  executions: [],
  children: shares.map((count, index) => ({
    id: `child-${index}`,
    quantity: quantity(count),
    cumQty: NO_SHARES,
    status: "SENT",
  })),
  pendingCancel: null,
  pendingReplace: null,
});

type Law = readonly [name: string, holds: boolean];

const figures = ({ state, street }: Scene): Law[] => [
  ["what was executed is the live executions", state.cumQty.eq(street.executed)],
  ["so are its dollars", state.cumNotional.eq(street.notional)],
  ["no overfill", state.cumQty.lte(state.quantity)],
  ["the children sum up", add(NO_SHARES, ...state.children.map((child) => child.cumQty)).eq(state.cumQty)],
  [
    "no child overfills",
    state.children.every(({ cumQty, quantity: all }) => cumQty.gte(0) && cumQty.lte(all)),
  ],
  [
    "leaves is the rest, or nothing",
    leavesQty(state).eq(isOpen(state.status) ? state.quantity.minus(state.cumQty) : 0),
  ],
  ["an average where anything was executed", (averagePrice(state) === null) === state.cumQty.isZero()],
];

/** A hold covers whatever a venue may still execute, and is never less than nothing. */
const holds = ({ state }: Scene): Law[] => [
  ["a hold is not negative", largestLeaves(state).times(WORST_PRICE).gte(0)],
  ["a hold covers leaves", largestLeaves(state).gte(leavesQty(state))],
  ["a hold covers what works", !isOpen(state.status) || working(state).lte(largestLeaves(state))],
];

/** Nothing works for an order that is over, and an order that is not has somebody who works on it or will answer. */
function standing({ state }: Scene): Law[] {
  const isAlive = liveChildren(state).length > 0;
  const isHeldUp = isAlive || sharesInHand(state).gt(0) || state.pendingReplace !== null;
  return [
    ["open as long as anything works", isOpen(state.status) ? isHeldUp : !isAlive],
    ["a cancel under way shows", state.pendingCancel === null || state.status === "PENDING_CANCEL"],
    ["a replacement shown is under way", state.status !== "PENDING_REPLACE" || state.pendingReplace !== null],
  ];
}

const OPENING: ReadonlySet<string> = new Set(["bust", "correct", "askReplace", "answer", "answerMore"]);

/** History is a chain from the status before to the status after, and opens what was over by few events only. */
function history(
  name: HappeningName,
  before: OrderStatus,
  after: OrderStatus,
  records: readonly OrderRecord[],
): Law[] {
  const steps = [before, ...records.map((record) => record.to)];
  return [
    ["history is a chain", records.every((record, index) => record.from === steps[index])],
    ["history leads here", steps.at(-1) === after],
    [
      "only a bust, a correction or a replacement reopens",
      isOpen(before) || !isOpen(after) || OPENING.has(name),
    ],
  ];
}

class Happens implements fc.Command<Scene, Scene> {
  constructor(
    readonly name: HappeningName,
    readonly index: number,
    readonly amount: number,
  ) {}
  check = (): boolean => true;
  toString = (): string => `${this.name}(${this.index}, ${this.amount})`;
  run(_model: Scene, scene: Scene): void {
    const before = scene.state.status;
    const outcome = HAPPENINGS[this.name](scene, this.index, this.amount);
    if (!outcome) return;
    const laws = [
      ...history(this.name, before, scene.state.status, outcome.records),
      ...figures(scene),
      ...holds(scene),
      ...standing(scene),
    ];
    const broken = laws.filter(([, isKept]) => !isKept).map(([law]) => law);
    if (broken.length > 0) expect(broken).toEqual([]);
  }
}

const anyHappening = fc
  .tuple(
    fc.constantFrom(...(Object.keys(HAPPENINGS) as HappeningName[])),
    fc.nat({ max: 12 }),
    fc.nat({ max: 400 }),
  )
  .map(([name, index, amount]) => new Happens(name, index, amount));

it("whatever venues and the customer do, in any order, the order's figures and history hold", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
      fc.commands([anyHappening], { size: "max", maxCommands: 24 }),
      (shares, commands) => {
        fc.modelRun(() => {
          const scene: Scene = { state: orderOver(shares), street: new StreetModel(shares) };
          return { model: scene, real: scene };
        }, commands);
      },
    ),
    { numRuns: 10_000 },
  );
}, 120_000);
