import { USD } from "@/domain/ledger/chart";
import { add, type Money, moneyToWire, quantity, toWire, ZERO } from "@/domain/money/money";
import type { ActivityItem } from "@/server/activity/views";

/** Journals of corporate actions that move shares and no money. */
export const SHARE_JOURNALS: readonly string[] = [
  "STOCK_DIVIDEND",
  "SPLIT",
  "REVERSE_SPLIT",
  "SYMBOL_CHANGE",
];
/** And those that move money. */
export const ACTION_PAYMENTS: readonly string[] = ["CASH_DIVIDEND", "WITHHOLDING", "CASH_IN_LIEU"];

type Line = { asset: string; amount: Money };

/** What a corporate action's journal is among the activity; null for any other. Its memo says the rest. */
export function actionWords(kind: string, lines: readonly Line[]): Partial<ActivityItem> | null {
  if (!SHARE_JOURNALS.includes(kind) && !ACTION_PAYMENTS.includes(kind)) return null;
  const shares = lines.filter((line) => line.asset !== USD);
  // A new symbol takes as many out of the old as it brings of the new: what came in is told.
  const symbol = shares.find((line) => line.amount.gt(0))?.asset ?? shares[0]?.asset ?? null;
  const moved = add(ZERO, ...shares.filter((line) => line.asset === symbol).map((line) => line.amount));
  return {
    kind: ACTION_PAYMENTS.includes(kind) ? "CASH" : "ACTION",
    symbol,
    quantity: symbol === null || moved.isZero() ? null : toWire(quantity(moneyToWire(moved))),
  };
}
