import { InvariantError } from "@/domain/errors";
import { NO_SHARES, price, quantity } from "@/domain/money/money";
import { cumQty, isWorking } from "@/domain/orders/order-figures";
import type { LifeEvent, LifeExecution, OrderLife, Split } from "@/domain/orders/order-life-types";
import type { Step } from "@/domain/orders/order-reports";

type Event<Kind extends LifeEvent["kind"]> = Extract<LifeEvent, { kind: Kind }>;

const isNamed = (execution: LifeExecution, id: string): boolean =>
  execution.execId === id || execution.correctionIds.includes(id);

/** An execution by its own id or by that of a report that corrected it. */
export const executionOf = (life: OrderLife, id: string): LifeExecution | undefined =>
  life.executions.find((execution) => isNamed(execution, id));

const replaced = (life: OrderLife, before: LifeExecution, after: LifeExecution): OrderLife => ({
  ...life,
  executions: life.executions.map((execution) => (execution === before ? after : execution)),
});

function mustFit(life: OrderLife): OrderLife {
  if (cumQty(life).gt(life.terms.quantity)) throw new InvariantError("a venue filled more than it was given");
  return life;
}

function executionToChange(life: OrderLife, id: string): LifeExecution {
  const execution = executionOf(life, id);
  if (!execution) throw new InvariantError(`no execution ${id}`);
  return execution;
}

const isAsCorrected = (execution: LifeExecution | undefined, event: Event<"CORRECT">): boolean =>
  execution !== undefined &&
  !execution.isBusted &&
  execution.quantity.eq(event.quantity) &&
  execution.price.eq(event.price);

/** Whether a message about executions says only what is known already: each id counts once. */
export function isToldAgain(life: OrderLife, event: LifeEvent): boolean {
  switch (event.kind) {
    case "FILL":
      return executionOf(life, event.execId) !== undefined;
    case "BUST":
      return executionOf(life, event.execId)?.isBusted === true;
    case "CORRECT":
      if (event.correctionId !== null) return executionOf(life, event.correctionId) !== undefined;
      return isAsCorrected(executionOf(life, event.execId), event);
    default:
      return false;
  }
}

/** Books a fill, also one that comes after the end. Throws InvariantError for more than the order's quantity. */
export function fill(life: OrderLife, event: Event<"FILL">): Step {
  if (event.quantity.lte(0)) throw new InvariantError("a fill of no shares");
  const execution: LifeExecution = {
    execId: event.execId,
    correctionIds: [],
    quantity: event.quantity,
    price: event.price,
    isBusted: false,
    isToday: true,
  };
  return {
    life: mustFit({ ...life, executions: [...life.executions, execution] }),
    draft: {
      msgType: "8",
      execType: "TRADE",
      execId: event.execId,
      lastQty: event.quantity,
      lastPx: event.price,
      isLate: !isWorking(life),
    },
  };
}

/** Takes an execution back as if it had not been; it stays known by its id. */
export function bust(life: OrderLife, event: Event<"BUST">): Step {
  const execution = executionToChange(life, event.execId);
  return {
    life: replaced(life, execution, { ...execution, isBusted: true }),
    draft: { msgType: "8", execType: "TRADE_CANCEL", execRefId: event.execId, lastQty: NO_SHARES },
  };
}

/** Replaces what an execution says. Throws InvariantError for a busted one, or for more than the order's quantity. */
export function correct(life: OrderLife, event: Event<"CORRECT">): Step {
  const execution = executionToChange(life, event.execId);
  if (execution.isBusted) throw new InvariantError(`execution ${event.execId} was busted`);
  if (event.quantity.lte(0)) throw new InvariantError("a correction to no shares is a bust");
  const correctionIds = event.correctionId
    ? [...execution.correctionIds, event.correctionId]
    : execution.correctionIds;
  const corrected = { ...execution, correctionIds, quantity: event.quantity, price: event.price };
  return {
    life: mustFit(replaced(life, execution, corrected)),
    draft: {
      msgType: "8",
      execType: "TRADE_CORRECT",
      execId: event.correctionId,
      execRefId: event.execId,
      lastQty: event.quantity,
      lastPx: event.price,
    },
  };
}

/** What was executed, in shares after a split: more shares, each as much cheaper, the dollars unchanged. */
export const splitExecution = (execution: LifeExecution, { to, from }: Split): LifeExecution => ({
  ...execution,
  quantity: quantity(execution.quantity.times(to).div(from)),
  price: price(execution.price.times(from).div(to)),
});
