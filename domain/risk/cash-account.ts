import {
  add,
  larger,
  type Money,
  NO_SHARES,
  type Quantity,
  smaller,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { settlementCalendar } from "@/domain/time/calendar";
import type { LocalDate } from "@/domain/time/instant";

/**
 * What a cash account can do wrong, named as the trade names it:
 * GOOD_FAITH: shares were sold before their purchase was paid for with settled money (Reg T 220.8(a) takes the
 * customer at his word that he will pay, and not by that sale).
 * FREE_RIDING: shares were sold that nothing but this sale pays for (Reg T 220.8(c)).
 * CASH_LIQUIDATION: other shares were sold after a purchase to pay for it, and their money came after its settlement.
 */
export const CASH_VIOLATIONS = ["GOOD_FAITH", "FREE_RIDING", "CASH_LIQUIDATION"] as const;
export type CashViolationKind = (typeof CASH_VIOLATIONS)[number];

/** One thing that happened in a cash account; amounts are dollars with fees, shares above zero. */
export type CashAccountEvent =
  | { kind: "BUY"; day: LocalDate; purchaseId: string; symbol: string; shares: Quantity; amount: Money }
  | { kind: "SELL"; day: LocalDate; symbol: string; shares: Quantity; amount: Money }
  /** Money that may be used (a deposit once it has been released), and money that leaves. */
  | { kind: "DEPOSIT" | "WITHDRAWAL"; day: LocalDate; amount: Money };

/** What was there before the first event, all of it settled and paid for. */
export type CashAccountOpening = { settledCash: Money; shares: ReadonlyMap<string, Quantity> };

/**
 * One violation of one purchase. `day` is that of the sale, `amount` what had not been paid for (GOOD_FAITH: not with
 * settled money). A violation that
 * later money made good has the day on which it did; it counts until then.
 */
export type CashViolation = {
  kind: CashViolationKind;
  purchaseId: string;
  symbol: string;
  day: LocalDate;
  amount: Money;
  relievedOn: LocalDate | null;
};

type Piece = { settles: LocalDate; amount: Money };
/** What is left of a purchase: who pays for it, and when that money has settled. */
type Lot = {
  purchaseId: string;
  symbol: string;
  shares: Quantity;
  boughtOn: LocalDate;
  settles: LocalDate;
  /** The day on which the money that pays for it has settled, as far as it is paid for. */
  paidOn: LocalDate;
  /** Dollars of it that had not settled when they paid for it. */
  unsettled: Money;
  unpaid: Money;
};
/** A violation that money can still make good: so much of it, up to a day. */
type Claim = { violation: CashViolation; left: Money; until: LocalDate };

type State = {
  settled: Money;
  pending: Piece[];
  shares: Map<string, Quantity>;
  lots: Lot[];
  claims: Claim[];
  violations: CashViolation[];
};

/** Where a cash account stands after its events. */
export type CashAccountState = {
  settledCash: Money;
  unsettledProceeds: Money;
  /** What purchases cost that nothing has paid for yet. */
  unpaid: Money;
  violations: readonly CashViolation[];
  /** Shares that make a violation if they are sold: `unpaid` dollars are missing, the rest settles on `paidOn`. */
  unpaidLots: readonly { symbol: string; shares: Quantity; paidOn: LocalDate; unpaid: Money }[];
};

/** The settlement day of a purchase or two business days more: the payment period (Reg T 220.2, 220.8(b)(1)). */
const PAYMENT_PERIOD_DAYS = 2;
export const paymentDueOn = (tradeDate: LocalDate): LocalDate =>
  settlementCalendar.addSettlementDays(settlementCalendar.settlementDate(tradeDate), PAYMENT_PERIOD_DAYS);

/** Moves what has settled by the morning of a day to the settled cash. */
function settle(state: State, day: LocalDate): void {
  for (const piece of state.pending)
    if (piece.settles <= day) state.settled = add(state.settled, piece.amount);
  state.pending = state.pending.filter((piece) => piece.settles > day);
}

/** Settled money pays first, then the proceeds that settle first; what is missing is left unpaid. */
function buy(state: State, event: Extract<CashAccountEvent, { kind: "BUY" }>): void {
  let unpaid = event.amount;
  let paidOn = event.day;
  let unsettled = ZERO;
  const fromSettled = smaller(larger(state.settled, ZERO), unpaid);
  state.settled = subtract(state.settled, fromSettled);
  unpaid = subtract(unpaid, fromSettled);
  for (const piece of state.pending) {
    const taken = smaller(piece.amount, unpaid);
    if (taken.isZero()) continue;
    piece.amount = subtract(piece.amount, taken);
    unpaid = subtract(unpaid, taken);
    unsettled = add(unsettled, taken);
    if (piece.settles > paidOn) paidOn = piece.settles;
  }
  const { purchaseId, symbol, shares, day } = event;
  const settles = settlementCalendar.settlementDate(day);
  state.lots.push({ purchaseId, symbol, shares, boughtOn: day, settles, paidOn, unsettled, unpaid });
}

const isPaid = (lot: Lot, day: LocalDate): boolean => lot.unpaid.isZero() && lot.paidOn <= day;

/** A purchase makes at most one violation of a kind: the first. */
function note(state: State, found: Omit<CashViolation, "relievedOn">): CashViolation | null {
  const known = state.violations.some(
    (violation) => violation.purchaseId === found.purchaseId && violation.kind === found.kind,
  );
  if (known) return null;
  const violation: CashViolation = { ...found, relievedOn: null };
  state.violations.push(violation);
  return violation;
}

/** Delivers shares: those long paid for first, then the oldest purchases; names what was not paid for. */
function deliver(state: State, event: Extract<CashAccountEvent, { kind: "SELL" }>): void {
  const own = state.shares.get(event.symbol) ?? NO_SHARES;
  const fromOwn = smaller(own, event.shares);
  state.shares.set(event.symbol, subtract(own, fromOwn));
  let left = subtract(event.shares, fromOwn);
  const bought = state.lots.filter((lot) => lot.symbol === event.symbol);
  const paidFirst = [
    ...bought.filter((lot) => isPaid(lot, event.day)),
    ...bought.filter((lot) => !isPaid(lot, event.day)),
  ];
  for (const lot of paidFirst) {
    const taken = smaller(lot.shares, left);
    if (taken.isZero()) continue;
    left = subtract(left, taken);
    lot.shares = subtract(lot.shares, taken);
    if (isPaid(lot, event.day)) continue;
    const { purchaseId, symbol, unsettled, unpaid } = lot;
    const found = { purchaseId, symbol, day: event.day };
    if (unpaid.isZero()) note(state, { ...found, kind: "GOOD_FAITH", amount: unsettled });
    else {
      const violation = note(state, { ...found, kind: "FREE_RIDING", amount: unpaid });
      if (violation) state.claims.push({ violation, left: unpaid, until: paymentDueOn(lot.boughtOn) });
    }
  }
}

/** A sale that pays too late for a purchase: free-riding if it sold those very shares, and noted as such before. */
function liquidated(state: State, lot: Lot, day: LocalDate, paid: Money): void {
  const claim = state.claims.find(({ violation }) => violation.purchaseId === lot.purchaseId);
  if (!claim) {
    const { purchaseId, symbol } = lot;
    const violation = note(state, { kind: "CASH_LIQUIDATION", purchaseId, symbol, day, amount: paid });
    if (violation) state.claims.push({ violation, left: paid, until: lot.settles });
  } else if (claim.violation.kind === "CASH_LIQUIDATION") {
    claim.left = add(claim.left, paid);
    claim.violation.amount = add(claim.violation.amount, paid);
  }
}

/** The proceeds pay for what is unpaid, the oldest first; money that settles too late for it is a liquidation. */
function sell(state: State, event: Extract<CashAccountEvent, { kind: "SELL" }>): void {
  deliver(state, event);
  const settles = settlementCalendar.settlementDate(event.day);
  let proceeds = event.amount;
  for (const lot of state.lots) {
    const paid = smaller(lot.unpaid, proceeds);
    if (paid.isZero()) continue;
    proceeds = subtract(proceeds, paid);
    lot.unpaid = subtract(lot.unpaid, paid);
    lot.unsettled = add(lot.unsettled, paid);
    if (settles > lot.paidOn) lot.paidOn = settles;
    if (settles > lot.settles) liquidated(state, lot, event.day, paid);
  }
  if (proceeds.gt(0)) state.pending.push({ settles, amount: proceeds });
  state.lots = state.lots.filter((lot) => lot.shares.gt(0) || lot.unpaid.gt(0));
}

/**
 * Money that came in time makes good what it pays for: a liquidation did not happen, and of free-riding a good-faith
 * violation is left, because the sale still came before the payment (Reg T 220.8(c)(2)(i)).
 */
function relieve(state: State, day: LocalDate, money: Money): Money {
  let left = money;
  for (const claim of state.claims) {
    if (day > claim.until || !claim.left.gt(0)) continue;
    const paid = smaller(claim.left, left);
    claim.left = subtract(claim.left, paid);
    left = subtract(left, paid);
    if (claim.left.gt(0)) continue;
    const { violation } = claim;
    violation.relievedOn = day;
    if (violation.kind === "FREE_RIDING") {
      const { purchaseId, symbol, amount } = violation;
      note(state, { kind: "GOOD_FAITH", purchaseId, symbol, day: violation.day, amount });
    }
  }
  return left;
}

function deposit(state: State, day: LocalDate, amount: Money): void {
  let left = relieve(state, day, amount);
  state.settled = add(state.settled, amount);
  for (const lot of state.lots) {
    const paid = smaller(lot.unpaid, left);
    if (paid.isZero()) continue;
    left = subtract(left, paid);
    lot.unpaid = subtract(lot.unpaid, paid);
    state.settled = subtract(state.settled, paid);
  }
}

function apply(state: State, event: CashAccountEvent): void {
  settle(state, event.day);
  switch (event.kind) {
    case "BUY":
      return buy(state, event);
    case "SELL":
      return sell(state, event);
    case "DEPOSIT":
      return deposit(state, event.day, event.amount);
    case "WITHDRAWAL":
      state.settled = subtract(state.settled, event.amount);
  }
}

/**
 * Lives through the events of a cash account, in the order in which they happened, and tells where it stands on the
 * evening of `asOf` and what it did wrong. Trades settle by the cycle of their day (15c6-1). Shares sold beyond what
 * is known are taken as paid for, as those that were there before are. A sale of shares bought with unsettled money
 * is judged for the purchase as a whole, whatever part of it was sold.
 *
 * Sources: Reg T 220.8(a) and (c), 220.2 (payment period); the names and the policy of good-faith violations and cash
 * liquidations are the trade's custom. Sums under $1,000 are not passed over, though Reg T 220.8(b)(4) would allow it.
 */
export function cashAccountAfter(
  opening: CashAccountOpening,
  events: readonly CashAccountEvent[],
  asOf: LocalDate,
): CashAccountState {
  const state: State = {
    settled: opening.settledCash,
    pending: [],
    shares: new Map(opening.shares),
    lots: [],
    claims: [],
    violations: [],
  };
  for (const event of events) if (event.day <= asOf) apply(state, event);
  settle(state, asOf);
  return {
    settledCash: state.settled,
    unsettledProceeds: add(ZERO, ...state.pending.map(({ amount }) => amount)),
    unpaid: add(ZERO, ...state.lots.map((lot) => lot.unpaid)),
    violations: state.violations,
    unpaidLots: state.lots
      .filter((lot) => lot.shares.gt(0) && !isPaid(lot, asOf))
      .map(({ symbol, shares, paidOn, unpaid }) => ({ symbol, shares, paidOn, unpaid })),
  };
}
