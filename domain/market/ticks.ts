import { InvariantError } from "@/domain/errors";
import { type Price, price, type Quantity, quantity } from "@/domain/money/money";
import type { LocalDate } from "@/domain/time/instant";

/** A tick that a listing market has assigned to one symbol from a day on; `to` is the last day, null while in force. */
export type TickAssignment = { from: LocalDate; to: LocalDate | null; tick: Price };

const ONE_DOLLAR = price("1");
const PENNY = price("0.01");
const SUB_PENNY = price("0.0001");

const inForce = (on: LocalDate, rule: { from: LocalDate; to: LocalDate | null }): boolean =>
  rule.from <= on && (rule.to === null || on <= rule.to);

/**
 * The smallest price step for an order or quote at this price: a cent from one dollar up, a hundredth of a cent
 * below (SEC Rule 612, 17 CFR 242.612; FINRA 6434 gives OTC stocks the same two steps).
 *
 * `symbolTick` holds the symbol's own assignments, for the half-cent tick of the amended rule; an assignment matters
 * only from one dollar up, and only on its days. The assignments are the caller's data because the amended rule has
 * been exempted and postponed more than once. Bounds: the same steps answer for days before Rule 612 (2006) and
 * before decimal prices (April 2001); FINRA's finer step for OTC stocks under one cent is not used, because our
 * market quotes in ten-thousandths.
 */
export function tickSize(at: Price, on: LocalDate, symbolTick: readonly TickAssignment[] = []): Price {
  if (at.lt(ONE_DOLLAR)) return SUB_PENNY;
  return symbolTick.find((assignment) => inForce(on, assignment))?.tick ?? PENNY;
}

/** Whether an order may be entered at this price: above zero and a whole number of ticks. */
export function isOnTick(at: Price, on: LocalDate, symbolTick: readonly TickAssignment[] = []): boolean {
  return at.gt(0) && at.modulo(tickSize(at, on, symbolTick)).isZero();
}

/** The day from which the round lot depends on the price (17 CFR 242.600(b)(93)). */
const TIERED_SINCE = "2025-11-03";

/** Highest prior-month average close of each tier, and its round lot; above the last one it is a single share. */
const TIERS: readonly { upTo: Price; lot: Quantity }[] = [
  { upTo: price("250"), lot: quantity(100) },
  { upTo: price("1000"), lot: quantity(40) },
  { upTo: price("10000"), lot: quantity(10) },
];
const HUNDRED = quantity(100);
const SINGLE_SHARE = quantity(1);

/**
 * Shares in a round lot, from the average close of the prior evaluation month: 100 to $250.00, 40 to $1,000.00, 10
 * to $10,000.00, 1 above; 100 for every stock before 3 November 2025.
 */
export function roundLot(priorMonthAverageClose: Price, on: LocalDate): Quantity {
  if (!priorMonthAverageClose.gt(0)) throw new InvariantError("an average close is above zero");
  if (on < TIERED_SINCE) return HUNDRED;
  return TIERS.find((tier) => priorMonthAverageClose.lte(tier.upTo))?.lot ?? SINGLE_SHARE;
}
