import { type Denial, deny, type Verdict, warn } from "@/domain/risk/checks/verdict";
import type { RiskOrder } from "@/domain/risk/checks/risk-order";
import type { HaltPolicy } from "@/domain/risk/limits";

/** A symbol that we do not know is not traded. */
export const checkKnownSymbol = (order: Pick<RiskOrder, "symbol">, isKnown: boolean): Denial | null =>
  isKnown ? null : deny("UNKNOWN_SYMBOL", `We do not trade ${order.symbol}.`);

/** An order without a limit needs somebody who quotes the other side. */
export const checkMarket = (
  order: Pick<RiskOrder, "symbol" | "limitPrice">,
  facts: { isQuoted: boolean },
): Denial | null =>
  order.limitPrice !== null || facts.isQuoted
    ? null
    : deny(
        "NO_MARKET",
        `Nobody quotes ${order.symbol} at the moment. Use a limit order, or wait for the market.`,
      );

/** What is restricted in a symbol: new positions only, so that holders can sell, or all of its trading. */
export type SymbolRestriction = { scope: "BUYS" | "ALL" };

/** Securities that we may not, or will not, let customers trade (15c3-5(c)(2)). `restriction` is the one in force. */
export function checkRestrictedSymbol(
  order: Pick<RiskOrder, "symbol" | "side">,
  restriction: SymbolRestriction | null,
): Denial | null {
  if (!restriction || (restriction.scope === "BUYS" && order.side === "SELL")) return null;
  const rest =
    restriction.scope === "BUYS" ? "You can still sell what you hold." : "Please write to us if you hold it.";
  return deny("RESTRICTED_SYMBOL", `${order.symbol} is restricted at our firm at the moment. ${rest}`);
}

/** A halt in force: the code by which the tape tells it (T1, LUDP, MWC1, ...), and what our setting is. */
export type HaltFacts = { halt: { code: string } | null; policy: HaltPolicy };

/** During a halt an order is refused or told that it will wait (FIX ExecInst K and J), as the account's setting says. */
export function checkHalt(order: Pick<RiskOrder, "symbol">, facts: HaltFacts): Verdict | null {
  if (!facts.halt) return null;
  const halted = `Trading in ${order.symbol} is halted (${facts.halt.code}).`;
  return facts.policy === "QUEUE"
    ? warn("HALTED", `${halted} Your order waits here until trading resumes.`)
    : deny("HALTED", `${halted} Place the order again when trading resumes.`);
}
