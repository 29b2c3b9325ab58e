import type { TradingBlock } from "@/domain/accounts/restrictions";
import { formatMoney, formatQuantity } from "@/domain/money/format";
import { add, larger, type Money, type Quantity, subtract, ZERO } from "@/domain/money/money";
import type { RiskOrder } from "@/domain/risk/checks/risk-order";
import { type Denial, deny, type Warning, warn } from "@/domain/risk/checks/verdict";
import { formatDate } from "@/domain/time/format";
import type { LocalDate } from "@/domain/time/instant";

/** Only an open account trades. */
export const checkOpenAccount = (isOpen: boolean): Denial | null =>
  isOpen ? null : deny("ACCOUNT_NOT_OPEN", "This account is not open for trading.");

/** A restriction placed on the account: its reason is the firm's, and is not told here. */
export function checkTradingBlock(order: Pick<RiskOrder, "side">, block: TradingBlock): Denial | null {
  if (block === "ALL")
    return deny("ACCOUNT_RESTRICTED", "This account is restricted and cannot trade. Please write to us.");
  if (block === "BUYS" && order.side === "BUY")
    return deny(
      "ACCOUNT_RESTRICTED",
      "This account is restricted: it can sell, but not buy. Please write to us.",
    );
  return null;
}

/** Sales of what is in the account and not held by other orders; there are no short sales in a cash account. */
export function checkOversell(
  order: Pick<RiskOrder, "symbol" | "side" | "quantity">,
  facts: { sellable: Quantity },
): Denial | null {
  if (order.side !== "SELL" || order.quantity.lte(facts.sellable)) return null;
  return deny(
    "OVERSELL",
    `You can sell at most ${formatQuantity(facts.sellable.toFixed())} ${order.symbol} in this account. Short sales are not offered.`,
  );
}

/** What a cash account may buy with, in dollars. */
export type CashFacts = {
  /** Settled cash less unsettled purchases less what open orders hold; may be below zero. */
  settled: Money;
  /** Proceeds of sales that have not settled, and when the last of them does. */
  unsettled: Money;
  unsettledUntil: LocalDate | null;
  /** Restricted to settled cash: by violations (cash-restriction.ts), or because the house lends no day to anyone. */
  isSettledOnly: boolean;
};

/** Dollars that a cash account may buy with: settled ones, and proceeds of sales too unless it is restricted. */
export const cashBuyingPower = (facts: Pick<CashFacts, "settled" | "unsettled" | "isSettledOnly">): Money =>
  facts.isSettledOnly ? facts.settled : add(facts.settled, facts.unsettled);

const dollars = (amount: Money): string => formatMoney(amount.toFixed(2));

/** `hold` is what the purchase would hold back, in dollars: its worst price and fees. */
export function checkCash(
  order: Pick<RiskOrder, "side">,
  hold: Money,
  facts: Pick<CashFacts, "settled" | "unsettled" | "isSettledOnly">,
): Denial | null {
  const power = cashBuyingPower(facts);
  if (order.side !== "BUY" || hold.lte(power)) return null;
  const short = subtract(hold, power);
  const said = `${dollars(short)} short of buying power: the order needs ${dollars(hold)}, and ${dollars(power)} is available.`;
  const wouldDo = facts.isSettledOnly && hold.lte(add(facts.settled, facts.unsettled));
  return deny(
    "BUYING_POWER",
    wouldDo ? `${said} Sales count once they have settled: this account buys with settled cash only.` : said,
  );
}

/** A purchase that unsettled proceeds pay for goes on, but selling it before they settle is a good-faith violation. */
export function warnOfUnsettledPurchase(
  order: Pick<RiskOrder, "side" | "symbol">,
  hold: Money,
  facts: CashFacts,
): Warning | null {
  if (order.side !== "BUY" || facts.isSettledOnly || facts.unsettledUntil === null) return null;
  const borrowed = subtract(hold, larger(facts.settled, ZERO));
  if (!borrowed.gt(0) || hold.gt(cashBuyingPower(facts))) return null;
  return warn(
    "GOOD_FAITH",
    `${dollars(borrowed)} of this purchase comes from sales that settle on ${formatDate(facts.unsettledUntil)}. Selling ${order.symbol} before then would be a good-faith violation (Reg T 220.8).`,
  );
}

/** A sale that reaches into shares whose purchase has not been paid for with settled money (`paidShares`: those that it has). */
export function warnOfEarlySale(
  order: Pick<RiskOrder, "side" | "symbol" | "quantity">,
  facts: { paidShares: Quantity; paidOn: LocalDate | null },
): Warning | null {
  if (order.side !== "SELL" || facts.paidOn === null || order.quantity.lte(facts.paidShares)) return null;
  return warn(
    "GOOD_FAITH",
    `Only ${formatQuantity(facts.paidShares.toFixed())} of your ${order.symbol} are paid for with settled money; the rest on ${formatDate(facts.paidOn)}. Selling them before then is a good-faith violation (Reg T 220.8), and three in twelve months restrict the account for 90 days.`,
  );
}
