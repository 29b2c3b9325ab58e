import type { Money, Quantity } from "@/domain/money/money";
import type { FillLots } from "@/domain/tax/order-lots";
import type { LocalDate } from "@/domain/time/instant";

/** One execution as the lots see it: `net` dollars were paid for it, or brought by it, fees included. */
export type LotTrade = {
  executionId: string;
  accountId: string;
  symbol: string;
  side: "BUY" | "SELL";
  shares: Quantity;
  net: Money;
  tradeDate: LocalDate;
  /** Which lots a sale closes; without it first in first out. */
  chosen?: FillLots | null;
};
