import { USD } from "@/domain/ledger/chart";
import type { PostingRule } from "@/domain/ledger/posting-rules";
import { quantity, subtract, toWire } from "@/domain/money/money";

/** The accounts of a customer that a reconciliation may adjust, each by its rule of the posting table. */
export const ADJUSTED_ACCOUNTS = [
  "CASH_SETTLED",
  "CASH_UNCOLLECTED",
  "CASH_UNSETTLED_IN",
  "CASH_UNSETTLED_OUT",
  "SECURITIES_SETTLED",
  "SECURITIES_UNSETTLED",
] as const;
export type AdjustedAccount = (typeof ADJUSTED_ACCOUNTS)[number];

export const adjustmentRule = (account: AdjustedAccount): PostingRule => `ADJUST_${account}`;
export const holdsShares = (account: AdjustedAccount): boolean => account.startsWith("SECURITIES");

/** What our books lack of an asset on one account; `amount` is a signed wire decimal. */
export type Adjustment = { ledgerAccount: AdjustedAccount; asset: string; amount: string };

/**
 * The adjustment that would make our side equal theirs; null where no single entry would: a trade or a movement is
 * booked by itself, and of shares that differ in their settlement only, both accounts are wrong.
 */
export function suggestedAdjustment(found: {
  area: string;
  item: string;
  ours: string | null;
  theirs: string | null;
}): Adjustment | null {
  if (found.area !== "CASH" && found.area !== "POSITION") return null;
  const amount = subtract(quantity(found.theirs ?? "0"), quantity(found.ours ?? "0"));
  if (amount.isZero()) return null;
  const wire = toWire(amount);
  const [, second = "", third] = found.item.split(" ");
  if (found.area === "POSITION")
    return third === undefined ? { ledgerAccount: "SECURITIES_SETTLED", asset: second, amount: wire } : null;
  if (second === "settled") return { ledgerAccount: "CASH_SETTLED", asset: USD, amount: wire };
  if (second === "uncollected") return { ledgerAccount: "CASH_UNCOLLECTED", asset: USD, amount: wire };
  return {
    ledgerAccount: amount.gt(0) ? "CASH_UNSETTLED_IN" : "CASH_UNSETTLED_OUT",
    asset: USD,
    amount: wire,
  };
}
