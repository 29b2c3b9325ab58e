import { formatMoney } from "@/domain/money/format";
import {
  add,
  larger,
  type Money,
  notional,
  type Price,
  type Quantity,
  subtract,
  ZERO,
} from "@/domain/money/money";
import { checkCash } from "@/domain/risk/checks/account-checks";
import { checkIntradayRestriction, checkMarginBuyingPower } from "@/domain/risk/checks/margin-checks";
import { type Denial, deny } from "@/domain/risk/checks/verdict";
import type { IntradayRestriction } from "@/domain/risk/intraday-margin";
import { marginHold } from "@/domain/risk/margin-holds";
import { isLentTo, marginBuyingPower, type MarginPowerFacts } from "@/domain/risk/margin-power";
import { marginRules, requirementOf } from "@/domain/risk/margin-rules";
import type { LocalDate } from "@/domain/time/instant";

/** A margin account as an order finds it, and why nothing is lent to it if that is so. */
export type MarginOrderFacts = MarginPowerFacts & {
  /** After an unmet intraday deficit; null when there is none. */
  restriction: IntradayRestriction | null;
  /** A call that was not met when it was due stands against it. */
  isOverdue: boolean;
};

type Purchase = { side: "BUY" | "SELL"; symbol: string; quantity: Quantity };
type Facts = MarginOrderFacts & { hold: Money; worst: Price | null; day: LocalDate };

/**
 * What a margin account may buy (Reg T 220.12, FINRA 4210, house table): `hold` is the whole cost with fees at the
 * worst price. The placing statement asks the same; this gives the reason in words. A sale needs nothing.
 */
export function checkMargin(order: Purchase, facts: Facts): Denial | null {
  if (order.side !== "BUY") return null;
  const increases = facts.hold.gt(facts.freeCash);
  if (!increases && (!isLentTo(facts, facts.day) || facts.openingLeft === null)) return null;
  const restricted = checkIntradayRestriction({ restriction: facts.restriction, increases });
  if (restricted) return restricted;
  const cash = { settled: facts.freeCash, unsettled: ZERO, isSettledOnly: false };
  if (facts.isOverdue && increases)
    return deny(
      "MARGIN_RESTRICTED",
      "A margin call on this account was not met when it was due. Until it is met, nothing more is lent to it.",
    );
  if (!isLentTo(facts, facts.day)) {
    const least = formatMoney(marginRules(facts.day).minimumEquity.toFixed(2));
    const denial = checkCash(order, facts.hold, cash);
    return denial && { ...denial, message: `${denial.message} Nothing is lent below $${least} of equity.` };
  }
  return beyondPower(order, facts);
}

/** The exact question of the placing statement, and its answer in dollars of this security. */
function beyondPower(order: Purchase, facts: Facts): Denial | null {
  const { hold, worst, day } = facts;
  if (!worst) return null;
  const need = marginHold(order.symbol, order.quantity, worst, day);
  const isCarried = add(facts.excess, need.loan).gte(hold);
  const isOpened = facts.openingLeft === null || need.opening.lte(facts.openingLeft);
  if (isCarried && isOpened) return null;
  const gross = notional(order.quantity, worst);
  const fees = subtract(hold, gross);
  const power = marginBuyingPower(
    { ...facts, excess: larger(subtract(facts.excess, fees), ZERO) },
    requirementOf(order.symbol, day),
    day,
  );
  return checkMarginBuyingPower(order, { buyingPower: power, cost: gross, opens: true });
}
