import { formatUsd } from "@/domain/money/format";
import { moneyToWire } from "@/domain/money/money";
import type { Instant } from "@/domain/time/instant";
import { restrictAccounts } from "@/server/accounts";
import { shortfallOf } from "@/server/ledger";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";

/** Restricts an account that a bust or a correction has left with less cash or shares than it must have (I3). */
export async function restrictIfShort(
  tx: Tx,
  deps: Deps,
  accountId: string,
  ruling: { at: Instant; reason: string },
): Promise<void> {
  const shortfall = await shortfallOf(tx, accountId);
  if (!shortfall) return;
  const { cash, symbols } = shortfall;
  const lacks = [
    ...(cash.gt(0) ? [formatUsd(moneyToWire(cash))] : []),
    ...symbols.map((symbol) => `shares of ${symbol}`),
  ];
  await restrictAccounts(tx, deps, "SYSTEM", {
    accountIds: [accountId],
    kind: "NO_BUSINESS",
    cause: "SHORT",
    reason: `A fill was busted or corrected (${ruling.reason}) and left the account short of ${lacks.join(", ")}.`,
    exchangeAt: ruling.at,
  });
}
