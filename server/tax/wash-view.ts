import { moneyToWire, toWire } from "@/domain/money/money";
import type { WashWarning } from "@/domain/tax/sale-preview";
import type { WashView } from "@/server/tax/views";

/** A wash-sale warning as it is shown. */
export const washView = ({ from, to, recentShares, disallowed, clearOn }: WashWarning): WashView => ({
  from,
  to,
  recentShares: toWire(recentShares),
  disallowed: moneyToWire(disallowed),
  clearOn,
});
