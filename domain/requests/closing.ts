import { formatUsd } from "@/domain/money/format";
import { type Money, moneyToWire, negate, ZERO } from "@/domain/money/money";

/** What of an account keeps it from being closed. */
export type ClosingFacts = {
  positions: number;
  openOrders: number;
  /** Settled cash; below zero it is owed. */
  cash: Money;
  /** Sales and purchases that have not settled, and deposits that may still be returned. */
  unsettled: Money;
  movements: number;
  openCalls: number;
  dividends: number;
};

const count = (n: number, one: string, many: string): string => (n === 1 ? `one ${one}` : `${n} ${many}`);

/**
 * Why an account cannot be closed yet, each with what to do about it; none when it can. The clearing firm refuses an
 * account that is not empty, too.
 */
export function closingObstacles(facts: ClosingFacts): string[] {
  const found: string[] = [];
  if (facts.openOrders > 0)
    found.push(
      `There ${facts.openOrders === 1 ? "is" : "are"} ${count(facts.openOrders, "open order", "open orders")}. Cancel them first.`,
    );
  if (facts.positions > 0)
    found.push(
      `The account holds ${count(facts.positions, "position", "positions")}. Sell or transfer them first.`,
    );
  if (!facts.unsettled.eq(ZERO))
    found.push("Trades or deposits have not settled yet. Wait until they have; it takes a few days at most.");
  if (facts.cash.gt(ZERO))
    found.push(`There are ${formatUsd(moneyToWire(facts.cash))} in the account. Withdraw them first.`);
  if (facts.cash.lt(ZERO))
    found.push(`The account owes ${formatUsd(moneyToWire(negate(facts.cash)))}. Pay it in first.`);
  if (facts.movements > 0)
    found.push(
      `Money is under way: ${count(facts.movements, "movement", "movements")}. Wait until it has arrived.`,
    );
  if (facts.openCalls > 0) found.push("A margin call is open. Meet it first.");
  if (facts.dividends > 0) found.push("A dividend is still to be paid. Wait until it is there.");
  return found;
}
