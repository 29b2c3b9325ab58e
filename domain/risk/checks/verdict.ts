/** Why we refuse an order before any venue sees it (SEC Rule 15c3-5(c)). The message is for the customer. */
export type DenialCode =
  | "ACCOUNT_NOT_OPEN"
  | "ACCOUNT_RESTRICTED"
  | "UNKNOWN_SYMBOL"
  | "RESTRICTED_SYMBOL"
  | "HALTED"
  | "NO_MARKET"
  | "NOT_OFFERED"
  | "AUCTION_CUT_OFF"
  | "STOP_SIDE"
  | "GROUP_PRICES"
  | "TICK_SIZE"
  | "PRICE_COLLAR"
  | "SHARES_LIMIT"
  | "VALUE_LIMIT"
  | "OPEN_ORDERS_LIMIT"
  | "RATE"
  | "BUYING_POWER"
  | "MARGIN_BUYING_POWER"
  | "INTRADAY_RESTRICTED"
  | "MARGIN_RESTRICTED"
  | "OVERSELL";
export type Denial = { code: DenialCode; message: string };

/**
 * What a customer should know before an order goes on. SUSPECTED_DUPLICATE has to be confirmed first, HALTED means
 * that the order waits for the end of the halt, and GOOD_FAITH what selling too early would do.
 */
export type WarningCode = "SUSPECTED_DUPLICATE" | "GOOD_FAITH" | "HALTED";
export type Warning = { code: WarningCode; message: string; isWarning: true };

export type Verdict = Denial | Warning;

export const isWarning = (verdict: Verdict): verdict is Warning => "isWarning" in verdict;

export const deny = (code: DenialCode, message: string): Denial => ({ code, message });
export const warn = (code: WarningCode, message: string): Warning => ({ code, message, isWarning: true });

/** The refusals and the warnings among verdicts, in their order. */
export function sortVerdicts(verdicts: readonly (Verdict | null)[]): {
  denials: Denial[];
  warnings: Warning[];
} {
  const found = verdicts.filter((verdict) => verdict !== null);
  return {
    denials: found.filter((verdict): verdict is Denial => !isWarning(verdict)),
    warnings: found.filter(isWarning),
  };
}
