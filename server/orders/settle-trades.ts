import type { FirmEvent } from "@/domain/clearing/messages";
import { settlementJournal } from "@/domain/ledger/posting-rules";
import { add, money, notional, price, quantity } from "@/domain/money/money";
import { instantFromDate, instantFromIso, localDateFromColumn, toDate } from "@/domain/time/instant";
import { lockCash, postJournals } from "@/server/ledger";
import type { Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { publishAll } from "@/server/platform/news";

/**
 * The clearing firm says that executions have settled: their cash and shares move from the unsettled to the settled
 * accounts. Executions that we do not know, or that settled before, are left to the reconciliation to name.
 */
export async function settleTrades(
  tx: Tx,
  deps: Deps,
  event: Extract<FirmEvent, { kind: "TRADES_SETTLED" }>,
): Promise<void> {
  const settledAt = instantFromIso(event.at);
  const trades = await tx.execution.findMany({
    where: { execId: { in: event.execIds }, settledAt: null, bustedAt: null },
    orderBy: { id: "asc" },
  });
  if (trades.length < event.execIds.length)
    deps.log.warn(
      { told: event.execIds.length, found: trades.length },
      "the clearing firm settled trades that we do not know or had settled",
    );
  if (trades.length === 0) return;
  const accounts = new Set(trades.map((trade) => trade.accountId));
  await lockCash(tx, [...accounts]);
  await postJournals(
    tx,
    trades.map((trade) => {
      const traded = quantity(trade.quantity);
      // A split may have come in between: the money is that of the trade, the shares are the new ones.
      const shares = quantity(trade.settlesAs ?? trade.quantity);
      return settlementJournal(
        {
          executionId: trade.id,
          accountId: trade.accountId,
          side: trade.side as "BUY" | "SELL",
          symbol: trade.settlesSymbol ?? trade.symbol,
          shares,
          gross: notional(traded, price(trade.price)),
          commission: money(trade.commission),
          regulatoryFees: add(money(trade.secFee), money(trade.tafFee)),
          tradeDate: localDateFromColumn(trade.tradeDate),
          settlementDate: localDateFromColumn(trade.settlementDate),
          exchangeAt: instantFromDate(trade.executedAt),
        },
        settledAt,
      );
    }),
  );
  await tx.execution.updateMany({
    where: { id: { in: trades.map((trade) => trade.id) } },
    data: { settledAt: toDate(settledAt) },
  });
  await publishAll(
    tx,
    [...accounts].map((accountId) => `account:${accountId}` as const),
    "cash",
  );
}
