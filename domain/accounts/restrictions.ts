/**
 * What an account may be kept from. NO_BUYS: no purchases; it sells, and money moves. NO_WITHDRAWALS: money stays.
 * LIQUIDATE_ONLY: only sales; what they bring stays. NO_BUSINESS: nothing but deposits; the house places it by itself
 * on accounts that are left short.
 */
export const RESTRICTION_KINDS = ["NO_BUYS", "NO_WITHDRAWALS", "LIQUIDATE_ONLY", "NO_BUSINESS"] as const;
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

/** STAFF, or why the house places one by itself. A kind stands once for each cause, and each is lifted by itself. */
export type RestrictionCause =
  | "STAFF"
  | "SHORT"
  | "RETURNED_DEPOSIT"
  | "NAME_LIST"
  | "DISPUTED_ADDRESS"
  | "REFUSED_PLACE";

type Forbids = { buys: boolean; sells: boolean; withdrawals: boolean };

/** As data; the database's trigger `keep_blocks` says the same of the cash row (a test compares them). */
export const FORBIDS: Record<RestrictionKind, Forbids> = {
  NO_BUYS: { buys: true, sells: false, withdrawals: false },
  NO_WITHDRAWALS: { buys: false, sells: false, withdrawals: true },
  LIQUIDATE_ONLY: { buys: true, sells: false, withdrawals: true },
  NO_BUSINESS: { buys: true, sells: true, withdrawals: true },
};

export const RESTRICTION_TITLES: Record<RestrictionKind, string> = {
  NO_BUYS: "No buys",
  NO_WITHDRAWALS: "No withdrawals",
  LIQUIDATE_ONLY: "Liquidate only",
  NO_BUSINESS: "No business",
};

/** For the staff's choice, each in one sentence. */
export const RESTRICTION_MEANS: Record<RestrictionKind, string> = {
  NO_BUYS: "Open purchases are cancelled and new ones refused. Sales and transfers go on.",
  NO_WITHDRAWALS: "No money leaves. Trading goes on.",
  LIQUIDATE_ONLY: "Only sales: no purchases, and no money leaves.",
  NO_BUSINESS: "All open orders are cancelled; no orders, no withdrawals. Deposits may come in.",
};

/** What the cash row says of trading: BUYS or ALL orders are refused, or nothing is. */
export type TradingBlock = "BUYS" | "ALL" | null;

/** What several restrictions together forbid. */
export function blocksOf(kinds: readonly RestrictionKind[]): {
  trading: TradingBlock;
  withdrawals: boolean;
} {
  const some = (what: keyof Forbids) => kinds.some((kind) => FORBIDS[kind][what]);
  return {
    trading: some("sells") ? "ALL" : some("buys") ? "BUYS" : null,
    withdrawals: some("withdrawals"),
  };
}
