import {
  add,
  larger,
  NO_SHARES,
  type Price,
  price,
  type Quantity,
  ratio,
  subtract,
  ZERO,
  money,
  type Money,
} from "@/domain/money/money";
import type { LifeExecution, OrderLife } from "@/domain/orders/order-life-types";
import type { OrderStatus } from "@/domain/orders/order-machine";

const AVERAGE_DECIMALS = 6;

const live = (executions: readonly LifeExecution[]): LifeExecution[] =>
  executions.filter((execution) => !execution.isBusted);

const sharesOf = (executions: readonly LifeExecution[]): Quantity =>
  add(NO_SHARES, ...executions.map((execution) => execution.quantity));

/** Dollars before any rounding: the sum of shares times price over executions that stand. */
export const executedNotional = (executions: readonly LifeExecution[]): Money =>
  add(ZERO, ...live(executions).map(({ quantity, price: at }) => money(quantity.times(at))));

/** Dollars over shares, to six decimals, half up; null for no shares (FIX AvgPx, DayAvgPx). */
export function averageOf(dollars: Money, shares: Quantity): Price | null {
  const exact = ratio(dollars, shares);
  return exact && price(exact.toDecimalPlaces(AVERAGE_DECIMALS));
}

/** Shares executed and not busted (CumQty). */
export const cumQty = (life: Pick<OrderLife, "executions">): Quantity => sharesOf(live(life.executions));

export const averagePx = (life: Pick<OrderLife, "executions">): Price | null =>
  averageOf(executedNotional(life.executions), cumQty(life));

/** Whether anything may still be executed: not over, not calculated, and not a day order whose day is over. */
export const isWorking = (life: OrderLife): boolean =>
  life.ended === null && !life.isCalculated && (!life.isDoneForDay || life.isGoodTill);

/** Shares still to be executed: never negative, none once the order is over (LeavesQty). */
export const leavesOf = (life: OrderLife): Quantity =>
  isWorking(life) ? larger(subtract(life.terms.quantity, cumQty(life)), NO_SHARES) : NO_SHARES;

/**
 * The figures of the present session: DayOrderQty is what the day began with, OrderQty - (CumQty - DayCumQty), so that
 * a correction of an earlier day's execution moves it.
 */
export function dayFigures(life: OrderLife): { orderQty: Quantity; cumQty: Quantity; avgPx: Price | null } {
  const today = live(life.executions).filter((execution) => execution.isToday);
  const executed = sharesOf(today);
  const before = subtract(cumQty(life), executed);
  return {
    orderQty: subtract(life.terms.quantity, before),
    cumQty: executed,
    avgPx: averageOf(executedNotional(today), executed),
  };
}

const hasPending = (life: OrderLife, kind: "CANCEL" | "REPLACE"): boolean =>
  life.requests.some((request) => request.kind === kind && request.isPending);

/**
 * OrdStatus precedence, highest first (FIX volume 4, Appendix D): of all that is true of an order, the first is shown.
 * A refusal stands above all: such an order never lived.
 */
const PRECEDENCE: readonly (readonly [OrderStatus, (life: OrderLife) => boolean])[] = [
  ["DENIED", (life) => life.ended === "DENIED"],
  ["REJECTED", (life) => life.ended === "REJECTED"],
  ["PENDING_CANCEL", (life) => hasPending(life, "CANCEL")],
  ["PENDING_REPLACE", (life) => hasPending(life, "REPLACE")],
  ["DONE_FOR_DAY", (life) => life.isDoneForDay],
  ["CALCULATED", (life) => life.isCalculated],
  ["FILLED", (life) => cumQty(life).gte(life.terms.quantity)],
  ["STOPPED", (life) => life.isStopped],
  ["SUSPENDED", (life) => life.isSuspended],
  ["CANCELED", (life) => life.ended === "CANCELED"],
  ["EXPIRED", (life) => life.ended === "EXPIRED"],
  ["PARTIALLY_FILLED", (life) => cumQty(life).gt(0)],
  ["NEW", (life) => life.isAccepted],
  ["HELD", (life) => life.isHeld],
];

/** The status that an order's facts say. */
export const standing = (life: OrderLife): OrderStatus =>
  PRECEDENCE.find(([, applies]) => applies(life))?.[0] ?? "PENDING_NEW";
