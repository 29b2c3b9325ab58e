import { type Journal, reversalOf } from "@/domain/ledger/journal";
import { netOf, tradeJournal, type TradePosting } from "@/domain/ledger/posting-rules";
import { add, money, toWire } from "@/domain/money/money";
import type { Instant } from "@/domain/time/instant";
import { journalId, type LotTrade } from "@/server/ledger";
import { type BookedExecution, bookedExecution, type Change } from "@/server/orders/changed-executions";
import type { WorkingOrder } from "@/server/orders/working-orders";
import type { Prisma } from "@/server/platform/db";

type Ruling = { at: Instant; reason: string };

/** The source of an execution's journal in its present form: each form is booked once, and reversed at most once. */
const sourceOf = ({ id, revision }: Pick<BookedExecution, "id" | "revision">): string =>
  revision === 0 ? id : `${id}:${revision}`;

function postingOf(order: WorkingOrder, execution: BookedExecution): TradePosting {
  const { quantity: shares, gross, fees, tradeDate, settlementDate, executedAt } = execution;
  return {
    executionId: sourceOf(execution),
    accountId: order.accountId,
    side: order.side,
    symbol: order.symbol,
    shares,
    gross,
    commission: fees.commission,
    regulatoryFees: add(fees.secFee, fees.tafFee),
    tradeDate,
    settlementDate,
    exchangeAt: executedAt,
  };
}

/** The reversals of what was booked, and the journals of what stands instead. */
export function amendedJournals(order: WorkingOrder, changes: readonly Change[], ruling: Ruling): Journal[] {
  return changes.flatMap(({ before, after }) => {
    const original = tradeJournal(postingOf(order, before));
    const reversal = reversalOf(original, journalId(original), {
      source: original.source,
      memo: `Taken back: ${lowered(original.memo)}. ${ruling.reason}`,
      tradeDate: original.tradeDate,
      exchangeAt: ruling.at,
    });
    if (!after) return [reversal];
    const anew = tradeJournal(postingOf(order, after));
    const memo = `Corrected: ${lowered(anew.memo)} at ${toWire(after.price)}`;
    return [reversal, { ...anew, memo, exchangeAt: ruling.at }];
  });
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** An execution's row as the lots see it. */
export function lotTradeOf(row: Prisma.ExecutionGetPayload<object>): LotTrade {
  const { id, quantity: shares, gross, fees, tradeDate } = bookedExecution(row);
  const side = row.side === "BUY" ? "BUY" : "SELL";
  const regulatoryFees = add(money(row.secFee), money(row.tafFee));
  return {
    executionId: id,
    accountId: row.accountId,
    symbol: row.symbol,
    side,
    shares,
    net: netOf({ side, gross, commission: fees.commission, regulatoryFees }),
    tradeDate,
  };
}
